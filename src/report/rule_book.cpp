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
    const bool appended = !result.empty() && (result.back() >= 'a' && result.back() <= 'z');
    for (std::size_t at = appended ? end : i + 1; at < end && text[at] != ':'; ++at)
      result += text[at] == '_' ? ' ' : capital(text[at]);
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
    for (const grammar::ElementRule& rule : model.element_rules) facts_.emplace(rule.rule.id, facts(rule.rule));
    for (const grammar::CheckRule& check : model.checks) facts_.emplace(check.rule.id, facts(check.rule));
    for (const grammar::ConditionRule& rule : model.condition_rules) facts_.emplace(rule.rule.id, facts(rule.rule));
  }
}

const RuleFacts* RuleBook::find(std::string_view code) {
  if (!read_) read();
  const auto found = facts_.find(code);
  return found == facts_.end() ? nullptr : &found->second;
}

}  // namespace calx::report
