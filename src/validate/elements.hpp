// The elements of one segment against what the grammar says of them: usage, type, length, codes, relations, formats.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codes/code_set.hpp"
#include "grammar/grammar.hpp"
#include "validate/reporter.hpp"
#include "x12/segment.hpp"

namespace calx::validate {

/// One finding an element: the first thing wrong with it. Holds nothing but references; one serves a whole run.
class ElementChecker {
 public:
  ElementChecker(const codes::CodeSets& codes, Reporter& reporter) : codes_(codes), reporter_(reporter) {}

  /// `qualified`: grammar::Recognition says so of the segment.
  void check(const grammar::Grammar& grammar, const grammar::Node& node, const x12::Segment& segment,
             const x12::Delimiters& delimiters, const SegmentPlace& where, bool qualified = false);

 private:
  struct Here {
    const grammar::Grammar& grammar;
    const grammar::Node& node;
    const x12::Segment& segment;
    const x12::Delimiters& delimiters;
    const SegmentPlace& where;
    bool qualified;
  };
  [[gnu::always_inline]] std::uint64_t check_text(const Here& here);
  std::uint64_t check_strange(const Here& here);
  void check_judged(const Here& here, int number, bool parted);
  void check_written(const Here& here, const grammar::ElementSpec& spec, int number);
  void check_composite(const Here& here, const grammar::ElementSpec& spec, std::string_view text, ElementPlace place);
  /// `sibling(n)` is the text of element or component n: where a format's qualifier stands.
  template <class Sibling>
  bool check_value(const Here& here, const grammar::ElementSpec& spec, std::string_view text, ElementPlace place,
                   const Sibling& sibling);
  bool check_type(const grammar::ElementSpec& spec, std::string_view text, const SegmentPlace& where,
                  ElementPlace place);
  bool check_format(const grammar::ElementSpec& spec, grammar::Format format, std::string_view text,
                    const SegmentPlace& where, ElementPlace place);
  bool check_code_set(const grammar::ElementSpec& spec, std::string_view text, const SegmentPlace& where,
                      ElementPlace place);
  void check_advice(const grammar::ElementSpec& spec, std::string_view text, const SegmentPlace& where,
                    ElementPlace place);
  void check_unknown(const Here& here);
  /// About a fact that the grammar may not be sure of.
  void report(const grammar::ElementModel& model, std::string_view code, findings::Arguments arguments,
              const SegmentPlace& where, ElementPlace place, std::string_view text = {});
  void check_notes(const Here& here, std::uint64_t present);
  void check_rules(const Here& here);

  void resolve_code_sets(const grammar::Grammar& grammar);

  const codes::CodeSets& codes_;
  Reporter& reporter_;
  const grammar::Grammar* resolved_ = nullptr;    // the grammar that code_sets_ belongs to
  std::vector<const codes::CodeSet*> code_sets_;  // by ElementSpec::code_set; null: not judged at this level
};

}  // namespace calx::validate
