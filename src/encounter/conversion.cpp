#include "encounter/conversion.hpp"

#include <algorithm>
#include <limits>
#include <memory>

#include "encounter/claim_days.hpp"
#include "encounter/claim_number.hpp"
#include "encounter/claim_source.hpp"
#include "encounter/encounter_files.hpp"
#include "encounter/input.hpp"
#include "encounter/manifest.hpp"
#include "encounter/rejected.hpp"
#include "encounter/roster.hpp"
#include "encounter/row_reasons.hpp"
#include "files/release.hpp"
#include "findings/written_file_sink.hpp"

namespace calx::encounter {
namespace {

using invoice::InvoiceLine;
using invoice::Key;
using Hears = RowSink::Hears;

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::uint32_t rows_between_reports = 4096;
constexpr std::size_t causes_named = 5;

invoice::Context with_settings(const invoice::Context& context, const ConversionRequest& request) {
  invoice::Context own = context;
  own.today = request.date;
  own.five_digit_zip_is_error = request.profile.encounter.default_zip_extension.empty();
  own.one_unit_per_ecm_contact = request.profile.encounter.ecm_units == "one-per-contact";
  own.homeless_stand_in_available = true;
  return own;
}

Result<void> check(const ConversionRequest& request) {
  if (request.inputs.empty()) return usage_failure("No invoice is given.");
  if (request.inputs.size() > std::numeric_limits<std::uint16_t>::max())
    return usage_failure("At most 65535 invoices can be converted in one run.");
  if (request.first_control && (*request.first_control == 0 || *request.first_control > 999'999'999))
    return usage_failure("--first-control is a number from 1 to 999999999.");
  if (request.time.size() != 4 || !text::is_time(request.time)) return usage_failure("--time is HHMM, as 0930.");
  if (!request.date.ok()) return usage_failure("--date is a day, as 2026-05-01.");
  return {};
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number).append(" ").append(number == 1 ? one : many);
}

class Conversion {
 public:
  Conversion(const ConversionRequest& request, const invoice::Context& context, findings::Sink& sink)
      : request_(request),
        context_(with_settings(context, request)),
        out_(sink),
        rows_sink_(sink, reasons_),
        texts_(request.profile, context_, rows_sink_),
        numbers_(request.profile.submitter.plan_code),
        release_(request.output_folder, request.force, request.dry_run),
        by_row_(request.profile.encounter.reject == "row") {}

  Result<ConversionSummary> run();

 private:
  Result<void> open_inputs();
  void read_inputs();
  void read_rows(Input& input, std::uint16_t number);
  bool read_row(Input& input, const invoice::RawRow& raw, std::uint32_t row);
  void place_unreadable(Input& input, const invoice::RawRow& raw, std::uint32_t row);
  void reject_whole_file(Input& input, std::uint16_t number);
  void hold_claims();
  void report_same_services();
  Result<void> write_claims();
  Result<void> write_claim(std::uint32_t index, ClaimSource& source, EncounterFiles& files);
  void prepare_part(std::uint32_t index, std::size_t part, ClaimSource& source, Hears hears);
  void reject_claim(std::uint32_t index);
  bool reject_failed_rows();
  void count_rows();
  Result<void> write_rejected_rows();
  Result<void> write_manifest();
  Result<void> validate(const EncounterFiles& files);
  void add_notes();
  void report_progress(std::string_view stage, std::uint64_t done, std::uint64_t total) const {
    if (request_.progress) request_.progress(stage, done, total);
  }

