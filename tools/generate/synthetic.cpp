#include "synthetic.hpp"

#include <algorithm>
#include <array>

#include "x12/writer.hpp"

namespace calx::generate {
namespace {

constexpr std::uint64_t claims_a_provider = 200;
constexpr std::uint64_t claims_a_member = 2;

/// splitmix64: a number for each index, the same on every machine.
std::uint64_t scramble(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

struct Service {
  const char* code;
  const char* modifiers;  // as an invoice writes them
  int cents;
};
constexpr std::array<Service, 8> services = {{{"G9012", "U2", 8450},
                                              {"G9012", "U2 GQ", 6200},
                                              {"G9012", "U8", 4000},
                                              {"H0043", "U6", 11800},
                                              {"T2040", "U6", 1600},
                                              {"S5170", "U6", 950},
                                              {"H2016", "U6", 11800},
                                              {"S9125", "U6", 9900}}};
constexpr std::array<const char*, 8> last_names = {"TESTERMAN", "INVENTADA",   "FICTICIO", "MUESTRA",
                                                   "SPECIMEN",  "PLACEHOLDER", "EJEMPLO",  "SAMPLER"};
constexpr std::array<const char*, 8> first_names = {"ALEX", "MARIA", "RAMON", "JOSE", "ROBIN", "CHRIS", "LUZ", "SAM"};
constexpr std::array<const char*, 6> diagnoses = {"Z5900", "Z5901", "Z5902", "Z59811", "Z602", "Z634"};

struct Line {
  const Service* service;
  std::string day;  // of April 2026
  std::uint64_t units;
  std::string charge;  // dollars
  std::uint64_t cents;
};

struct Claim {
  std::uint64_t provider, member;
  std::string npi, tax_id, cin, last, first, birth_date, gender, number, diagnosis, second_diagnosis;
  std::array<Line, 4> lines;
  std::size_t line_count;
  std::uint64_t cents;
  bool homeless;
};

std::string dollars(std::uint64_t cents) {
  std::string text = std::to_string(cents / 100);
  if (cents % 100 != 0) text += "." + digits(cents % 100, 2);
  while (text.find('.') != std::string::npos && text.back() == '0') text.pop_back();
  return text;
}

Claim make(std::uint64_t index) {
  constexpr std::string_view letters = "ACDEFGHMNTUVWXYZ";
  const std::uint64_t member_index = index / claims_a_member;
  const std::uint64_t r = scramble(member_index);
  Claim claim{};
  claim.provider = index / claims_a_provider;
  claim.member = member_index;
  claim.npi = npi(claim.provider + 23456000);
  claim.tax_id = digits(900000000 + claim.provider, 9);
  claim.cin = "9" + digits(member_index, 7) + letters[member_index / 10000000 % letters.size()];
  claim.last = last_names[r % 8];
  claim.first = first_names[r / 8 % 8];
  claim.birth_date = digits(1940 + r / 64 % 60, 4) + digits(1 + r / 4096 % 12, 2) + digits(1 + r / 65536 % 28, 2);
  claim.gender = (r >> 20) % 2 == 0 ? "F" : "M";
  claim.number = "C" + digits(index, 9);
  claim.diagnosis = diagnoses[r % 6];
  claim.second_diagnosis = diagnoses[(r + 1) % 6];
  claim.homeless = r % 6 < 3 || r % 6 == 5;  // one of the two is of Z59.0
  claim.line_count = 1 + scramble(index ^ 0x5555) % 4;
  for (std::size_t n = 0; n < claim.line_count; ++n) {
    const std::uint64_t q = scramble(index * 4 + n);
    Line& line = claim.lines[n];
    line.service = &services[q % 8];
    line.day = digits(1 + (index % 2) * 14 + n * 3, 2);
    line.units = line.service->cents < 2000 ? 1 + q / 8 % 8 : 1;
    line.cents = line.units * static_cast<std::uint64_t>(line.service->cents);
    line.charge = dollars(line.cents);
    claim.cents += line.cents;
  }
  return claim;
}

}  // namespace

std::string digits(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() > width) text.erase(0, text.size() - width);
  return std::string(width - text.size(), '0') + text;
}

// Nine digits and the check digit over 80840 and them (Luhn).
std::string npi(std::uint64_t number) {
  std::string text = "1" + digits(number, 8);
  int sum = 24;  // of the prefix 80840
  for (std::size_t i = 0; i < text.size(); ++i) {
    int digit = text[i] - '0';
    if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return text + static_cast<char>('0' + (10 - sum % 10) % 10);
}

Encounters::Encounters(std::uint64_t claims) : claims_(claims) {}

void Encounters::fill() {
  ready_.clear();
  used_ = 0;
  x12::Writer writer(ready_);
  if (next_ == 0 && segments_ == 0) {
    x12::Writer::Isa isa;
    isa.sender = "999999999305";
    isa.receiver = "CALIFORNIA-DHCS";
    isa.date = "260501";
    isa.time = "0000";
    isa.control_number = 1;
    isa.acknowledgment = "1";
    writer.isa(isa);
    writer.segment("GS", {"HC", "999999999", "CALIFORNIA-DHCS", "20260501", "0000", "1", "X", "005010X222A1"});
    const std::uint64_t envelope = writer.segments();
    writer.segment("ST", {"837", "0001", "005010X222A1"});
    writer.segment("BHT", {"0019", "00", "000000001-0001", "20260501", "0000", "RP"});
    writer.segment("NM1", {"41", "2", "EXAMPLE HEALTH PLAN", "", "", "", "", "46", "999999999"});
    writer.segment("PER", {"IC", "EDI DESK", "TE", "9165551234"});
    writer.segment("NM1", {"40", "2", "CALIFORNIA-DHCS", "", "", "", "", "46", "610442"});
    segments_ -= envelope;
  }
  for (; next_ < claims_ && ready_.size() < 60000; ++next_) {
    const Claim claim = make(next_);
    if (next_ % claims_a_provider == 0) {
      level_of_provider_ = ++levels_;
      writer.segment("HL", {std::to_string(levels_), "", "20", "1"});
      writer.segment("PRV", {"BI", "PXC", "251B00000X"});
      writer.segment("NM1", {"85", "2", "INVENTED CARE MANAGEMENT " + std::to_string(claim.provider), "", "", "", "",
                             "XX", claim.npi});
      writer.segment("N3", {"31 FICTION BOULEVARD"});
      writer.segment("N4", {"SACRAMENTO", "CA", "958140042"});
      writer.segment("REF", {"EI", claim.tax_id});
      writer.segment("PER", {"IC", "INVENTED CARE MANAGEMENT", "TE", "9165550123"});
    }
    if (next_ % claims_a_member == 0) {
      writer.segment("HL", {std::to_string(++levels_), std::to_string(level_of_provider_), "22", "0"});
      writer.segment("SBR", {"P", "18", "", "", "", "", "", "", "MC"});
      writer.segment("NM1", {"IL", "1", claim.last, claim.first, "", "", "", "MI", claim.cin});
      writer.segment("N3", {claim.homeless ? "GENERAL DELIVERY" : "12 PRETEND LANE"});
      writer.segment("N4", {"SACRAMENTO", "CA", "958141000"});
      writer.segment("DMG", {"D8", claim.birth_date, claim.gender});
      writer.segment("NM1", {"PR", "2", "CALIFORNIA-DHCS", "", "", "", "", "PI", "610442"});
    }
    writer.begin("CLM").element(claim.number).element(dollars(claim.cents)).skip(2);
    writer.component("11")
        .component("B")
        .component("1")
        .next()
        .element("Y")
        .element("A")
        .element("Y")
        .element("Y")
        .end();
    writer.segment("REF", {"D9", "INV" + std::to_string(next_)});
    writer.begin("HI")
        .component("ABK")
        .component(claim.diagnosis)
        .next()
        .component("ABF")
        .component(claim.second_diagnosis)
        .next()
        .end();
    for (std::size_t n = 0; n < claim.line_count; ++n) {
      const Line& line = claim.lines[n];
      const std::string number = std::to_string(n + 1);
      writer.segment("LX", {number});
      writer.begin("SV1").component("HC").component(line.service->code);
      std::string_view modifiers = line.service->modifiers;
      writer.component(modifiers.substr(0, 2));
      if (modifiers.size() > 2) writer.component(modifiers.substr(3));
      writer.next().element(line.charge).element("UN").element(std::to_string(line.units));
      writer.element(modifiers.size() > 2 ? "02" : "").skip();  // GQ: by telephone
      writer.component("1").component("2").next().end();
      writer.segment("DTP", {"472", "D8", "202604" + line.day});
      writer.segment("REF", {"6R", number});
    }
  }
  segments_ += writer.segments();
  if (next_ == claims_ && !ended_ && ready_.size() < 60000) {
    ended_ = true;
    writer.segment("SE", {std::to_string(segments_ + 1), "0001"});
    writer.segment("GE", {"1", "1"});
    writer.segment("IEA", {"1", "000000001"});
  }
}

Result<std::size_t> Encounters::read(char* into, std::size_t capacity) {
  if (used_ == ready_.size()) {
    if (ended_) return 0;
    fill();
  }
  const std::size_t count = ready_.copy(into, capacity, used_);
  used_ += count;
  return count;
}

Invoices::Invoices(std::uint64_t claims) : claims_(claims) {}

void Invoices::fill() {
  ready_.clear();
  used_ = 0;
  if (!header_written_) {
    header_written_ = true;
    ready_ +=
        "Invoice Number,Invoice Date,Control Number,Member CIN,Member Last Name,Member First Name,Member Date of "
        "Birth,Member Gender Code,Member Homelessness Indicator,Member Address,Member City,Member State,Member "
        "Zip,Billing Provider NPI,Billing Provider TIN,Billing Provider Name,Billing Provider Taxonomy,Billing "
        "Provider Phone Number,Billing Provider Address,Billing Provider City,Billing Provider State,Billing Provider "
        "Zip,Place of Service,Procedure Code,Modifiers,Service Start Date,Service Units,Service Charge "
        "Amount,Diagnosis Code 1,Diagnosis Code 2\r\n";
  }
  for (; next_ < claims_ && ready_.size() < 60000; ++next_) {
    const Claim claim = make(next_);
    for (std::size_t n = 0; n < claim.line_count; ++n, ++rows_) {
      const Line& line = claim.lines[n];
      const std::string& d = claim.birth_date;
      ready_ += "INV" + std::to_string(next_) + ",2026-04-30," + std::to_string(n + 1) + "," + claim.cin + "," +
                claim.last + "," + claim.first + "," + d.substr(4, 2) + "/" + d.substr(6, 2) + "/" + d.substr(0, 4) +
                "," + claim.gender + (claim.homeless ? ",Y" : ",N") + ",12 Pretend Lane,Sacramento,CA,95814-1000," +
                claim.npi + "," + claim.tax_id + ",Invented Care Management " + std::to_string(claim.provider) +
                ",251B00000X,916-555-0123,31 Fiction Boulevard,Sacramento,CA,95814-0042,11," + line.service->code +
                "," + line.service->modifiers + ",2026-04-" + line.day + "," + std::to_string(line.units) + "," +
                line.charge + "," + claim.diagnosis + "," + claim.second_diagnosis + "\r\n";
    }
  }
}

Result<std::size_t> Invoices::read(char* into, std::size_t capacity) {
  if (used_ == ready_.size()) {
    if (next_ == claims_ && header_written_) return 0;
    fill();
  }
  const std::size_t count = ready_.copy(into, capacity, used_);
  used_ += count;
  return count;
}

std::string read_all(files::ByteSource& source) {
  std::string all;
  for (;;) {
    const std::size_t before = all.size();
    all.resize(before + (std::size_t{1} << 20));
    const std::size_t count = source.read(all.data() + before, all.size() - before).value_or(0);
    all.resize(before + count);
    if (count == 0) return all;
  }
}

}  // namespace calx::generate
