#include "network/lost_content.hpp"

#include <algorithm>
#include <vector>

namespace calx::network {

void LostContent::add(std::string_view what) {
  Kind& kind = kinds_[std::string(what).append(loop_.empty() ? "" : " of loop ").append(loop_)];
  if (kind.count++ == 0) kind.first = ordinal_;
}

void LostContent::rest(const x12::Segment& segment, std::initializer_list<int> taken) {
  for (int number = 1; number <= segment.last_element(); ++number) {
    if (segment.element(number).empty() || std::find(taken.begin(), taken.end(), number) != taken.end()) continue;
    add(std::string(segment.id()).append(number < 10 ? "0" : "").append(std::to_string(number)));
  }
}

void LostContent::report(const std::string& file, const findings::Catalogue& catalogue, findings::Sink& sink) const {
  std::vector<std::pair<std::string_view, Kind>> sorted(kinds_.begin(), kinds_.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
  for (const auto& [what, kind] : sorted) {
    findings::Finding finding = catalogue.make(
        "NET-0602", {{"what", what}, {"count", std::to_string(kind.count)}, {"segment", std::to_string(kind.first)}});
    finding.file = file;
    sink.report(std::move(finding));
  }
}

}  // namespace calx::network
