// Judging cases, and comparing what is found with what is expected.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "conform/case.hpp"
#include "files/resources.hpp"
#include "findings/catalogue.hpp"
#include "grammar/library.hpp"
#include "invoice/elements.hpp"

namespace calx::conform {

/// What is needed to judge X12 and invoices; all of it outlives the runner.
struct Knowledge {
  const files::Resources& resources;
  const findings::Catalogue& catalogue;
  const codes::CodeSets& codes;
  const calaim::CodingOptions& coding_options;
  const invoice::Elements& elements;
};

/// What became of a case.
struct Outcome {
  const Case* of = nullptr;
  std::vector<std::string> missing, extra;  ///< findings in short form, or a verdict that was not met
  std::optional<Failure> failure;           ///< the input or an overlay could not be read
  std::vector<findings::Finding> findings;  ///< all that were found
  bool as_expected() const { return missing.empty() && extra.empty() && !failure; }
};

class Runner {
 public:
  explicit Runner(const Knowledge& knowledge) : knowledge_(knowledge) {}
  /// Fails where a grammar is wrong, whatever the case.
  Result<void> check_grammars();
  /// Judges the case as `calx validate` would: X12 by its guide and the case's overlays, all else as an invoice. The
  /// case outlives the outcome.
  Outcome run(const Case& entry);

 private:
  Result<std::vector<findings::Finding>> judge(const Case& entry);
  Result<grammar::Library*> library(const std::vector<std::string>& overlays);

  Knowledge knowledge_;
  std::map<std::vector<std::string>, std::unique_ptr<grammar::Library>> libraries_;  // by overlays
};

/// Pairs expected findings with found ones, so that as many as can be have a partner; the rest is missing and extra.
void compare(const std::vector<Expected>& expected, const std::vector<findings::Finding>& found, Outcome& outcome);

}  // namespace calx::conform
