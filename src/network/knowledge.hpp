// What a directory's cells are judged by.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "calaim/populations.hpp"
#include "calaim/services.hpp"
#include "codes/code_set.hpp"
#include "findings/catalogue.hpp"
#include "network/columns.hpp"
#include "network/values.hpp"
#include "text/date.hpp"

namespace calx::network {

/// ISO 639 by code and by name: "es", "Spanish", "Castellano".
class Languages {
 public:
  /// A set that is not there (null) knows no language.
  Languages(const codes::CodeSet* set, const ValueList& usual_names);
  /// The code that `text` is or names, case, blanks and punctuation ignored; empty where it is unknown.
  std::string_view code_of(std::string_view text) const;
  std::string suggestion(std::string_view text) const;

 private:
  std::unordered_map<std::string, std::string> by_text_;  // folded
  const codes::CodeSet* set_;
};

/// Loaded once; all of it outlives who uses it.
struct Knowledge {
  const findings::Catalogue& catalogue;
  const codes::CodeSets& codes;
  Columns columns;
  ValueLists values;
  calaim::Populations populations;
  calaim::CommunitySupports services;
  Languages languages;

  static Result<Knowledge> load(const files::Resources& resources, const findings::Catalogue& catalogue,
                                const codes::CodeSets& codes, const calaim::CodingOptions& options);
};

}  // namespace calx::network
