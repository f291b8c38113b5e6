#include "grammar/effective.hpp"

#include <algorithm>
#include <optional>

#include "grammar/path.hpp"

namespace calx::grammar {
namespace {

std::string times(std::uint32_t max) {
  if (max == unbounded) return "any number";
  return max == 1 ? "once" : "at most " + std::to_string(max) + " times";
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " " + std::string(last) + " " : ", ") + words[i];
  return text;
}

std::string element_id(const std::string& segment, int number) {
  return segment + (number < 10 ? "0" : "") + std::to_string(number);
}

bool has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// The codes that tell a segment from others of its id.
const std::vector<std::string>& qualifiers_of(const SegmentModel& segment) {
  static const std::vector<std::string> nothing;
  for (const ElementModel& element : segment.elements)
    if (element.number == (segment.id == "HL" ? 3 : 1))
      return element.components.empty() ? element.codes : element.components.front().codes;
  return nothing;
}

class Effective {
 public:
  Effective(const Model& model, const Path& path, const LoopModel& loop) : model_(model), path_(path), loop_(loop) {}

  std::vector<EffectiveLine> run() {
    for (const auto& child : loop_.children) {
      if (const auto* segment = std::get_if<SegmentModel>(&child))
        add(*segment);
      else if (path_.segment.empty())
        add(std::get<LoopReference>(child));
    }
    for (const Loosened& change : model_.loosened)
      if (speaks_of(change.at)) lines_.push_back({change.at, change.what, change.by, {}});
    for (const ElementRule& rule : model_.element_rules) say(rule);
    for (const ConditionRule& rule : model_.condition_rules) say(rule);
    for (const CheckRule& rule : model_.checks) say(rule);
    for (const SwitchedOff& off : model_.switched_off) {
      off_by_ = off.by;
      std::visit([&](const auto& rule) { say(rule); }, off.rule);
    }
    return std::move(lines_);
  }

  bool found() const { return found_; }

 private:
  // ---- The guide.

  void line(std::string about, std::string text) {
    lines_.push_back({std::move(about), std::move(text), model_.id, {}});
  }

  void add(const LoopReference& loop) {
    found_ = true;
    const LoopModel* const its = model_.loop(loop.id);
    line(loop.id, "loop " + (its != nullptr ? its->name : std::string()) + ": " + std::string(to_string(loop.usage)) +
                      ", " + times(loop.max));
  }

  bool is_meant(const SegmentModel& segment) const {
    if (path_.segment.empty()) return true;
    return segment.id == path_.segment && (path_.qualifier.empty() || has(qualifiers_of(segment), path_.qualifier));
  }

  void add(const SegmentModel& segment) {
    if (!is_meant(segment)) return;
    const bool whole = path_.element == 0;
    if (whole) {
      found_ = true;
      const auto& codes = qualifiers_of(segment);
      std::string about = loop_.id + "/" + segment.id;
      for (std::size_t i = 0; i < codes.size() && codes.size() <= 4; ++i) about += (i == 0 ? "[" : ",") + codes[i];
      if (!codes.empty() && codes.size() <= 4) about += "]";
      line(about, segment.name + ": " + std::string(to_string(segment.usage)) + ", " + times(segment.max));
    }
    if (path_.segment.empty()) return;
    for (const ElementModel& element : segment.elements) {
      if (!whole && element.number != path_.element) continue;
      if (path_.component == 0) add(segment.elements, element);
      for (const ElementModel& component : element.components)
        if (path_.component == 0 || component.number == path_.component) add(element.components, component);
    }
    for (const Note& note : segment.notes)
      if (whole || std::find(note.elements.begin(), note.elements.end(), path_.element) != note.elements.end())
        line(segment.id, relation(segment.id, note));
  }

