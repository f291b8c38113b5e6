#include "report/sarif_writer.hpp"

#include <nlohmann/json.hpp>

#include "report/json_fields.hpp"

namespace calx::report {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view level(findings::Severity severity) {
  if (severity == findings::Severity::error) return "error";
  return severity == findings::Severity::warning ? "warning" : "note";
}

/// Braces would be placeholders in a SARIF message.
Json message(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled.append(c == '{' || c == '}' ? 2 : 1, c);
  return {{"text", doubled}};
}

Json region(Segments* segments, const findings::Finding& finding) {
  std::uint64_t offset = *finding.offset, size = 0;
  if (segments != nullptr)
    if (const auto segment = segments->at(finding)) {
      const Mark mark = mark_of(*segment, finding);
      offset += mark.begin;
      // What is missing belongs before the segment that stands in its stead.
      size = stands_instead(*segment, finding) ? 0 : mark.size;
    }
  Json region{{"byteOffset", offset}, {"byteLength", size}};
  if (segments == nullptr) return region;
  const SourceFile::Position begin = segments->file().position(offset);
  const SourceFile::Position end = segments->file().position(offset + size);
  region["startLine"] = begin.line;
  region["startColumn"] = begin.column;
  region["endLine"] = end.line;
  region["endColumn"] = end.column;
  return region;
}

Json logical_location(const findings::Finding& finding) {
  std::string name = finding.row != 0 ? "row " + std::to_string(finding.row) : finding.path;
  const std::string last = finding.row != 0 || !finding.column.empty() ? finding.column : element_name(finding);
  if (!last.empty()) name += (name.empty() ? "" : "/") + last;
  if (name.empty()) return nullptr;
  Json location{{"fullyQualifiedName", name}};
  if (!last.empty()) location["name"] = last;
  if (finding.row == 0 && !last.empty()) location["kind"] = finding.element != 0 ? "element" : "segment";
  return location;
}

Json properties(const findings::Finding& finding) {
  Json bag{{"snip", finding.snip}};
  JsonFields fields(bag);
  fields.text("loop", finding.loop);
  fields.number("segment_ordinal", finding.segment_ordinal);
  fields.number("transaction_ordinal", finding.transaction_ordinal);
  fields.place(finding);
  return bag;
}

}  // namespace

std::string to_uri(std::string_view path) {
  constexpr std::string_view plain = "-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = path.substr(0, 1) == "/" ? "file://" : "";
  for (const char c : path) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter || plain.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return uri;
}

SarifWriter::SarifWriter(std::ostream& out, const Context& context)
    : out_(out), context_(context), book_(context.catalogue, context.grammars) {
  out_ << R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[)";
}

void SarifWriter::begin_file(const Source& source) {
  file_ = source.name;
  segments_.reset();
  if (source.path.empty()) return;
  if (source.x12)
    segments_ = std::make_unique<Segments>(source.path);
  else
    rows_[source.name] = std::make_unique<RowLines>(source.path);
}

std::size_t SarifWriter::rule_index(const findings::Finding& finding) {
  const auto [entry, added] = indices_.try_emplace(finding.code, rules_.size());
  if (added) rules_.push_back({finding.code, finding.severity, finding.message});
  return entry->second;
}

void SarifWriter::report(findings::Finding finding) {
  Json physical{{"artifactLocation", {{"uri", to_uri(finding.file)}}}};
  if (finding.offset) physical["region"] = region(finding.file == file_ ? segments_.get() : nullptr, finding);
  if (const auto rows = rows_.find(finding.file); rows != rows_.end())
    if (const auto line = rows->second->line_of(finding.row)) physical["region"] = {{"startLine", *line}};
  Json location{{"physicalLocation", std::move(physical)}};
  if (Json logical = logical_location(finding); !logical.is_null())
    location["logicalLocations"] = Json::array({std::move(logical)});

  Json result;
  result["ruleId"] = finding.code;
  result["ruleIndex"] = rule_index(finding);
  result["level"] = level(finding.severity);
  result["message"] = message(finding.hint.empty() ? finding.message : finding.message + " " + finding.hint);
  result["locations"] = Json::array({std::move(location)});
  result["properties"] = properties(finding);
  out_ << (any_ ? ",\n" : "\n") << dumped(result);
  any_ = true;
}

void SarifWriter::could_not(const std::string&, const std::string& message) {
  failures_.push_back(message);
}

void SarifWriter::finish(const Summary& summary) {
  Json rules = Json::array();
  for (const Rule& rule : rules_) {
    const RuleFacts* facts = book_.find(rule.code);
    Json json{{"id", rule.code}};
    json["shortDescription"] = message(facts != nullptr ? facts->message : rule.message);
    if (facts != nullptr && !facts->hint.empty()) json["help"] = message(facts->hint);
    json["defaultConfiguration"] = {{"level", level(facts != nullptr ? facts->severity : rule.severity)}};
    if (facts != nullptr) {
      Json& bag = json["properties"] = {{"snip", facts->snip}};
      bag["confidence"] = findings::to_string(facts->confidence);
      bag["source"] = facts->source;
      if (!facts->ack_999.empty()) bag["ack_999"] = facts->ack_999;
      if (!facts->ack_277ca.empty()) bag["ack_277ca"] = facts->ack_277ca;
    }
    rules.push_back(std::move(json));
  }
  Json driver{{"name", "calx"}};
  if (!context_.version.empty()) driver["version"] = context_.version;
  driver["rules"] = std::move(rules);

  Json invocation{{"executionSuccessful", failures_.empty()}};
  for (const std::string& failure : failures_)
    invocation["toolExecutionNotifications"].push_back({{"level", "error"}, {"message", message(failure)}});
  const Json bag{
      {"files", summary.files},         {"interchanges", summary.interchanges}, {"transactions", summary.transactions},
      {"claims", summary.claims},       {"segments", summary.segments},         {"rows", summary.rows},
      {"errors", summary.tally.errors}, {"warnings", summary.tally.warnings},   {"infos", summary.tally.infos},
      {"withheld", summary.withheld}};
  out_ << "\n],\n\"tool\":" << dumped({{"driver", std::move(driver)}})
       << ",\n\"invocations\":" << dumped(Json::array({std::move(invocation)}))
       << ",\n\"columnKind\":\"unicodeCodePoints\",\n\"properties\":" << dumped(bag) << "}]}\n";
}

}  // namespace calx::report