  const ConversionRequest& request_;
  const invoice::Context context_;
  findings::Sink& out_;
  RowReasons reasons_;
  RowSink rows_sink_;
  ElementTexts texts_;
  ClaimNumbers numbers_;
  std::vector<std::unique_ptr<Input>> inputs_;
  std::unique_ptr<invoice::CrossChecks> cross_;
  Roster roster_;
  files::Release release_;
  ConversionSummary summary_;
  bool by_row_;
  std::uint64_t bytes_read_ = 0, bytes_total_ = 0;  // progress
  std::uint64_t warnings_of_written_ = 0;
  InvoiceLine line_;
  Claim claim_;
  ClaimDays days_{context_.coding_options};
  InvoiceLine first_, head_;  // of a claim of several parts: its first line as it was read, and as elements
};

Result<ConversionSummary> Conversion::run() {
  if (auto fine = check(request_); !fine) return tl::unexpected<Failure>(fine.error());
  if (auto opened = open_inputs(); !opened) return tl::unexpected<Failure>(opened.error());
  for (const std::string& name : {std::string(manifest_name), encounter_file_name(request_.profile, request_.date, 1)})
    if (auto free = release_.refuse_existing(name); !free) return tl::unexpected<Failure>(free.error());
  if (auto made = release_.open(); !made) return tl::unexpected<Failure>(made.error());
  read_inputs();
  hold_claims();
  report_same_services();
  if (auto written = write_claims(); !written) return tl::unexpected<Failure>(written.error());
  add_notes();
  if (auto written = write_rejected_rows(); !written) return tl::unexpected<Failure>(written.error());
  if (auto written = write_manifest(); !written) return tl::unexpected<Failure>(written.error());
  if (auto named = release_.commit(); !named) return tl::unexpected<Failure>(named.error());
  summary_.tally = rows_sink_.tally();
  return std::move(summary_);
}

Result<void> Conversion::open_inputs() {
  for (const std::string& path : request_.inputs) {
    auto input = Input::open(path);
    if (!input) return tl::unexpected<Failure>(std::move(input.error()));
    bytes_total_ += (*input)->bytes().size();
    inputs_.push_back(std::move(*input));
  }
  return {};
}

void Conversion::read_inputs() {
  cross_ = std::make_unique<invoice::CrossChecks>(context_);
  for (std::size_t number = 0; number < inputs_.size(); ++number) {
    Input& input = *inputs_[number];
    input.first_row = roster_.rows.size();
    rows_sink_.begin_file();
    input.read_header(context_, rows_sink_);
    const bool readable = input.file().ok();
    if (cross_->begin_file(input.file(), input.sha256, rows_sink_) && readable)
      read_rows(input, static_cast<std::uint16_t>(number));
    else
      reject_whole_file(input, static_cast<std::uint16_t>(number));
    input.row_count = roster_.rows.size() - input.first_row;
    bytes_read_ += input.bytes().size();
    report_progress("reading", bytes_read_, bytes_total_);
  }
  rows_sink_.begin_file();
  cross_->finish(rows_sink_);
  cross_.reset();
}

void Conversion::read_rows(Input& input, std::uint16_t number) {
  invoice::RawRow raw;
  bool broken = false;
  for (std::uint32_t row = roster_.rows.size();; ++row) {
    rows_sink_.begin_row(row);
    if (!input.file().next(raw, broken)) return;
    roster_.add_row(number, raw.number, raw.offset);
    if (broken) place_unreadable(input, raw, row);
    if (broken || !read_row(input, raw, row)) roster_.mark_bad(row);
    if (row % rows_between_reports == 0) {
      report_progress("reading", bytes_read_ + std::min(raw.offset, input.bytes().size()), bytes_total_);
      input.release_before(raw.offset);
    }
  }
}

// True for a good row.
bool Conversion::read_row(Input& input, const invoice::RawRow& raw, std::uint32_t row) {
  const bool fine = invoice::check_row(input.file(), raw, context_, line_, rows_sink_);
  roster_.assign(row, line_);
  if (!fine) {
    cross_->leave_out(line_);
    if (rows_sink_.member_in_doubt() || rows_sink_.claim_key_in_doubt())
      roster_.stray(row, line_, rows_sink_.member_in_doubt() ? Roster::By::name : Roster::By::cin);
    return false;
  }
  const invoice::CrossChecks::Added added = cross_->add(input.file(), line_, rows_sink_);
  if (!added.ok) {
    if (added.other_row == 0) return false;
    // Rows stand in the order of their numbers.
    std::uint32_t low = input.first_row, high = row;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (roster_.rows[middle].number < added.other_row)
        low = middle + 1;
      else
        high = middle;
    }
    roster_.hold(low, row);
    return false;
  }
  roster_.accept(row, line_, request_.profile.encounter.purpose == "CH");
  return true;
}

