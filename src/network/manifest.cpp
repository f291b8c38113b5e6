#include "network/manifest.hpp"

#include <nlohmann/json.hpp>

namespace calx::network {
namespace {

using Json = nlohmann::ordered_json;

Json hashes(const std::vector<files::UsedData>& used) {
  Json list = Json::array();
  for (const files::UsedData& one : used) list.push_back(Json{{"name", one.name}, {"sha256", one.sha256}});
  return list;
}

}  // namespace

std::string manifest_json(const WritingRequest& request, const std::string& month, const Knowledge& knowledge,
                          const WritingSummary& summary) {
  Json manifest;
  manifest["version"] = request.version;
  manifest["date"] = text::to_iso(request.date);
  manifest["month"] = month;
  manifest["inputs"] = Json::array();
  std::uint64_t rows = 0;
  for (const TableCount& table : summary.tables) {
    rows += table.rows;
    if (table.name.empty()) continue;
    manifest["inputs"].push_back(Json{{"name", table.name},
                                      {"sha256", table.sha256},
                                      {"rows", table.rows},
                                      {"written", table.kept},
                                      {"left_out", table.left_out}});
  }
  manifest["files"] = Json::array();
  for (const WritingSummary::File& file : summary.files)
    manifest["files"].push_back(Json{{"name", file.name},
                                     {"sha256", file.sha256},
                                     {"isa", file.isa},
                                     {"plan_code", file.plan_code},
                                     {"groups", file.counts.groups},
                                     {"sites", file.counts.sites},
                                     {"providers", file.counts.providers},
                                     {"providers_at_sites", file.counts.affiliations},
                                     {"segments", file.counts.segments}});
  manifest["totals"] = Json{{"rows", rows}, {"written", rows - summary.left_out}, {"left_out", summary.left_out}};
  manifest["grammars"] = hashes(request.grammars);
  manifest["overlays"] = hashes(request.overlays);
  manifest["code_sets"] = Json::array();
  for (const auto& [id, set] : knowledge.codes.sets())
    manifest["code_sets"].push_back(Json{{"name", id}, {"version", set.version}, {"sha256", set.sha256}});
  manifest["notes"] = summary.notes;
  // A name that is not UTF-8 must not stop the run.
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calx::network
