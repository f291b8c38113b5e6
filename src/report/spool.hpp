// Text that is kept until what stands before it is known.
#pragma once

#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace calx::report {

/// Kept in memory as far as it is short, and beyond that in a nameless temporary file that only this program can read.
class Spool {
 public:
  void append(std::string_view text);
  /// Writes everything to `out` and starts anew. Where something could not be kept, `out` fails.
  void move_to(std::ostream& out);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void spill();
  std::string memory_;
  std::unique_ptr<std::FILE, Close> file_;
  bool failed_ = false;
};

}  // namespace calx::report
