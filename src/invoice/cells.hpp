// What a cell holds before anyone asks what it means: text/cells.hpp, under the names that the checks of rows use.
#pragma once

#include "text/cells.hpp"

namespace calx::invoice {

using text::all_blank;
using text::all_digits;
using text::assign_raised;
using text::between_codes;
using text::ByteSet;
using text::fold_header;
using text::is_digit;
using text::is_letter_or_digit;
using text::is_plain;
using text::is_shortened_number;
using text::Kinds;
using text::kinds_in;
using text::only_digits;
using text::raised;
using text::split_list;
using text::trimmed;
using text::without_point_zero;

}  // namespace calx::invoice
