#include "validate/file_place.hpp"

#include <utility>

namespace calx::validate {
namespace {

class Here final : public Locator {
 public:
  Here(const grammar::Grammar& grammar, const FilePlace& place) : grammar_(grammar), place_(place) {}
  std::string loop() const override { return id(place_.segment.instance); }
  std::string path() const override {
    std::string text;
    for (std::uint16_t loop = place_.segment.instance; loop != grammar::none; loop = grammar_.instance(loop).parent) {
      if (grammar_.instance(loop).depth == 0) break;
      text = id(loop) + "[" + std::to_string(index(loop)) + "]" + (text.empty() ? "" : "/") + text;
    }
    return text;
  }

 private:
  const std::string& id(std::uint16_t loop) const {
    return grammar_.definition(grammar_.instance(loop).definition).model->id;
  }
  std::uint32_t index(std::uint16_t loop) const {
    const std::size_t depth = grammar_.instance(loop).depth;
    const auto& above = place_.claim.indices;
    const auto& below = place_.segment.indices;
    std::uint16_t unit = loop;
    while (grammar_.instance(unit).in_unit && grammar_.instance(unit).definition != grammar_.unit_definition())
      unit = grammar_.instance(unit).parent;
    const std::size_t unit_depth = grammar_.instance(unit).depth;
    if (depth <= unit_depth) return depth <= above.size() ? above[depth - 1] : 1;
    return depth - unit_depth <= below.size() ? below[depth - unit_depth - 1] : 1;
  }
  const grammar::Grammar& grammar_;
  const FilePlace& place_;
};

/// A text of the reporter, for one finding another: but where that is only its beginning, cut, it stays.
class Instead {
 public:
  template <std::size_t size>
  Instead(std::string& text, const ShortText<size>& other) : text_(text), old_(text) {
    if (std::string_view(text).substr(0, size) != other.view()) text = other.view();
  }
  ~Instead() { text_ = std::move(old_); }
  Instead(const Instead&) = delete;
  Instead& operator=(const Instead&) = delete;

 private:
  std::string& text_;
  std::string old_;
};

}  // namespace

NotedTransaction NotedTransaction::of(const StoredSegment& segment, const Reporter& reporter) {
  NotedTransaction noted;
  noted.before = segment.ordinal - segment.transaction_ordinal;
  noted.isa = reporter.isa;
  noted.gs = reporter.gs;
  noted.st = reporter.st;
  return noted;
}

void NotedClaim::note(const grammar::Grammar& grammar, const Unit& unit, std::uint32_t occurrence,
                      const Reporter& reporter) {
  ordinal = unit.segment(unit.occurrence(occurrence).first).ordinal;
  indices.fill(0);
  for (std::uint32_t i = occurrence; i != Occurrence::none; i = unit.occurrence(i).parent) {
    const std::size_t depth = grammar.instance(unit.occurrence(i).instance).depth;
    if (depth > 0 && depth <= indices.size()) indices[depth - 1] = unit.occurrence(i).index;
  }
  claim = reporter.claim;
}

NotedSegment NotedSegment::of(const grammar::Grammar& grammar, const Unit& unit, const StoredSegment& segment,
                              const NotedClaim& claim, ElementPlace element) {
  NotedSegment noted;
  noted.offset = segment.offset;
  noted.ordinal = claim.ordinal_of(segment);
  noted.node = segment.node;
  noted.instance = unit.occurrence(segment.occurrence).instance;
  noted.element = static_cast<std::uint8_t>(element.element);
  noted.component = static_cast<std::uint8_t>(element.component);
  std::array<std::uint32_t, 8> upwards{};  // its loop, the one above, ...
  std::size_t count = 0;
  for (std::uint32_t i = segment.occurrence; i != Occurrence::none && count < upwards.size();) {
    const Occurrence& loop = unit.occurrence(i);
    if (grammar.instance(loop.instance).definition == grammar.unit_definition()) break;
    upwards[count++] = loop.index;
    i = loop.parent;
  }
  for (std::size_t i = 0; i < count && i < noted.indices.size(); ++i) noted.indices[i] = upwards[count - 1 - i];
  return noted;
}

std::string TwinPlace::in_words(const FilePlace& from) const {
  std::string words = "segment " + std::to_string(claim.ordinal + ordinal);
  const NotedTransaction& other = from.transaction;
  if (claim.claim.view() != from.claim.claim.view()) words += " of claim " + std::string(claim.claim.view());
  if (transaction.isa.view() != other.isa.view())
    words += " in interchange " + std::string(transaction.isa.view());
  else if (transaction.gs.view() != other.gs.view() || transaction.st.view() != other.st.view())
    words += " in transaction set " + std::string(transaction.st.view());
  return words;
}

void FilePlace::report(const grammar::Grammar& grammar, Reporter& reporter, const grammar::Rule& rule,
                       findings::Arguments arguments, std::string_view value) const {
  const Here here(grammar, *this);
  const Locator* const locator = std::exchange(reporter.locator, &here);
  const Instead isa(reporter.isa, transaction.isa), gs(reporter.gs, transaction.gs), st(reporter.st, transaction.st);
  const Instead its_claim(reporter.claim, claim.claim);
  const std::uint64_t ordinal = claim.ordinal + segment.ordinal;
  const SegmentPlace where{grammar.node(segment.node).model->id, ordinal, ordinal - transaction.before, segment.offset};
  reporter.report(rule, arguments, where, {segment.element, segment.component}, value);
  reporter.locator = locator;
}

}  // namespace calx::validate
