// From a fault to a finding with its exact place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "grammar/rule.hpp"
#include "validate/claim_listener.hpp"

namespace calx::validate {

/// The place of one segment in its file.
struct SegmentPlace {
  std::string_view id;
  std::uint64_t ordinal = 0, transaction_ordinal = 0, offset = 0;
};

/// The place of a value in its segment; 0 is "the whole".
struct ElementPlace {
  int element = 0, component = 0, repetition = 0;
};

/// Who can tell where in the transaction set the validator is, when a finding asks for it.
class Locator {
 public:
  virtual ~Locator() = default;
  virtual std::string loop() const = 0;  ///< "2300"
  virtual std::string path() const = 0;  ///< "2000A[1]/2000B[3]/2300[1]"
};

/// Knows where in the file the validator is, makes findings from codes and rules, keeps to the level and the limit.
/// What leads to a finding is cold code: it stands apart from what every segment passes through.
class Reporter {
 public:
  struct Limits {
    int level = 7;               ///< findings above it are not made
    std::uint64_t findings = 0;  ///< after so many the rest is counted, not reported; 0: no limit
    bool show_values = false;
  };

  Reporter(const findings::Catalogue& catalogue, findings::Sink& sink, Limits limits)
      : catalogue_(catalogue), sink_(sink), limits_(limits) {}

  /// Where the validator is; the envelope and the walker keep these up to date.
  std::string file, isa, gs, st, claim;
  const Locator* locator = nullptr;  ///< null outside a transaction set
  ClaimListener* claims = nullptr;   ///< told of each claim that ends; may be null

  void begin_claim(std::string_view id, std::uint64_t offset) {
    claim = id;
    claim_offset_ = offset;
  }
  void end_claim();

  bool wants(int level) const { return level <= limits_.level; }

  /// A finding from the catalogue.
  [[gnu::cold]] void report(std::string_view code, findings::Arguments arguments, const SegmentPlace& segment,
                            ElementPlace element = {}, std::string_view value = {});
  /// A finding from a rule of a grammar or overlay; `arguments` fill its message.
  [[gnu::cold]] void report(const grammar::Rule& rule, findings::Arguments arguments, const SegmentPlace& segment,
                            ElementPlace element = {}, std::string_view value = {});
  /// A finding that was made earlier and kept.
  [[gnu::cold]] void release(findings::Finding finding);
  /// Makes a finding with its place, without reporting it.
  [[gnu::cold]] findings::Finding make(std::string_view code, findings::Arguments arguments,
                                       const SegmentPlace& segment, ElementPlace element = {},
                                       std::string_view value = {}) const;

  const findings::Tally& tally() const { return tally_; }
  /// Findings that were counted but not handed on.
  std::uint64_t withheld() const { return withheld_; }

 private:
  void place(findings::Finding& finding, const SegmentPlace& segment, ElementPlace element,
             std::string_view value) const;

  const findings::Catalogue& catalogue_;
  findings::Sink& sink_;
  Limits limits_;
  findings::Tally tally_;
  std::uint64_t reported_ = 0, withheld_ = 0;
  std::optional<std::uint64_t> claim_offset_;
};

/// "A, B or C" and "A, B and C"; after twelve the rest is counted.
std::string join(const std::vector<std::string>& words, std::string_view last);

}  // namespace calx::validate
