#include "network/transaction_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "network/row_reader.hpp"

namespace calx::network {
namespace {

constexpr std::size_t flush_size = std::size_t{1} << 18;
constexpr std::string_view version = "004050X109";

std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string_view one(const char& c) {
  return c == ' ' ? std::string_view() : std::string_view(&c, 1);
}

}  // namespace

TransactionWriter::TransactionWriter(const Network& network, const Order& order, const profile::Profile& profile,
                                     std::function<Result<void>(std::string&)> flush)
    : network_(network),
      order_(order),
      profile_(profile),
      flush_(std::move(flush)),
      set_(profile.encounter.character_set == "extended" ? text::CharacterSet::extended : text::CharacterSet::basic),
      writer_(out_) {
  for (const Participation& part : network.participations) by_provider_.push_back(&part);
  std::stable_sort(by_provider_.begin(), by_provider_.end(),
                   [](const Participation* a, const Participation* b) { return a->provider < b->provider; });
}

Result<TransactionCounts> TransactionWriter::write(const Plan& plan, const EnvelopeSettings& settings) {
  out_.clear();
  counts_ = {};
  levels_ = 0;
  plan_code_ = plan.plan_code;
  counted_.assign(network_.providers.size(), 0);
  const std::uint64_t before = writer_.segments();
  open(plan, settings);
  const std::uint64_t source = level(0, "20", true);
  party(plan.source, profile_.network.source_kind, profile_.submitter.name);
  const std::uint64_t receiver = level(source, "21", true);
  party(plan.receiver, profile_.network.receiver_kind, profile_.receiver.name);
  for (const Index index : order_.groups())
    if (auto written = group(index, receiver); !written) return tl::unexpected<Failure>(written.error());
  close();
  if (auto flushed = flush_(out_); !flushed) return tl::unexpected<Failure>(flushed.error());
  counts_.segments = writer_.segments() - before;
  return counts_;
}

void TransactionWriter::open(const Plan& plan, const EnvelopeSettings& settings) {
  const std::string date = text::to_ccyymmdd(settings.date);
  const std::string sender = profile_.submitter.tax_id + plan.plan_code;
  const std::string& receiver = profile_.network.receiver_interchange_id;
  control_ = std::to_string(settings.control);
  x12::Writer::Isa isa;
  isa.authorization_qualifier = "03";
  isa.authorization = settings.month;
  isa.sender = sender;
  isa.receiver = receiver;
  isa.date = std::string_view(date).substr(2);
  isa.time = settings.time;
  isa.version = "00405";
  isa.control_number = settings.control;
  isa.usage = settings.production ? "P" : "T";
  writer_.isa(isa);
  writer_.segment("GS",
                  {"PW", profile_.submitter.application_id, receiver, date, settings.time, control_, "X", version});
  envelope_segments_ = writer_.segments();
  writer_.segment("ST", {"274", "0001", version});
  writer_.segment("BHT", {"0028", "27", padded(settings.control, 9) + "-0001", date, settings.time});
  writer_.segment("DTM", {"507", date});
  const profile::Profile::Submitter& us = profile_.submitter;
  const bool own = !plan.contact_phone.empty() || !plan.contact_email.empty() || !plan.contact_fax.empty();
  writer_.begin("PER").element("BJ").element(
      words(plan.contact_name.empty() ? us.contact_name : plan.contact_name, 60));
  int pairs = 0;
  const auto number = [&](std::string_view kind, const std::string& value) {
    if (value.empty() || pairs == 3) return;
    ++pairs;
    writer_.element(kind).element(value);
  };
  number("TE", own ? plan.contact_phone : us.contact_phone);
  if (pairs > 0) number("EX", own ? plan.contact_extension : std::string());
  number("EM", own ? plan.contact_email : us.contact_email);
  number("FX", own ? plan.contact_fax : std::string());
  writer_.end();
}

void TransactionWriter::close() {
  const std::uint64_t count = writer_.segments() - envelope_segments_ + 1;
  writer_.segment("SE", {std::to_string(count), "0001"});
  writer_.segment("GE", {"1", control_});
  writer_.segment("IEA", {"1", padded(std::stoull(control_), 9)});
}

void TransactionWriter::party(const Party& party, std::string_view kind, std::string_view name) {
  writer_.segment("NM1", {party.kind.empty() ? kind : std::string_view(party.kind), "2",
                          words(party.name.empty() ? name : std::string_view(party.name), Limits::last_name), "", "",
                          "", "", party.id_type, words(party.id, 80)});
}

std::uint64_t TransactionWriter::level(std::uint64_t parent, std::string_view kind, bool children) {
  ++levels_;
  writer_.segment("HL", {std::to_string(levels_), parent == 0 ? std::string() : std::to_string(parent), kind,
                         children ? "1" : "0"});
  return levels_;
}

std::string TransactionWriter::words(std::string_view text, std::size_t limit) const {
  std::string folded = text::fold(text, set_);
  folded.resize(text::cut(folded, limit).size());
  return folded;
}

void TransactionWriter::name(std::string_view kind, const Name& name) {
  writer_.segment("NM1", {kind, name.person ? "1" : "2", words(name.last, Limits::last_name),
                          words(name.first, Limits::first_name), words(name.middle, Limits::middle_name), "",
                          words(name.suffix, Limits::suffix), name.npi.empty() ? "" : "XX", name.npi});
}

void TransactionWriter::additional_names(const std::vector<AdditionalName>& names) {
  for (const AdditionalName& name : names)
    writer_.segment("N2", {words(name.first, Limits::additional_name), words(name.second, Limits::additional_name)});
}

void TransactionWriter::day(std::string_view qualifier, const std::optional<text::Date>& date) {
  if (date) writer_.segment("DTP", {qualifier, "D8", text::to_ccyymmdd(*date)});
}

void TransactionWriter::contract(const Contract& contract) {
  day("092", contract.start);
  day("093", contract.end);
}

void TransactionWriter::languages(const std::vector<Language>& languages) {
  for (const Language& language : languages)
    writer_.segment("LUI", {"LE", language.code, "", "", one(language.proficiency)});
}

void TransactionWriter::taxonomies(const Entry& entry, bool roles, bool certification) {
  for (const Taxonomy& taxonomy : entry.taxonomies) {
    writer_.segment("LQ", {"68", taxonomy.code});
    if (roles)
      for (const std::string& role : taxonomy.roles) writer_.segment("TPB", {role});
    if (certification && taxonomy.board_certified != ' ')
      writer_.segment("YNQ", {profile_.network.board_certification, one(taxonomy.board_certified)});
  }
}

void TransactionWriter::identifiers(const Entry& entry) {
  for (const Identifier& identifier : entry.identifiers)
    writer_.segment("REF", {identifier.type, words(identifier.number, Limits::reference)});
}

void TransactionWriter::affiliates(const Entry& entry, bool hospital_status) {
  for (const Affiliate& affiliate : entry.affiliates) {
    Name as_name;
    as_name.last = affiliate.name;
    as_name.npi = affiliate.npi;
    name(affiliate.kind, as_name);
    additional_names(affiliate.additional_names);
    if (hospital_status && !affiliate.status.empty())
      writer_.segment("HAD", {affiliate.status, "", "", "", affiliate.privilege_list, words(affiliate.privilege, 30)});
  }
}

bool TransactionWriter::in_file(const Site& site) const {
  return site.plan_codes.empty() ||
         std::find(site.plan_codes.begin(), site.plan_codes.end(), plan_code_) != site.plan_codes.end();
}

Result<void> TransactionWriter::group(Index index, std::uint64_t parent) {
  const std::span<const Index> sites = order_.sites_of(index);
  if (std::none_of(sites.begin(), sites.end(), [&](Index site) { return in_file(network_.sites[site]); })) return {};
  const Group& group = network_.groups[index];
  ++counts_.groups;
  const std::uint64_t here = level(parent, "4", true);
  name("QV", group.name);
  additional_names(group.additional_names);
  contract(group.contract);
  taxonomies(group, false, false);
  identifiers(group);
  affiliates(group, false);
  for (const Index one : sites) {
    if (!in_file(network_.sites[one])) continue;
    if (auto written = site(one, here); !written) return written;
  }
  return {};
}

Result<void> TransactionWriter::site(Index index, std::uint64_t parent) {
  const Site& site = network_.sites[index];
  const std::span<const Index> affiliations = order_.affiliations_at(index);
  ++counts_.sites;
  const std::uint64_t here = level(parent, "N", !affiliations.empty());
  name("77", site.name);
  site_names(site);
  site_contacts(site);
  languages(site.languages);
  contract(site.contract);
  for (const Hours& hours : site.hours) writer_.segment("WS", {hours.days, hours.from, hours.till});
  site_limits(site);
  writer_.segment("NX1", {"77"});
  writer_.segment("N3", {words(site.address.line_1, Limits::street), words(site.address.line_2, Limits::street)});
  writer_.segment("N4",
                  {words(site.address.city, Limits::city), site.address.state, site.address.zip, site.address.country});
  taxonomies(site, true, false);
  identifiers(site);
  affiliates(site, false);
  for (const Index one : affiliations) provider(network_.affiliations[one], here);
  return out_.size() < flush_size ? Result<void>{} : flush_(out_);
}

// The mark stands in the first N2 that has room for it, else in one of its own under the site's name.
void TransactionWriter::site_names(const Site& site) {
  bool marked = !site.cbas;
  const std::string& mark = profile_.network.indicators.cbas;
  for (const AdditionalName& name : site.additional_names) {
    const bool here = !marked && name.second.empty();
    writer_.segment(
        "N2", {words(name.first, Limits::additional_name), here ? mark : words(name.second, Limits::additional_name)});
    marked = marked || here;
  }
  if (!marked) writer_.segment("N2", {words(site.name.last, Limits::additional_name), mark});
}

// Three numbers a segment; an extension stands behind its phone.
void TransactionWriter::site_contacts(const Site& site) {
  const std::array<std::pair<std::string_view, const std::string*>, 5> numbers{{{"TE", &site.phone},
                                                                                {"EX", &site.phone_extension},
                                                                                {"FX", &site.fax},
                                                                                {"EM", &site.email},
                                                                                {"TE", &site.second_phone}}};
  int pairs = 0;
  for (const auto& [kind, value] : numbers) {
    if (value->empty()) continue;
    if (pairs == 3) {
      writer_.end();
      pairs = 0;
    }
    if (pairs++ == 0) writer_.begin("PER").element("AJ").element(words(site.contact_name, Limits::contact));
    writer_.element(kind).element(*value);
  }
  if (pairs > 0) writer_.end();
}

void TransactionWriter::site_limits(const Site& site) {
  const std::array<std::pair<std::string_view, char>, 4> conditions{
      {{"P7", site.accepts_existing}, {"P8", site.accepts_new}, {"AFM", site.accepts_family}, {"H3", site.accessible}}};
  for (const char answer : {'Y', 'N'}) {
    bool begun = false;
    for (const auto& [code, given] : conditions) {
      if (given != answer) continue;
      if (!begun) writer_.begin("CRC").element(profile_.network.acceptance_category).element(one(answer));
      begun = true;
      writer_.element(code);
    }
    if (begun) writer_.end();
  }
  if (site.gender_limit != ' ' || !site.minimum_age.empty() || !site.maximum_age.empty())
    writer_.segment("PDI", {one(site.gender_limit), site.minimum_age, site.maximum_age});
}

bool TransactionWriter::takes_part(Index provider, Index site, Program program) const {
  auto part = std::lower_bound(by_provider_.begin(), by_provider_.end(), provider,
                               [](const Participation* one, Index wanted) { return one->provider < wanted; });
  for (; part != by_provider_.end() && (*part)->provider == provider; ++part)
    if ((*part)->program == program && (*part)->site.value_or(site) == site) return true;
  return false;
}

void TransactionWriter::provider_marks(const Affiliation& affiliation) {
  const Provider& provider = network_.providers[affiliation.provider];
  const profile::Profile::Network::Indicators& marks = profile_.network.indicators;
  const auto mark = [&](bool holds, const std::string& code) {
    // One that stands among the additional names is said already.
    if (holds && std::none_of(provider.additional_names.begin(), provider.additional_names.end(),
                              [&](const AdditionalName& name) { return name.first == code || name.second == code; }))
      writer_.segment("N2", {code});
  };
  mark(provider.clinic, marks.clinic);
  mark(takes_part(affiliation.provider, affiliation.site, Program::ecm), marks.ecm);
  mark(takes_part(affiliation.provider, affiliation.site, Program::community_supports), marks.community_supports);
}

void TransactionWriter::provider(const Affiliation& affiliation, std::uint64_t parent) {
  const Provider& provider = network_.providers[affiliation.provider];
  ++counts_.affiliations;
  const bool first = counted_[affiliation.provider] == 0;
  counted_[affiliation.provider] = 1;
  if (first) ++counts_.providers;
  level(parent, "19", false);
  name("1P", provider.name);
  additional_names(provider.additional_names);
  provider_marks(affiliation);
  if (provider.gender != ' ') writer_.segment("DMG", {"", "", one(provider.gender)});
  for (const Provider::Degree& degree : provider.degrees) {
    const std::string& code = degree.code.empty() ? profile_.network.degree_code : degree.code;
    if (code.empty())
      counts_.degrees_without_code += first ? 1 : 0;
    else
      writer_.segment("DEG", {code, "", "", words(degree.text, 80)});
  }
  languages(provider.languages);
  for (const Contract& period : affiliation.contracts) contract(period);
  taxonomies(provider, true, true);
  identifiers(provider);
  affiliates(provider, true);
}

}  // namespace calx::network
