#include "grammar/load.hpp"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <set>
#include <tuple>
#include <variant>

#include "grammar/load_rules.hpp"
#include "grammar/xml_reader.hpp"

namespace calx::grammar {

namespace {

Type parse_type(XmlReader& reader, const pugi::xml_node& node) {
  const std::string_view value = reader.required(node, "type");
  if (value == "AN") return Type::an;
  if (value == "ID") return Type::id;
  if (value == "N0") return Type::n0;
  if (value == "R") return Type::r;
  if (value == "DT") return Type::dt;
  if (value == "TM") return Type::tm;
  reader.fail(node, "type must be AN, ID, N0, R, DT or TM");
  return Type::an;
}

/// "1..12" or "8.3": two numbers around a separator.
std::pair<std::uint32_t, std::uint32_t> two_numbers(XmlReader& reader, const pugi::xml_node& node,
                                                    std::string_view attribute, std::string_view separator) {
  const std::string_view value = reader.value(node, attribute);
  if (value.empty()) return {0, 0};
  const std::size_t middle = value.find(separator);
  std::uint32_t first = 0, second = 0;
  if (middle != std::string::npos) {
    std::from_chars(value.data(), value.data() + middle, first);
    std::from_chars(value.data() + middle + separator.size(), value.data() + value.size(), second);
  }
  if (second == 0) reader.fail(node, std::string(attribute) + " must be like 1" + std::string(separator) + "12");
  return {first, second};
}

// What compiled tables have room for; X12 itself stays far below.
constexpr int most_elements = 63;
constexpr int most_components = 32;
constexpr std::size_t most_children = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int number_of(XmlReader& reader, const pugi::xml_node& node, const std::string& id) {
  int number = 0;
  const std::size_t begin = id.size() - std::min<std::size_t>(id.size(), 2);
  const auto [end, error] = std::from_chars(id.data() + begin, id.data() + id.size(), number);
  if (error != std::errc{} || end != id.data() + id.size() || number == 0)
    reader.fail(node, "the id must end in a number of two digits");
  return number;
}

ElementModel read_element(XmlReader& reader, const pugi::xml_node& node, bool may_be_composite) {
  ElementModel element;
  const std::string_view tag = node.name();
  element.id = reader.required(node, "id");
  element.name = reader.required(node, "name");
  element.number = number_of(reader, node, element.id);
  if (const int most = may_be_composite ? most_elements : most_components; element.number > most)
    reader.fail(node, element.id + ": a number of over " + std::to_string(most) + " is not supported");
  element.usage = reader.usage(node);
  element.data = reader.value(node, "data");
  element.repeat = reader.number(node, "repeat", 1);
  element.confidence = reader.confidence(node);
  if (tag == "composite" && may_be_composite) {
    reader.allow(node, {"id", "name", "usage", "data", "repeat", "confidence"});
    element.type = Type::composite;
    for (const pugi::xml_node& child : node.children()) {
      if (std::string_view(child.name()) != "component")
        reader.fail(child, "a <composite> holds <component>s only");
      else
        element.components.push_back(read_element(reader, child, false));
    }
    return element;
  }
  reader.allow(node, {"id", "name", "usage", "type", "min", "max", "codes", "code-set", "data", "repeat", "confidence",
                      "advice-max", "advice-range", "advice-digits"});
  element.type = parse_type(reader, node);
  element.min = reader.number(node, "min", 1);
  element.max = reader.number(node, "max", 0);
  if (element.max < element.min) reader.fail(node, "max must be given and not be under min");
  element.codes = reader.words(node, "codes");
  element.code_set = reader.value(node, "code-set");
  element.advice_max = reader.number(node, "advice-max", 0);
  std::tie(element.advice_low, element.advice_high) = two_numbers(reader, node, "advice-range", "..");
  std::tie(element.advice_digits, element.advice_decimals) = two_numbers(reader, node, "advice-digits", ".");
  return element;
}

std::vector<Note> read_notes(XmlReader& reader, const pugi::xml_node& node) {
  std::vector<Note> notes;
  for (const std::string& word : reader.words(node, "syntax")) {
    Note note{word[0], {}};
    bool numbers = word.size() % 2 == 1;
    for (std::size_t i = 1; i + 1 < word.size(); i += 2) {
      const int number = (word[i] - '0') * 10 + (word[i + 1] - '0');
      note.elements.push_back(number);
      numbers = numbers && is_digit(word[i]) && is_digit(word[i + 1]) && number >= 1 && number <= most_elements;
    }
    if (std::string_view("PRECL").find(note.kind) == std::string_view::npos || !numbers || note.elements.size() < 2)
      reader.fail(node, "\"" + word + "\" is no relational note: a letter P R E C or L, then numbers of two digits");
    notes.push_back(std::move(note));
  }
  return notes;
}

SegmentModel read_segment(XmlReader& reader, const pugi::xml_node& node) {
  reader.allow(node, {"id", "name", "pos", "usage", "max", "syntax", "confidence"});
  SegmentModel segment;
  segment.id = reader.required(node, "id");
  segment.name = reader.required(node, "name");
  segment.position = static_cast<int>(reader.number(node, "pos", 0));
  segment.usage = reader.usage(node);
  segment.max = reader.number(node, "max", 1);
  segment.notes = read_notes(reader, node);
  segment.confidence = reader.confidence(node);
  int last = 0;
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view tag = child.name();
    if (tag != "element" && tag != "composite") {
      reader.fail(child, "a <segment> holds <element>s and <composite>s only");
      break;
    }
    segment.elements.push_back(read_element(reader, child, true));
    const ElementModel& element = segment.elements.back();
    if (element.number <= last || element.id.substr(0, segment.id.size()) != segment.id)
      reader.fail(child, element.id + " must begin with " + segment.id + " and follow in order");
    last = element.number;
  }
  return segment;
}

LoopModel read_loop(XmlReader& reader, const pugi::xml_node& node) {
  reader.allow(node, {"id", "name"});
  LoopModel loop;
  loop.id = reader.required(node, "id");
  loop.name = reader.required(node, "name");
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view tag = child.name();
    if (tag == "segment") {
      loop.children.emplace_back(read_segment(reader, child));
    } else if (tag == "loop") {
      reader.allow(child, {"ref", "pos", "usage", "max", "confidence"});
      loop.children.emplace_back(LoopReference{std::string(reader.required(child, "ref")),
                                               static_cast<int>(reader.number(child, "pos", 0)), reader.usage(child),
                                               reader.number(child, "max", 1), reader.confidence(child)});
    } else if (tag != "rule") {  // rules are read when all loops are known
      reader.fail(child, "a <loop> holds <segment>s, <loop ref=\"...\">s and <rule>s only");
    }
  }
  if (loop.children.size() > most_children)
    reader.fail(node, "the loop " + loop.id + " has over " + std::to_string(most_children) + " children");
  if (loop.children.empty() || !std::holds_alternative<SegmentModel>(loop.children.front()))
    reader.fail(node, "a loop begins with the segment that opens it");
  return loop;
}

