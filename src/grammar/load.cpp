#include "grammar/load.hpp"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>
#include <set>

#include "grammar/path.hpp"

namespace calx::grammar {

namespace {

/// Reads one file; the first thing wrong is kept, with its line.
class XmlReader {
 public:
  XmlReader(std::string_view xml, std::string name) : xml_(xml), name_(std::move(name)) {
    for (std::size_t at = xml.find('\n'); at != std::string_view::npos; at = xml.find('\n', at + 1))
      line_ends_.push_back(static_cast<std::ptrdiff_t>(at));
  }

  pugi::xml_node root(const char* tag) {
    const pugi::xml_parse_result parsed = document_.load_buffer(xml_.data(), xml_.size());
    if (!parsed) {
      fail_at(parsed.offset, std::string("this is no well-formed XML: ") + parsed.description());
      return {};
    }
    const pugi::xml_node node = document_.document_element();
    if (std::string_view(node.name()) != tag) fail(node, std::string("the document must be a <") + tag + ">");
    return node;
  }

  bool failed() const { return !message_.empty(); }
  tl::unexpected<Failure> failure() const { return usage_failure(message_); }

  std::ptrdiff_t line_of(const pugi::xml_node& node) const { return line_at(node.offset_debug()); }

  /// The text of a node, and where it stands.
  RuleText rule_text(const pugi::xml_node& node) const {
    RuleText result;
    result.file = name_;
    const pugi::xml_node text = node.first_child();
    result.text = text.value();
    const auto begin = static_cast<std::size_t>(text ? text.offset_debug() : node.offset_debug());
    result.raw = xml_.substr(begin, xml_.find(text.type() == pugi::node_cdata ? "]]>" : "<", begin) - begin);
    result.line = line_at(static_cast<std::ptrdiff_t>(begin));
    const std::size_t line_begin = xml_.rfind('\n', begin == 0 ? 0 : begin - 1);
    result.column =
        static_cast<std::ptrdiff_t>(begin - (line_begin == std::string_view::npos ? 0 : line_begin + 1)) + 1;
    return result;
  }

  /// What is wrong at a place of its own: "FILE:LINE:COLUMN".
  void fail_there(const std::string& place, const std::string& what) {
    if (!failed()) message_ = place + ": " + what + ".";
  }

  void fail(const pugi::xml_node& node, const std::string& what) { fail_at(node.offset_debug(), what); }

  /// The attributes that may stand on a node; anything else is a mistake.
  void allow(const pugi::xml_node& node, std::initializer_list<std::string_view> names) {
    for (const Attribute& attribute : attributes(node))
      if (std::find(names.begin(), names.end(), attribute.name) == names.end())
        fail(node, std::string("<") + node.name() + "> has no attribute \"" + std::string(attribute.name) + "\"");
  }

  /// An attribute's text, valid as long as the reader; empty where it is missing.
  std::string_view value(const pugi::xml_node& node, std::string_view attribute) {
    for (const Attribute& there : attributes(node))
      if (there.name == attribute) return there.value;
    return {};
  }
  std::string_view required(const pugi::xml_node& node, std::string_view attribute) {
    const std::string_view text = value(node, attribute);
    if (text.empty()) fail(node, std::string("<") + node.name() + "> needs " + std::string(attribute) + "=\"...\"");
    return text;
  }

  std::uint32_t number(const pugi::xml_node& node, std::string_view attribute, std::uint32_t missing) {
    const std::string_view value = this->value(node, attribute);
    if (value.empty()) return missing;
    if (value == "unbounded") return unbounded;
    std::uint32_t result = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (error != std::errc{} || end != value.data() + value.size())
      fail(node, std::string(attribute) + " must be a whole number or \"unbounded\"");
    return result;
  }

  std::vector<std::string> words(const pugi::xml_node& node, std::string_view attribute) {
    std::vector<std::string> result;
    std::string_view rest = value(node, attribute);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) result.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return result;
  }

  Usage usage(const pugi::xml_node& node) {
    const std::string_view value = required(node, "usage");
    if (value == "R") return Usage::required;
    if (value == "N") return Usage::not_used;
    if (value != "S") fail(node, "usage must be R, S or N");
    return Usage::situational;
  }

  std::optional<findings::Confidence> confidence(const pugi::xml_node& node) {
    const std::string_view value = this->value(node, "confidence");
    if (value.empty()) return std::nullopt;
    const auto result = findings::parse_confidence(value);
    if (!result) fail(node, "confidence must be confirmed, base-standard, partial, unverified or design");
    return result;
  }

  Format format(const pugi::xml_node& node, std::string_view attribute) {
    const std::string_view value = this->value(node, attribute);
    if (value.empty()) return Format::none;
    const auto result = parse_format(value);
    if (!result) fail(node, "there is no format \"" + std::string(value) + "\"");
    return result.value_or(Format::none);
  }

 private:
  void fail_at(std::ptrdiff_t offset, const std::string& what) {
    if (failed()) return;
    message_ = name_ + ":" + std::to_string(line_at(offset)) + ": " + what + ".";
  }
  std::ptrdiff_t line_at(std::ptrdiff_t offset) const {
    return 1 + (std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) - line_ends_.begin());
  }

  struct Attribute {
    std::string_view name, value;
  };
  /// Of the node that is being read: they are found once, and asked for many times.
  const std::vector<Attribute>& attributes(const pugi::xml_node& node) {
    if (node == attributes_of_) return attributes_;
    attributes_of_ = node;
    attributes_.clear();
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute())
      attributes_.push_back({attribute.name(), attribute.value()});
    return attributes_;
  }

  std::string_view xml_;
  std::string name_;
  std::vector<std::ptrdiff_t> line_ends_;
  pugi::xml_document document_;
  pugi::xml_node attributes_of_;
  std::vector<Attribute> attributes_;
  std::string message_;
};

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

/// <rule>, within its loop or with loop="...".
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

/// off="ID ID": rules of lower floors that an overlay does not want.
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
