// A runner over the built-in data, for the tests of this folder.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "conform/runner.hpp"

namespace calx::conform {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// What is compiled into the program, loaded once.
struct BuiltIn {
  files::Resources resources;
  findings::Catalogue catalogue = must(findings::Catalogue::load(resources));
  codes::CodeSets codes = must(codes::CodeSets::load(resources));
  calaim::CodingOptions coding_options = must(calaim::CodingOptions::load(resources));
  invoice::Elements elements = must(invoice::Elements::load(resources));
};

inline const BuiltIn& built_in() {
  static const BuiltIn all;
  return all;
}

inline Runner make_runner() {
  const BuiltIn& all = built_in();
  return Runner({all.resources, all.catalogue, all.codes, all.coding_options, all.elements});
}

inline std::string fixture(const std::string& name) {
  return std::string(CALX_SOURCE_DIR) + "/fixtures/" + name;
}

}  // namespace calx::conform