// Finds the claims that a row belongs to of which only some cells can be read.
void Conversion::place_unreadable(Input& input, const invoice::RawRow& raw, std::uint32_t row) {
  rows_sink_.hear(Hears::nothing);  // one cause, one finding
  invoice::check_row(input.file(), raw, context_, line_, rows_sink_);
  rows_sink_.hear(Hears::everything);
  roster_.assign(row, line_);
  cross_->leave_out(line_);
  const bool no_member = line_.member_cin.empty() || rows_sink_.member_in_doubt();
  roster_.stray(row, line_, no_member ? Roster::By::invoice : Roster::By::cin);
}

void Conversion::reject_whole_file(Input& input, std::uint16_t number) {
  const std::string reason = rows_sink_.file_reason();
  invoice::RawRow raw;
  bool broken = false;
  for (std::uint32_t row = roster_.rows.size();; ++row) {
    rows_sink_.begin_row(row);
    if (!input.file().next(raw, broken)) return;
    roster_.add_row(number, raw.number, raw.offset);
    roster_.mark_bad(row);
    reasons_.add(row, reason);
  }
}

// What is known before any claim is written: with reject = "claim", rows of claims with a bad row are out.
void Conversion::hold_claims() {
  rows_sink_.take_failed_rows();
  if (!by_row_) {
    roster_.hold_strays();
    for (std::uint32_t claim = 0; claim < roster_.claims.size(); ++claim)
      if (roster_.claims[claim].held) reject_claim(claim);
  }
  roster_.number_parts(max_lines);
}

// True where there were any.
bool Conversion::reject_failed_rows() {
  const std::vector<std::uint32_t> failed = rows_sink_.take_failed_rows();
  for (const std::uint32_t row : failed) {
    roster_.mark_bad(row);
    if (!by_row_) reject_claim(roster_.rows[row].claim);
  }
  return !failed.empty();
}

void Conversion::reject_claim(std::uint32_t index) {
  for (std::uint32_t row = roster_.claims[index].first; row != none; row = roster_.rows[row].next)
    roster_.rows[row].rejected = true;
}

// Lines that the state would take for one, in one claim or in several.
void Conversion::report_same_services() {
  const bool join = request_.profile.encounter.merge_same_day;
  std::size_t places = 1024;
  while (places < std::size_t{roster_.rows.size()} * 3 / 2) places *= 2;
  std::vector<std::uint32_t> table(places, none);
  for (std::uint32_t row = 0; row < roster_.rows.size(); ++row) {
    const RowRecord& record = roster_.rows[row];
    if (record.rejected || record.service == 0) continue;
    std::size_t place = record.service & (places - 1);
    while (table[place] != none && roster_.rows[table[place]].service != record.service)
      place = (place + 1) & (places - 1);
    if (table[place] == none) {
      table[place] = row;
      continue;
    }
    const RowRecord& earlier = roster_.rows[table[place]];
    const bool joined = join && earlier.claim == record.claim;
    std::string where = "row " + std::to_string(earlier.number);
    if (earlier.file != record.file) where += " of " + inputs_[earlier.file]->name;
    texts_.report(joined ? "INV-0914" : "INV-0913", Key::procedure_code,
                  {&inputs_[record.file]->file(), record.number, row}, {}, {{"where", where}});
  }
  reject_failed_rows();
}

Result<void> Conversion::write_claims() {
  EncounterFiles files(request_, release_);
  ClaimSource source(roster_, inputs_, context_, request_.profile.encounter.merge_same_day);
  std::uint64_t rows_seen = 0, next_report = rows_between_reports;
  for (const std::uint32_t index : roster_.order()) {
    if (auto written = write_claim(index, source, files); !written) return written;
    rows_seen += roster_.claims[index].rows;
    if (rows_seen < next_report) continue;
    next_report = rows_seen + rows_between_reports;
    report_progress("writing", rows_seen, roster_.rows.size());
  }
  if (auto finished = files.finish(); !finished) return finished;
  report_progress("writing", roster_.rows.size(), roster_.rows.size());
  count_rows();
  if (summary_.rows != summary_.converted + summary_.rejected)
    return world_failure(
        "The rows written and rejected are not all rows; this is an error of calx. Nothing was written.");
  return validate(files);
}

