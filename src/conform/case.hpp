// A conformance case: an input, and what must be found in it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.hpp"
#include "text/date.hpp"

namespace calx::conform {

/// A finding that must be there. What is not set is not compared; an empty text or a 0 says "the finding has none".
struct Expected {
  std::string code;
  std::optional<std::string> segment, column;
  std::optional<std::uint64_t> segment_ordinal, row;
  std::optional<int> element, component, repetition;

  bool fits(const findings::Finding& finding) const;
};

/// The short form of cases.csv: "2300-08 HI(23) 2-2", "X12-2-0050 CLM(20) 7", "INV-0504 row(14) Procedure Code Modifier
/// 1", "INV-0001". Nothing where the text is none.
std::optional<Expected> parse_short(std::string_view text);
/// The same, written; what is not set is left out.
std::string in_short(const Expected& expected);
std::string in_short(const findings::Finding& finding);

enum class Verdict : std::uint8_t {
  accepted,  ///< no error; warnings may be
  rejected,  ///< at least one error
};

/// Judged by --date where a case states none.
inline constexpr text::Date usual_date{std::chrono::year(2026), std::chrono::May, std::chrono::day(1)};

struct Case {
  std::string folder;  ///< of its cases.csv or expected.jsonl, below the folder that was asked for; "." for that itself
  std::string name;    ///< "2300-08-bad.x12 for 2300-08", unlike all others of its folder, or empty
  std::string origin;  ///< for messages: "DIR/claims/cases.csv:5"
  std::string rule;    ///< the id that it is for, or empty
  std::string input;   ///< path
  std::vector<std::string> overlays;  ///< names, or paths that are absolute or begin at the working folder
  int level = 7;
  text::Date date = usual_date;
  std::optional<std::vector<Expected>> findings;  ///< exactly these; not set: only the verdict counts
  std::optional<Verdict> verdict;

  /// "claims/2300-08-bad.x12 for 2300-08".
  std::string title() const;
};

}  // namespace calx::conform
