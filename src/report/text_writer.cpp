#include "report/text_writer.hpp"

#include <algorithm>
#include <tuple>

#include "report/printable.hpp"

namespace calx::report {
namespace {

constexpr std::size_t most_together = 1000;  // findings that are kept to be written together

template <class A, class B>
bool same_transaction(const A& a, const B& b) {
  return a.isa == b.isa && a.gs == b.gs && a.st == b.st;
}

bool together(const findings::Finding& a, const findings::Finding& b) {
  return std::tie(a.file, a.isa, a.gs, a.st, a.claim, a.row) == std::tie(b.file, b.isa, b.gs, b.st, b.claim, b.row);
}

bool between_claims(const findings::Finding& finding) {
  return finding.claim.empty() && !finding.st.empty();
}

}  // namespace

void TextWriter::begin_file(const Source& source) {
  flush();
  closed_.offset.reset();
  segments_ = source.x12 && !source.path.empty() && context_.grammars != nullptr
                  ? std::make_unique<Segments>(source.path)
                  : nullptr;
}

// What a loop lacks is found at its end, after its claims: it stands before the first of them nevertheless.
std::string TextWriter::before_which_claim(const findings::Finding& finding) const {
  const bool before = closed_.offset && between_claims(finding) && finding.offset &&
                      *finding.offset <= *closed_.offset && same_transaction(closed_, finding);
  return before ? closed_.claim : std::string();
}

void TextWriter::report(findings::Finding finding) {
  std::string before = before_which_claim(finding);
  if (!group_.empty() && (!together(group_.front(), finding) || before != before_)) {
    const findings::Finding& first = group_.front();
    if (before_.empty() && between_claims(first) && same_transaction(first, finding)) before_ = finding.claim;
    flush();
  }
  if (group_.size() == most_together) {
    flush();
    continued_ = true;
  }
  before_ = std::move(before);
  group_.push_back(std::move(finding));
}

void TextWriter::claim_closed(const validate::ClaimPlace& place) {
  if (!group_.empty()) {
    const findings::Finding& first = group_.front();
    if (before_.empty() && between_claims(first) && same_transaction(first, place)) before_ = place.claim;
    flush();
  }
  closed_.offset = place.offset;
  if (!place.offset) return;
  closed_.isa = place.isa;
  closed_.gs = place.gs;
  closed_.st = place.st;
  closed_.claim = place.claim;
}

std::string TextWriter::group_in_words() const {
  const findings::Finding& first = group_.front();
  if (first.row != 0) return "Row " + std::to_string(first.row);
  if (!first.claim.empty()) return "Claim " + printable(first.claim);
  if (!before_.empty()) return "Before claim " + printable(before_);
  if (!first.st.empty()) return "Transaction set " + printable(first.st);
  if (!first.isa.empty()) return "Interchange " + printable(first.isa);
  return "The file";
}

void TextWriter::write_heading() {
  const findings::Finding& first = group_.front();
  if (first.file != file_) {
    if (!file_.empty()) out_ << "\n";
    file_ = first.file;
    out_ << printable(file_) << "\n";
  }
  findings::Tally tally;
  for (const findings::Finding& finding : group_) tally.count(finding.severity);
  std::string counts;
  const auto add = [&](const std::string& words) { counts += (counts.empty() ? "" : ", ") + words; };
  if (tally.errors > 0) add(counted(tally.errors, "error"));
  if (tally.warnings > 0) add(counted(tally.warnings, "warning"));
  if (tally.infos > 0) add(std::to_string(tally.infos) + " for information");
  out_ << "  " << group_in_words() << (continued_ ? ", continued" : "") << ": " << counts << "\n";
  continued_ = false;
}

void TextWriter::flush() {
  if (group_.empty()) return;
  write_heading();
  // In the order of the file: what concerns a whole claim is found at its end, and stands at its beginning.
  std::stable_sort(group_.begin(), group_.end(),
                   [](const findings::Finding& a, const findings::Finding& b) { return a.offset < b.offset; });
  for (const findings::Finding& finding : group_) write(finding);
  group_.clear();
  before_.clear();
}

void TextWriter::write(const findings::Finding& finding) {
  const std::string place = printable(place_in_words(finding, true));
  out_ << "    " << findings::to_string(finding.severity) << (place.empty() ? "" : " at " + place) << ": "
       << printable(finding.message) << " [" << finding.code << "]\n";
  write_picture(finding);
  if (!finding.value.empty()) out_ << "        value: " << printable(finding.value) << "\n";
  if (!finding.hint.empty()) out_ << "        " << printable(finding.hint) << "\n";
}

void TextWriter::write_picture(const findings::Finding& finding) {
  if (segments_ == nullptr) return;
  const auto segment = segments_->at(finding);
  if (!segment) return;
  if (public_codes_ == nullptr) public_codes_ = std::make_unique<PublicCodes>(*context_.grammars);
  const Picture picture = draw(*segment, finding, *public_codes_, context_.show_values);
  out_ << "          " << picture.segment << "\n          " << picture.mark << "\n";
}

void TextWriter::write_codes(const Summary& summary) {
  if (summary.codes.empty()) return;
  std::size_t widest_count = 0, widest_code = 0;
  for (const CodeCount& entry : summary.codes) {
    widest_count = std::max(widest_count, std::to_string(entry.count).size());
    widest_code = std::max(widest_code, entry.code.size());
  }
  constexpr std::size_t widest_severity = 7;
  out_ << "\nBy code:\n";
  for (const CodeCount& entry : summary.codes) {
    const std::string_view severity = findings::to_string(entry.severity);
    const std::string count = std::to_string(entry.count);
    const RuleFacts* facts = rules_.find(entry.code);
    out_ << "  " << severity << std::string(widest_severity - severity.size() + 1 + widest_count - count.size(), ' ')
         << count << "  " << entry.code << std::string(widest_code - entry.code.size() + 2, ' ')
         << printable(facts != nullptr ? facts->message : entry.message) << "\n";
  }
  out_ << "\n";
}

void TextWriter::finish(const Summary& summary) {
  flush();
  write_codes(summary);
  out_ << counted(summary.files, "file") << ": ";
  if (summary.rows > 0) out_ << counted(summary.rows, "row") << ", ";
  if (summary.interchanges > 0)
    out_ << counted(summary.transactions, "transaction set") << ", " << counted(summary.claims, "claim") << ", "
         << counted(summary.segments, "segment") << ", ";
  out_ << counted(summary.tally.errors, "error") << ", " << counted(summary.tally.warnings, "warning");
  if (summary.tally.infos > 0) out_ << ", " << summary.tally.infos << " for information";
  out_ << ".\n";
  if (summary.withheld > 0) out_ << counted(summary.withheld, "finding") << " more not shown (--limit-findings).\n";
}

}  // namespace calx::report