  void add(const std::vector<ElementModel>& siblings, const ElementModel& element) {
    found_ = true;
    std::string text = element.name + ": " + std::string(to_string(element.usage));
    if (element.usage != Usage::not_used && element.type != Type::composite) {
      text += ", " + std::string(to_string(element.type)) + ", ";
      if (element.min != element.max) text += std::to_string(element.min) + " to ";
      text += std::to_string(element.max) + (element.max == 1 ? " character" : " characters");
      if (element.advice_max != 0) text += " (receivers keep " + std::to_string(element.advice_max) + ")";
      if (element.advice_high != 0)
        text += " (receivers take " + std::to_string(element.advice_low) + " to " +
                std::to_string(element.advice_high) + ")";
      if (element.advice_digits != 0)
        text += " (receivers take " + std::to_string(element.advice_digits) + " digits before and " +
                std::to_string(element.advice_decimals) + " behind the point)";
      if (!element.codes.empty()) text += ", " + joined(element.codes, "or");
      if (!element.code_set.empty()) text += ", a code of " + element.code_set;
    }
    if (element.repeat > 1) text += ", repeats " + times(element.repeat);
    line(element.id, text);
    if (element.usage != Usage::not_used) add_formats(siblings, element);
  }

  void add_formats(const std::vector<ElementModel>& siblings, const ElementModel& element) {
    for (const FormatRule& format : model_.formats) {
      if (format.data != element.data) continue;
      const ElementModel* qualifier = nullptr;
      for (const ElementModel& sibling : siblings)
        if (sibling.number < element.number && sibling.data == format.by) qualifier = &sibling;
      if (qualifier != nullptr && (qualifier->codes.empty() || has(qualifier->codes, format.when)))
        line(element.id,
             "where " + qualifier->id + " is " + format.when + ": looks like " + std::string(to_string(format.format)));
    }
  }

  static std::string relation(const std::string& segment, const Note& note) {
    std::vector<std::string> names;
    for (const int number : note.elements) names.push_back(element_id(segment, number));
    const std::vector<std::string> others(names.begin() + 1, names.end());
    switch (note.kind) {
      case 'P':
        return "all or none of " + joined(names, "and");
      case 'R':
        return "at least one of " + joined(names, "or");
      case 'E':
        return "at most one of " + joined(names, "or");
      case 'C':
        return names.front() + " needs " + joined(others, "and");
      default:
        return names.front() + " needs " + joined(others, "or");
    }
  }

  // ---- Rules.

  void say(const Rule& rule, const std::string& how) {
    lines_.push_back({rule.id,
                      "level " + std::to_string(rule.level) + ", " + std::string(findings::to_string(rule.severity)) +
                          ": " + how + "; \"" + rule.message + "\"",
                      rule.origin, off_by_});
  }

  void say(const ElementRule& rule) {
    if (!speaks_of(rule.at)) return;
    std::string how = rule.at;
    if (rule.required) how += " must be there";
    if (!rule.values.empty()) how += (rule.required ? " and be " : " must be ") + joined(rule.values, "or");
    if (rule.format != Format::none) how += " looks like " + std::string(to_string(rule.format));
    if (!rule.required && rule.values.empty() && rule.format == Format::none) how += " may be left out";
    if (!rule.profile_key.empty()) how += " (a profile's " + rule.profile_key + " stands instead)";
    say(rule.rule, how);
  }

  void say(const CheckRule& check) {
    bool speaks = check.at == loop_.id && path_.segment.empty();
    if (check.at == loop_.id && check.does == "unique-in-file")
      for (const std::string& value : check.values) speaks = speaks || speaks_of(check.at + "/" + value);
    if (speaks) say(check.rule, "check " + check.does + (check.max != 0 ? " " + std::to_string(check.max) : ""));
  }

