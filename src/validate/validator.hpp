// The validator: one pass over an X12 file, findings to a sink.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "grammar/library.hpp"
#include "validate/claim_listener.hpp"
#include "x12/reader.hpp"

namespace calx::validate {

struct Options {
  int level = 7;                     ///< SNIP levels 1 to this one
  std::uint64_t limit_findings = 0;  ///< 0: no limit
  bool show_values = false;          ///< findings carry the offending value
  text::Date today{};                ///< --date: what BHT04 and GS04 are judged against
  ClaimListener* claims = nullptr;   ///< told of each claim that ends; may be null
  bool remember = true;              ///< false: judges each segment anew, to the same findings; for tests
};

/// What a file held.
struct Totals {
  std::uint64_t interchanges = 0, transactions = 0, claims = 0, segments = 0;
  std::uint64_t withheld = 0;  ///< findings beyond the limit
  findings::Tally tally;
};

/// What is needed to judge; all of it is shared and outlives the validator.
struct Knowledge {
  grammar::Library& grammars;
  const findings::Catalogue& catalogue;
  const codes::CodeSets& codes;
  const calaim::CodingOptions& coding_options;
};

/// Fails (usage) where a rule speaks of a code set that is not there.
Result<void> find_code_sets(const grammar::Grammar& grammar, const codes::CodeSets& codes);

/// Judges everything that `reader` yields, by the grammar that each group names. Memory does not grow with the file.
/// Fails only where a grammar or overlay is wrong, or the input cannot be read.
/// `progress` (may be empty) is called now and then with the number of bytes read.
Result<Totals> validate(x12::Reader& reader, const std::string& file, const Knowledge& knowledge,
                        const Options& options, findings::Sink& sink,
                        const std::function<void(std::uint64_t)>& progress = {});

}  // namespace calx::validate
