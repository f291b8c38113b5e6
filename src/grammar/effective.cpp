#include "grammar/effective.hpp"

#include <algorithm>
#include <set>

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

std::string format_name(Format format) {
  return std::string(to_string(format));
}

class Effective {
 public:
  Effective(const Grammar& grammar, const Path& path) : g_(grammar), model_(grammar.model()), path_(path) {}

  std::vector<EffectiveLine> run(const LoopModel& loop) {
    for (const auto& child : loop.children) {
      if (const auto* segment = std::get_if<SegmentModel>(&child))
        add(loop, *segment);
      else if (path_.segment.empty())
        add(std::get<LoopReference>(child));
    }
    add_element_rules();
    add_condition_rules(loop);
    for (const CheckRule& check : model_.checks)
      if (check.at == loop.id && path_.segment.empty()) say(check.rule, "check " + check.does);
    return std::move(lines_);
  }

  bool found() const { return found_; }

 private:
  bool is_meant(const SegmentModel& segment) const {
    if (path_.segment.empty()) return true;
    if (segment.id != path_.segment) return false;
    if (path_.qualifier.empty()) return true;
    for (const ElementModel& element : segment.elements) {
      const auto& codes = element.components.empty() ? element.codes : element.components.front().codes;
      if (std::find(codes.begin(), codes.end(), path_.qualifier) != codes.end()) return true;
    }
    return false;
  }

  void line(std::string about, std::string text) {
    lines_.push_back({std::move(about), std::move(text), model_.id, false});
  }

  void say(const Rule& rule, const std::string& how) {
    if (!said_.insert(rule.id).second) return;
    lines_.push_back({rule.id,
                      "level " + std::to_string(rule.level) + ", " + std::string(findings::to_string(rule.severity)) +
                          ": " + how + "; \"" + rule.message + "\"",
                      rule.origin, true});
  }

  void add(const LoopReference& loop) {
    found_ = true;
    const LoopModel* const its = model_.loop(loop.id);
    line(loop.id, "loop " + (its != nullptr ? its->name : std::string()) + ": " + std::string(to_string(loop.usage)) +
                      ", " + times(loop.max));
  }

  void add(const LoopModel& loop, const SegmentModel& segment) {
    if (!is_meant(segment)) return;
    found_ = found_ || path_.element == 0;
    if (path_.element == 0) {
      std::string about = segment.id;
      if (!segment.elements.empty()) {
        const ElementModel& first = segment.elements[segment.id == "HL" && segment.elements.size() > 2 ? 2 : 0];
        const auto& codes = first.components.empty() ? first.codes : first.components.front().codes;
        if (!codes.empty() && codes.size() <= 4) about += "[" + joined_codes(codes) + "]";
      }
      line(loop.id + "/" + about,
           segment.name + ": " + std::string(to_string(segment.usage)) + ", " + times(segment.max));
    }
    if (path_.segment.empty()) return;
    for (const ElementModel& element : segment.elements) {
      if (path_.element != 0 && element.number != path_.element) continue;
      if (path_.component == 0) add(segment.elements, element);
      for (const ElementModel& component : element.components)
        if (path_.component == 0 || component.number == path_.component) add(element.components, component);
    }
    for (const Note& note : segment.notes)
      if (path_.element == 0) line(segment.id, relation(segment, note));
  }

  static std::string joined_codes(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text += (text.empty() ? "" : ",") + code;
    return text;
  }

  void add(const std::vector<ElementModel>& siblings, const ElementModel& element) {
    found_ = true;
    std::string text = element.name + ": " + std::string(to_string(element.usage));
    if (element.usage != Usage::not_used && element.type != Type::composite) {
      text += ", " + std::string(to_string(element.type)) + ", " +
              (element.min == element.max ? std::to_string(element.max)
                                          : std::to_string(element.min) + " to " + std::to_string(element.max)) +
              " characters";
      if (element.advice_max != 0) text += " (receivers keep " + std::to_string(element.advice_max) + ")";
      if (element.advice_high != 0)
        text += " (" + std::to_string(element.advice_low) + " to " + std::to_string(element.advice_high) + ")";
      if (element.advice_digits != 0)
        text += " (" + std::to_string(element.advice_digits) + " digits before and " +
                std::to_string(element.advice_decimals) + " behind the point)";
      if (!element.codes.empty()) text += ": " + joined(element.codes, "or");
      if (!element.code_set.empty()) text += ": a code of " + element.code_set;
    }
    if (element.repeat > 1) text += ", " + times(element.repeat);
    line(element.id, text);
    if (element.usage == Usage::not_used) return;
    for (const FormatRule& format : model_.formats) {
      if (format.data != element.data) continue;
      for (const ElementModel& sibling : siblings)
        if (sibling.number < element.number && sibling.data == format.by &&
            (sibling.codes.empty() ||
             std::find(sibling.codes.begin(), sibling.codes.end(), format.when) != sibling.codes.end()))
          line(element.id, "where " + sibling.id + " is " + format.when + ": " + format_name(format.format));
    }
  }

