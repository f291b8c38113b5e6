#include "element_mutations.hpp"

#include <algorithm>
#include <stdexcept>

#include "text/date.hpp"
#include "text/money.hpp"
#include "x12/reader.hpp"

namespace calx::validate {
namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) {
  return static_cast<std::size_t>(random() % limit);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  x12::for_each_part(text, separator, [&](std::string_view part) { parts.emplace_back(part); });
  return parts;
}

/// Separators at the end of a segment or composite would be a fault of their own.
std::string join(std::vector<std::string> parts, char separator, bool trim) {
  while (trim && parts.size() > 1 && parts.back().empty()) parts.pop_back();
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : std::string(1, separator)) + parts[i];
  return text;
}

/// One letter becomes another letter, or one digit another digit.
std::string mistyped(std::string text, Random& random) {
  const std::size_t at = below(random, text.size());
  char& c = text[at];
  if (c >= '0' && c <= '9')
    c = static_cast<char>('0' + (c - '0' + 1 + static_cast<int>(below(random, 9))) % 10);
  else
    c = static_cast<char>('A' + (c - 'A' + 1 + static_cast<int>(below(random, 25)) + 26) % 26);
  return text;
}

/// A code that is none of the element's own, nor of its code set.
std::string wrong_code(const grammar::ElementModel& model, const std::string& text, Random& random) {
  const codes::CodeSet* const set = facts().codes.set(model.code_set);
  for (int tries = 0; tries < 100; ++tries) {
    std::string wrong = mistyped(text, random);
    const auto& own = model.codes;
    if (std::find(own.begin(), own.end(), wrong) == own.end() && (set == nullptr || set->find(wrong) == nullptr))
      return wrong;
  }
  return text;
}

/// CCYYMMDD or YYMMDD, of a range its first or last day; of a time the hour.
std::string wrong_date(std::string text, Random& random) {
  if (text.size() == 17) {
    const std::size_t part = below(random, 2) * 9;
    return text.replace(part, 8, wrong_date(text.substr(part, 8), random));
  }
  if (text.size() == 4) return "2" + std::to_string(4 + below(random, 6)) + text.substr(2);
  const std::size_t year = text.size() == 6 ? 0 : 2;  // its last two digits
  const auto written = [&](std::size_t from, std::size_t number) {
    text[from] = static_cast<char>('0' + number / 10);
    text[from + 1] = static_cast<char>('0' + number % 10);
  };
  switch (below(random, 4)) {
    case 0:
      written(year + 2, 13 + below(random, 80));  // a month that is none
      break;
    case 1:
      written(year + 4, 32 + below(random, 60));  // a day that is none
      break;
    case 2:
      written(year, 27 + below(random, 50));  // years ahead of 2026
      if (year == 2) text.replace(0, 2, "20");
      break;
    default:
      if (year == 2)
        text.replace(0, 2, "18");  // long ago
      else
        written(year, 1 + below(random, 20));
  }
  return text;
}

std::string wrong_count(const std::string& text, Random& random) {
  const bool cents = text.find('.') != std::string::npos;
  const auto money = text::parse_x12_money(text);
  if (!money) return text;
  const std::int64_t step = cents ? 1 : 100;
  std::int64_t value = money->cents;
  switch (below(random, 3)) {
    case 0:
      value += step * static_cast<std::int64_t>(1 + below(random, 9));
      break;
    case 1:
      value = value >= step ? value - step : value + step;
      break;
    default:
      value = value == 0 ? step * 10 : value * 10;
  }
  const std::string whole = std::to_string(value / 100);
  const std::string part = std::to_string(100 + value % 100).substr(1);
  const std::string result = part == "00" ? whole : whole + "." + part;
  // Control numbers keep their zeros in front.
  return text.front() == '0' && result.size() < text.size() ? std::string(text.size() - result.size(), '0') + result
                                                            : result;
}

std::string key_of(const findings::Finding& finding) {
  return finding.code + "|" + finding.segment + "|" + finding.isa + "|" + std::to_string(finding.segment_ordinal) +
         "|" + std::to_string(finding.element) + "|" + std::to_string(finding.component);
}

