#include "validate/validator.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "text/date.hpp"
#include "validate/elements.hpp"
#include "validate/judge.hpp"
#include "validate/reporter.hpp"
#include "validate/unit.hpp"

namespace calx::validate {
namespace {

std::string_view without_zeros(std::string_view number) {
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

/// A count that is stated and is not what was counted; what is no number is said where its element is checked.
bool states_otherwise(std::string_view text, std::uint64_t counted) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || text.empty()) return false;
  return error != std::errc{} || value != counted;
}

bool is_control(std::string_view id) {
  return id == "ISA" || id == "GS" || id == "ST" || id == "GE" || id == "IEA" || id == "TA1";
}

/// By its first letters: certainly not empty and none of an envelope, as most are.
bool is_plain(const x12::Segment& segment) {
  if (segment.raw().size() < 2) return false;
  const char first = segment.data()[0], second = segment.data()[1];
  return first == 'S' ? second != 'T' && second != 'E' : first != 'I' && first != 'G' && first != 'T';
}

/// One file: the envelope's state, and the judge of the present group.
class Run {
 public:
  Run(x12::Reader& reader, const std::string& file, const Knowledge& knowledge, const Options& options,
      findings::Sink& sink)
      : reader_(reader),
        knowledge_(knowledge),
        options_(options),
        reporter_(knowledge.catalogue, sink, {options.level, options.limit_findings, options.show_values}),
        elements_(knowledge.codes, reporter_) {
    reporter_.file = file;
    reporter_.claims = options.claims;
  }

  Result<Totals> run(const std::function<void(std::uint64_t)>& progress);

 private:
  Result<void> fault();
  // On the way of every segment, and called from one place: part of it.
  [[gnu::always_inline]] Result<void> segment();
  Result<bool> envelope(SegmentPlace& where);
  void begin_interchange(const SegmentPlace& where);
  Result<void> begin_group(const SegmentPlace& where);
  void begin_transaction(const SegmentPlace& where);
  [[gnu::always_inline]] void inside_transaction(SegmentPlace& here);
  [[gnu::always_inline]] void judge_segment(const SegmentPlace& here);
  void check_elements(KnownSegments::Entry& known, std::uint16_t node, const SegmentPlace& here);
  void say_exceeded(const SegmentPlace& where);
  void end_transaction(const SegmentPlace& where);
  void end_group(const SegmentPlace& where);
  void end_interchange(const SegmentPlace& where);
  void acknowledgement(const SegmentPlace& where);
  void transaction_not_ended(const SegmentPlace& where);
  void group_not_ended(const SegmentPlace& where);
  void interchange_not_ended(const SegmentPlace& where);
  void misplaced(const SegmentPlace& where, std::string_view reason);
  void check_node(const grammar::Grammar& grammar, std::string_view path, const x12::Segment& segment,
                  const SegmentPlace& where);
  const grammar::Grammar* envelope_grammar();
  void check_header();
  void outside_claims() {
    reporter_.locator = nullptr;
    reporter_.claim.clear();
  }
  const x12::Segment& now() const { return reader_.segment(); }
  /// A day after the one that the file is judged on.
  bool lies_ahead(std::string_view ccyymmdd) const {
    const auto date = text::parse_ccyymmdd(ccyymmdd);
    return date && options_.today.ok() && *date > options_.today;
  }

  x12::Reader& reader_;
  const Knowledge& knowledge_;
  const Options& options_;
  Reporter reporter_;
  ElementChecker elements_;
  Totals totals_;
  std::map<std::string_view, std::unique_ptr<Judge>> judges_;  // by id of the grammar

  // The interchange.
  bool in_interchange_ = false;
  Unit header_;  // ISA, kept until a group tells which guide judges it
  bool header_checked_ = false;
  std::string interchange_number_;
  std::uint64_t groups_ = 0;
  bool has_content_ = false;  // a group, a TA1, or a transaction set whose group is missing
  std::set<std::string, std::less<>> interchange_numbers_, group_numbers_;

  // The group.
  bool in_group_ = false;
  bool group_without_header_ = false;  // its GS is missing, which was said at its first ST
  std::string group_number_, version_;
  std::uint64_t transactions_ = 0;
  std::set<std::string, std::less<>> transaction_numbers_;
  Judge* judge_ = nullptr;  // null: no grammar for this version

