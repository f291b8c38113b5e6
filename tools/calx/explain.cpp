#include <iostream>
#include <string>

#include "command.hpp"

namespace calx::command {
namespace {

void print_field(std::string_view name, std::string_view value) {
  if (!value.empty()) std::cout << "  " << name << std::string(12 - name.size(), ' ') << value << "\n";
}

void print(const std::string& id, int level, findings::Severity severity, findings::Confidence confidence,
           const std::string& message, const std::string& hint, const std::string& source, const std::string& ack_999,
           const std::string& ack_277ca, const std::string& origin) {
  std::cout << id << "\n";
  if (level > 0) print_field("SNIP level", std::to_string(level));
  print_field("severity", findings::to_string(severity));
  print_field("message", message);
  print_field("what to do", hint);
  print_field("999", ack_999);
  print_field("277CA", ack_277ca);
  print_field("source", source);
  print_field("confidence", findings::to_string(confidence));
  print_field("said by", origin);
}

void print(const grammar::Rule& rule, const std::string& at) {
  print(rule.id, rule.level, rule.severity, rule.confidence, rule.message, rule.hint, rule.source, rule.ack_999,
        rule.ack_277ca, rule.origin + ", at " + at);
}

/// Looks among the rules of every grammar with every shipped overlay.
Result<bool> explain_rule(const Loaded& data, const std::string& id) {
  std::vector<std::string> overlays;
  for (const std::string& name : data.resources.list("grammars/overlays/"))
    overlays.push_back(name.substr(18, name.size() - 22));
  auto library = grammar::Library::open(data.resources, overlays);
  if (!library) return tl::unexpected<Failure>(library.error());
  for (const std::string& grammar_id : library->ids()) {
    auto grammar = library->by_id(grammar_id);
    if (!grammar) return tl::unexpected<Failure>(grammar.error());
    const grammar::Model& model = (*grammar)->model();
    for (const grammar::ElementRule& rule : model.element_rules)
      if (rule.rule.id == id) return print(rule.rule, rule.at), true;
    for (const grammar::CheckRule& check : model.checks)
      if (check.rule.id == id) return print(check.rule, check.at), true;
    for (const grammar::ConditionRule& rule : model.condition_rules)
      if (rule.rule.id == id) return print(rule.rule, rule.loop + (rule.at.empty() ? "" : "/" + rule.at)), true;
  }
  return false;
}

int explain(const std::optional<std::string>& data_folder, const std::string& id) {
  auto loaded = Loaded::load(data_folder);
  if (!loaded) return fail(loaded.error());
  if (const findings::Entry* entry = (*loaded)->catalogue.find(id)) {
    print(entry->code, entry->snip, entry->severity, entry->confidence, entry->message, entry->hint, entry->source,
          entry->ack_999, entry->ack_277ca, "code-sets/findings.csv");
    return fine;
  }
  auto found = explain_rule(**loaded, id);
  if (!found) return fail(found.error());
  if (*found) return fine;
  return fail(
      {Failure::Kind::usage, "There is no finding or rule " + id + "; findings name their code, such as 2300-02."});
}

}  // namespace

void add_explain(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("explain", "Tell what a finding's code means, how to mend it, and who says so");
  auto id = std::make_shared<std::string>();
  sub->add_option("ID", *id, "Code of a finding or rule, such as 2300-02 or X12-1-0017")->required();
  sub->footer("Example: calx explain 2300-02");
  sub->callback([=, &global] { global.status = explain(global.data_folder, *id); });
}

}  // namespace calx::command
