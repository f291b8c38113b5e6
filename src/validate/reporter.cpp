#include "validate/reporter.hpp"

#include <utility>

namespace calx::validate {
namespace {

/// Fills "{name}" fields of a rule's message; a field without an argument stays as it is written.
std::string fill(const std::string& text, findings::Arguments arguments) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string::npos;
    if (end != std::string::npos) {
      const std::string_view name(text.data() + i + 1, end - i - 1);
      bool known = false;
      for (const auto& [key, value] : arguments)
        if (key == name) {
          result += value;
          known = true;
        }
      if (known) {
        i = end;
        continue;
      }
    }
    result += text[i];
  }
  return result;
}

}  // namespace

void Reporter::place(findings::Finding& finding, const SegmentPlace& segment, ElementPlace element,
                     std::string_view value) const {
  finding.file = file;
  if (locator != nullptr) {
    finding.loop = locator->loop();
    finding.path = locator->path();
  }
  finding.segment = segment.id;
  finding.segment_ordinal = segment.ordinal;
  finding.transaction_ordinal = segment.transaction_ordinal;
  finding.offset = segment.offset;
  finding.element = element.element;
  finding.component = element.component;
  finding.repetition = element.repetition;
  finding.isa = isa;
  finding.gs = gs;
  finding.st = st;
  finding.claim = claim;
  if (limits_.show_values) finding.value = value;
}

findings::Finding Reporter::make(std::string_view code, findings::Arguments arguments, const SegmentPlace& segment,
                                 ElementPlace element, std::string_view value) const {
  findings::Finding finding = catalogue_.make(code, arguments);
  place(finding, segment, element, value);
  return finding;
}

void Reporter::report(std::string_view code, findings::Arguments arguments, const SegmentPlace& segment,
                      ElementPlace element, std::string_view value) {
  release(make(code, arguments, segment, element, value));
}

void Reporter::report(const grammar::Rule& rule, findings::Arguments arguments, const SegmentPlace& segment,
                      ElementPlace element, std::string_view value) {
  if (!wants(rule.level)) return;
  findings::Finding finding;
  finding.code = rule.id;
  finding.severity = rule.severity;
  finding.snip = rule.level;
  finding.message = fill(rule.message, arguments);
  finding.hint = fill(rule.hint, arguments);
  place(finding, segment, element, value);
  release(std::move(finding));
}

void Reporter::release(findings::Finding finding) {
  if (!wants(finding.snip)) return;
  tally_.count(finding.severity);
  if (limits_.findings != 0 && reported_ >= limits_.findings) {
    ++withheld_;
    return;
  }
  ++reported_;
  sink_.report(std::move(finding));
}

void Reporter::end_claim() {
  if (claims != nullptr) claims->claim_closed({file, isa, gs, st, claim, claim_offset_});
  claim.clear();
  claim_offset_.reset();
}

std::string join(const std::vector<std::string>& words, std::string_view last) {
  constexpr std::size_t shown = 12;
  std::string result;
  const bool all = words.size() <= shown;
  const std::size_t count = all ? words.size() : shown;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) result += all && i + 1 == count ? " " + std::string(last) + " " : ", ";
    result += words[i];
  }
  if (!all) result += " " + std::string(last) + " one of " + std::to_string(words.size() - shown) + " more";
  return result;
}

}  // namespace calx::validate
