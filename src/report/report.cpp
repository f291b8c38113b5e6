#include "report/report.hpp"

#include "report/json_lines_writer.hpp"
#include "report/junit_writer.hpp"
#include "report/sarif_writer.hpp"
#include "report/text_writer.hpp"

namespace calx::report {
namespace {

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::optional<Form> parse_form(std::string_view name) {
  if (name == "text") return Form::text;
  if (name == "jsonl") return Form::jsonl;
  if (name == "junit") return Form::junit;
  if (name == "sarif") return Form::sarif;
  return std::nullopt;
}

std::unique_ptr<Writer> make_writer(Form form, std::ostream& out, const Context& context) {
  switch (form) {
    case Form::jsonl:
      return std::make_unique<JsonLinesWriter>(out);
    case Form::junit:
      return std::make_unique<JunitWriter>(out);
    case Form::sarif:
      return std::make_unique<SarifWriter>(out, context);
    case Form::text:
      break;
  }
  return std::make_unique<TextWriter>(out, context);
}

std::string counted(std::uint64_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

std::string element_name(const findings::Finding& finding) {
  std::string name = finding.segment;
  if (finding.element != 0) name += two_digits(finding.element);
  if (finding.component != 0) name += "-" + two_digits(finding.component);
  return name;
}

std::string place_in_words(const findings::Finding& finding, bool within_group) {
  std::string place;
  const auto add = [&](const std::string& words) { place += (place.empty() ? "" : ", ") + words; };
  if (finding.row != 0 && !within_group) add("row " + std::to_string(finding.row));
  if (!finding.column.empty()) add(finding.column);
  if (finding.segment_ordinal != 0 && finding.offset) {
    const std::string name = element_name(finding);
    add("segment " + std::to_string(finding.segment_ordinal) + (name.empty() ? "" : " (" + name + ")"));
    if (!finding.loop.empty()) add("loop " + finding.loop);
  }
  if (!finding.claim.empty() && !within_group) add("claim " + finding.claim);
  if (finding.offset) add("byte " + std::to_string(*finding.offset));
  return place;
}

}  // namespace calx::report
