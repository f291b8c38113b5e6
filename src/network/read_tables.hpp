// The tables of a directory, one function each, in the order in which they are to be read: later ones refer to earlier.
#pragma once

#include "network/draft.hpp"
#include "network/knowledge.hpp"
#include "network/sheet.hpp"

namespace calx::network {

void read_plans(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_groups(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_sites(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_providers(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_provider_sites(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_taxonomies(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_identifiers(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_affiliates(Sheet& sheet, const Knowledge& knowledge, Draft& draft);
void read_participations(Sheet& sheet, const Knowledge& knowledge, Draft& draft);

}  // namespace calx::network
