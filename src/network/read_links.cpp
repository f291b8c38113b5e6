// The tables that say more of groups, sites and providers: who works where, taxonomies, identifiers, affiliates, ECM
// and Community Supports. They are read after the tables that they refer to.
#include "network/read_tables.hpp"
#include "network/row_reader.hpp"
#include "text/cells.hpp"

namespace calx::network {
namespace {

/// Finds whom a row is of; reports who is unknown.
class Owners {
 public:
  Owners(Table table, const Draft& draft)
      : draft_(draft), owner_(place_of(table, "owner")), owner_id_(place_of(table, "owner_id")) {}

  void read(RowReader& row, Table& owner, Index& index) {
    const char kind = row.choice(owner_, "owner");
    if (kind == ' ') return;
    owner = kind == 'g' ? Table::groups : kind == 's' ? Table::sites : Table::providers;
    row.id(owner_id_, id_);
    if (id_.empty()) return;
    const Ids& ids = owner == Table::groups  ? draft_.group_ids
                     : owner == Table::sites ? draft_.site_ids
                                             : draft_.provider_ids;
    index = ids.find(id_);
    if (index == nowhere && !ids.empty())
      row.report(
          "NET-0411", owner_id_,
          {{"owner", name_of(owner).substr(0, name_of(owner).size() - 1)}, {"id", id_}, {"table", name_of(owner)}});
  }

 private:
  const Draft& draft_;
  std::size_t owner_, owner_id_;
  std::string id_;
};

Index find(RowReader& row, std::size_t place, const Ids& ids, std::string_view code) {
  std::string id;
  row.id(place, id);
  if (id.empty()) return nowhere;
  const Index index = ids.find(id);
  // Where nothing of a table could be read, that has been said once.
  if (index == nowhere && !ids.empty()) row.report(code, place, {{"id", id}});
  return index;
}

}  // namespace

void read_provider_sites(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  const auto at = [](std::string_view key) { return place_of(Table::provider_sites, key); };
  const std::size_t provider = at("provider_id"), site = at("site_id"), start = at("contract_start"),
                    end = at("contract_end");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    ProviderSite link;
    link.provider = find(row, provider, draft.provider_ids, "NET-0402");
    link.site = find(row, site, draft.site_ids, "NET-0403");
    row.contract(start, end, link.contract);
    link.bad = !row.ok();
    draft.provider_sites.push_back(link);
  }
}

void read_taxonomies(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  Owners owners(Table::taxonomies, draft);
  const auto at = [](std::string_view key) { return place_of(Table::taxonomies, key); };
  const std::size_t taxonomy = at("taxonomy"), roles = at("roles"), certified = at("board_certified");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Owned<Taxonomy> owned;
    owned.value.row = row.row();
    owners.read(row, owned.owner, owned.index);
    row.taxonomy(taxonomy, owned.value.code);
    row.codes(roles, "role", 1, 3, owned.value.roles);
    owned.value.board_certified = row.choice(certified, "answer");
    if (owned.owner == Table::groups && !owned.value.roles.empty()) row.report("NET-0120", roles);
    if (owned.owner != Table::providers && owned.value.board_certified != ' ') row.report("NET-0120", certified);
    owned.bad = !row.ok();
    draft.taxonomies.push_back(std::move(owned));
  }
}

void read_identifiers(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  Owners owners(Table::identifiers, draft);
  const std::size_t type = place_of(Table::identifiers, "type"), number = place_of(Table::identifiers, "number");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Owned<Identifier> owned;
    Identifier& identifier = owned.value;
    identifier.row = row.row();
    owners.read(row, owned.owner, owned.index);
    row.code(type, row.cell(type), "identifier", 2, 3, identifier.type);
    if (identifier.type == "EI" || identifier.type == "TJ" || identifier.type == "SY") {
      const std::string_view text = text::without_point_zero(row.cell(number));
      if (!text.empty() &&
          (!text::only_digits(text, text::ByteSet("- "), identifier.number) || identifier.number.size() != 9))
        row.report("NET-0222", number);
    } else {
      row.reference(number, identifier.number, Limits::reference);
    }
    owned.bad = !row.ok();
    draft.identifiers.push_back(std::move(owned));
  }
}

void read_affiliates(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  Owners owners(Table::affiliates, draft);
  const auto at = [](std::string_view key) { return place_of(Table::affiliates, key); };
  const std::size_t kind = at("kind"), name = at("name"), npi = at("npi"), additional = at("additional_names"),
                    status = at("status"), list = at("privilege_list"), privilege = at("privilege");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Owned<Affiliate> owned;
    Affiliate& affiliate = owned.value;
    affiliate.row = row.row();
    owners.read(row, owned.owner, owned.index);
    row.code(kind, row.cell(kind), "affiliate", 0, 0, affiliate.kind);
    row.words(name, affiliate.name, Limits::last_name);
    row.npi(npi, affiliate.npi);
    row.additional_names(additional, affiliate.additional_names);
    row.reference(status, affiliate.status, 2, 2);
    row.reference(list, affiliate.privilege_list, 3);
    row.reference(privilege, affiliate.privilege, 30);
    if (affiliate.privilege.empty() != affiliate.privilege_list.empty())
      row.report("NET-0119", affiliate.privilege.empty() ? privilege : list);
    if (affiliate.status.empty() && !affiliate.privilege.empty()) row.report("NET-0119", status);
    if (owned.owner != Table::providers && !affiliate.status.empty()) row.report("NET-0120", status);
    owned.bad = !row.ok();
    draft.affiliates.push_back(std::move(owned));
  }
}

void read_participations(Sheet& sheet, const Knowledge& knowledge, Draft& draft) {
  const auto at = [](std::string_view key) { return place_of(Table::ecm_cs, key); };
  const std::size_t provider = at("provider_id"), site = at("site_id"), program = at("program"),
                    populations = at("populations"), services = at("services"), capacity = at("capacity"),
                    start = at("start"), end = at("end");
  RowReader row(sheet, knowledge);
  while (row.next()) {
    Participation part;
    part.row = row.row();
    part.provider = find(row, provider, draft.provider_ids, "NET-0402");
    if (!row.cell(site).empty()) part.site = find(row, site, draft.site_ids, "NET-0403");
    const char which = row.choice(program, "program");
    part.program = which == 'c' ? Program::community_supports : Program::ecm;
    for (const std::string_view words : text::split_list(row.cell(populations))) {
      const std::vector<std::string> found = knowledge.populations.find(words);
      if (found.empty())
        row.report("NET-0301", populations,
                   {{"population", words}, {"suggestion", knowledge.populations.suggestion(words)}});
      part.populations.insert(part.populations.end(), found.begin(), found.end());
    }
    for (const std::string_view words : text::split_list(row.cell(services))) {
      const std::string_view found = knowledge.services.find(words);
      if (found.empty())
        row.report("NET-0302", services, {{"service", words}, {"suggestion", knowledge.services.suggestion(words)}});
      else
        part.services.emplace_back(found);
    }
    const bool ecm = part.program == Program::ecm;
    if (which != ' ' && ecm && row.cell(populations).empty()) row.report("NET-0304", populations);
    if (which != ' ' && !ecm && row.cell(services).empty()) row.report("NET-0305", services);
    if (which != ' ' && ecm && !part.services.empty()) row.report("NET-0306", services);
    if (which != ' ' && !ecm && !part.populations.empty()) row.report("NET-0306", populations);
    part.capacity = row.count(capacity);
    row.contract(start, end, part.period);
    draft.bad_participations.push_back(row.ok() ? 0 : 1);
    draft.participations.push_back(std::move(part));
  }
}

}  // namespace calx::network
