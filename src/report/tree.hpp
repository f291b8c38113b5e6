// An X12 file as a tree that people can read.
#pragma once

#include <ostream>
#include <string>

#include "files/failure.hpp"
#include "findings/catalogue.hpp"
#include "grammar/library.hpp"
#include "x12/reader.hpp"

namespace calx::report {

/// Prints each loop with its name, each segment, each element that is written with its name and value. What the grammar
/// does not know is printed too, marked. False where the input is no X12, which is printed in a sentence.
Result<bool> print_tree(x12::Reader& reader, const std::string& file, grammar::Library& grammars,
                        const findings::Catalogue& catalogue, std::ostream& out);

}  // namespace calx::report
