#include "encounter/claim_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/fold.hpp"

namespace calx::encounter {
namespace {

using invoice::InvoiceLine;

constexpr std::string_view version = "005010X222A1";
constexpr std::string_view transaction_control = "0001";
constexpr std::size_t name_limit = 60;

/// A number as text, without an allocation.
class Decimal {
 public:
  explicit Decimal(std::uint64_t number) : end_(std::to_chars(text_.data(), text_.data() + text_.size(), number).ptr) {}
  operator std::string_view() const { return {text_.data(), static_cast<std::size_t>(end_ - text_.data())}; }

 private:
  std::array<char, 24> text_{};
  char* end_;
};

/// CCYYMMDD, or CCYYMMDD-CCYYMMDD, without an allocation.
class Day {
 public:
  explicit Day(text::Date date) { append(date); }
  Day(text::Date from, text::Date through) {
    append(from);
    text_[size_++] = '-';
    append(through);
  }
  operator std::string_view() const { return {text_.data(), size_}; }

 private:
  void append(text::Date date) {
    const auto digits = [this](unsigned value, std::size_t count) {
      for (std::size_t i = count; i-- > 0; value /= 10) text_[size_ + i] = static_cast<char>('0' + value % 10);
      size_ += count;
    };
    digits(static_cast<unsigned>(static_cast<int>(date.year())), 4);
    digits(static_cast<unsigned>(date.month()), 2);
    digits(static_cast<unsigned>(date.day()), 2);
  }
  std::array<char, 17> text_{};
  std::size_t size_ = 0;
};

}  // namespace

std::string ClaimWriter::folded(std::string_view text) const {
  return text::fold(text, set_);
}

ClaimWriter::ClaimWriter(std::string& out, const profile::Profile& profile, const EnvelopeSettings& settings)
    : profile_(profile),
      settings_(settings),
      writer_(out),
      set_(profile.encounter.character_set == "extended" ? text::CharacterSet::extended : text::CharacterSet::basic),
      plan_name_(text::cut(folded(profile.submitter.name), name_limit)),
      plan_id_(folded(profile.submitter.payer_id)),
      payer_name_(text::cut(folded(profile.encounter.payer_name), name_limit)),
      payer_id_(folded(profile.encounter.payer_id)),
      date_(text::to_ccyymmdd(settings.date)) {}

void ClaimWriter::open(std::uint32_t control) {
  group_control_ = std::to_string(control);
  control_ = std::string(9 - std::min<std::size_t>(9, group_control_.size()), '0') + group_control_;

  const profile::Profile::Submitter& submitter = profile_.submitter;
  const std::string sender = submitter.tax_id + submitter.plan_code;
  x12::Writer::Isa isa;
  isa.sender = sender;
  isa.receiver = profile_.receiver.interchange_id;
  isa.date = std::string_view(date_).substr(2);
  isa.time = settings_.time;
  isa.control_number = control;
  isa.acknowledgment = "1";
  isa.usage = settings_.production ? "P" : "T";
  writer_.isa(isa);
  writer_.segment("GS", {"HC", submitter.application_id, profile_.receiver.interchange_id, date_, settings_.time,
                         group_control_, "X", version});
  before_transaction_ = writer_.segments();
  writer_.segment("ST", {"837", transaction_control, version});
  const std::string batch = control_ + "-0001";
  writer_.segment("BHT", {"0019", "00", batch, date_, settings_.time, profile_.encounter.purpose});

  name("41", plan_name_, {}, "46", submitter.tax_id);
  const std::string contact(text::cut(folded(submitter.contact_name), name_limit));
  writer_.begin("PER").element("IC").element(contact).element("TE").element(submitter.contact_phone);
  if (!submitter.contact_email.empty()) writer_.element("EM").element(submitter.contact_email);
  writer_.end();
  const std::string receiver(text::cut(folded(profile_.receiver.name), name_limit));
  name("40", receiver, {}, "46", profile_.receiver.id);
}

void ClaimWriter::close() {
  const Decimal segments(writer_.segments() - before_transaction_ + 1);
  writer_.segment("SE", {segments, transaction_control});
  writer_.segment("GE", {"1", group_control_});
  writer_.segment("IEA", {"1", control_});
}

// NM102 is 1 for a person: somebody with a first name.
void ClaimWriter::name(std::string_view entity, std::string_view last, std::string_view first,
                       std::string_view qualifier, std::string_view id) {
  writer_.begin("NM1").element(entity).element(first.empty() ? "2" : "1").element(last).element(first).skip(3);
  if (!id.empty()) writer_.element(qualifier).element(id);
  writer_.end();
}

void ClaimWriter::member_name(const InvoiceLine& head) {
  writer_.segment("NM1", {"IL",
                          "1",
                          head.member_last_name,
                          head.member_first_name,
                          head.member_middle_name,
                          {},
                          head.member_suffix,
                          "MI",
                          head.member_cin});
}

void ClaimWriter::address(const invoice::PostalAddress& address) {
  writer_.segment("N3", {address.line_1, address.line_2});
  writer_.segment("N4", {address.city, address.state, address.zip});
}

void ClaimWriter::reference(std::string_view qualifier, std::string_view value) {
  if (!value.empty()) writer_.segment("REF", {qualifier, value});
}

void ClaimWriter::day(std::string_view qualifier, text::Date date) {
  writer_.segment("DTP", {qualifier, "D8", Day(date)});
}

void ClaimWriter::provider(const InvoiceLine& head) {
  provider_level_ = ++levels_;
  writer_.segment("HL", {Decimal(provider_level_), {}, "20", "1"});
  if (!head.billing_taxonomy.empty()) writer_.segment("PRV", {"BI", "PXC", head.billing_taxonomy});
  name("85", head.billing_name, head.billing_first_name, "XX", head.billing_npi);
  address(head.billing_address);
  reference("EI", head.billing_tin);
  std::string contact = head.billing_name;
  if (!head.billing_first_name.empty()) contact = head.billing_first_name + " " + contact;
  writer_.segment("PER", {"IC", text::cut(contact, name_limit), "TE", head.billing_phone});
}

void ClaimWriter::member(const InvoiceLine& head, bool paid) {
  writer_.segment("HL", {Decimal(++levels_), Decimal(provider_level_), "22", "0"});
  writer_.segment("SBR", {paid ? "S" : "P", "18", {}, {}, {}, {}, {}, {}, profile_.encounter.claim_filing});
  member_name(head);
  address(head.member_address);
  writer_.segment("DMG", {"D8", Day(head.member_date_of_birth), std::string_view(&head.member_gender, 1)});
  const bool plan_pays = profile_.encounter.purpose == "CH";
  name("PR", plan_pays && !head.payer_name.empty() ? head.payer_name : payer_name_, {}, "PI",
       plan_pays && !head.payer_id.empty() ? head.payer_id : payer_id_);
}

void ClaimWriter::rendering(const InvoiceLine& line) {
  name("82", line.rendering_name, line.rendering_first_name, "XX", line.rendering_npi);
  if (!line.rendering_taxonomy.empty()) writer_.segment("PRV", {"PE", "PXC", line.rendering_taxonomy});
}

void ClaimWriter::facility(const InvoiceLine& line) {
  name("77", line.facility_name, {}, "XX", line.facility_npi);
  address(line.facility_address);
}

void ClaimWriter::diagnoses(const Claim& claim) {
  writer_.begin("HI");
  for (std::size_t i = 0; i < claim.diagnosis_count; ++i)
    writer_.component(i == 0 ? "ABK" : "ABF").component(claim.diagnoses[i]).next();
  writer_.end();
}

std::string_view ClaimWriter::plan_id(const Claim& claim) const {
  return claim.head->payer_id.empty() ? std::string_view(plan_id_) : std::string_view(claim.head->payer_id);
}

void ClaimWriter::plan_payment(const Claim& claim) {
  writer_.segment("SBR", {"P", "18", {}, {}, {}, {}, {}, {}, profile_.encounter.claim_filing});
  writer_.segment("AMT", {"D", text::to_x12(claim.paid_amount)});
  writer_.segment("OI", {{}, {}, "Y", {}, {}, "Y"});
  member_name(*claim.head);
  address(claim.head->member_address);
  name("PR", claim.head->payer_name.empty() ? plan_name_ : claim.head->payer_name, {}, "PI", plan_id(claim));
}

void ClaimWriter::claim(const Claim& claim) {
  const InvoiceLine& head = *claim.head;
  const char frequency = static_cast<char>('0' + static_cast<int>(head.type));
  writer_.begin("CLM").element(claim.number).element(text::to_x12(claim.charge)).skip(2);
  writer_.component(claim.lines[0].line.place_of_service).component("B").component({&frequency, 1}).next();
  writer_.element("Y").element("A").element("Y").element("Y").end();
  if (head.admission_date) day("435", *head.admission_date);
  if (claim.paid)
    writer_.segment(
        "CN1", {profile_.encounter.contract_type, text::to_x12(claim.paid_amount), {}, profile_.submitter.plan_code});
  reference("G1", head.authorization_number);
  if (head.type != invoice::InvoiceType::original)
    reference("F8", head.original_reference.empty() ? claim.number : head.original_reference);
  reference("D9", head.invoice_number);
  reference("EA", head.member_mrn);
  diagnoses(claim);
  if (claim.rendering != nullptr) rendering(*claim.rendering);
  if (claim.facility != nullptr) facility(*claim.facility);
  if (claim.paid) plan_payment(claim);
  for (std::size_t i = 0; i < claim.count; ++i) service(claim, i);
  ++claims_;
  lines_ += claim.count;
  charge_ += claim.charge;
}

// A composite: HC, code, modifiers, description.
void ClaimWriter::procedure(const InvoiceLine& line, bool description) {
  writer_.component("HC").component(line.procedure_code);
  std::size_t left = line.modifiers.size();
  for (const std::string& modifier : line.modifiers) {
    if (modifier.empty()) continue;
    writer_.component(modifier);
    --left;
  }
  for (; left > 0; --left) writer_.component({});
  if (description) writer_.component(line.service_description);
  writer_.next();
}

void ClaimWriter::service(const Claim& claim, std::size_t index) {
  const ClaimLine& at = claim.lines[index];
  const InvoiceLine& line = at.line;
  writer_.segment("LX", {Decimal(index + 1)});
  writer_.begin("SV1");
  procedure(line, true);
  writer_.element(text::to_x12(line.charge)).element("UN").element(text::to_x12(line.units));
  if (line.place_of_service != claim.lines[0].line.place_of_service)
    writer_.element(line.place_of_service);
  else
    writer_.skip();
  writer_.skip();
  for (std::size_t i = 0; i < at.pointer_count; ++i) writer_.component(Decimal(at.pointers[i]));
  writer_.next().end();

  if (line.service_end == line.service_start)
    day("472", line.service_start);
  else
    writer_.segment("DTP", {"472", "RD8", Day(line.service_start, line.service_end)});
  reference("6R", line.control_number);
  if (!line.note.empty()) writer_.segment("NTE", {"ADD", line.note});
  if (claim.rendering == nullptr && has_rendering(line)) rendering(line);
  if (claim.facility == nullptr && has_facility(line)) facility(line);
  if (claim.paid) adjudication(claim, line);
}

void ClaimWriter::adjudication(const Claim& claim, const InvoiceLine& line) {
  const text::Money paid = line.paid_amount.value_or(text::Money{});
  writer_.begin("SVD").element(plan_id(claim)).element(text::to_x12(paid));
  procedure(line, false);
  writer_.skip().element(text::to_x12(line.units)).end();
  const text::Money unpaid = line.charge - paid;
  if (unpaid.cents != 0) {
    std::string_view adjustment = profile_.encounter.adjustment;
    if (profile_.encounter.capitated) adjustment = "CO24";
    writer_.segment("CAS", {adjustment.substr(0, 2), adjustment.substr(2), text::to_x12(unpaid)});
  }
  if (line.paid_date) day("573", *line.paid_date);
}

}  // namespace calx::encounter
