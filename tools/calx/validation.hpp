// What validate does, once it is known what is wanted.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "command.hpp"
#include "report/report.hpp"

namespace calx::command {

struct Validation {
  std::vector<std::string> files;  ///< "-" is standard input
  report::Form form = report::Form::text;
  int level = 7;
  std::uint64_t limit_findings = 0;
  bool show_values = false;
  text::Date date{};
};

/// Judges all files into one report and returns the exit status. What cannot be read is said on standard error, and the
/// rest is judged all the same.
int judge(const Validation& wanted, const Loaded& loaded, grammar::Library& library, std::ostream& out);

}  // namespace calx::command
