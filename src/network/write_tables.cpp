#include "network/write_tables.hpp"

#include <array>
#include <string_view>

#include "network/hours.hpp"
#include "text/csv.hpp"

namespace calx::network {
namespace {

constexpr std::string_view line_end = "\r\n";

/// One table being written: cells by the keys of its columns.
class TableWriter {
 public:
  TableWriter(Table table, const Columns& columns) : table_(table), cells_(columns.of(table).size()) {
    for (const Column& column : columns.of(table)) append(column.header, &column == &columns.of(table).front());
    text_ += line_end;
  }

  TableWriter& set(std::string_view key, std::string value) {
    cells_[place_of(table_, key)] = std::move(value);
    return *this;
  }
  void end_row() {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      append(cells_[i], i == 0);
      cells_[i].clear();
    }
    text_ += line_end;
    any_ = true;
  }
  void add_to(std::vector<TableText>& files) {
    if (any_ || is_required(table_)) files.emplace_back(std::string(name_of(table_)) + ".csv", std::move(text_));
  }

 private:
  void append(const std::string& cell, bool first) {
    if (!first) text_ += ',';
    text::append_csv_cell(text_, cell);
  }

  Table table_;
  std::vector<std::string> cells_;
  std::string text_;
  bool any_ = false;
};

std::string one(char c) {
  return c == ' ' ? std::string() : std::string(1, c);
}
std::string day(const std::optional<text::Date>& date) {
  return date ? text::to_iso(*date) : std::string();
}

template <class List, class Text>
std::string joined(const List& list, Text text) {
  std::string all;
  for (const auto& value : list) {
    if (!all.empty()) all += "; ";
    all += text(value);
  }
  return all;
}
std::string joined(const std::vector<std::string>& list) {
  return joined(list, [](const std::string& value) { return value; });
}
std::string joined(const std::vector<AdditionalName>& names) {
  return joined(names, [](const AdditionalName& name) {
    return name.second.empty() ? name.first : name.first + "|" + name.second;
  });
}

class Tables {
 public:
  Tables(const Network& network, const Knowledge& knowledge)
      : network_(network),
        knowledge_(knowledge),
        taxonomies_(Table::taxonomies, knowledge.columns),
        identifiers_(Table::identifiers, knowledge.columns),
        affiliates_(Table::affiliates, knowledge.columns) {}

  std::vector<TableText> write() {
    std::vector<TableText> files;
    plans(files);
    groups(files);
    sites(files);
    providers(files);
    provider_sites(files);
    taxonomies_.add_to(files);
    identifiers_.add_to(files);
    affiliates_.add_to(files);
    participations(files);
    return files;
  }

 private:
  std::string name(std::string_view list, std::string_view code) const {
    return std::string(knowledge_.values[list].name_of(code));
  }
  std::string languages(const std::vector<Language>& list) const {
    return joined(list, [this](const Language& language) {
      return language.proficiency == ' '
                 ? language.code
                 : language.code + " (" + name("proficiency", std::string(1, language.proficiency)) + ")";
    });
  }

  void plans(std::vector<TableText>& files) {
    TableWriter table(Table::plan, knowledge_.columns);
    for (const Plan& plan : network_.plans) {
      table.set("plan_code", plan.plan_code);
      for (const auto& [party, before] : {std::pair(&plan.source, std::string()), {&plan.receiver, "receiver_"}})
        table.set(before + "name", party->name)
            .set(before + "kind", party->kind)
            .set(before + "id_type", party->id_type)
            .set(before + "id", party->id);
      table.set("contact_name", plan.contact_name)
          .set("contact_phone", plan.contact_phone)
          .set("contact_extension", plan.contact_extension)
          .set("contact_email", plan.contact_email)
          .set("contact_fax", plan.contact_fax)
          .end_row();
    }
    table.add_to(files);
  }

  void entry(TableWriter& table, std::string_view id, const Entry& entry, std::string_view owner) {
    table.set(id, entry.id)
        .set("name", entry.name.last)
        .set("first_name", entry.name.first)
        .set("middle_name", entry.name.middle)
        .set("suffix", entry.name.suffix)
        .set("entity", entry.name.person ? "person" : "organization")
        .set("npi", entry.name.npi)
        .set("additional_names", joined(entry.additional_names));
    for (const Taxonomy& taxonomy : entry.taxonomies)
      taxonomies_.set("owner", std::string(owner))
          .set("owner_id", entry.id)
          .set("taxonomy", taxonomy.code)
          .set("roles", joined(taxonomy.roles, [this](const std::string& role) { return name("role", role); }))
          .set("board_certified", one(taxonomy.board_certified))
          .end_row();
    for (const Identifier& identifier : entry.identifiers)
      identifiers_.set("owner", std::string(owner))
          .set("owner_id", entry.id)
          .set("type", name("identifier", identifier.type))
          .set("number", identifier.number)
          .end_row();
    for (const Affiliate& affiliate : entry.affiliates)
      affiliates_.set("owner", std::string(owner))
          .set("owner_id", entry.id)
          .set("kind", name("affiliate", affiliate.kind))
          .set("name", affiliate.name)
          .set("npi", affiliate.npi)
          .set("additional_names", joined(affiliate.additional_names))
          .set("status", affiliate.status)
          .set("privilege_list", affiliate.privilege_list)
          .set("privilege", affiliate.privilege)
          .end_row();
  }

