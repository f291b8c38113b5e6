#include "report/report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace calx::report {
namespace {

using Json = nlohmann::ordered_json;

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// "1 error", "2 errors".
std::string counted(std::uint64_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

class TextWriter final : public Writer {
 public:
  explicit TextWriter(std::ostream& out) : out_(out) {}

  void report(findings::Finding finding) override {
    if (finding.file != file_) {
      file_ = finding.file;
      out_ << file_ << "\n";
    }
    const std::string place = place_in_words(finding);
    out_ << "  " << findings::to_string(finding.severity) << (place.empty() ? "" : " at " + place) << ": "
         << finding.message << " [" << finding.code << "]\n";
    if (!finding.value.empty()) out_ << "      value: " << finding.value << "\n";
    if (!finding.hint.empty()) out_ << "      " << finding.hint << "\n";
  }

  void finish(const Summary& summary) override {
    out_ << counted(summary.files, "file") << ": ";
    if (summary.rows > 0) out_ << counted(summary.rows, "row") << ", ";
    if (summary.interchanges > 0)
      out_ << counted(summary.transactions, "transaction set") << ", " << counted(summary.claims, "claim") << ", "
           << counted(summary.segments, "segment") << ", ";
    out_ << counted(summary.tally.errors, "error") << ", " << counted(summary.tally.warnings, "warning");
    if (summary.tally.infos > 0) out_ << ", " << summary.tally.infos << " for information";
    out_ << ".\n";
    if (summary.withheld > 0) out_ << counted(summary.withheld, "finding") << " more not shown (--limit-findings).\n";
  }

 private:
  std::ostream& out_;
  std::string file_;  // whose findings are being written
};

class JsonLinesWriter final : public Writer {
 public:
  explicit JsonLinesWriter(std::ostream& out) : out_(out) {}

  void report(findings::Finding finding) override { out_ << to_json(finding) << '\n'; }

  void finish(const Summary& summary) override {
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

 private:
  std::ostream& out_;
};

}  // namespace

std::optional<Form> parse_form(std::string_view name) {
  if (name == "text") return Form::text;
  if (name == "jsonl") return Form::jsonl;
  return std::nullopt;
}

std::unique_ptr<Writer> make_writer(Form form, std::ostream& out) {
  if (form == Form::jsonl) return std::make_unique<JsonLinesWriter>(out);
  return std::make_unique<TextWriter>(out);
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

std::string place_in_words(const findings::Finding& finding) {
  std::string place;
  const auto add = [&](const std::string& words) { place += (place.empty() ? "" : ", ") + words; };
  if (finding.row != 0) add("row " + std::to_string(finding.row));
  if (!finding.column.empty()) add(finding.column);
  if (finding.segment_ordinal != 0 && finding.offset) {
    std::string segment = "segment " + std::to_string(finding.segment_ordinal);
    std::string name = finding.segment;
    if (finding.element != 0) name += two_digits(finding.element);
    if (finding.component != 0) name += "-" + two_digits(finding.component);
    if (!name.empty()) segment += " (" + name + ")";
    add(segment);
    if (!finding.loop.empty()) add("loop " + finding.loop);
  }
  if (!finding.claim.empty()) add("claim " + finding.claim);
  if (finding.offset) add("byte " + std::to_string(*finding.offset));
  return place;
}

}  // namespace calx::report
