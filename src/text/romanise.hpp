// Any script to Latin letters without marks, by ICU: the slow and complete way that fold() falls back to.
#pragma once

#include <string>
#include <string_view>

namespace calx::text {

/// `utf8` in ASCII: compatibility forms resolved, letters of other scripts romanised, marks and invisible characters
/// dropped, an acute accent that stands alone made an apostrophe; what then is not ASCII becomes a blank. Case stays.
std::string romanise(std::string_view utf8);

}  // namespace calx::text
