// Claims out of rows: which rows stand on which line, and the lines read again.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "encounter/claim.hpp"
#include "encounter/element_text.hpp"
#include "encounter/input.hpp"
#include "encounter/roster.hpp"

namespace calx::encounter {

/// Reads the rows of one claim at a time. With `join_same_service`, rows that the state would take for the same service
/// become one line (units, charges and paid amounts added).
class ClaimSource {
 public:
  ClaimSource(Roster& roster, std::vector<std::unique_ptr<Input>>& inputs, const invoice::Context& context,
              bool join_same_service);

  /// Finds the lines of a claim: those of its rows that are not rejected.
  void open(std::uint32_t claim);
  std::size_t lines() const { return leaders_.size(); }
  std::size_t rows() const { return leaders_.size() + joined_.size(); }
  std::size_t joined() const { return joined_.size(); }
  /// Some row has a paid amount.
  bool paid() const { return paid_; }
  std::size_t parts() const { return (lines() + max_lines - 1) / max_lines; }

  /// Reads the lines of a part (from 0) into `claim`. A joined row that lacks the paid amount of its claim is reported
  /// (INV-0906).
  void read(std::size_t part, Claim& claim, ElementTexts& texts);

  RowPlace place(std::uint32_t row) const;

 private:
  void read_row(std::uint32_t row, invoice::InvoiceLine& line);

  Roster& roster_;
  std::vector<std::unique_ptr<Input>>& inputs_;
  const invoice::Context& context_;
  bool join_;
  bool paid_ = false;
  std::vector<std::uint32_t> leaders_;  // rows
  struct Joined {
    std::uint32_t line, row;
  };
  std::vector<Joined> joined_;  // by line
  std::unordered_map<std::uint64_t, std::uint32_t> line_of_service_;
  invoice::RawRow raw_;
  invoice::InvoiceLine further_;
};

}  // namespace calx::encounter
