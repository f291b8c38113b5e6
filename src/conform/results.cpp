#include "conform/results.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "text/utf8.hpp"

namespace calx::conform {
namespace {

const char* verdict(const Outcome& outcome) {
  if (outcome.failure) return "not run";
  return outcome.as_expected() ? "as expected" : "MISSED";
}

/// What went wrong, a line each, indented.
std::string differences(const Outcome& outcome) {
  std::string text;
  if (outcome.failure) text += "    " + outcome.failure->message + "\n";
  for (const std::string& finding : outcome.missing) text += "    missing  " + finding + "\n";
  for (const std::string& finding : outcome.extra) text += "    extra    " + finding + "\n";
  return text;
}

/// XML 1.0 has no place for most control characters, and what comes from a file need not be UTF-8.
std::string for_xml(const std::string& text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t valid = text::valid_utf8_prefix(std::string_view(text).substr(at));
    for (const char c : text.substr(at, valid))
      clean += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? '?' : c;
    at += valid;
    if (at < text.size()) {
      clean += '?';
      ++at;
    }
  }
  return clean;
}

void add_attribute(pugi::xml_node& node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(for_xml(value).c_str());
}

void add_counts(pugi::xml_node& node, const Totals& totals) {
  add_attribute(node, "tests", std::to_string(totals.cases));
  add_attribute(node, "failures", std::to_string(totals.missed));
  add_attribute(node, "errors", std::to_string(totals.failed));
}

void add_case(pugi::xml_node& suite, const Outcome& outcome) {
  auto node = suite.append_child("testcase");
  add_attribute(node, "classname", outcome.of->folder);
  add_attribute(node, "name", outcome.of->name.empty() ? outcome.of->folder : outcome.of->name);
  add_attribute(node, "file", outcome.of->input);
  if (outcome.as_expected()) return;
  auto fault = node.append_child(outcome.failure ? "error" : "failure");
  add_attribute(fault, "message",
                outcome.failure ? outcome.failure->message
                                : std::to_string(outcome.missing.size()) + " missing, " +
                                      std::to_string(outcome.extra.size()) + " extra");
  fault.text().set(for_xml(differences(outcome)).c_str());
}

}  // namespace

Totals count(const std::vector<Outcome>& outcomes) {
  Totals totals;
  for (const Outcome& outcome : outcomes) {
    ++totals.cases;
    ++(outcome.failure ? totals.failed : outcome.as_expected() ? totals.as_expected : totals.missed);
  }
  return totals;
}

std::string to_table(const std::vector<Outcome>& outcomes, bool all) {
  std::size_t width = 0;
  for (const Outcome& outcome : outcomes) width = std::max(width, outcome.of->title().size());
  std::string text;
  for (const Outcome& outcome : outcomes) {
    if (!all && outcome.as_expected()) continue;
    std::string title = outcome.of->title();
    title.resize(width + 2, ' ');
    text += title + verdict(outcome) + "\n" + differences(outcome);
  }
  const Totals totals = count(outcomes);
  text += std::to_string(totals.cases) + (totals.cases == 1 ? " case: " : " cases: ") +
          std::to_string(totals.as_expected) + " as expected, " + std::to_string(totals.missed) + " missed, " +
          std::to_string(totals.failed) + " not run.\n";
  return text;
}

std::string to_junit(const std::vector<Outcome>& outcomes) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("testsuites");
  add_attribute(root, "name", "calx conform");
  add_counts(root, count(outcomes));
  for (std::size_t begin = 0, end = 0; begin < outcomes.size(); begin = end) {
    const std::string& folder = outcomes[begin].of->folder;
    while (end < outcomes.size() && outcomes[end].of->folder == folder) ++end;
    auto suite = root.append_child("testsuite");
    add_attribute(suite, "name", folder);
    add_counts(suite, count({outcomes.begin() + static_cast<std::ptrdiff_t>(begin),
                             outcomes.begin() + static_cast<std::ptrdiff_t>(end)}));
    for (std::size_t i = begin; i < end; ++i) add_case(suite, outcomes[i]);
  }
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace calx::conform