  void groups(std::vector<TableText>& files) {
    TableWriter table(Table::groups, knowledge_.columns);
    for (const Group& group : network_.groups) {
      entry(table, "group_id", group, "group");
      table.set("contract_start", day(group.contract.start)).set("contract_end", day(group.contract.end)).end_row();
    }
    table.add_to(files);
  }

  void sites(std::vector<TableText>& files) {
    TableWriter table(Table::sites, knowledge_.columns);
    for (const Site& site : network_.sites) {
      entry(table, "site_id", site, "site");
      const std::array<std::pair<std::string_view, std::string>, 27> cells{
          {{"group_id", network_.groups[site.group].id},
           {"plan_codes", joined(site.plan_codes)},
           {"cbas", site.cbas ? "Y" : ""},
           {"contact_name", site.contact_name},
           {"phone", site.phone},
           {"phone_extension", site.phone_extension},
           {"second_phone", site.second_phone},
           {"fax", site.fax},
           {"email", site.email},
           {"languages", languages(site.languages)},
           {"contract_start", day(site.contract.start)},
           {"contract_end", day(site.contract.end)},
           {"hours", to_text(site.hours, knowledge_.values["days"])},
           {"accepts_existing", one(site.accepts_existing)},
           {"accepts_new", one(site.accepts_new)},
           {"accepts_family", one(site.accepts_family)},
           {"accessible", one(site.accessible)},
           {"gender_limit", site.gender_limit == ' ' ? "" : name("gender-limit", std::string(1, site.gender_limit))},
           {"minimum_age", site.minimum_age},
           {"maximum_age", site.maximum_age},
           {"address", site.address.line_1},
           {"address_2", site.address.line_2},
           {"city", site.address.city},
           {"state", site.address.state},
           {"zip", site.address.zip},
           {"country", site.address.country},
           {"county", site.county}}};
      for (const auto& [key, value] : cells) table.set(key, value);
      table.set("services", joined(site.services)).end_row();
    }
    table.add_to(files);
  }

  void providers(std::vector<TableText>& files) {
    TableWriter table(Table::providers, knowledge_.columns);
    for (const Provider& provider : network_.providers) {
      entry(table, "provider_id", provider, "provider");
      table.set("clinic", provider.clinic ? "Y" : "")
          .set("gender", one(provider.gender))
          .set("degrees", joined(provider.degrees,
                                 [](const Provider::Degree& degree) {
                                   return degree.code.empty() ? degree.text : degree.code + ":" + degree.text;
                                 }))
          .set("languages", languages(provider.languages))
          .end_row();
    }
    table.add_to(files);
  }

  void provider_sites(std::vector<TableText>& files) {
    TableWriter table(Table::provider_sites, knowledge_.columns);
    for (const Affiliation& affiliation : network_.affiliations) {
      const auto row = [&](const Contract& contract) {
        table.set("provider_id", network_.providers[affiliation.provider].id)
            .set("site_id", network_.sites[affiliation.site].id)
            .set("contract_start", day(contract.start))
            .set("contract_end", day(contract.end))
            .end_row();
      };
      if (affiliation.contracts.empty()) row({});
      for (const Contract& contract : affiliation.contracts) row(contract);
    }
    table.add_to(files);
  }

  void participations(std::vector<TableText>& files) {
    TableWriter table(Table::ecm_cs, knowledge_.columns);
    for (const Participation& part : network_.participations)
      table.set("provider_id", network_.providers[part.provider].id)
          .set("site_id", part.site ? network_.sites[*part.site].id : std::string())
          .set("program", part.program == Program::ecm ? "ECM" : "Community Supports")
          .set("populations", joined(part.populations))
          .set("services", joined(part.services))
          .set("capacity", part.capacity ? std::to_string(*part.capacity) : std::string())
          .set("start", day(part.period.start))
          .set("end", day(part.period.end))
          .end_row();
    table.add_to(files);
  }

  const Network& network_;
  const Knowledge& knowledge_;
  TableWriter taxonomies_, identifiers_, affiliates_;
};

}  // namespace

std::vector<TableText> write_tables(const Network& network, const Knowledge& knowledge) {
  return Tables(network, knowledge).write();
}

std::vector<TableText> template_tables(const Columns& columns) {
  std::vector<TableText> files;
  for (const Table table : all_tables) {
    TableWriter writer(table, columns);
    for (std::size_t example = 0; example < 3; ++example) {
      bool any = false;
      for (const Column& column : columns.of(table)) {
        writer.set(column.key, column.examples[example]);
        any = any || !column.examples[example].empty();
      }
      if (any) writer.end_row();
    }
    writer.add_to(files);
  }
  return files;
}

}  // namespace calx::network
