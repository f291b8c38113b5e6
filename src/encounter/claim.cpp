#include "encounter/claim.hpp"

#include <algorithm>

namespace calx::encounter {
namespace {

using invoice::InvoiceLine;
using invoice::Key;

struct Comparison {
  Key key;
  bool same;
};

bool same_rendering(const InvoiceLine& a, const InvoiceLine& b) {
  return a.rendering_npi == b.rendering_npi;
}

bool same_facility(const InvoiceLine& a, const InvoiceLine& b) {
  return a.facility_name == b.facility_name && a.facility_npi == b.facility_npi &&
         a.facility_address == b.facility_address;
}

bool may_be_principal(std::string_view code) {
  const bool external_cause = code.front() >= 'V' && code.front() <= 'Y';
  const bool sequela = code.size() == 7 && code.back() == 'S';
  return !external_cause && !sequela;
}

const InvoiceLine* shared(const Claim& claim, bool (*has)(const InvoiceLine&),
                          bool (*same)(const InvoiceLine&, const InvoiceLine&)) {
  const InvoiceLine& first = claim.lines[0].line;
  for (std::size_t i = 0; i < claim.count; ++i)
    if (!has(claim.lines[i].line) || !same(first, claim.lines[i].line)) return nullptr;
  return &first;
}

/// Adds a code once. False where it is not there and does not fit.
bool add_diagnosis(Claim& claim, std::string_view code) {
  const auto end = claim.diagnoses.begin() + static_cast<std::ptrdiff_t>(claim.diagnosis_count);
  if (std::find(claim.diagnoses.begin(), end, code) != end) return true;
  if (claim.diagnosis_count == max_diagnoses) return false;
  claim.diagnoses[claim.diagnosis_count++] = code;
  return true;
}

/// False where some code did not fit.
bool collect_diagnoses(Claim& claim, int from, int to) {
  bool all = true;
  for (std::size_t i = 0; i < claim.count; ++i) {
    const InvoiceLine& line = claim.lines[i].line;
    for (int d = from; d < std::min(to, line.diagnosis_count); ++d)
      all &= add_diagnosis(claim, line.diagnoses[static_cast<std::size_t>(d)]);
  }
  return all;
}

void point(Claim& claim, ElementTexts& texts) {
  const auto begin = claim.diagnoses.begin();
  const auto end = begin + static_cast<std::ptrdiff_t>(claim.diagnosis_count);
  for (std::size_t i = 0; i < claim.count; ++i) {
    ClaimLine& line = claim.lines[i];
    line.pointer_count = 0;
    for (int d = 0; d < line.line.diagnosis_count && line.pointer_count < max_pointers; ++d) {
      const auto found = std::find(begin, end, std::string_view(line.line.diagnoses[static_cast<std::size_t>(d)]));
      if (found != end) line.pointers[line.pointer_count++] = static_cast<std::uint8_t>(found - begin + 1);
    }
    if (line.pointer_count == 0) {
      texts.report("INV-0908", Key::diagnosis_1, line.place, line.line.diagnoses[0],
                   {{"limit", std::to_string(max_diagnoses)}});
    }
  }
}

void gather_diagnoses(Claim& claim, ElementTexts& texts) {
  claim.diagnosis_count = 0;
  if (!collect_diagnoses(claim, 0, max_diagnoses)) {
    texts.report("INV-0907", Key::diagnosis_1, claim.lines[0].place, {}, {{"limit", std::to_string(max_diagnoses)}});
    claim.diagnosis_count = 0;
    collect_diagnoses(claim, 0, 1);
    collect_diagnoses(claim, 1, max_diagnoses);
  }
  const auto begin = claim.diagnoses.begin();
  const auto end = begin + static_cast<std::ptrdiff_t>(claim.diagnosis_count);
  const auto principal = std::find_if(begin, end, may_be_principal);
  if (principal == end) {
    for (std::size_t i = 0; i < claim.count; ++i)
      texts.report("INV-0909", Key::diagnosis_1, claim.lines[i].place, claim.lines[i].line.diagnoses[0], {});
    return;
  }
  std::rotate(begin, principal, principal + 1);
  point(claim, texts);
}

void check_control_numbers(const Claim& claim, ElementTexts& texts) {
  for (std::size_t i = 1; i < claim.count; ++i) {
    const std::string& number = claim.lines[i].line.control_number;
    for (std::size_t before = 0; before < i; ++before) {
      const std::string& other = claim.lines[before].line.control_number;
      if (other.size() != number.size() || other != number) continue;
      texts.report("INV-0912", Key::control_number, claim.lines[i].place, number,
                   {{"row", std::to_string(claim.lines[before].place.row)}});
      break;
    }
  }
}

}  // namespace

ClaimLine& Claim::add() {
  if (count == lines.size()) lines.emplace_back();
  return lines[count++];
}

bool has_rendering(const InvoiceLine& line) {
  return !line.rendering_npi.empty() && line.rendering_npi != line.billing_npi;
}

bool has_facility(const InvoiceLine& line) {
  return !line.facility_name.empty();
}

void join(InvoiceLine& line, const InvoiceLine& further) {
  line.units = line.units + further.units;
  line.charge += further.charge;
  if (line.paid_amount && further.paid_amount) *line.paid_amount += *further.paid_amount;
  if (further.paid_date && (!line.paid_date || *line.paid_date < *further.paid_date))
    line.paid_date = further.paid_date;
  if (line.note.empty()) line.note = further.note;
  for (int d = 0; d < further.diagnosis_count; ++d) {
    const std::string& code = further.diagnoses[static_cast<std::size_t>(d)];
    const auto end = line.diagnoses.begin() + line.diagnosis_count;
    if (line.diagnosis_count < static_cast<int>(max_diagnoses) && std::find(line.diagnoses.begin(), end, code) == end)
      line.diagnoses[static_cast<std::size_t>(line.diagnosis_count++)] = code;
  }
}

void check_agreement(const Claim& claim, const InvoiceLine& head, ElementTexts& texts) {
  for (std::size_t i = 0; i < claim.count; ++i) {
    const ClaimLine& at = claim.lines[i];
    const InvoiceLine& line = at.line;
    if (claim.paid && !line.paid_amount) {
      texts.report("INV-0906", Key::paid_amount, at.place, {}, {});
    }
    if (at.place.index == claim.head_place.index) continue;
    const Comparison comparisons[] = {
        {Key::billing_tin, line.billing_tin == head.billing_tin},
        {Key::billing_name,
         line.billing_name == head.billing_name && line.billing_first_name == head.billing_first_name},
        {Key::billing_taxonomy, line.billing_taxonomy == head.billing_taxonomy},
        {Key::billing_phone, line.billing_phone == head.billing_phone},
        {Key::billing_address, line.billing_address == head.billing_address},
        {Key::member_middle_name, line.member_middle_name == head.member_middle_name},
        {Key::member_suffix, line.member_suffix == head.member_suffix},
        {Key::member_gender, line.member_gender == head.member_gender},
        {Key::member_address, line.member_address == head.member_address},
        {Key::payer_name, line.payer_name == head.payer_name},
        {Key::admission_date, line.admission_date == head.admission_date},
    };
    for (const Comparison& comparison : comparisons) {
      if (comparison.same) continue;
      const bool tax_id = comparison.key == Key::billing_tin;
      texts.report(tax_id ? "INV-0911" : "INV-0910", comparison.key, at.place, {},
                   {{"row", std::to_string(claim.head_place.row)}});
    }
  }
}

void gather(Claim& claim, ElementTexts& texts) {
  claim.charge = claim.paid_amount = {};
  for (std::size_t i = 0; i < claim.count; ++i) {
    const InvoiceLine& line = claim.lines[i].line;
    claim.charge += line.charge;
    if (line.paid_amount) claim.paid_amount += *line.paid_amount;
  }
  claim.rendering = shared(claim, has_rendering, same_rendering);
  claim.facility = shared(claim, has_facility, same_facility);
  gather_diagnoses(claim, texts);
  check_control_numbers(claim, texts);
}

}  // namespace calx::encounter
