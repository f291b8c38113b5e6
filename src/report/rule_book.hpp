// What is known of a finding's code, wherever it is defined: the catalogue, the grammars, the overlays.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "findings/catalogue.hpp"
#include "grammar/library.hpp"

namespace calx::report {

struct RuleFacts {
  findings::Severity severity = findings::Severity::error;
  int snip = 0;
  std::string message, hint;  ///< of every finding with this code: what differs is a word in capitals, "ELEMENT"
  std::string source, ack_999, ack_277ca;
  findings::Confidence confidence = findings::Confidence::confirmed;
};

/// "{element} ({name}) is missing." as "ELEMENT (NAME) is missing."; a field that follows a letter or a field
/// without a blank is an addition that some findings have, and is left out, and so is one that is named before it.
std::string in_general(std::string_view text);

class RuleBook {
 public:
  /// Either may be null: its codes are not known then. Both must outlive the book; they are read at the first look.
  RuleBook(const findings::Catalogue* catalogue, grammar::Library* grammars)
      : catalogue_(catalogue), grammars_(grammars) {}

  /// Null for a code that nobody defines.
  const RuleFacts* find(std::string_view code);

 private:
  void read();
  const findings::Catalogue* catalogue_;
  grammar::Library* grammars_;
  bool read_ = false;
  std::map<std::string, RuleFacts, std::less<>> facts_;
};

}  // namespace calx::report
