// A plan's provider network: groups, their sites, the providers who work there, and what they do for ECM and Community
// Supports. Plain data; read_tables() and read_transaction() make it, the writer, reports and comparisons read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/date.hpp"

namespace calx::network {

/// Place in the vector of the Network that it names.
using Index = std::uint32_t;

/// A person or an organization; NM1.
struct Name {
  bool person = false;
  std::string last;  ///< of an organization: all of its name
  std::string first, middle, suffix;
  std::string npi;  ///< ten digits; empty where there is none
};

/// One N2: a further name, or a mark such as CLNC that the model has no field for.
struct AdditionalName {
  std::string first, second;  ///< N201, N202
};

/// First and last day, both included; open where empty.
struct Contract {
  std::optional<text::Date> start, end;
  std::uint32_t row = 0;
};

struct Taxonomy {
  std::string code;                ///< ten characters
  std::vector<std::string> roles;  ///< TPB01: 3E primary care, 3G specialist, 3A ancillary
  char board_certified = ' ';      ///< Y, N, U or blank: not said
  std::uint32_t row = 0;           ///< in taxonomies.csv
};

struct Identifier {
  std::string type;  ///< REF01: EI tax id, 0B state licence, ...
  std::string number;
  std::uint32_t row = 0;  ///< in identifiers.csv
};

/// A hospital, pharmacy, laboratory ... that a group, site or provider is linked with; 2100CB, 2100DB, 2100EB.
struct Affiliate {
  std::string kind;  ///< NM101: 80 hospital, QA pharmacy, ...
  std::string name, npi;
  std::vector<AdditionalName> additional_names;
  std::string status;                     ///< HAD01; providers only
  std::string privilege_list, privilege;  ///< HAD05, HAD06
  std::uint32_t row = 0;                  ///< in affiliates.csv
};

struct Language {
  std::string code;        ///< ISO 639
  char proficiency = ' ';  ///< LUI05, or blank
};

/// One WS: a pattern of days, and from when to when.
struct Hours {
  std::string days;        ///< WS01: A Monday to Friday, D Monday ... K Sunday, MC by appointment
  std::string from, till;  ///< HHMM; empty for MC and such
};

struct Address {
  std::string line_1, line_2, city, state, zip, country;
};

/// What anybody in the directory has.
struct Entry {
  std::string id;  ///< the plan's own, of the tables; read_transaction() makes one up
  Name name;
  std::vector<AdditionalName> additional_names;
  std::vector<Taxonomy> taxonomies;
  std::vector<Identifier> identifiers;
  std::vector<Affiliate> affiliates;
  std::uint32_t row = 0;  ///< record of its table, the header's is usually 1; 0 where it was read from a 274
};

struct Group : Entry {
  Contract contract;
};

struct Site : Entry {
  Index group = 0;
  Contract contract;
  std::vector<std::string> plan_codes;  ///< in whose files it stands; empty: in all
  bool cbas = false;                    ///< Community Based Adult Services
  std::string contact_name, phone, phone_extension, second_phone, fax, email;
  std::vector<Language> languages;
  std::vector<Hours> hours;
  char accepts_existing = ' ', accepts_new = ' ', accepts_family = ' ', accessible = ' ';  ///< Y, N or blank
  char gender_limit = ' ';                                                                 ///< PDI01: M, F, B or blank
  std::string minimum_age, maximum_age;                                                    ///< years, whole numbers
  Address address;
  std::vector<std::string> services;  ///< in the plan's own words; no place in the 274
  std::string county;                 ///< its name, as code-sets/counties.csv has it; has no place in the 274
};

struct Provider : Entry {
  bool clinic = false;
  char gender = ' ';  ///< M, F, U or blank
  struct Degree {
    std::string code, text;  ///< DEG01, where the table says one; DEG04
  };
  std::vector<Degree> degrees;
  std::vector<Language> languages;
};

/// A provider at a site, with the periods for which they are contracted there, sorted, without overlap.
struct Affiliation {
  Index provider = 0, site = 0;
  std::vector<Contract> contracts;  ///< empty: no dates are given
  std::uint32_t row = 0;            ///< the first of its rows in provider-sites.csv
};

enum class Program : std::uint8_t { ecm, community_supports };

/// What a provider does for ECM or Community Supports, at one site or at all of theirs.
struct Participation {
  Index provider = 0;
  std::optional<Index> site;  ///< empty: all sites of the provider
  Program program = Program::ecm;
  std::vector<std::string> populations;   ///< ECM: as calaim::Populations names them
  std::vector<std::string> services;      ///< Community Supports: as the coding options name them
  std::optional<std::uint32_t> capacity;  ///< members who can be served at a time
  Contract period;
  std::uint32_t row = 0;  ///< in ecm-cs.csv
};

/// Source or receiver of the directory; 2100AA, 2100BA.
struct Party {
  std::string kind;  ///< NM101; empty: the profile's
  std::string name;
  std::string id_type, id;  ///< NM108, NM109
};

/// One plan code: one file a month.
struct Plan {
  std::string plan_code;  ///< three digits
  Party source, receiver;
  std::string contact_name, contact_phone, contact_extension, contact_fax, contact_email;  ///< empty: the profile's
  std::uint32_t row = 0;
};

struct Network {
  std::vector<Plan> plans;
  std::vector<Group> groups;
  std::vector<Site> sites;
  std::vector<Provider> providers;
  std::vector<Affiliation> affiliations;
  std::vector<Participation> participations;
};

/// True where the contract is in force on the day.
bool covers(const Contract& contract, text::Date day);
/// The same for a provider at a site; an affiliation without dates covers every day.
bool covers(const Affiliation& affiliation, text::Date day);
/// True where some participation of the provider in the program holds at the site.
bool takes_part(const Network& network, Index provider, Index site, Program program);

/// "Inventada, Ana Luz" or an organization's name.
std::string to_text(const Name& name);

}  // namespace calx::network
