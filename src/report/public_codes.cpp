#include "report/public_codes.hpp"

#include <algorithm>
#include <array>

namespace calx::report {
namespace {

/// X12 data elements whose codes say what stands beside them or what the file is; none says anything of a person.
constexpr std::array<std::string_view, 45> qualifiers{
    "1005", "1032", "1033", "1065", "1069", "1138", "1166", "1221", "1250", "1270", "128", "1325",
    "1332", "1359", "1363", "143",  "1514", "1705", "235",  "306",  "353",  "355",  "363", "365",
    "366",  "374",  "455",  "479",  "480",  "481",  "522",  "618",  "620",  "621",  "640", "66",
    "673",  "715",  "716",  "717",  "735",  "736",  "756",  "98",   "I11"};
constexpr std::array<std::string_view, 7> header_qualifiers{"I01", "I03", "I05", "I13", "I14", "I17", "I18"};

struct Number {
  std::string_view data;
  std::size_t digits;  ///< at most; what has more may be anything
};
/// HL01 and HL02, LX01, counts, control numbers, diagnosis pointers, claim frequency.
constexpr std::array<Number, 11> numbers{{{"628", 7},
                                          {"734", 7},
                                          {"554", 7},
                                          {"96", 7},
                                          {"97", 7},
                                          {"I16", 7},
                                          {"329", 9},
                                          {"28", 9},
                                          {"I12", 9},
                                          {"1328", 2},
                                          {"1325", 1}}};

template <class List>
bool holds(const List& list, std::string_view data) {
  return std::find(list.begin(), list.end(), data) != list.end();
}

std::string key(std::string_view segment, int element, int component) {
  return std::string(segment) + '/' + std::to_string(element) + '/' + std::to_string(component);
}

std::size_t digits_shown(std::string_view data) {
  for (const Number& number : numbers)
    if (number.data == data) return number.digits;
  return 0;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

PublicCodes::PublicCodes(grammar::Library& grammars) {
  for (const std::string& id : grammars.ids())
    if (const auto grammar = grammars.by_id(id); grammar && *grammar != nullptr) add((*grammar)->model());
}

void PublicCodes::add(const grammar::Model& model) {
  for (const grammar::LoopModel& loop : model.loops)
    for (const auto& child : loop.children) {
      const auto* segment = std::get_if<grammar::SegmentModel>(&child);
      if (segment == nullptr) continue;
      segments_.insert(segment->id);
      for (const grammar::ElementModel& element : segment->elements) {
        add(segment->id, element.number, element, 0);
        for (const grammar::ElementModel& component : element.components)
          add(segment->id, element.number, component, component.number);
      }
    }
  for (const std::string& version : model.versions)
    for (const char* place : {"GS/8/0", "ST/3/0"}) places_[place].codes.insert(version);
}

void PublicCodes::add(const std::string& segment, int element, const grammar::ElementModel& model, int component) {
  const std::size_t digits = digits_shown(model.data);
  if (digits == 0 && !holds(qualifiers, model.data) && !holds(header_qualifiers, model.data)) return;
  Place& place = places_[key(segment, element, component)];
  place.digits = std::max(place.digits, digits);
  place.codes.insert(model.codes.begin(), model.codes.end());
}

bool PublicCodes::may_show(std::string_view segment, int element, int component, std::string_view value) const {
  if (segment == "ISA" && (element == 11 || element == 16)) return value.size() == 1;  // delimiters
  const auto found = places_.find(key(segment, element, component));
  if (found == places_.end()) return false;
  const Place& place = found->second;
  return place.codes.find(value) != place.codes.end() || (value.size() <= place.digits && all_digits(value));
}

}  // namespace calx::report