// Looks at a whole claim before any of it is written; with reject = "row" again without the rows that are out.
Result<void> Conversion::write_claim(std::uint32_t index, ClaimSource& source, EncounterFiles& files) {
  ClaimRecord& record = roster_.claims[index];
  for (Hears hears = Hears::everything;; hears = Hears::errors) {
    source.open(index);
    if (source.lines() == 0) return {};
    for (std::size_t part = 0; part < source.parts(); ++part) prepare_part(index, part, source, hears);
    if (!reject_failed_rows()) break;
  }
  const std::uint32_t provider = roster_.members[record.member].provider;
  const bool several = source.parts() > 1;
  for (std::size_t part = 0; part < source.parts(); ++part) {
    if (several) prepare_part(index, part, source, Hears::nothing);
    if (auto added = files.add(claim_, provider, record.member); !added) return added;
  }
  summary_.converted += source.rows();
  summary_.merged += source.joined();
  return {};
}

// Makes a part of a claim ready for writing; rows_sink_ has the rows with errors.
void Conversion::prepare_part(std::uint32_t index, std::size_t part, ClaimSource& source, Hears hears) {
  ClaimRecord& record = roster_.claims[index];
  MemberRecord& member = roster_.members[record.member];
  ProviderRecord& provider = roster_.providers[member.provider];
  rows_sink_.hear(hears);
  source.read(part, claim_, texts_);
  InvoiceLine& leading = claim_.lines[0].line;
  const bool several = source.parts() > 1;
  if (part == 0) {
    claim_.head_place = claim_.lines[0].place;
    if (several) first_ = head_ = leading;
  }
  claim_.head = several ? &head_ : &leading;
  const InvoiceLine& first = several ? first_ : leading;
  claim_.number = numbers_.make(first.billing_npi, first.member_cin, first.invoice_number,
                                record.first_part + static_cast<std::uint32_t>(part));
  check_agreement(claim_, first, texts_);
  days_.check(claim_, texts_);
  if (part == 0) {
    const Hears errors_at_most = hears == Hears::everything ? Hears::errors : hears;
    rows_sink_.hear(provider.texts_reported ? errors_at_most : hears);
    texts_.billing_provider(*claim_.head, claim_.head_place);
    rows_sink_.hear(member.texts_reported ? errors_at_most : hears);
    texts_.member(*claim_.head, claim_.head_place);
    provider.texts_reported = member.texts_reported = true;
    rows_sink_.hear(hears);
    texts_.claim(*claim_.head, claim_.head_place);
  }
  for (std::size_t i = 0; i < claim_.count; ++i) texts_.service(claim_.lines[i].line, claim_.lines[i].place);
  gather(claim_, texts_);
  rows_sink_.hear(Hears::everything);
}

Result<void> Conversion::validate(const EncounterFiles& files) {
  summary_.files = files.files;
  for (const ConversionSummary::Encounters& file : summary_.files) summary_.charge += file.charge;
  if (!request_.validate || request_.dry_run) return {};
  for (std::size_t i = 0; i < summary_.files.size(); ++i) {
    findings::WrittenFileSink sink(out_, summary_.files[i].path);
    const auto fine = request_.validate(files.temporary_paths[i], sink);
    if (!fine) return tl::unexpected<Failure>(fine.error());
    if (!*fine || sink.tally.errors > 0)
      return world_failure(
          "The file " + summary_.files[i].name + " that calx made does not pass its own validation (" +
          counted(sink.tally.errors, "error", "errors") +
          "). This is an error of calx, not of the invoices; nothing was written. Please report it with "
          "the findings above.");
    warnings_of_written_ += sink.tally.warnings;
  }
  return {};
}

