#include "report/rule_book.hpp"

namespace calx::report {
namespace {

RuleFacts facts(const findings::Entry& entry) {
  return {entry.severity, entry.snip,    in_general(entry.message), in_general(entry.hint),
          entry.source,   entry.ack_999, entry.ack_277ca,           entry.confidence};
}

RuleFacts facts(const grammar::Rule& rule) {
  return {rule.severity, rule.level,   in_general(rule.message), in_general(rule.hint),
          rule.source,   rule.ack_999, rule.ack_277ca,           rule.confidence};
}

char capital(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string in_general(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool doubled = (c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c;
    if (doubled) ++i;
    const std::size_t end = c == '{' && !doubled ? text.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      result += c;
      continue;
    }
    std::string name;
    for (std::size_t at = i + 1; at < end && text[at] != ':'; ++at) name += text[at] == '_' ? ' ' : capital(text[at]);
    const bool appended = i > 0 && (text[i - 1] == '}' || (text[i - 1] >= 'a' && text[i - 1] <= 'z'));
    if (result.ends_with(" " + name + " "))
      result.pop_back();  // "the NPI {npi}"
    else if (!appended)
      result += name;
    i = end;
  }
  return result;
}

void RuleBook::read() {
  read_ = true;
  if (catalogue_ != nullptr)
    for (const auto& [code, entry] : catalogue_->entries()) facts_.emplace(code, facts(entry));
  if (grammars_ == nullptr) return;
  for (const std::string& id : grammars_->ids()) {
    const auto grammar = grammars_->by_id(id);
    if (!grammar || *grammar == nullptr) continue;
    const grammar::Model& model = (*grammar)->model();
    model.each_rule([&](const grammar::Rule& rule, const std::string&, const std::string&) {
      facts_.emplace(rule.id, facts(rule));
    });
  }
}

const RuleFacts* RuleBook::find(std::string_view code) {
  if (!read_) read();
  const auto found = facts_.find(code);
  return found == facts_.end() ? nullptr : &found->second;
}

}  // namespace calx::report
