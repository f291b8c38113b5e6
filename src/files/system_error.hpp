// What errno says, in words for the person who asked.
#pragma once

#include <string>

namespace calx::files {

/// "no permission", "there is no such file or folder", "the disk is full", else the system's own words.
std::string describe_errno(int error);

}  // namespace calx::files
