// Good files with one element changed: every element by every operator that fits it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/grammar.hpp"
#include "judging.hpp"
#include "x12/delimiters.hpp"

namespace calx::validate {

enum class Operator : std::uint8_t {
  drop,         ///< the element is empty
  twice,        ///< its value stands twice, one behind the other
  swap,         ///< it and its neighbour change places
  cut,          ///< its end is missing
  wrong_code,   ///< one character of a code is another letter or digit, and the code none of the list
  wrong_date,   ///< a day that is none, years ahead, or long ago
  wrong_count,  ///< a number is a little more or less, or ten times as much
};
inline constexpr std::array<Operator, 7> operators = {Operator::drop,       Operator::twice,      Operator::swap,
                                                      Operator::cut,        Operator::wrong_code, Operator::wrong_date,
                                                      Operator::wrong_count};
std::string_view to_string(Operator how);

/// An element with a value, or a component.
struct Position {
  std::size_t segment = 0;  ///< of the file, from 0
  int element = 0, component = 0;
  std::string at;         ///< "2300/REF02", "2400/SV101-02", "ISA_LOOP/ISA13"
  std::string qualified;  ///< "2300/REF[F8]02": with the first element's value
  bool is_code = false, is_date = false, is_number = false;
  const grammar::ElementModel* model = nullptr;
};

/// A changed file.
struct Mutation {
  std::string text;
  std::uint64_t offset = 0;   ///< of the changed segment
  std::vector<int> elements;  ///< that were changed
  std::string_view segment;   ///< its id
};

/// A good file in its segments and elements.
class GoodFile {
 public:
  /// `asked` says by what it is judged; `name` is a file of fixtures/837p.
  GoodFile(const std::string& name, Asked asked);

  const std::string& name() const { return name_; }
  const Asked& asked() const { return asked_; }
  const std::vector<Position>& positions() const { return positions_; }
  /// Nothing where the operator does not fit the element or would change nothing.
  std::optional<Mutation> mutate(const Position& position, Operator how, std::mt19937_64& random) const;
  /// The findings that the mutation brings about: those of the changed file that the good one has not.
  std::vector<findings::Finding> new_findings(const Mutation& mutation) const;

 private:
  struct Segment {
    std::string lead;  ///< line breaks before it
    std::vector<std::string> elements;
    x12::Delimiters delimiters;
  };
  void find_positions();
  void add_positions(std::size_t index, const grammar::Grammar& grammar, const grammar::Node& node);
  void classify(Position& position, const grammar::Grammar& grammar, const std::vector<grammar::ElementModel>& siblings,
                const std::vector<std::string>& values) const;
  std::string value(const Position& position) const;
  std::string text(const std::vector<Segment>& segments) const;

  std::string name_;
  Asked asked_;
  std::vector<Segment> segments_;
  std::vector<Position> positions_;
  std::vector<std::string> known_;  // findings of the good file, sorted
};

}  // namespace calx::validate