/// Follows the references of `loop` down; fails at the one that leads back to a loop on the way.
void refuse_circles(XmlReader& reader, const pugi::xml_node& root, const pugi::xml_node& loop,
                    std::vector<std::string_view>& way, std::set<std::string_view>& sound) {
  const std::string_view id = loop.attribute("id").value();
  if (reader.failed() || sound.count(id) != 0) return;
  way.push_back(id);
  for (const pugi::xml_node& reference : loop.children("loop")) {
    const char* const ref = reference.attribute("ref").value();
    const pugi::xml_node target = root.find_child_by_attribute("loop", "id", ref);
    if (!target)
      reader.fail(reference, std::string("there is no loop ") + ref);
    else if (std::find(way.begin(), way.end(), ref) != way.end())
      reader.fail(reference, std::string("the loop ") + ref + " holds itself");
    else
      refuse_circles(reader, root, target, way, sound);
  }
  way.pop_back();
  sound.insert(id);
}

}  // namespace

Result<Model> load_grammar(std::string_view xml, const std::string& name) {
  XmlReader reader(xml, name);
  Model model;
  const pugi::xml_node root = reader.root("grammar");
  if (reader.failed()) return reader.failure();
  reader.allow(root, {"id", "transaction", "group", "versions", "unit", "unit-id", "name", "source", "confidence"});
  model.id = reader.required(root, "id");
  model.name = reader.required(root, "name");
  model.transaction = reader.required(root, "transaction");
  model.group = reader.required(root, "group");
  model.versions = reader.words(root, "versions");
  model.source = reader.required(root, "source");
  model.confidence = reader.confidence(root).value_or(findings::Confidence::confirmed);
  model.unit = reader.value(root, "unit");
  model.unit_id = reader.value(root, "unit-id");
  for (const pugi::xml_node& child : root.children("loop")) {
    LoopModel loop = read_loop(reader, child);
    if (model.loop(loop.id) != nullptr) reader.fail(child, "the loop " + loop.id + " stands twice");
    model.loops.push_back(std::move(loop));
    if (reader.failed()) return reader.failure();
  }
  std::vector<std::string_view> way;
  std::set<std::string_view> sound;
  for (const pugi::xml_node& loop : root.children("loop")) refuse_circles(reader, root, loop, way, sound);
  if (model.loop("ST_LOOP") == nullptr) reader.fail(root, "there is no loop ST_LOOP");
  if (!model.unit.empty() && model.loop(model.unit) == nullptr) reader.fail(root, "there is no loop " + model.unit);
  for (const pugi::xml_node& child : root.children()) {
    const std::string_view tag = child.name();
    if (tag == "format") {
      reader.allow(child, {"data", "by", "when", "is"});
      FormatRule rule;
      rule.data = reader.required(child, "data");
      rule.by = reader.required(child, "by");
      rule.when = reader.required(child, "when");
      rule.format = reader.format(child, "is");
      model.formats.push_back(std::move(rule));
    } else if (tag == "check") {
      read_check(reader, child, 4, model, model.id);
    } else if (tag == "loop") {
      for (const pugi::xml_node& rule : child.children("rule"))
        read_condition_rule(reader, rule, 4, child.attribute("id").value(), model, model.id);
    } else {
      reader.fail(child, "a <grammar> holds <loop>, <format> and <check> only");
    }
  }
  if (reader.failed()) return reader.failure();
  return model;
}

