// One line of JSON Lines: an object of plain values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calx::invoice {

/// The keys and values of one object, in its order. Numbers stand as they are written; true and false as these words;
/// null is empty. Reused from line to line.
class JsonLine {
 public:
  enum class Fault { none, syntax, not_an_object, nested, repeated_key };

  /// `nested` and `repeated_key` name the key in faulty_key(); after `syntax`, byte() says where reading stopped.
  Fault read(std::string_view line);

  std::size_t size() const { return members_.size(); }
  std::string_view key(std::size_t i) const { return slice(members_[i].key); }
  std::string_view value(std::size_t i) const { return slice(members_[i].value); }
  const std::string& faulty_key() const { return faulty_key_; }
  std::size_t byte() const { return byte_; }

 private:
  struct Handler;
  struct Slice {
    std::size_t start = 0, size = 0;
  };
  struct Member {
    Slice key, value;
  };
  std::string_view slice(Slice place) const { return std::string_view(text_).substr(place.start, place.size); }

  std::string text_;  // keys and values, one after another
  std::vector<Member> members_;
  std::string faulty_key_;
  std::size_t byte_ = 0;
};

}  // namespace calx::invoice