void Conversion::count_rows() {
  for (const auto& input : inputs_) {
    for (std::uint32_t row = input->first_row; row < input->first_row + input->row_count; ++row)
      if (roster_.rows[row].rejected) ++input->rejected;
    input->converted = input->row_count - input->rejected;
    summary_.rows += input->row_count;
    summary_.rejected += input->rejected;
    summary_.inputs.push_back({input->name, input->sha256, input->row_count, input->converted, input->rejected, {}});
  }
  // Rows without a reason of their own are held with others.
  std::string rows;
  for (std::uint32_t claim = 0; claim < roster_.claims.size(); ++claim) {
    if (!roster_.claims[claim].held) continue;
    rows.clear();
    for (std::uint32_t row = roster_.claims[claim].first; row != none; row = roster_.rows[row].next) {
      if (!roster_.rows[row].rejected || reasons_.any(row)) continue;
      if (rows.empty()) {
        const std::vector<std::uint32_t> causes = roster_.causes(claim);
        for (std::size_t i = 0; i < std::min(causes.size(), causes_named); ++i)
          rows += (i == 0 ? "row " : ", row ") + std::to_string(roster_.rows[causes[i]].number);
        if (causes.size() > causes_named)
          rows += " and " + counted(causes.size() - causes_named, "further row", "further rows");
      }
      reasons_.add(row, "INV-0901: " + context_.catalogue.make("INV-0901", {{"rows", rows}}).message);
      ++summary_.held;
    }
  }
}

Result<void> Conversion::write_rejected_rows() {
  const std::vector<std::string> names = rejected_file_names(inputs_);
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    if (inputs_[i]->rejected == 0) continue;
    summary_.inputs[i].rejected_file = release_.path(names[i]);
    if (auto written = write_rejected(names[i], *inputs_[i], roster_, reasons_, release_); !written) return written;
  }
  return {};
}

Result<void> Conversion::write_manifest() {
  summary_.manifest = release_.path(manifest_name);
  if (auto begun = release_.begin(manifest_name); !begun) return begun;
  if (auto written = release_.write(manifest_json(request_, context_, summary_)); !written) return written;
  auto ended = release_.end();
  if (!ended) return tl::unexpected<Failure>(std::move(ended.error()));
  // Not in the manifest, which follows from the input alone.
  const std::vector<std::string> names = rejected_file_names(inputs_);
  for (std::size_t i = 0; i < inputs_.size(); ++i)
    if (inputs_[i]->rejected == 0 && release_.exists(names[i]))
      summary_.notes.push_back(release_.path(names[i]) +
                               " is from an earlier run: this time no row of that invoice was rejected.");
  return {};
}

void Conversion::add_notes() {
  std::vector<std::string>& notes = summary_.notes;
  if (!summary_.files.empty() && !request_.first_control)
    notes.push_back("Control numbers start at 1; give the next run --first-control " +
                    std::to_string(summary_.files.size() + 1) + ".");
  const std::string& submitter = request_.profile.submitter.name;
  if (!summary_.files.empty() && submitter.rfind("EXAMPLE ", 0) == 0)
    notes.push_back("The profile names the submitter " + submitter +
                    ": before files are sent, write the plan's own names and numbers into it.");
  if (summary_.files.empty()) notes.push_back("No row could be converted, so there is no encounter file.");
  if (summary_.held > 0)
    notes.push_back(counted(summary_.held, "row without errors was", "rows without errors were") +
                    " held back, since other rows of the same claims have errors.");
  if (summary_.merged > 0)
    notes.push_back(counted(summary_.merged, "row was", "rows were") +
                    " joined with another row of the same service on one line (merge_same_day).");
  if (warnings_of_written_ > 0)
    notes.push_back("The validation of the files has " + counted(warnings_of_written_, "warning", "warnings") +
                    "; calx validate shows them.");
}

}  // namespace

Result<ConversionSummary> convert(const ConversionRequest& request, const invoice::Context& context,
                                  findings::Sink& sink) {
  return Conversion(request, context, sink).run();
}

}  // namespace calx::encounter
