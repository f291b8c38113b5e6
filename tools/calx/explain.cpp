#include <algorithm>
#include <iostream>
#include <string>

#include "command.hpp"
#include "grammar/effective.hpp"
#include "text/cells.hpp"

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

void print(const grammar::Rule& rule, const std::string& at, const std::string& off_by = {}) {
  print(rule.id, rule.level, rule.severity, rule.confidence, rule.message, rule.hint, rule.source, rule.ack_999,
        rule.ack_277ca, rule.origin + ", at " + at);
  print_field("off in", off_by);
}

/// Looks among the rules of every grammar, with every shipped overlay and those that were asked for.
Result<bool> explain_rule(const Loaded& data, std::vector<std::string> overlays, const std::string& id) {
  for (const std::string& name : data.resources.list("grammars/overlays/"))
    overlays.insert(overlays.begin(), name.substr(18, name.size() - 22));
  auto library = grammar::Library::open(data.resources, overlays);
  if (!library) return tl::unexpected<Failure>(library.error());
  bool found = false;
  for (const std::string& grammar_id : library->ids()) {
    auto grammar = library->by_id(grammar_id);
    if (!grammar) return tl::unexpected<Failure>(grammar.error());
    (*grammar)->model().each_rule([&](const grammar::Rule& rule, const std::string& at, const std::string& off_by) {
      if (rule.id != id || found) return;
      print(rule, at, off_by);
      found = true;
    });
  }
  return found;
}

int explain(const std::optional<std::string>& data_folder, const std::vector<std::string>& overlays,
            const std::string& id) {
  auto loaded = Loaded::load(data_folder);
  if (!loaded) return fail(loaded.error());
  if (const findings::Entry* entry = (*loaded)->catalogue.find(id)) {
    print(entry->code, entry->snip, entry->severity, entry->confidence, entry->message, entry->hint, entry->source,
          entry->ack_999, entry->ack_277ca, "code-sets/findings.csv");
    return fine;
  }
  auto found = explain_rule(**loaded, overlays, id);
  if (!found) return fail(found.error());
  if (*found) return fine;
  std::string capitals = id;
  std::transform(id.begin(), id.end(), capitals.begin(), text::raised);
  if (capitals != id) return explain(data_folder, overlays, capitals);
  return fail(
      {Failure::Kind::usage, "There is no finding or rule " + id + "; findings name their code, such as 2300-02."});
}

void print(const std::string& path, const std::string& grammar, const std::vector<grammar::EffectiveLine>& lines) {
  std::cout << path << " in " << grammar << "\n";
  std::size_t widest = 0;
  for (const grammar::EffectiveLine& line : lines) widest = std::max(widest, line.about.size());
  for (const grammar::EffectiveLine& line : lines)
    std::cout << "  " << line.about << std::string(widest - line.about.size() + 2, ' ')
              << (line.off_by.empty() ? "" : "OFF by " + line.off_by + ": ") << line.text << " [" << line.origin
              << "]\n";
}

/// Every grammar that has the place.
int effective(const std::optional<std::string>& data_folder, const std::vector<std::string>& overlays,
              const std::string& path) {
  auto resources = files::Resources::with_overrides(data_folder);
  if (!resources) return fail(resources.error());
  auto library = grammar::Library::open(*resources, overlays);
  if (!library) return fail(library.error());
  bool found = false;
  Failure failure;
  for (const std::string& id : library->ids()) {
    auto grammar = library->by_id(id);
    if (!grammar) return fail(grammar.error());
    const auto lines = grammar::effective((*grammar)->model(), path);
    if (lines) {
      if (found) std::cout << "\n";
      print(path, id, *lines);
    } else if (failure.message.empty() || id.starts_with("837P")) {
      failure = lines.error();
    }
    found = found || lines;
  }
  return found ? fine : fail(failure);
}

}  // namespace

void add_explain(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand(
      "explain", "Tell what a finding's code means, or what is asked at a place of a file, and who says so");
  auto id = std::make_shared<std::string>();
  auto path = std::make_shared<std::string>();
  auto overlays = std::make_shared<std::vector<std::string>>();
  auto* const code = sub->add_option("ID", *id, "Code of a finding or rule, such as 2300-02 or X12-1-0017");
  auto* const place = sub->add_option("--effective", *path,
                                      "A loop, segment or element, such as 2300, 2300/REF[F8] or 2300/CLM05-03: print "
                                      "what the guide and the overlays ask there, and which of them said what");
  code->excludes(place);
  sub->add_option("--overlay", *overlays, "Rules beyond the guide: calaim, dhcs, or a file of your own")
      ->type_name("NAME|FILE")
      ->allow_extra_args(false);
  sub->footer("Examples: calx explain 2300-02\n          calx explain --effective 2300/CLM --overlay dhcs");
  sub->callback([=, &global] {
    if (id->empty() && path->empty()) throw CLI::RequiredError("ID or --effective");
    global.status =
        path->empty() ? explain(global.data_folder, *overlays, *id) : effective(global.data_folder, *overlays, *path);
  });
}

}  // namespace calx::command
