#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "invoice/cells.hpp"
#include "invoice/checks.hpp"
#include "text/fold.hpp"

namespace calx::invoice {
namespace {

/// Sixty-four bits that stand for several texts. Among ten million rows, two different keys fall together once in some
/// hundred thousand runs.
class Hash {
 public:
  Hash& operator<<(std::string_view text) { return *this << std::hash<std::string_view>()(text); }
  Hash& operator<<(std::uint64_t number) {
    value_ = (value_ ^ number) * 0x9E3779B97F4A7C15u;
    value_ ^= value_ >> 32;
    return *this;
  }
  /// Never 0.
  std::uint64_t value() const { return value_ == 0 ? 1 : value_; }

 private:
  std::uint64_t value_ = 0x243F6A8885A308D3u;
};

/// From hash to a number, 16 bytes a place; full to three quarters at most.
class Table {
 public:
  /// The number kept for `hash`; `number` is kept and returned where there was none.
  std::pair<std::uint32_t, bool> insert(std::uint64_t hash, std::uint32_t number) {
    if ((size_ + 1) * 4 > places_.size() * 3) grow();
    Place& place = place_of(hash);
    if (place.hash == hash) return {place.number, false};
    place = {hash, number};
    ++size_;
    return {number, true};
  }

  /// Has the place of `hash` on its way from memory when it is asked for soon.
  void expect(std::uint64_t hash) const {
    if (!places_.empty()) __builtin_prefetch(&places_[static_cast<std::size_t>(hash) & (places_.size() - 1)], 1);
  }

 private:
  struct Place {
    std::uint64_t hash = 0;  // 0: free
    std::uint32_t number = 0;
  };
  /// That of `hash`, or the free one where it belongs.
  Place& place_of(std::uint64_t hash) {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (places_[at].hash != 0 && places_[at].hash != hash) at = (at + 1) & mask;
    return places_[at];
  }
  void grow() {
    std::vector<Place> before(places_.empty() ? 64 : places_.size() * 2);
    before.swap(places_);
    for (const Place& place : before)
      if (place.hash != 0) place_of(place.hash) = place;
  }

  std::vector<Place> places_;  // a power of two
  std::size_t size_ = 0;
};

struct Invoice {
  text::Money sum, amount;
  std::uint32_t row = 0;  // its first
  std::uint32_t file = 0;
  bool has_amount = false;
  bool amounts_differ = false;
  bool incomplete = false;  // a row of it was refused
};

struct Member {
  std::uint64_t name = 0;   // hash
  std::uint32_t birth = 0;  // year, month and day side by side
  std::uint32_t row = 0;    // its first in the invoice
};

/// A name as it will be sent, so that José and JOSE are one.
std::uint64_t name_hash(std::string_view last, std::string_view first, std::string& buffer) {
  Hash hash;
  for (const std::string_view name : {last, first}) {
    buffer.clear();
    for (const char c : name) {
      if (static_cast<unsigned char>(c) >= 0x80) {
        buffer = text::fold(name, text::CharacterSet::basic);
        break;
      }
      if (c != ' ' || buffer.empty() || buffer.back() != ' ') buffer += raised(c);
    }
    hash << buffer;
  }
  return hash.value();
}

std::uint64_t invoice_hash(const InvoiceLine& line) {
  return (Hash() << line.billing_npi << line.invoice_number << static_cast<std::uint64_t>(line.type)).value();
}

}  // namespace

struct CrossChecks::State {
  explicit State(const Context& rows_context) : context(rows_context) {}

  const Context& context;
  struct File {
    std::string name, sha256, amount_column;
  };
  std::vector<File> files;
  Table control_numbers;  // row
  Table invoice_places;   // place in invoices
  Table member_places;    // place in members
  std::vector<Invoice> invoices;
  std::vector<Member> members;
  std::string name_buffer;

  std::uint32_t this_file() const { return static_cast<std::uint32_t>(files.empty() ? 0 : files.size() - 1); }

  Invoice& invoice_of(const InvoiceLine& line, std::uint64_t hash) {
    const auto [place, is_new] = invoice_places.insert(hash, static_cast<std::uint32_t>(invoices.size()));
    if (is_new) {
      invoices.emplace_back();
      invoices.back().row = line.row;
      invoices.back().file = this_file();
    }
    return invoices[place];
  }

  void add_amounts(const InvoiceFile& file, const InvoiceLine& line, Invoice& invoice, findings::Sink& sink) {
    invoice.sum += line.charge;
    if (!line.invoice_amount) return;
    if (!invoice.has_amount) {
      invoice.has_amount = true;
      invoice.amount = *line.invoice_amount;
    } else if (invoice.amount != *line.invoice_amount && !invoice.amounts_differ) {
      invoice.amounts_differ = true;
      report(file, line, Key::invoice_amount, {}, "INV-0706", {{"row", std::to_string(invoice.row)}}, sink);
    }
  }

