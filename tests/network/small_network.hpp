// A small network built in code, and what networks are judged by. Everybody is invented; no NPI that begins with 2 was
// ever issued.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "calaim/coding_options.hpp"
#include "network/knowledge.hpp"
#include "network/model.hpp"

namespace calx::network {

inline text::Date day(const char* iso) {
  return *text::parse_iso_date(iso);
}
inline Contract from(const char* start) {
  Contract contract;
  contract.start = day(start);
  return contract;
}
inline Contract between(const char* start, const char* end) {
  Contract contract = from(start);
  contract.end = day(end);
  return contract;
}

inline const Knowledge& knowledge() {
  static const auto all = [] {
    struct All {
      files::Resources resources;
      findings::Catalogue catalogue;
      codes::CodeSets codes;
      calaim::CodingOptions options;
      std::unique_ptr<Knowledge> knowledge;
    };
    auto made = std::make_unique<All>();
    made->catalogue = findings::Catalogue::load(made->resources).value();
    made->codes = codes::CodeSets::load(made->resources).value();
    made->options = calaim::CodingOptions::load(made->resources).value();
    made->knowledge = std::make_unique<Knowledge>(
        Knowledge::load(made->resources, made->catalogue, made->codes, made->options).value());
    return made;
  }();
  return *all->knowledge;
}

/// Two groups, three sites, three providers:
///   G1 Muestra Partners (2000000010), since 2024: S1 Central and S2 North (both 2000000010)
///   G2 Placeholder Homes (2000000028):           S3 Homes Office (no NPI), since 2025-07
///   P1 Ana Inventada (2000000036) at S1 and S2; P2 Beto Inventado (2000000044) at S3; P3 Muestra Partners (2000000010)
///   at S1.
///   P3 does ECM at all its sites, P2 Housing Deposits at S3.
inline Network small_network() {
  Network network;
  const auto organization = [](const char* id, const char* name, const char* npi) {
    Entry entry;
    entry.id = id;
    entry.name.last = name;
    entry.name.npi = npi;
    return entry;
  };
  const auto person = [&](const char* id, const char* last, const char* first, const char* npi) {
    Entry entry = organization(id, last, npi);
    entry.name.first = first;
    entry.name.person = true;
    return entry;
  };
  const auto group = [&](Entry entry) { static_cast<Entry&>(network.groups.emplace_back()) = std::move(entry); };
  group(organization("G1", "Muestra Partners", "2000000010"));
  network.groups[0].contract = from("2024-01-01");
  group(organization("G2", "Placeholder Homes", "2000000028"));
  const auto site = [&](Entry entry, Index of, const char* street, const char* city, const char* county) {
    Site& one = network.sites.emplace_back();
    static_cast<Entry&>(one) = std::move(entry);
    one.group = of;
    one.phone = "5595550100";
    one.address = {street, "", city, "CA", "93721", ""};
    one.county = county;
  };
  site(organization("S1", "Central", "2000000010"), 0, "1 Pretend Street", "Fresno", "Fresno");
  site(organization("S2", "North", "2000000010"), 0, "2 Pretend Street", "Madera", "Madera");
  site(organization("S3", "Homes Office", ""), 1, "3 Pretend Street", "Fresno", "Fresno");
  network.sites[2].contract = from("2025-07-01");
  const auto provider = [&](Entry entry) { static_cast<Entry&>(network.providers.emplace_back()) = std::move(entry); };
  provider(person("P1", "Inventada", "Ana", "2000000036"));
  provider(person("P2", "Inventado", "Beto", "2000000044"));
  provider(organization("P3", "Muestra Partners", "2000000010"));
  network.affiliations = {
      {0, 0, {between("2024-01-01", "2025-12-31")}, 0}, {0, 1, {from("2025-06-01")}, 0}, {1, 2, {}, 0}, {2, 0, {}, 0}};
  Participation ecm;
  ecm.provider = 2;
  ecm.populations = {"adult: Individuals experiencing homelessness", "adult: SMI and/or SUD needs"};
  ecm.capacity = 40;
  Participation housing;
  housing.provider = 1;
  housing.site = 2;
  housing.program = Program::community_supports;
  housing.services = {"Housing Deposits"};
  housing.period = between("2025-07-01", "2026-06-30");
  network.participations = {ecm, housing};
  return network;
}

}  // namespace calx::network
