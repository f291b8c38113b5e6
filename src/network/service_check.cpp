#include "network/service_check.hpp"

#include <algorithm>

#include "text/cells.hpp"

namespace calx::network {
namespace {

std::string counted(std::uint64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

void ServiceCheck::service(Role role, std::string_view npi, const std::optional<text::DateRange>& days,
                           const ClaimPlace& place) {
  // What is no NPI is not shown either: it may be anything.
  if (npi.size() != 10 || !text::all_digits(npi)) return add(role, Fault::no_npi, {}, place);
  // Whether somebody is known at all does not hang on the day.
  const Coverage::Standing standing = coverage_.on(npi, days ? days->from : text::Date{});
  if (standing == Coverage::Standing::unknown) return add(role, Fault::unknown, npi, place);
  if (!days) return add(role, Fault::no_days, {}, place);
  if (standing == Coverage::Standing::out_of_dates ||
      coverage_.on(npi, days->through) == Coverage::Standing::out_of_dates)
    add(role, Fault::out_of_dates, npi, place);
}

void ServiceCheck::add(Role role, Fault fault, std::string_view npi, const ClaimPlace& place) {
  Case& one = cases_[{std::string(npi), role, fault}];
  if (one.services++ == 0) one.first = place;
  if (one.claims == 0 || one.last.file != place.file || one.last.claim != place.claim) ++one.claims;
  one.last = place;
}

void ServiceCheck::report(const findings::Catalogue& catalogue, const std::vector<std::string>& files,
                          findings::Sink& sink) const {
  using Entry = std::pair<const std::tuple<std::string, Role, Fault>, Case>;
  std::vector<const Entry*> sorted;
  for (const Entry& entry : cases_) sorted.push_back(&entry);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->second.first.file, a->second.first.claim) <
           std::tie(b->second.first.file, b->second.first.claim);
  });
  for (const Entry* entry : sorted) {
    const auto& [npi, role, fault] = entry->first;
    const Case& one = entry->second;
    const bool billing = role == Role::billing;
    const char* const code = fault == Fault::unknown        ? (billing ? "NET-0701" : "NET-0702")
                             : fault == Fault::out_of_dates ? (billing ? "NET-0703" : "NET-0704")
                             : fault == Fault::no_npi       ? "NET-0705"
                                                            : "NET-0708";
    findings::Finding finding = catalogue.make(code, {{"npi", npi},
                                                      {"role", billing ? "billing" : "rendering"},
                                                      {"count", counted(one.services, "service", "services") + " of " +
                                                                    counted(one.claims, "claim", "claims")}});
    finding.file = files[one.first.file];
    finding.segment = "CLM";
    finding.segment_ordinal = one.first.ordinal;
    finding.offset = one.first.offset;
    sink.report(std::move(finding));
  }
}

}  // namespace calx::network
