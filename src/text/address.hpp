// What a line of a postal address says.
#pragma once

#include <string_view>

namespace calx::text {

/// True where it holds the words of a post office box or a lock box, however they are dotted and spaced: "P.O. Box 12",
/// "pobox", "Post Office Box", "POB 12", "Lock Box". What stands behind the first 90 characters does not matter.
bool is_post_office_box(std::string_view line);

}  // namespace calx::text
