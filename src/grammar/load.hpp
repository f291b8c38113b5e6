// XML to Model: grammars and overlays.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/failure.hpp"
#include "grammar/model.hpp"

namespace calx::grammar {

/// Reads a grammar file; see grammars/README.md for its form. Anything wrong is a usage failure "NAME:LINE: ...".
Result<Model> load_grammar(std::string_view xml, const std::string& name);

/// What an overlay file says before it is applied.
struct OverlayHeader {
  std::string id;
  std::string grammar;                ///< id of the grammar that it changes
  std::vector<std::string> includes;  ///< overlays that come before it
  std::ptrdiff_t line = 0;            ///< of its <overlay>, for messages
};
Result<OverlayHeader> overlay_header(std::string_view xml, const std::string& name);

/// Adds what the overlay says to the model. An overlay that loosens what the guide requires, names an element that does
/// not exist, or repeats a rule's id is a usage failure with name and line. `stated` are the profile's keys and values,
/// which take the place of values that an overlay ties to them.
Result<void> apply_overlay(std::string_view xml, const std::string& name,
                           const std::vector<std::pair<std::string, std::string>>& stated, Model& model);

}  // namespace calx::grammar