Result<OverlayHeader> overlay_header(std::string_view xml, const std::string& name) {
  XmlReader reader(xml, name);
  const pugi::xml_node root = reader.root("overlay");
  if (reader.failed()) return reader.failure();
  reader.allow(root, {"id", "for", "level", "includes", "off", "name", "source"});
  OverlayHeader header;
  header.id = reader.required(root, "id");
  header.grammar = reader.required(root, "for");
  header.includes = reader.words(root, "includes");
  header.line = reader.line_of(root);
  reader.required(root, "level");
  if (reader.failed()) return reader.failure();
  return header;
}

Result<void> apply_overlay(std::string_view xml, const std::string& name,
                           const std::vector<std::pair<std::string, std::string>>& stated, Model& model) {
  XmlReader reader(xml, name);
  const pugi::xml_node root = reader.root("overlay");
  if (reader.failed()) return reader.failure();
  const std::string id(reader.required(root, "id"));
  const int level = static_cast<int>(reader.number(root, "level", 7));
  switch_off(reader, root, id, model);
  for (const pugi::xml_node& child : root.children()) {
    const std::string_view tag = child.name();
    if (tag == "element")
      read_element_rule(reader, child, level, stated, model, id);
    else if (tag == "check")
      read_check(reader, child, level, model, id);
    else if (tag == "rule")
      read_condition_rule(reader, child, level, {}, model, id);
    else
      reader.fail(child, "an <overlay> holds <element>, <rule> and <check> only");
  }
  if (reader.failed()) return reader.failure();
  return {};
}

}  // namespace calx::grammar
