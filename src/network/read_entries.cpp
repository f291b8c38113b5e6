// The tables of those who are in the directory: plan, groups, sites, providers.
#include "network/read_tables.hpp"
#include "network/row_reader.hpp"
#include "text/cells.hpp"

namespace calx::network {
namespace {

/// The columns that groups, sites and providers share.
struct EntryColumns {
  std::size_t id, name, first, middle, suffix, entity, npi, additional_names;
  EntryColumns(Table table, std::string_view id_key)
      : id(place_of(table, id_key)),
        name(place_of(table, "name")),
        first(place_of(table, "first_name")),
        middle(place_of(table, "middle_name")),
        suffix(place_of(table, "suffix")),
        entity(place_of(table, "entity")),
        npi(place_of(table, "npi")),
        additional_names(place_of(table, "additional_names")) {}

  void read(RowReader& row, Entry& entry) const {
    entry.row = row.row();
    row.id(id, entry.id);
    row.words(name, entry.name.last, Limits::last_name);
    row.words(first, entry.name.first, Limits::first_name);
    row.words(middle, entry.name.middle, Limits::middle_name);
    row.words(suffix, entry.name.suffix, Limits::suffix);
    const char kind = row.choice(entity, "entity");
    entry.name.person = kind == '1' || (kind == ' ' && !entry.name.first.empty());
    row.npi(npi, entry.name.npi);
    row.additional_names(additional_names, entry.additional_names);
  }
};

/// Keeps an entry, a second one of the same id as a bad one.
template <class Kind>
void keep(Kind entry, RowReader& row, std::size_t id, Ids& ids, std::vector<Kind>& entries, std::vector<char>& bad) {
  auto index = static_cast<Index>(entries.size());
  if (!entry.id.empty() && !ids.add(entry.id, index))
    row.report("NET-0407", id, {{"row", std::to_string(entries[index].row)}});
  bad.push_back(row.ok() ? 0 : 1);
  entries.push_back(std::move(entry));
}

}  // namespace

void read_plans(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  const auto at = [](std::string_view key) { return place_of(Table::plan, key); };
  const std::size_t plan_code = at("plan_code");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Plan plan;
    plan.row = row.row();
    row.plan_code(plan_code, row.cell(plan_code), plan.plan_code);
    for (const Plan& other : draft.plans)
      if (!plan.plan_code.empty() && other.plan_code == plan.plan_code)
        row.report("NET-0407", plan_code, {{"row", std::to_string(other.row)}});
    const auto party = [&](const std::string& before, Party& to) {
      row.words(at(before + "name"), to.name, Limits::last_name);
      row.reference(at(before + "kind"), to.kind, 3, 2);
      row.reference(at(before + "id_type"), to.id_type, 2);
      row.reference(at(before + "id"), to.id, 80, 2);
      if (to.id.empty() != to.id_type.empty()) row.report("NET-0119", at(before + (to.id.empty() ? "id" : "id_type")));
    };
    party("", plan.source);
    party("receiver_", plan.receiver);
    row.words(at("contact_name"), plan.contact_name, Limits::contact);
    row.phone(at("contact_phone"), plan.contact_phone);
    row.digits(at("contact_extension"), plan.contact_extension, 10);
    row.phone(at("contact_fax"), plan.contact_fax);
    row.email(at("contact_email"), plan.contact_email);
    draft.bad_plans.push_back(row.ok() ? 0 : 1);
    draft.plans.push_back(std::move(plan));
  }
}

void read_groups(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  const EntryColumns columns(Table::groups, "group_id");
  const std::size_t start = place_of(Table::groups, "contract_start"), end = place_of(Table::groups, "contract_end");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Group group;
    columns.read(row, group);
    row.contract(start, end, group.contract);
    keep(std::move(group), row, columns.id, draft.group_ids, draft.groups, draft.bad_groups);
  }
}

