#include <algorithm>
#include <cctype>
#include <iostream>
#include <string>

#include "command.hpp"

namespace calx::command {
namespace {

constexpr const char* options_set = "hcpcs-coding-options";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string dates(const std::optional<text::Date>& from, const std::optional<text::Date>& through) {
  std::string text;
  if (from) text += "from " + text::to_iso(*from);
  if (through) text += (text.empty() ? "" : " ") + ("to " + text::to_iso(*through));
  return text.empty() ? text : " (" + text + ")";
}

std::string line_of(const calaim::CodingOption& option) {
  return option.hcpcs + " " + joined(option.modifiers) + "  " + option.service + ": " + option.description + ", " +
         option.unit + dates(option.from, option.through) + " [" + std::string(findings::to_string(option.confidence)) +
         "]";
}

std::string line_of(const codes::Code& code) {
  return code.code + "  " + code.name + dates(code.from, code.through) + " [" +
         std::string(findings::to_string(code.confidence)) + "]";
}

bool holds(const std::string& text, const std::string& word) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

void list(const Loaded& data) {
  std::cout << options_set << "  codes and modifiers of ECM and Community Supports, " << data.coding_options.version()
            << "\n";
  for (const auto& [id, set] : data.codes.sets())
    std::cout << id << "  " << set.rows().size() << " codes"
              << (set.complete ? "" : ", a part of the " + set.official_table) << "\n";
}

int show(const Loaded& data, const std::string& id) {
  if (id == options_set) {
    for (const calaim::CodingOption& option : data.coding_options.options()) std::cout << line_of(option) << "\n";
    return fine;
  }
  const codes::CodeSet* set = data.codes.set(id);
  if (set == nullptr) return fail({Failure::Kind::usage, "There is no code set " + id + "; see calx codes list."});
  for (const codes::Code& code : set->rows()) std::cout << line_of(code) << "\n";
  return fine;
}

void search(const Loaded& data, const std::string& word) {
  bool found = false;
  const auto print = [&](std::string_view set, const std::string& line) {
    if (!holds(line, word)) return;
    std::cout << set << ": " << line << "\n";
    found = true;
  };
  for (const calaim::CodingOption& option : data.coding_options.options()) print(options_set, line_of(option));
  for (const auto& [id, set] : data.codes.sets())
    for (const codes::Code& code : set.rows()) print(id, line_of(code));
  if (!found) std::cerr << "No code's text holds \"" << word << "\"; calx codes list shows the sets that are known.\n";
}

}  // namespace

void add_codes(CLI::App& app, Global& global) {
  CLI::App* sub = app.add_subcommand("codes", "List, show and search the code sets that calx judges by");
  sub->require_subcommand(1);
  sub->footer("Example: calx codes search housing");
  auto word = std::make_shared<std::string>();
  const auto with_data = [&global](auto work) {
    return [&global, work] {
      auto loaded = Loaded::load(global.data_folder);
      global.status = loaded ? work(**loaded) : fail(loaded.error());
    };
  };
  sub->add_subcommand("list", "The sets there are")->callback(with_data([](const Loaded& data) {
    return list(data), fine;
  }));
  CLI::App* one = sub->add_subcommand("show", "All codes of a set");
  one->add_option("SET", *word, "Name of the set")->required();
  one->footer("Example: calx codes show hcpcs-coding-options");
  one->callback(with_data([word](const Loaded& data) { return show(data, *word); }));
  CLI::App* find = sub->add_subcommand("search", "Codes whose text holds a word");
  find->add_option("WORD", *word, "What to look for")->required();
  find->callback(with_data([word](const Loaded& data) { return search(data, *word), fine; }));
}

}  // namespace calx::command
