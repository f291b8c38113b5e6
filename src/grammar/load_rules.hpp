// XML to the rules of a Model; for load.cpp. What is wrong is told to the reader.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "grammar/model.hpp"
#include "grammar/xml_reader.hpp"

namespace calx::grammar {

// `level` is for rules that state none; `origin` is the id of the grammar or overlay. All loops of the model must be
// there.

/// <check>.
void read_check(XmlReader& reader, const pugi::xml_node& node, int level, Model& model, const std::string& origin);

/// <rule>, within its loop or with loop="...".
void read_condition_rule(XmlReader& reader, const pugi::xml_node& node, int level, const std::string& loop,
                         Model& model, const std::string& origin);

/// off="ID ID": rules of lower floors that an overlay does not want.
void switch_off(XmlReader& reader, const pugi::xml_node& node, const std::string& overlay, Model& model);

/// <element> of an overlay, which may change the element too. `stated`: see apply_overlay().
void read_element_rule(XmlReader& reader, const pugi::xml_node& node, int level,
                       const std::vector<std::pair<std::string, std::string>>& stated, Model& model,
                       const std::string& origin);

}  // namespace calx::grammar