void read_sites(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  const EntryColumns columns(Table::sites, "site_id");
  const auto at = [](std::string_view key) { return place_of(Table::sites, key); };
  const std::size_t group_id = at("group_id"), plan_codes = at("plan_codes"), cbas = at("cbas"),
                    contact = at("contact_name"), phone = at("phone"), extension = at("phone_extension"),
                    second_phone = at("second_phone"), fax = at("fax"), email = at("email"),
                    languages = at("languages"), start = at("contract_start"), end = at("contract_end"),
                    hours = at("hours"), existing = at("accepts_existing"), fresh = at("accepts_new"),
                    family = at("accepts_family"), accessible = at("accessible"), gender = at("gender_limit"),
                    minimum = at("minimum_age"), maximum = at("maximum_age"), line_1 = at("address"),
                    line_2 = at("address_2"), city = at("city"), state = at("state"), zip = at("zip"),
                    country = at("country"), county = at("county"), services = at("services");
  RowReader row(sheet, knowledge);
  std::string id;
  while (row.next()) {
    Site site;
    columns.read(row, site);
    row.id(group_id, id);
    site.group = draft.group_ids.find(id);
    if (site.group == nowhere && !id.empty() && !draft.group_ids.empty())
      row.report("NET-0401", group_id, {{"id", id}});
    for (const std::string_view code : text::split_list(row.cell(plan_codes), text::ByteSet(";,"))) {
      row.plan_code(plan_codes, code, site.plan_codes.emplace_back());
      bool known = false;
      for (const Plan& plan : draft.plans) known = known || plan.plan_code == site.plan_codes.back();
      if (!known && !draft.plans.empty()) row.report("NET-0413", plan_codes, {{"code", site.plan_codes.back()}});
    }
    site.cbas = row.yes(cbas);
    row.words(contact, site.contact_name, Limits::contact);
    row.phone(phone, site.phone);
    row.digits(extension, site.phone_extension, 10);
    row.phone(second_phone, site.second_phone);
    row.phone(fax, site.fax);
    row.email(email, site.email);
    row.languages(languages, site.languages);
    row.contract(start, end, site.contract);
    row.hours(hours, site.hours);
    site.accepts_existing = row.choice(existing, "answer");
    site.accepts_new = row.choice(fresh, "answer");
    site.accepts_family = row.choice(family, "answer");
    site.accessible = row.choice(accessible, "answer");
    site.gender_limit = row.choice(gender, "gender-limit");
    row.age(minimum, site.minimum_age);
    row.age(maximum, site.maximum_age);
    if (row.ok() && !site.minimum_age.empty() && !site.maximum_age.empty() &&
        std::stoi(site.minimum_age) > std::stoi(site.maximum_age))
      row.report("NET-0220", maximum);
    row.words(line_1, site.address.line_1, Limits::street);
    row.words(line_2, site.address.line_2, Limits::street);
    row.words(city, site.address.city, Limits::city, Limits::city_least);
    row.state(state, site.address.state);
    row.zip(zip, site.address.zip);
    row.country(country, site.address.country);
    row.county(county, site.county);
    for (const std::string_view service : text::split_list(row.cell(services))) site.services.emplace_back(service);
    keep(std::move(site), row, columns.id, draft.site_ids, draft.sites, draft.bad_sites);
  }
}

void read_providers(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  const EntryColumns columns(Table::providers, "provider_id");
  const auto at = [](std::string_view key) { return place_of(Table::providers, key); };
  const std::size_t clinic = at("clinic"), gender = at("gender"), degrees = at("degrees"), languages = at("languages");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Provider provider;
    columns.read(row, provider);
    provider.clinic = row.yes(clinic);
    provider.gender = row.choice(gender, "gender");
    row.degrees(degrees, provider.degrees);
    row.languages(languages, provider.languages);
    keep(std::move(provider), row, columns.id, draft.provider_ids, draft.providers, draft.bad_providers);
  }
}

}  // namespace calx::network
