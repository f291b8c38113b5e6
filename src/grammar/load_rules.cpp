// Rules of grammars and overlays: what their nodes say, and what overlays change of the guide.
#include "grammar/load_rules.hpp"

#include <algorithm>
#include <variant>

#include "grammar/path.hpp"

namespace calx::grammar {
namespace {

Rule read_rule(XmlReader& reader, const pugi::xml_node& node, const std::string& origin, int level) {
  Rule rule;
  rule.id = reader.required(node, "id");
  rule.level = static_cast<int>(reader.number(node, "level", static_cast<std::uint32_t>(level)));
  if (rule.level < 1 || rule.level > 7) reader.fail(node, "level must be 1 to 7");
  rule.confidence = reader.confidence(node).value_or(findings::Confidence::confirmed);
  if (reader.value(node, "confidence").empty()) reader.fail(node, "a rule needs confidence=\"...\"");
  rule.severity = findings::default_severity(rule.confidence);
  if (const std::string_view severity = reader.value(node, "severity"); !severity.empty()) {
    const auto parsed = findings::parse_severity(severity);
    if (!parsed) reader.fail(node, "severity must be error, warning or info");
    rule.severity = parsed.value_or(rule.severity);
  }
  rule.message = reader.required(node, "message");
  rule.hint = reader.value(node, "hint");
  rule.source = reader.required(node, "source");
  rule.ack_999 = reader.value(node, "ack-999");
  rule.ack_277ca = reader.value(node, "ack-277ca");
  rule.origin = origin;
  return rule;
}

void refuse_second(XmlReader& reader, const pugi::xml_node& node, const std::string& id, const Model& model) {
  const auto has_id = [&](const auto& entry) { return entry.rule.id == id; };
  if (std::any_of(model.element_rules.begin(), model.element_rules.end(), has_id) ||
      std::any_of(model.checks.begin(), model.checks.end(), has_id) ||
      std::any_of(model.condition_rules.begin(), model.condition_rules.end(), has_id))
    reader.fail(node, "the rule " + id + " stands twice");
}

SegmentModel* find_segment(Model& model, const Path& path) {
  const auto loop =
      std::find_if(model.loops.begin(), model.loops.end(), [&](const LoopModel& l) { return l.id == path.loop; });
  if (loop == model.loops.end()) return nullptr;
  for (auto& child : loop->children) {
    auto* segment = std::get_if<SegmentModel>(&child);
    if (segment == nullptr || segment->id != path.segment) continue;
    if (path.qualifier.empty()) return segment;
    for (const ElementModel& element : segment->elements) {
      const auto& codes = element.components.empty() ? element.codes : element.components.front().codes;
      if (std::find(codes.begin(), codes.end(), path.qualifier) != codes.end()) return segment;
    }
  }
  return nullptr;
}

ElementModel* find_element(Model& model, const Path& path) {
  SegmentModel* segment = find_segment(model, path);
  if (segment == nullptr || path.element == 0) return nullptr;
  for (ElementModel& element : segment->elements) {
    if (element.number != path.element) continue;
    if (path.component == 0) return &element;
    for (ElementModel& component : element.components)
      if (component.number == path.component) return &component;
  }
  return nullptr;
}

/// The loop stands somewhere below `top`, or is it.
bool is_within(const Model& model, const std::string& top, const std::string& loop) {
  if (top == loop) return true;
  const LoopModel* const its = model.loop(top);
  return its != nullptr && std::any_of(its->children.begin(), its->children.end(), [&](const auto& child) {
           const auto* reference = std::get_if<LoopReference>(&child);
           return reference != nullptr && is_within(model, reference->id, loop);
         });
}

/// The values of "unique-in-file" are elements of its loop.
void refuse_wrong_key(XmlReader& reader, const pugi::xml_node& node, const CheckRule& check, Model& model) {
  if (reader.failed()) return;  // loops may hold themselves
  if (check.values.empty()) reader.fail(node, "unique-in-file needs values=\"...\": the elements that make the key");
  if (model.unit.empty() || !is_within(model, model.unit, check.at))
    reader.fail(node, "unique-in-file speaks of " + (model.unit.empty() ? "a unit, and the grammar has none"
                                                                        : model.unit + " and loops within it"));
  for (const std::string& value : check.values) {
    const auto path = parse_path(check.at + "/" + value);
    if (!path || find_element(model, *path) == nullptr)
      reader.fail(node, "there is no element " + value + " in " + check.at);
  }
}

std::optional<text::Date> read_date(XmlReader& reader, const pugi::xml_node& node, std::string_view attribute) {
  const std::string_view value = reader.value(node, attribute);
  if (value.empty()) return std::nullopt;
  const auto date = text::parse_iso_date(value);
  if (!date) reader.fail(node, std::string(attribute) + " must be a day, CCYY-MM-DD");
  return date;
}

std::vector<Expression> read_path(XmlReader& reader, const pugi::xml_node& node, std::string_view attribute,
                                  std::string& written) {
  written = reader.value(node, attribute);
  if (written.empty()) return {};
  auto path = parse_rule_path(written);
  if (path) return {std::move(*path)};
  reader.fail(node, std::string(attribute) + "=\"" + written + "\": " + path.error().message);
  return {};
}

}  // namespace

void read_check(XmlReader& reader, const pugi::xml_node& node, int level, Model& model, const std::string& origin) {
  reader.allow(node, {"id", "at", "does", "max", "values", "level", "confidence", "severity", "message", "hint",
                      "source", "ack-999", "ack-277ca"});
  CheckRule check;
  check.rule = read_rule(reader, node, origin, level);
  refuse_second(reader, node, check.rule.id, model);
  check.at = reader.required(node, "at");
  check.does = reader.required(node, "does");
  if (!is_check(check.does)) reader.fail(node, "there is no check \"" + check.does + "\"");
  check.max = reader.number(node, "max", 0);
  check.values = reader.words(node, "values");
  if (model.loop(check.at) == nullptr) reader.fail(node, "there is no loop " + check.at);
  if (check.does == "unique-in-file") refuse_wrong_key(reader, node, check, model);
  model.checks.push_back(std::move(check));
}

void read_condition_rule(XmlReader& reader, const pugi::xml_node& node, int level, const std::string& loop,
                         Model& model, const std::string& origin) {
  reader.allow(node, {"id", loop.empty() ? "loop" : "id", "each", "at", "from", "to", "level", "confidence", "severity",
                      "message", "hint", "source", "ack-999", "ack-277ca"});
  ConditionRule rule;
  rule.rule = read_rule(reader, node, origin, level);
  refuse_second(reader, node, rule.rule.id, model);
  rule.loop = loop.empty() ? std::string(reader.required(node, "loop")) : loop;
  rule.each_path = read_path(reader, node, "each", rule.each);
  rule.at_path = read_path(reader, node, "at", rule.at);
  rule.from = read_date(reader, node, "from");
  rule.through = read_date(reader, node, "to");
  rule.text = reader.rule_text(node);
  if (!loop.empty() || model.loop(rule.loop) != nullptr) {
    auto statement = parse_rule(rule.text.text);
    if (statement)
      rule.statement = std::move(*statement);
    else
      reader.fail_there(rule.text.place(statement.error().at),
                        "rule " + rule.rule.id + ": " + statement.error().message);
  } else {
    reader.fail(node, "there is no loop " + rule.loop);
  }
  model.condition_rules.push_back(std::move(rule));
}

void switch_off(XmlReader& reader, const pugi::xml_node& node, const std::string& overlay, Model& model) {
  for (const std::string& id : reader.words(node, "off")) {
    bool found = false;
    const auto drop = [&](auto& rules) {
      std::erase_if(rules, [&](auto& entry) {
        if (entry.rule.id != id) return false;
        found = true;
        model.switched_off.push_back({std::move(entry), overlay});
        return true;
      });
    };
    drop(model.element_rules);
    drop(model.checks);
    drop(model.condition_rules);
    if (!found) reader.fail(node, "there is no rule " + id + " to switch off");
  }
}

void read_element_rule(XmlReader& reader, const pugi::xml_node& node, int level,
                       const std::vector<std::pair<std::string, std::string>>& stated, Model& model,
                       const std::string& origin) {
  reader.allow(node, {"id", "at", "usage", "values", "format", "profile", "level", "confidence", "severity", "message",
                      "hint", "source", "ack-999", "ack-277ca", "override"});
  ElementRule rule;
  rule.rule = read_rule(reader, node, origin, level);
  refuse_second(reader, node, rule.rule.id, model);
  rule.at = reader.required(node, "at");
  const std::string_view usage = reader.value(node, "usage");
  rule.required = usage == "R";
  rule.values = reader.words(node, "values");
  rule.format = reader.format(node, "format");
  rule.profile_key = reader.value(node, "profile");
  const bool may_loosen = reader.value(node, "override") == "true";
  const auto path = parse_path(rule.at);
  ElementModel* element = path ? find_element(model, *path) : nullptr;
  if (element == nullptr) {
    reader.fail(node, "there is no element " + rule.at + " in " + model.id);
    return;
  }
  if (usage == "S" && element->usage == Usage::required) {
    if (!may_loosen)
      reader.fail(node, "the guide requires " + rule.at + "; an overlay may loosen it only with override=\"true\"");
    element->usage = Usage::situational;
    model.loosened.push_back({rule.at, "may be left out; the guide requires it", origin});
  } else if (!usage.empty() && !rule.required) {
    reader.fail(node, "usage may be R, or S where the guide requires the element");
  } else if (!rule.required && rule.values.empty() && rule.format == Format::none) {
    reader.fail(node, "a rule about an element needs usage=\"R\", values or format");
  }
  if (rule.required && element->usage == Usage::not_used) {
    if (!may_loosen)
      reader.fail(node, "the guide does not use " + rule.at + "; an overlay may use it only with override=\"true\"");
    element->usage = Usage::situational;
    model.loosened.push_back({rule.at, "is used; the guide does not use it", origin});
  }
  for (const std::string& value : rule.values) {
    if (element->codes.empty() ||
        std::find(element->codes.begin(), element->codes.end(), value) != element->codes.end())
      continue;
    if (!may_loosen)
      reader.fail(node, value + " is not among the guide's codes of " + rule.at +
                            "; an overlay may loosen the guide only with override=\"true\"");
    element->codes.push_back(value);
    model.loosened.push_back({rule.at, "may be " + value + "; the guide does not list it", origin});
  }
  for (const auto& [key, value] : stated)
    if (key == rule.profile_key) {
      rule.values = {value};
      rule.rule.severity = findings::Severity::error;
    }
  model.element_rules.push_back(std::move(rule));
}

}  // namespace calx::grammar
