// What a 274 says and the tables of a directory cannot hold: counted by kind, told once.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "findings/catalogue.hpp"
#include "findings/sink.hpp"
#include "x12/segment.hpp"

namespace calx::network {

class LostContent {
 public:
  /// At which segment (ISA = 1) reading is, and in which loop.
  void at(std::uint64_t ordinal, std::string_view loop) {
    ordinal_ = ordinal;
    loop_ = loop;
  }
  /// A segment, element ("PER09") or other thing.
  void add(std::string_view what);
  /// The elements of `segment` that are filled and not among those that have been taken over.
  void rest(const x12::Segment& segment, std::initializer_list<int> taken);
  /// All of them as findings (NET-0602), in the order of the file.
  void report(const std::string& file, const findings::Catalogue& catalogue, findings::Sink& sink) const;

 private:
  struct Kind {
    std::uint64_t count = 0, first = 0;
  };
  std::map<std::string, Kind, std::less<>> kinds_;
  std::uint64_t ordinal_ = 0;
  std::string_view loop_;
};

}  // namespace calx::network
