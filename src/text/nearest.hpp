// "Did you mean": the nearest of some words.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace calx::text {

/// The word of `words` within two edits (insert, delete, replace, swap neighbours; case ignored) of `word`, and fewer
/// than `word` has characters; the nearest, of several the first; or empty.
std::string nearest(std::string_view word, std::span<const std::string> words);

}  // namespace calx::text
