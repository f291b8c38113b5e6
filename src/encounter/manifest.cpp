#include "encounter/manifest.hpp"

#include <nlohmann/json.hpp>

namespace calx::encounter {
namespace {

using Json = nlohmann::ordered_json;

Json hashes(const std::vector<UsedData>& used) {
  Json list = Json::array();
  for (const UsedData& one : used) list.push_back(Json{{"name", one.name}, {"sha256", one.sha256}});
  return list;
}

Json code_sets(const invoice::Context& context) {
  Json list = Json::array();
  const auto add = [&list](const std::string& name, const std::string& version, const std::string& sha256) {
    list.push_back(Json{{"name", name}, {"version", version}, {"sha256", sha256}});
  };
  const std::string options = "hcpcs-coding-options";
  if (context.codes.set(options) == nullptr)
    add(options, context.coding_options.version(), context.coding_options.sha256());
  for (const auto& [id, set] : context.codes.sets()) add(id, set.version, set.sha256);
  return list;
}

}  // namespace

std::string manifest_json(const ConversionRequest& request, const invoice::Context& context,
                          const ConversionSummary& summary) {
  Json manifest;
  manifest["version"] = request.version;
  manifest["date"] = text::to_iso(request.date);
  manifest["inputs"] = Json::array();
  for (const ConversionSummary::Invoices& input : summary.inputs)
    manifest["inputs"].push_back(Json{{"name", input.name},
                                      {"sha256", input.sha256},
                                      {"rows", input.rows},
                                      {"converted", input.converted},
                                      {"rejected", input.rejected}});
  manifest["files"] = Json::array();
  for (const ConversionSummary::Encounters& file : summary.files)
    manifest["files"].push_back(Json{{"name", file.name},
                                     {"sha256", file.sha256},
                                     {"isa", file.isa},
                                     {"claims", file.claims},
                                     {"lines", file.lines},
                                     {"charge", text::to_dollars(file.charge)}});
  manifest["totals"] = Json{{"rows", summary.rows},
                            {"converted", summary.converted},
                            {"rejected", summary.rejected},
                            {"charge", text::to_dollars(summary.charge)}};
  manifest["grammars"] = hashes(request.grammars);
  manifest["overlays"] = hashes(request.overlays);
  manifest["code_sets"] = code_sets(context);
  manifest["merged"] = summary.merged;
  manifest["notes"] = summary.notes;
  // A name that is not UTF-8 must not stop the run.
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace calx::encounter
