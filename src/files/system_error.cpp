#include "files/system_error.hpp"

#include <cerrno>
#include <system_error>

namespace calx::files {

std::string describe_errno(int error) {
  switch (error) {
    case ENOENT:
      return "there is no such file or folder";
    case EACCES:
    case EPERM:
      return "no permission";
    case EISDIR:
      return "it is a folder, not a file";
    case ENOTDIR:
      return "a part of the path is not a folder";
    case ENOSPC:
    case EDQUOT:
      return "the disk is full";
    case EROFS:
      return "the disk can only be read";
    case EEXIST:
      return "it exists already";
    default:
      return std::generic_category().message(error);
  }
}

}  // namespace calx::files
