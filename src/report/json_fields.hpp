// Fields of a finding in JSON: what is empty, or 0, is left out.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "findings/finding.hpp"

namespace calx::report {

/// Adds to a JSON object that outlives it.
class JsonFields {
 public:
  explicit JsonFields(nlohmann::ordered_json& object) : object_(object) {}

  void text(const char* key, const std::string& value) {
    if (!value.empty()) object_[key] = value;
  }
  void number(const char* key, std::uint64_t value) {
    if (value != 0) object_[key] = value;
  }
  /// The interchange, group and transaction set, claim, row, column and key; with them the offending value.
  void place(const findings::Finding& finding) {
    text("isa", finding.isa);
    text("gs", finding.gs);
    text("st", finding.st);
    text("claim", finding.claim);
    number("row", finding.row);
    text("column", finding.column);
    text("key", finding.key);
    text("value", finding.value);
  }

 private:
  nlohmann::ordered_json& object_;
};

}  // namespace calx::report
