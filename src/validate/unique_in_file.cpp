#include "validate/unique_in_file.hpp"

#include <algorithm>
#include <utility>

#include "grammar/path.hpp"

namespace calx::validate {

UniqueInFile::UniqueInFile(const grammar::Grammar& grammar, Reporter& reporter, Uniqueness& seen)
    : grammar_(grammar), reporter_(reporter), seen_(seen) {
  const auto& checks = grammar.model().checks;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const grammar::CheckRule& check = checks[i];
    if (check.does != "unique-in-file" || !reporter.wants(check.rule.level)) continue;
    Key key;
    key.check = &check;
    key.number = static_cast<std::uint16_t>(i);
    key.definition = grammar.find_definition(check.at);
    for (const std::string& value : check.values) {
      const auto path = grammar::parse_path(check.at + "/" + value);
      std::string segment = check.at + "/" + path->segment;
      if (!path->qualifier.empty()) segment += "[" + path->qualifier + "]";
      Part part{grammar.find_node(segment),
                static_cast<std::uint8_t>(path->element),
                static_cast<std::uint8_t>(path->component),
                {}};
      for (std::size_t p = 0; p < grammar.place_count(); ++p)
        if (const auto place = static_cast<std::uint16_t>(p); grammar.place(place).node == part.node)
          part.places.push_back(place);
      key.parts.push_back(std::move(part));
    }
    keys_.push_back(std::move(key));
  }
}

void UniqueInFile::keep(std::vector<std::uint8_t>& places) const {
  for (const Key& key : keys_)
    for (const Part& part : key.parts)
      for (const std::uint16_t place : part.places) places[place] = 1;
}

void UniqueInFile::expect(const Unit& unit, std::uint32_t claim, const x12::Delimiters& delimiters) {
  values_.clear();
  const auto end = static_cast<std::uint32_t>(unit.occurrence_count());
  for (const Key& key : keys_) {
    if (key.definition == grammar_.unit_definition()) {
      expect(key, unit, claim, delimiters);
      continue;
    }
    for (std::uint32_t loop = claim; loop < end; ++loop)
      if (grammar_.instance(unit.occurrence(loop).instance).definition == key.definition)
        expect(key, unit, loop, delimiters);
  }
}

void UniqueInFile::expect(const Key& key, const Unit& unit, std::uint32_t occurrence,
                          const x12::Delimiters& delimiters) {
  const Occurrence& loop = unit.occurrence(occurrence);
  const std::uint32_t end = std::min(loop.end, static_cast<std::uint32_t>(unit.size()));
  const StoredSegment* place = nullptr;  // of what was found last
  const auto read = [&](const Part& part) {
    const x12::Segment segment = unit.view(*place);
    return part.component == 0 ? segment.element(part.element)
                               : segment.component(part.element, part.component, delimiters.component);
  };
  const auto find = [&](const Part& part) -> std::string_view {
    for (const std::uint16_t alone : part.places) {  // as in most loops: no search
      place = unit.only(alone);
      if (place != nullptr && place->occurrence == occurrence) return read(part);
    }
    for (std::uint32_t s = loop.first; s < end; ++s) {
      place = &unit.segment(s);
      if (place->node != part.node || place->occurrence != occurrence) continue;
      if (const std::string_view text = read(part); !text.empty()) return text;
    }
    return {};
  };
  const StoredSegment* of_first = nullptr;
  std::string_view first;
  Fingerprint fingerprint;
  for (const Part& part : key.parts) {
    const std::string_view text = find(part);
    if (of_first == nullptr) {
      if (text.empty()) return;
      of_first = place;
      first = text;
    }
    fingerprint.text(text);
  }
  Value& value = values_.emplace_back();
  value.key = &key;
  value.segment = of_first;
  value.text = first;
  value.noted = seen_.expect(key.number, fingerprint);
}

void UniqueInFile::judge(const Unit& unit) {
  for (const Value& value : values_) {
    const Part& first = value.key->parts.front();
    const auto segment = [&] {
      return NotedSegment::of(grammar_, unit, *value.segment, seen_.claim(), {first.element, first.component});
    };
    if (const auto twin = seen_.note(value.noted, {}, seen_.claim().ordinal_of(*value.segment), segment)) {
      const FilePlace here{seen_.transaction(), seen_.claim(), segment()};
      here.report(grammar_, reporter_, value.key->check->rule, {{"twin", twin->in_words(here)}}, value.text);
    }
  }
}

}  // namespace calx::validate