  void say(const ConditionRule& rule) {
    bool speaks = path_.segment.empty() && rule.loop == loop_.id;
    const PathStep* each = nullptr;
    for (const Expression& path : rule.each_path) each = path.steps.empty() ? nullptr : &path.steps.back();
    for (const auto* paths : {&rule.each_path, &rule.at_path, &rule.statement.conditions})
      for (const Expression& written : *paths) speaks = speaks || leads_here(written, rule.loop, rule.loop, each);
    if (!speaks) return;
    std::string how = "in " + rule.loop;
    if (!rule.each.empty()) how += ", each " + rule.each;
    how += ": " + one_line(rule.text.text);
    if (rule.from) how += ", services from " + text::to_iso(*rule.from);
    if (rule.through) how += ", services to " + text::to_iso(*rule.through);
    say(rule.rule, how);
  }

  /// A path of an element rule or check.
  bool speaks_of(const std::string& at) const {
    const auto other = parse_path(at);
    if (!other || other->loop != loop_.id) return false;
    return path_.segment.empty() || (other->segment == path_.segment && same_qualifier({other->qualifier}) &&
                                     same_element({other->element}, other->component));
  }

  bool same_qualifier(const std::vector<std::string>& qualifiers) const {
    if (path_.qualifier.empty() || qualifiers.empty() || qualifiers.front().empty()) return true;
    return has(qualifiers, path_.qualifier);
  }
  bool same_element(const std::vector<int>& elements, int component) const {
    if (path_.element == 0) return true;
    if (std::find(elements.begin(), elements.end(), path_.element) == elements.end()) return false;
    return path_.component == 0 || component == 0 || component == path_.component;
  }

  /// A path of the expression, seen from `loop`, names the place. Paths through `loop` to a place below count where the
  /// place itself is named.
  bool leads_here(const Expression& written, const std::string& loop, const std::string& rule_loop,
                  const PathStep* each) const {
    for (const Expression& child : written.children)
      if (leads_here(child, loop, rule_loop, each)) return true;
    if (written.kind != Expression::Kind::path) return false;
    std::string now = written.from_rule ? rule_loop : loop;
    bool here = false;
    for (std::size_t i = 0; i < written.steps.size() && !here; ++i) {
      const PathStep& step = written.steps[i];
      const bool is_loop = model_.loop(step.name) != nullptr;
      if (is_loop) now = step.name;
      for (const Expression& filter : step.filter)
        if (leads_here(filter, now, rule_loop, is_loop ? nullptr : &step)) return true;
      if (!is_loop) here = names(written.steps, i, now, written.from_rule ? nullptr : each);
    }
    return here;
  }

  /// steps[at] is a segment of `loop`, or an element of one; behind it may stand its element.
  bool names(const std::vector<PathStep>& steps, std::size_t at, const std::string& loop, const PathStep* each) const {
    if (loop != loop_.id || path_.segment.empty()) return false;
    const PathStep& step = steps[at];
    const PathStep& last = steps.back();
    std::string segment = step.name;
    std::vector<int> elements = last.elements;
    for (const PathStep* written : {&step, &last})
      if (const auto path = parse_path(loop + "/" + written->name); path && path->element != 0) {
        segment = path->segment;
        elements = {path->element};
      }
    if (segment != path_.segment) return false;
    const bool same = each != nullptr && step.qualifiers.empty() && each->name == segment;
    if (!same_qualifier(same ? each->qualifiers : step.qualifiers)) return false;
    if (path_.element == 0 || last.every) return true;
    return same_element(elements, last.component);
  }

  const Model& model_;
  const Path& path_;
  const LoopModel& loop_;
  std::vector<EffectiveLine> lines_;
  std::string off_by_;
  bool found_ = false;
};

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

Result<std::vector<EffectiveLine>> effective(const Model& model, const std::string& written) {
  const auto path = parse_path(written);
  const LoopModel* const loop = path ? model.loop(path->loop) : nullptr;
  if (loop != nullptr) {
    Effective listing(model, *path, *loop);
    std::vector<EffectiveLine> lines = listing.run();
    if (listing.found()) return lines;
  }
  return usage_failure("There is no " + written + " in " + model.id +
                       "; a path names a loop, a segment or an element, such as 2300, 2300/REF[F8] or 2300/CLM05-03.");
}

}  // namespace calx::grammar
