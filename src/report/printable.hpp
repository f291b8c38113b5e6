// Text from a file as it may be printed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace calx::report {

/// The text in valid UTF-8. Control characters (line breaks too), marks that turn the direction of writing, and bytes
/// that are no UTF-8 become U+FFFD: what a file says cannot drive a terminal, break a line or spoil an XML document.
std::string printable(std::string_view text);

/// How many characters a printable text has, which is how many columns it takes in a terminal for most scripts.
std::size_t columns(std::string_view text);

}  // namespace calx::report