  static std::string relation(const SegmentModel& segment, const Note& note) {
    std::vector<std::string> names;
    for (const int number : note.elements)
      names.push_back(segment.id + (number < 10 ? "0" : "") + std::to_string(number));
    const std::vector<std::string> others(names.begin() + 1, names.end());
    switch (note.kind) {
      case 'P':
        return "all or none of " + joined(names, "and");
      case 'R':
        return "at least one of " + joined(names, "and");
      case 'E':
        return "at most one of " + joined(names, "and");
      case 'C':
        return names.front() + " needs " + joined(others, "and");
      default:
        return names.front() + " needs " + joined(others, "or");
    }
  }

  void add_element_rules() {
    for (const ElementRuleSpec& spec : g_.all_element_rules()) {
      const Node& node = g_.node(spec.node);
      if (node.loop->id != path_.loop || !is_meant(*node.model)) continue;
      if (path_.element != 0 &&
          (spec.element != path_.element || (path_.component != 0 && spec.component != path_.component)))
        continue;
      const ElementRule& rule = *spec.model;
      std::string how = rule.at + (rule.required ? " must be there" : "");
      if (!rule.values.empty()) how += " is " + joined(rule.values, "or");
      if (rule.format != Format::none) how += " looks like " + format_name(rule.format);
      say(rule.rule, how);
    }
  }

  /// Rules of the loop, and those of other loops whose paths lead here.
  void add_condition_rules(const LoopModel& loop) {
    const RulePrograms& programs = g_.rules();
    for (const RuleSpec& rule : programs.rules) {
      const bool own = path_.segment.empty() && rule.model != nullptr && rule.model->loop == loop.id;
      bool speaks = own;
      for (const PathSpec& path : RulePrograms::part(programs.paths, rule.paths))
        speaks = speaks || (!path.loops && !path_.segment.empty() && leads_here(path, loop));
      if (!speaks) continue;
      if (rule.model == nullptr) {
        say(*rule.rule, "check unique-in-file");
        continue;
      }
      std::string text = one_line(rule.model->text.text);
      if (!rule.model->each.empty()) text = "each " + rule.model->each + ": " + text;
      say(*rule.rule, "in " + rule.model->loop + ", " + text);
    }
  }

  bool leads_here(const PathSpec& path, const LoopModel& loop) const {
    const RulePrograms& programs = g_.rules();
    const auto elements = RulePrograms::part(programs.elements, path.elements);
    if (path_.element != 0 && (std::find(elements.begin(), elements.end(), path_.element) == elements.end() ||
                               (path_.component != 0 && path.component != 0 && path.component != path_.component)))
      return false;
    for (const std::uint16_t place : RulePrograms::part(programs.places, path.places)) {
      const Node& node = g_.node(g_.place(place).node);
      if (node.loop == &loop && is_meant(*node.model)) return true;
    }
    return false;
  }

  const Grammar& g_;
  const Model& model_;
  const Path& path_;
  std::vector<EffectiveLine> lines_;
  std::set<std::string> said_;
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

Result<std::vector<EffectiveLine>> effective(const Grammar& grammar, const std::string& written) {
  const auto path = parse_path(written);
  const LoopModel* const loop = path ? grammar.model().loop(path->loop) : nullptr;
  const auto nothing = [&] {
    return usage_failure(
        "There is no " + written + " in " + grammar.model().id +
        "; a path names a loop, a segment or an element, such as 2300, 2300/REF[F8] or 2300/CLM05-03.");
  };
  if (loop == nullptr) return nothing();
  Effective listing(grammar, *path);
  std::vector<EffectiveLine> lines = listing.run(*loop);
  if (!listing.found()) return nothing();
  return lines;
}

}  // namespace calx::grammar
