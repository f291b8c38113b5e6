// Which findings of a run are shown.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "findings/sink.hpp"
#include "report/report.hpp"

namespace calx::report {

/// Stands before a writer: counts everything, hands on what is wanted.
class Selection final : public findings::Sink {
 public:
  struct Wanted {
    int level = 7;               ///< findings of a higher SNIP level are left out and not counted
    std::uint64_t findings = 0;  ///< of each file; the rest is counted and withheld; 0: no limit
    bool values = false;         ///< findings keep the offending value
  };

  /// `writer` must outlive the selection.
  Selection(Writer& writer, Wanted wanted) : writer_(writer), wanted_(wanted) {}

  void report(findings::Finding finding) override;
  /// Adds what was counted, withheld findings included.
  void add_to(Summary& summary) const;

 private:
  struct Count {
    std::uint64_t count = 0;
    std::string message;
  };
  Writer& writer_;
  Wanted wanted_;
  findings::Tally tally_;
  std::uint64_t withheld_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> by_file_;
  std::map<std::pair<std::string, findings::Severity>, Count> by_code_;
};

}  // namespace calx::report
