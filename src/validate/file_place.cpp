#include "validate/file_place.hpp"

#include <utility>

namespace calx::validate {
namespace {

class Here final : public Locator {
 public:
  Here(const grammar::Grammar& grammar, const FilePlace& place) : grammar_(grammar), place_(place) {}
  std::string loop() const override { return id(place_.instance); }
  std::string path() const override {
    std::string text;
    for (std::uint16_t loop = place_.instance; loop != grammar::none; loop = grammar_.instance(loop).parent) {
      const std::size_t depth = grammar_.instance(loop).depth;
      if (depth == 0 || depth > place_.indices.size()) break;
      text = id(loop) + "[" + std::to_string(place_.indices[depth - 1]) + "]" + (text.empty() ? "" : "/") + text;
    }
    return text;
  }

 private:
  const std::string& id(std::uint16_t loop) const {
    return grammar_.definition(grammar_.instance(loop).definition).model->id;
  }
  const grammar::Grammar& grammar_;
  const FilePlace& place_;
};

}  // namespace

FilePlace FilePlace::of(const grammar::Grammar& grammar, const Unit& unit, const StoredSegment& segment,
                        ElementPlace element, const Reporter& reporter) {
  FilePlace place;
  place.offset = segment.offset;
  place.ordinal = segment.ordinal;
  place.transaction_ordinal = segment.transaction_ordinal;
  place.node = segment.node;
  place.element = element;
  place.instance = unit.occurrence(segment.occurrence).instance;
  for (std::uint32_t i = segment.occurrence; i != Occurrence::none; i = unit.occurrence(i).parent) {
    const std::size_t depth = grammar.instance(unit.occurrence(i).instance).depth;
    if (depth > 0 && depth <= place.indices.size()) place.indices[depth - 1] = unit.occurrence(i).index;
  }
  place.isa = reporter.isa;
  place.gs = reporter.gs;
  place.st = reporter.st;
  place.claim = reporter.claim;
  return place;
}

std::string FilePlace::in_words(const FilePlace& other) const {
  std::string words = "segment " + std::to_string(ordinal);
  if (isa.view() != other.isa.view())
    words += " of interchange " + std::string(isa.view());
  else if (gs.view() != other.gs.view() || st.view() != other.st.view())
    words += " of transaction set " + std::string(st.view());
  return words;
}

void FilePlace::report(const grammar::Grammar& grammar, Reporter& reporter, const grammar::Rule& rule,
                       findings::Arguments arguments) const {
  const Here here(grammar, *this);
  const Locator* const locator = std::exchange(reporter.locator, &here);
  const std::string old_isa = std::exchange(reporter.isa, std::string(isa.view()));
  const std::string old_gs = std::exchange(reporter.gs, std::string(gs.view()));
  const std::string old_st = std::exchange(reporter.st, std::string(st.view()));
  const std::string old_claim = std::exchange(reporter.claim, std::string(claim.view()));
  reporter.report(rule, arguments, {grammar.node(node).model->id, ordinal, transaction_ordinal, offset}, element);
  reporter.locator = locator;
  reporter.isa = old_isa;
  reporter.gs = old_gs;
  reporter.st = old_st;
  reporter.claim = old_claim;
}

}  // namespace calx::validate
