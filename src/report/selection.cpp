#include "report/selection.hpp"

#include <algorithm>
#include <tuple>

namespace calx::report {

void Selection::report(findings::Finding finding) {
  if (finding.snip > wanted_.level) return;
  tally_.count(finding.severity);
  Count& count = by_code_[{finding.code, finding.severity}];
  if (++count.count == 1) count.message = finding.message;
  if (!wanted_.values) finding.value.clear();
  if (wanted_.findings != 0 && ++by_file_[finding.file] > wanted_.findings) {
    ++withheld_;
    return writer_.withhold(finding);
  }
  writer_.report(std::move(finding));
}

void Selection::add_to(Summary& summary) const {
  summary.tally.errors += tally_.errors;
  summary.tally.warnings += tally_.warnings;
  summary.tally.infos += tally_.infos;
  summary.withheld += withheld_;
  for (const auto& [key, count] : by_code_)
    summary.codes.push_back({key.first, key.second, count.count, count.message});
  std::sort(summary.codes.begin(), summary.codes.end(), [](const CodeCount& a, const CodeCount& b) {
    return std::tie(b.severity, b.count, a.code) < std::tie(a.severity, a.count, b.code);
  });
}

}  // namespace calx::report
