// Tables of cases: a file and exactly the findings that it must give. Each table has a test program of its own; all of
// them together must raise every X12 code of the catalogue.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "judging.hpp"

namespace calx::validate {

struct Case {
  std::string name;  ///< letters and digits
  std::string text;
  std::vector<std::string> expected;  ///< in any order, as in_short() writes them
  Asked asked = {};
};

inline void PrintTo(const Case& entry, std::ostream* out) {
  *out << entry.name;
}

std::vector<Case> fixture_cases();
std::vector<Case> envelope_cases();
std::vector<Case> walker_cases();
std::vector<Case> element_cases();
std::vector<Case> claim_cases();
std::vector<Case> overlay_cases();

struct NameOfCase {
  template <class Info>
  std::string operator()(const Info& info) const {
    return info.param.name;
  }
};

}  // namespace calx::validate