bool has_format(grammar::Format format) {
  switch (format) {
    case grammar::Format::npi:
    case grammar::Format::cin:
    case grammar::Format::taxonomy:
    case grammar::Format::icd10:
    case grammar::Format::icd9:
    case grammar::Format::hcpcs:
    case grammar::Format::ndc:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view to_string(Operator how) {
  constexpr std::array<std::string_view, 7> names = {"drop",       "double",     "swap",       "cut",
                                                     "wrong-code", "wrong-date", "wrong-count"};
  return names[static_cast<std::size_t>(how)];
}

GoodFile::GoodFile(const std::string& name, Asked asked) : name_(name), asked_(std::move(asked)) {
  const std::string bytes = read_file(fixture_path(name));
  x12::Reader reader(bytes);
  std::uint64_t end = 0;
  for (auto event = reader.next(); event != x12::Reader::Event::end; event = reader.next()) {
    if (event == x12::Reader::Event::fault) throw std::runtime_error(name + " is not good");
    Segment segment;
    segment.lead = bytes.substr(end, reader.offset() - end);
    segment.delimiters = reader.delimiters();
    segment.elements = split(reader.segment().raw(), segment.delimiters.element);
    end = reader.offset() + reader.segment().raw().size() + 1;
    segments_.push_back(std::move(segment));
  }
  for (const findings::Finding& finding : judge(text(segments_), asked_).findings) known_.push_back(key_of(finding));
  std::sort(known_.begin(), known_.end());
  find_positions();
}

void GoodFile::find_positions() {
  const grammar::Grammar& grammar = **library(asked_.overlays).by_id("837P-005010X222A1");
  const std::string bytes = text(segments_);
  x12::Reader reader(bytes);
  std::uint16_t place = grammar::none;
  for (std::size_t index = 0; reader.next() == x12::Reader::Event::segment; ++index) {
    const std::string_view id = reader.segment().id();
    std::uint16_t node = grammar::none;
    if (id == "ISA" || id == "IEA") {
      node = grammar.find_node("ISA_LOOP/" + std::string(id));
    } else if (id == "GS" || id == "GE") {
      node = grammar.find_node("GS_LOOP/" + std::string(id));
    } else if (id != "TA1") {
      place = id == "ST" ? grammar.start()
                         : grammar.forward(place, grammar.recognise(reader.segment(), reader.delimiters()).key);
      if (place == grammar::none) throw std::runtime_error(name_ + ": " + std::string(id) + " is out of place");
      node = grammar.place(place).node;
    }
    if (node != grammar::none) add_positions(index, grammar, grammar.node(node));
  }
}

void GoodFile::add_positions(std::size_t index, const grammar::Grammar& grammar, const grammar::Node& node) {
  const Segment& segment = segments_[index];
  const auto& models = node.model->elements;
  const auto& first = models.front().components.empty() ? models.front() : models.front().components.front();
  const std::string qualifier = first.codes.empty() || segment.elements.size() < 2
                                    ? ""
                                    : "[" + split(segment.elements[1], segment.delimiters.component).front() + "]";
  for (std::size_t i = 1; i < segment.elements.size() && i <= models.size(); ++i) {
    if (segment.elements[i].empty()) continue;
    Position position;
    position.segment = index;
    position.element = static_cast<int>(i);
    const auto add = [&](const grammar::ElementModel& model, const std::vector<grammar::ElementModel>& siblings,
                         const std::vector<std::string>& values) {
      const std::string number = model.id.substr(segment.elements[0].size());
      position.model = &model;
      position.at = node.loop->id + "/" + model.id;
      position.qualified = node.loop->id + "/" + segment.elements[0] + qualifier + number;
      classify(position, grammar, siblings, values);
      positions_.push_back(position);
    };
    if (models[i - 1].type != grammar::Type::composite) {
      add(models[i - 1], models, {segment.elements.begin() + 1, segment.elements.end()});
      continue;
    }
    const auto parts = split(segment.elements[i], segment.delimiters.component);
    for (std::size_t k = 0; k < parts.size() && k < models[i - 1].components.size(); ++k) {
      position.component = static_cast<int>(k + 1);
      if (!parts[k].empty()) add(models[i - 1].components[k], models[i - 1].components, parts);
    }
  }
}

void GoodFile::classify(Position& position, const grammar::Grammar& grammar,
                        const std::vector<grammar::ElementModel>& siblings,
                        const std::vector<std::string>& values) const {
  const grammar::ElementModel& model = *position.model;
  using grammar::Type;
  position.is_date = model.type == Type::dt || model.type == Type::tm;
  position.is_number = model.type == Type::n0 || model.type == Type::r || model.id == "HL01" || model.id == "HL02";
  // Modifiers (data element 1339) and reasons of adjustments (1034) are codes whose tables others own.
  position.is_code = !model.codes.empty() || !model.code_set.empty() || model.data == "1339" || model.data == "1034";
  for (const grammar::FormatRule& rule : grammar.model().formats) {
    if (rule.data != model.data) continue;
    bool holds = rule.by.empty();
    for (std::size_t i = 0; i < siblings.size() && i < values.size(); ++i)
      holds = holds || (siblings[i].data == rule.by && values[i] == rule.when);
    if (!holds) continue;
    position.is_code = position.is_code || has_format(rule.format);
    position.is_date =
        position.is_date || rule.format == grammar::Format::date_d8 || rule.format == grammar::Format::date_rd8;
  }
  for (const grammar::ElementRule& rule : grammar.model().element_rules)
    if (rule.at == position.at) position.is_code = position.is_code || has_format(rule.format) || !rule.values.empty();
}

std::string GoodFile::value(const Position& position) const {
  const Segment& segment = segments_[position.segment];
  const std::string& element = segment.elements[static_cast<std::size_t>(position.element)];
  if (position.component == 0) return element;
  return split(element, segment.delimiters.component)[static_cast<std::size_t>(position.component) - 1];
}

std::optional<Mutation> GoodFile::mutate(const Position& position, Operator how, Random& random) const {
  std::vector<Segment> segments = segments_;
  Segment& segment = segments[position.segment];
  const std::size_t number = static_cast<std::size_t>(position.element);
  const char separator = segment.delimiters.component;
  std::vector<std::string> parts =
      position.component == 0 ? segment.elements : split(segment.elements[number], separator);
  const std::size_t at = position.component == 0 ? number : static_cast<std::size_t>(position.component) - 1;
  std::string& part = parts[at];
  const std::string before = part;
  std::vector<int> changed{position.element};
  switch (how) {
    case Operator::drop:
      part.clear();
      break;
    case Operator::twice:
      part += before;
      break;
    case Operator::swap: {
      const std::size_t first = position.component == 0 ? 1 : 0;  // element 0 is the segment's id
      if (parts.size() < first + 2) return std::nullopt;
      const std::size_t other = at + 1 < parts.size() ? at + 1 : at - 1;
      std::swap(part, parts[other]);
      if (position.component == 0) changed.push_back(static_cast<int>(other));
      break;
    }
    case Operator::cut:
      if (before.size() < 2) return std::nullopt;
      part.resize(1 + below(random, before.size() - 1));
      break;
    case Operator::wrong_code:
      if (!position.is_code) return std::nullopt;
      part = wrong_code(*position.model, before, random);
      break;
    case Operator::wrong_date:
      if (!position.is_date) return std::nullopt;
      part = wrong_date(before, random);
      break;
    case Operator::wrong_count:
      if (!position.is_number) return std::nullopt;
      part = wrong_count(before, random);
      break;
  }
  if (part == before) return std::nullopt;
  if (position.component == 0)
    segment.elements = std::move(parts);
  else
    segment.elements[number] = join(std::move(parts), separator, true);

  Mutation mutation;
  mutation.elements = std::move(changed);
  mutation.segment = segments_[position.segment].elements.front();
  mutation.offset = text({segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(position.segment)}).size() +
                    segment.lead.size();
  mutation.text = text(segments);
  return mutation;
}

std::vector<findings::Finding> GoodFile::new_findings(const Mutation& mutation) const {
  std::vector<std::string> known = known_;
  std::vector<findings::Finding> all;
  for (const findings::Finding& finding : judge(mutation.text, asked_).findings) {
    const auto same = std::lower_bound(known.begin(), known.end(), key_of(finding));
    if (same != known.end() && *same == key_of(finding))
      known.erase(same);
    else
      all.push_back(finding);
  }
  return all;
}

std::string GoodFile::text(const std::vector<Segment>& segments) const {
  std::string text;
  for (const Segment& segment : segments)
    text += segment.lead + join(segment.elements, segment.delimiters.element, segment.elements.front() != "ISA") +
            segment.delimiters.segment;
  return text;
}

}  // namespace calx::validate
