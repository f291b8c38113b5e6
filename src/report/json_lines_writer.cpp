#include "report/json_lines_writer.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace calx::report {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

void JsonLinesWriter::report(findings::Finding finding) {
  out_ << to_json(finding) << '\n';
}

void JsonLinesWriter::finish(const Summary& summary) {
  Json json;
  Json& s = json["summary"];
  s["files"] = summary.files;
  s["interchanges"] = summary.interchanges;
  s["transactions"] = summary.transactions;
  s["claims"] = summary.claims;
  s["segments"] = summary.segments;
  s["rows"] = summary.rows;
  s["errors"] = summary.tally.errors;
  s["warnings"] = summary.tally.warnings;
  s["infos"] = summary.tally.infos;
  if (summary.withheld > 0) s["withheld"] = summary.withheld;
  s["seconds"] = static_cast<double>(std::llround(summary.seconds * 1000)) / 1000;
  out_ << json.dump() << '\n';
}

std::string to_json(const findings::Finding& finding) {
  Json json;
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  const auto number = [&](const char* key, std::uint64_t value) {
    if (value != 0) json[key] = value;
  };
  text("file", finding.file);
  text("code", finding.code);
  json["severity"] = findings::to_string(finding.severity);
  number("snip", static_cast<std::uint64_t>(finding.snip));
  text("message", finding.message);
  text("hint", finding.hint);
  text("loop", finding.loop);
  text("path", finding.path);
  text("segment", finding.segment);
  number("segment_ordinal", finding.segment_ordinal);
  number("transaction_ordinal", finding.transaction_ordinal);
  if (finding.offset) json["offset"] = *finding.offset;
  number("element", static_cast<std::uint64_t>(finding.element));
  number("component", static_cast<std::uint64_t>(finding.component));
  number("repetition", static_cast<std::uint64_t>(finding.repetition));
  text("isa", finding.isa);
  text("gs", finding.gs);
  text("st", finding.st);
  text("claim", finding.claim);
  number("row", finding.row);
  text("column", finding.column);
  text("key", finding.key);
  text("value", finding.value);
  // Bytes that are no UTF-8 come from the file itself: they are replaced, never fatal.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calx::report
