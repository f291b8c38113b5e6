// The four delimiters of an interchange.
#pragma once

namespace calx::x12 {

/// As the ISA header states them. `repetition` is 0 where the version has none (before 00402).
struct Delimiters {
  char element = '*';
  char repetition = '^';
  char component = ':';
  char segment = '~';
  friend bool operator==(const Delimiters&, const Delimiters&) = default;
};

}  // namespace calx::x12