  void report(const InvoiceFile& file, const InvoiceLine& line, Key key, std::string_view value, std::string_view code,
              findings::Arguments arguments, findings::Sink& sink) const {
    findings::Finding finding = context.catalogue.make(code, arguments);
    const int column = file.column(key);
    finding.file = file.name();
    finding.row = line.row;
    finding.column = column < 0 ? context.elements[key].header : file.columns()[static_cast<std::size_t>(column)];
    finding.key = context.elements[key].name;
    finding.value = value;
    sink.report(std::move(finding));
  }
};

CrossChecks::CrossChecks(const Context& context) : state_(std::make_unique<State>(context)) {}
CrossChecks::~CrossChecks() = default;

bool CrossChecks::begin_file(const InvoiceFile& file, const std::string& sha256, findings::Sink& sink) {
  State& state = *state_;
  const int column = file.column(Key::invoice_amount);
  const State::File* same = nullptr;
  for (const State::File& earlier : state.files)
    if (same == nullptr && earlier.sha256 == sha256) same = &earlier;
  if (same != nullptr) {
    findings::Finding finding = state.context.catalogue.make("INV-0707", {{"file", same->name}});
    finding.file = file.name();
    sink.report(std::move(finding));
    return false;
  }
  state.files.push_back({file.name(), sha256,
                         column < 0 ? state.context.elements[Key::invoice_amount].header
                                    : file.columns()[static_cast<std::size_t>(column)]});
  return true;
}

CrossChecks::Added CrossChecks::add(const InvoiceFile& file, const InvoiceLine& line, findings::Sink& sink) {
  State& state = *state_;
  const std::uint64_t invoice_key = invoice_hash(line);
  const std::uint64_t control_key = (Hash() << invoice_key << line.control_number).value();
  const std::uint64_t member_key = (Hash() << invoice_key << line.member_cin).value();
  state.control_numbers.expect(control_key);
  state.member_places.expect(member_key);
  Invoice& invoice = state.invoice_of(line, invoice_key);
  if (invoice.file != state.this_file()) {
    state.report(file, line, Key::invoice_number, line.invoice_number, "INV-0704",
                 {{"file", state.files[invoice.file].name}, {"row", std::to_string(invoice.row)}}, sink);
    return {false, 0};
  }
  state.add_amounts(file, line, invoice, sink);
  Added added;

  const auto [row, is_new] = state.control_numbers.insert(control_key, line.row);
  if (!is_new) {
    added.ok = false;
    state.report(file, line, Key::control_number, line.control_number, "INV-0701", {{"row", std::to_string(row)}},
                 sink);
  }

  const std::uint64_t name = name_hash(line.member_last_name, line.member_first_name, state.name_buffer);
  const text::Date birth = line.member_date_of_birth;
  const std::uint32_t birth_day = static_cast<std::uint32_t>(static_cast<int>(birth.year())) << 9 |
                                  static_cast<unsigned>(birth.month()) << 5 | static_cast<unsigned>(birth.day());
  const auto [place, is_first] =
      state.member_places.insert(member_key, static_cast<std::uint32_t>(state.members.size()));
  if (is_first) {
    state.members.push_back({name, birth_day, line.row});
    return added;
  }
  const Member& member = state.members[place];
  const std::string first_row = std::to_string(member.row);
  if (member.name != name)
    state.report(file, line, Key::member_last_name, line.member_last_name, "INV-0702", {{"row", first_row}}, sink);
  if (member.birth != birth_day)
    state.report(file, line, Key::member_date_of_birth, text::to_iso(birth), "INV-0703", {{"row", first_row}}, sink);
  if (member.name != name || member.birth != birth_day) added = {false, member.row};
  return added;
}

void CrossChecks::leave_out(const InvoiceLine& line) {
  if (line.billing_npi.empty() || line.invoice_number.empty()) return;
  state_->invoice_of(line, invoice_hash(line)).incomplete = true;
}

void CrossChecks::finish(findings::Sink& sink) {
  for (const Invoice& invoice : state_->invoices) {
    if (!invoice.has_amount || invoice.amounts_differ || invoice.incomplete || invoice.amount == invoice.sum) continue;
    const State::File& file = state_->files[invoice.file];
    findings::Finding finding = state_->context.catalogue.make("INV-0705");
    finding.file = file.name;
    finding.row = invoice.row;
    finding.column = file.amount_column;
    finding.key = state_->context.elements[Key::invoice_amount].name;
    finding.value = text::to_dollars(invoice.amount);
    sink.report(std::move(finding));
  }
}

}  // namespace calx::invoice
