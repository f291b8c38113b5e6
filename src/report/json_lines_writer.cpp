#include "report/json_lines_writer.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/json_fields.hpp"

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
  JsonFields fields(json);
  fields.text("file", finding.file);
  fields.text("code", finding.code);
  json["severity"] = findings::to_string(finding.severity);
  fields.number("snip", static_cast<std::uint64_t>(finding.snip));
  fields.text("message", finding.message);
  fields.text("hint", finding.hint);
  fields.text("loop", finding.loop);
  fields.text("path", finding.path);
  fields.text("segment", finding.segment);
  fields.number("segment_ordinal", finding.segment_ordinal);
  fields.number("transaction_ordinal", finding.transaction_ordinal);
  if (finding.offset) json["offset"] = *finding.offset;
  fields.number("element", static_cast<std::uint64_t>(finding.element));
  fields.number("component", static_cast<std::uint64_t>(finding.component));
  fields.number("repetition", static_cast<std::uint64_t>(finding.repetition));
  fields.place(finding);
  // Bytes that are no UTF-8 come from the file itself: they are replaced, never fatal.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calx::report