  // The transaction set.
  bool in_transaction_ = false;
  bool judged_ = false;  // it is walked
  std::string transaction_number_;
  std::uint64_t transaction_ordinal_ = 0;
  bool misplaced_said_ = false;
  bool cut_ = false;  // the input ended inside a segment, which was said
};

void Run::check_node(const grammar::Grammar& grammar, std::string_view path, const x12::Segment& segment,
                     const SegmentPlace& where) {
  const std::uint16_t node = grammar.find_node(path);
  if (node != grammar::none) elements_.check(grammar, grammar.node(node), segment, reader_.delimiters(), where);
}

// Of the interchange's group; where none has a known guide, the 837P's, or one that knows the version of ISA12.
const grammar::Grammar* Run::envelope_grammar() {
  if (judge_ != nullptr) return &judge_->grammar;
  const grammar::Grammar* const professional = knowledge_.grammars.by_id("837P-005010X222A1").value_or(nullptr);
  const std::string_view version = header_.view(header_.segments().front()).element(12);
  const auto knows = [&](const grammar::Grammar& grammar) {
    const std::uint16_t node = grammar.find_node("ISA_LOOP/ISA");
    if (node == grammar::none) return false;
    const auto elements = grammar.elements(grammar.node(node));
    if (elements.size() < 12) return false;
    const auto& codes = elements[11].model->codes;
    return std::find(codes.begin(), codes.end(), version) != codes.end();
  };
  if (professional != nullptr && knows(*professional)) return professional;
  for (const std::string& id : knowledge_.grammars.ids())
    if (const auto grammar = knowledge_.grammars.by_id(id); grammar && knows(**grammar)) return *grammar;
  return professional;
}

// ISA, by the guide of the interchange's first group.
void Run::check_header() {
  if (header_checked_ || header_.size() == 0) return;
  header_checked_ = true;
  const grammar::Grammar* const grammar = envelope_grammar();
  if (grammar == nullptr) return;
  const StoredSegment& stored = header_.segments().front();
  outside_claims();
  const SegmentPlace where{"ISA", stored.ordinal, 0, stored.offset};
  const x12::Segment header = header_.view(stored);
  check_node(*grammar, "ISA_LOOP/ISA", header, where);
  // Where the qualifier says that there is no authorization, or no security, information, blanks stand in its place.
  for (const int qualifier : {1, 3}) {
    const std::string_view information = header.element(qualifier + 1);
    if (header.element(qualifier) == "00" && information.find_first_not_of(' ') != std::string_view::npos)
      reporter_.report(qualifier == 1 ? "X12-1-0028" : "X12-1-0029", {}, where, {qualifier + 1}, information);
  }
}

void Run::begin_interchange(const SegmentPlace& where) {
  if (in_interchange_) interchange_not_ended(where);
  in_interchange_ = true;
  ++totals_.interchanges;
  header_.truncate(0);
  header_.push(now(), where, {});
  header_checked_ = false;
  judge_ = nullptr;
  groups_ = 0;
  has_content_ = false;
  group_numbers_.clear();
  interchange_number_ = now().element(13);
  reporter_.isa = interchange_number_;
  reporter_.gs.clear();
  reporter_.st.clear();
  outside_claims();
  if (!interchange_numbers_.insert(std::string(now().element(6)) + '\n' + interchange_number_).second)
    reporter_.report("X12-1-0021", {}, where, {13});
}

Result<void> Run::begin_group(const SegmentPlace& where) {
  if (in_transaction_) transaction_not_ended(where);
  if (in_group_) group_not_ended(where);
  in_group_ = true;
  has_content_ = true;
  ++groups_;
  transactions_ = 0;
  transaction_numbers_.clear();
  group_number_ = without_zeros(now().element(6));
  version_ = now().element(8);
  reporter_.gs = group_number_;
  reporter_.st.clear();
  outside_claims();
  auto grammar = knowledge_.grammars.for_version(version_);
  if (!grammar) return tl::unexpected<Failure>(grammar.error());
  judge_ = nullptr;
  if (*grammar != nullptr) {
    auto& judge = judges_[(*grammar)->model().id];
    if (!judge) {
      if (auto found = find_code_sets(**grammar, knowledge_.codes); !found) return found;
      judge = std::make_unique<Judge>(**grammar, knowledge_.codes, knowledge_.coding_options, reporter_,
                                      options_.remember, reader_.input());
    }
    judge_ = judge.get();
  }
  check_header();
  outside_claims();
  if (judge_ != nullptr)
    check_node(judge_->grammar, "GS_LOOP/GS", now(), where);
  else
    reporter_.report("X12-1-0026", {}, where, {8}, version_);
  if (!group_numbers_.insert(group_number_).second) reporter_.report("X12-1-0020", {}, where, {6}, group_number_);
  if (lies_ahead(now().element(4))) reporter_.report("X12-1-0027", {}, where, {4}, now().element(4));
  return {};
}

void Run::begin_transaction(const SegmentPlace& where) {
  if (in_transaction_) transaction_not_ended(where);
  in_transaction_ = true;
  ++transactions_;
  ++totals_.transactions;
  transaction_ordinal_ = 1;
  transaction_number_ = now().element(2);
  reporter_.st = transaction_number_;
  outside_claims();
  SegmentPlace here = where;
  here.transaction_ordinal = 1;
  if (!in_group_) {
    reporter_.report("X12-1-0022", {{"segment", "ST"}, {"reason", "there is no open group (GS) around it"}}, here);
    in_group_ = group_without_header_ = has_content_ = true;
    judge_ = nullptr;
    transactions_ = 1;
    transaction_numbers_.clear();
  }
  if (!transaction_numbers_.insert(transaction_number_).second)
    reporter_.report("X12-1-0019", {}, here, {2}, transaction_number_);
  judged_ = judge_ != nullptr;
  if (!judged_) return;
  judge_->delimiters = reader_.delimiters();
  judge_->known.set(reader_.delimiters());
  judge_->broken_off = false;
  judge_->walker.start(now(), here);
  judge_->read(now(), here, judge_->grammar.start(), judge_->known.forgotten());
  reporter_.locator = &judge_->walker;
  if (judge_->exceeded != nullptr) say_exceeded(here);
  check_node(judge_->grammar, "ST_LOOP/ST", now(), here);
  // A version of another guide is said as a wrong code of ST03.
  const auto& versions = judge_->grammar.model().versions;
  if (now().element(3) != version_ && std::find(versions.begin(), versions.end(), now().element(3)) != versions.end())
    reporter_.report("X12-2-0028", {}, here, {3}, now().element(3));
  if (now().element(1) != judge_->grammar.model().transaction) {
    judge_->walker.abandon(here);
    judged_ = false;  // another kind of transaction set: said at ST01
  }
}

void Run::say_exceeded(const SegmentPlace& where) {
  const grammar::CheckRule& check = *std::exchange(judge_->exceeded, nullptr)->check;
  reporter_.report(check.rule, {{"max", std::to_string(check.max)}}, where);
}

inline void Run::inside_transaction(SegmentPlace& here) {
  here.transaction_ordinal = ++transaction_ordinal_;
  if (judged_) judge_segment(here);
  if (here.id == "SE") end_transaction(here);
}

inline void Run::judge_segment(const SegmentPlace& here) {
  Judge& judge = *judge_;
  reporter_.locator = &judge.walker;
  const x12::Segment& segment = now();
  KnownSegments::Entry& known = options_.remember ? judge.known.find_or_add(segment.raw()) : judge.known.forgotten();
  judge.known.expect(reader_.upcoming());
  if (known.recognition.kind == grammar::none) known.recognition = judge.grammar.recognise(segment, judge.delimiters);
  const std::uint16_t place = judge.walker.step(segment, known.recognition, here);
  if (place == grammar::none) return;
  const std::uint16_t node = judge.grammar.place(place).node;
  if (node == judge.grammar.unit_node() && judge.has_claims()) reporter_.begin_claim(segment.element(1), here.offset);
  judge.read(segment, here, place, known);
  if (known.fine_node != node) check_elements(known, node, here);
  if (judge.exceeded != nullptr) say_exceeded(here);
  if (transaction_ordinal_ == 2 && here.id == "BHT" && lies_ahead(segment.element(4)))
    reporter_.report("X12-4-0001", {}, here, {4}, segment.element(4));
}

void Run::check_elements(KnownSegments::Entry& known, std::uint16_t node, const SegmentPlace& here) {
  const std::uint64_t findings = reporter_.tally().all();
  elements_.check(judge_->grammar, judge_->grammar.node(node), now(), judge_->delimiters, here,
                  judge_->walker.qualified());
  if (reporter_.tally().all() == findings) known.fine_node = node;
}

void Run::end_transaction(const SegmentPlace& where) {
  if (judged_) judge_->walker.finish(where);
  outside_claims();
  if (!judged_ && judge_ != nullptr) check_node(judge_->grammar, "ST_LOOP/SE", now(), where);
  const std::string counted = std::to_string(transaction_ordinal_);
  if (states_otherwise(now().element(1), transaction_ordinal_))
    reporter_.report("X12-1-0017", {{"stated", std::string(now().element(1).substr(0, 10))}, {"counted", counted}},
                     where, {1}, now().element(1));
  if (!now().element(2).empty() && now().element(2) != transaction_number_)
    reporter_.report("X12-1-0018", {}, where, {2}, now().element(2));
  in_transaction_ = judged_ = false;
  reporter_.st.clear();
}

void Run::end_group(const SegmentPlace& where) {
  if (in_transaction_) transaction_not_ended(where);
  outside_claims();
  if (!in_group_) return misplaced(where, "there is no open group (GS)");
  if (judge_ != nullptr) check_node(judge_->grammar, "GS_LOOP/GE", now(), where);
  if (states_otherwise(now().element(1), transactions_))
    reporter_.report(
        "X12-1-0014",
        {{"stated", std::string(now().element(1).substr(0, 10))}, {"counted", std::to_string(transactions_)}}, where,
        {1}, now().element(1));
  if (group_without_header_)
    ++groups_;
  else if (!now().element(2).empty() && without_zeros(now().element(2)) != group_number_)
    reporter_.report("X12-1-0015", {}, where, {2}, now().element(2));
  if (transactions_ == 0) reporter_.report("X12-1-0024", {}, where);
  in_group_ = group_without_header_ = false;
  reporter_.gs.clear();
}

void Run::end_interchange(const SegmentPlace& where) {
  if (in_transaction_) transaction_not_ended(where);
  if (in_group_) group_not_ended(where);
  outside_claims();
  check_header();
  const grammar::Grammar* const grammar = header_.size() == 0 ? nullptr : envelope_grammar();
  if (grammar != nullptr) check_node(*grammar, "ISA_LOOP/IEA", now(), where);
  if (states_otherwise(now().element(1), groups_))
    reporter_.report("X12-1-0011",
                     {{"stated", std::string(now().element(1).substr(0, 10))}, {"counted", std::to_string(groups_)}},
                     where, {1}, now().element(1));
  if (!now().element(2).empty() && now().element(2) != interchange_number_)
    reporter_.report("X12-1-0012", {}, where, {2}, now().element(2));
  if (!has_content_) reporter_.report("X12-1-0023", {}, where);
  in_interchange_ = false;
}

void Run::acknowledgement(const SegmentPlace& where) {
  if (in_group_ || in_transaction_) return misplaced(where, "a TA1 stands between ISA and the first GS, or before IEA");
  has_content_ = true;
  outside_claims();
  if (const auto grammar = knowledge_.grammars.by_id("837P-005010X222A1"))
    check_node(**grammar, "ISA_LOOP/TA1", now(), where);
}

void Run::transaction_not_ended(const SegmentPlace& where) {
  SegmentPlace missing = where;
  missing.transaction_ordinal = transaction_ordinal_ + 1;
  // What else the unfinished transaction set lacks is a consequence: its open loops are dropped, the claims judged.
  if (judged_) {
    reporter_.locator = &judge_->walker;
    judge_->walker.abandon(missing);
  }
  outside_claims();
  missing.id = "SE";
  reporter_.report("X12-1-0016", {{"before", where.id.empty() ? "the end of the file" : where.id}}, missing);
  in_transaction_ = judged_ = false;
  reporter_.st.clear();
}

void Run::group_not_ended(const SegmentPlace& where) {
  outside_claims();
  SegmentPlace missing = where;
  missing.id = "GE";
  if (!group_without_header_)
    reporter_.report("X12-1-0013", {{"before", where.id.empty() ? "the end of the file" : where.id}}, missing);
  in_group_ = group_without_header_ = false;
  reporter_.gs.clear();
}

void Run::interchange_not_ended(const SegmentPlace& where) {
  const bool cut = where.id.empty();
  // At the end of a file that was cut, one missing trailer says it all.
  if (in_transaction_) {
    transaction_not_ended(where);
    if (cut) in_group_ = in_interchange_ = false;
  }
  if (in_group_) {
    const bool said = !group_without_header_;
    group_not_ended(where);
    if (cut && said) in_interchange_ = false;
  }
  if (in_interchange_) {
    outside_claims();
    check_header();
    SegmentPlace missing = where;
    missing.id = "IEA";
    reporter_.report("X12-1-0010", {{"before", cut ? "the end of the file" : where.id}}, missing);
  }
  in_interchange_ = false;
}

void Run::misplaced(const SegmentPlace& where, std::string_view reason) {
  outside_claims();
  SegmentPlace here = where;
  here.id = where.id.substr(0, 3);  // what is no segment may be anything
  if (!misplaced_said_) reporter_.report("X12-1-0022", {{"segment", here.id}, {"reason", reason}}, here);
  misplaced_said_ = !is_control(where.id);
}

Result<void> Run::fault() {
  const std::string bytes = std::to_string(reader_.fault_size());
  const bool in_segment = reader_.fault() == x12::Fault::unended_segment;
  const SegmentPlace where{{}, reader_.ordinal() + (in_segment ? 1 : 0), 0, reader_.fault_offset()};
  switch (reader_.fault()) {
    case x12::Fault::none:
      break;
    case x12::Fault::nothing:
      reporter_.report("X12-1-0001", {}, where);
      break;
    case x12::Fault::no_interchange:
      reporter_.report("X12-1-0002", {}, where);
      break;
    case x12::Fault::foreign_bytes:
      reporter_.report("X12-1-0003", {{"bytes", bytes}}, where);
      break;
    case x12::Fault::bad_header:
      reporter_.report("X12-1-0004", {}, where);
      break;
    case x12::Fault::unended_segment:
      reporter_.report("X12-1-0005", {}, where);
      cut_ = true;
      break;
    case x12::Fault::long_segment:
      reporter_.report("X12-1-0006", {{"bytes", bytes}, {"limit", std::to_string(x12::Reader::max_segment_bytes)}},
                       where);
      break;
    case x12::Fault::unreadable:
      return tl::unexpected<Failure>(reader_.failure());
  }
  return {};
}

// A segment of the envelope, or outside a transaction set, or empty. True where it is none of these.
Result<bool> Run::envelope(SegmentPlace& where) {
  const std::string_view id = where.id;
  if (is_control(id)) misplaced_said_ = false;
  if (id == "ISA") {
    begin_interchange(where);
  } else if (id == "GS") {
    if (auto done = begin_group(where); !done) return tl::unexpected<Failure>(done.error());
  } else if (id == "ST") {
    begin_transaction(where);
  } else if (id == "GE") {
    end_group(where);
  } else if (id == "IEA") {
    end_interchange(where);
  } else if (id == "TA1") {
    acknowledgement(where);
  } else if (now().raw().empty()) {
    if (in_transaction_) where.transaction_ordinal = ++transaction_ordinal_;
    reporter_.report("X12-1-0030", {}, where);
  } else if (in_transaction_) {
    return true;
  } else {
    misplaced(where, "there is no open transaction set (ST) around it");
  }
  return false;
}

inline Result<void> Run::segment() {
  ++totals_.segments;
  if (cut_) return {};  // the last segment, of which a part is there
  SegmentPlace where{{now().data(), now().place(0).size}, reader_.ordinal(), 0, reader_.offset()};
  if (!in_transaction_ || !is_plain(now())) {
    const auto inside = envelope(where);
    if (!inside) return tl::unexpected<Failure>(inside.error());
    if (!*inside) return {};
  }
  inside_transaction(where);
  return {};
}

Result<Totals> Run::run(const std::function<void(std::uint64_t)>& progress) {
  constexpr std::uint64_t step = std::uint64_t{1} << 22;
  std::uint64_t next = step;
  for (;;) {
    const x12::Reader::Event event = reader_.next();
    if (event == x12::Reader::Event::end) break;
    if (auto done = event == x12::Reader::Event::segment ? segment() : fault(); !done)
      return tl::unexpected<Failure>(done.error());
    if (reader_.consumed() >= next) {
      next = reader_.consumed() + step;
      if (progress) progress(reader_.consumed());
      if (judge_ != nullptr && judge_->seen.failure()) return tl::unexpected<Failure>(*judge_->seen.failure());
    }
  }
  if (in_interchange_ && !cut_) interchange_not_ended({{}, reader_.ordinal() + 1, 0, reader_.consumed()});
  if (cut_ && judged_) {
    judge_->broken_off = true;
    judge_->walker.abandon({{}, reader_.ordinal() + 1, 0, reader_.consumed()});
  }
  for (const auto& [id, judge] : judges_) {
    if (judge->has_claims()) totals_.claims += judge->units;
    if (auto done = judge->finish(); !done) return tl::unexpected<Failure>(done.error());
  }
  totals_.tally = reporter_.tally();
  totals_.withheld = reporter_.withheld();
  return totals_;
}

}  // namespace

Result<void> find_code_sets(const grammar::Grammar& grammar, const codes::CodeSets& codes) {
  for (const grammar::CodeSetUse& use : grammar.rules().sets)
    if (codes.set(use.name) == nullptr)
      return usage_failure(use.where + ": there is no code set '" + use.name +
                           "'; calx codes list tells those there are.");
  return {};
}

Result<Totals> validate(x12::Reader& reader, const std::string& file, const Knowledge& knowledge,
                        const Options& options, findings::Sink& sink,
                        const std::function<void(std::uint64_t)>& progress) {
  return Run(reader, file, knowledge, options, sink).run(progress);
}

}  // namespace calx::validate
