// A grammar as its file says it: loops, segments, elements, rules. Loading makes it, overlays change it, compiling
// turns it into tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "findings/finding.hpp"
#include "grammar/rule.hpp"
#include "grammar/rule_language.hpp"
#include "text/date.hpp"

namespace calx::grammar {

enum class Usage : std::uint8_t { required, situational, not_used };
enum class Type : std::uint8_t { an, id, n0, r, dt, tm, composite };
std::string_view to_string(Usage usage);
std::string_view to_string(Type type);

/// What a value must look like beyond its type.
enum class Format : std::uint8_t {
  none,
  date_d8,
  date_rd8,
  date_time,
  npi,
  cin,
  cin_letter,
  taxonomy,
  icd10,
  icd9,
  hcpcs,
  ndc,
  tax_id,
  zip9,
  tax_id_and_plan_code,
  digits,
  letters,
  letters_and_digits,
  phone,
  zip,
  canadian_postal_code,
  social_security_number,
  medicare_number,
  clia,
  street,
  code_shaped,
  year_month,
};
std::optional<Format> parse_format(std::string_view name);

/// True for a name that <check does="..."> may have; validate/ implements each.
bool is_check(std::string_view name);

inline constexpr std::uint32_t unbounded = 0xffffffffU;

/// A component is an element of a composite.
struct ElementModel {
  std::string id;  ///< "CLM05", "CLM05-03"
  std::string name;
  int number = 0;  ///< of the element in its segment, or of the component in its composite
  Usage usage = Usage::situational;
  Type type = Type::an;
  std::uint32_t min = 0, max = 0;
  std::uint32_t repeat = 1;
  std::vector<std::string> codes;
  std::string code_set;
  std::string data;                                ///< X12 data element number
  std::optional<findings::Confidence> confidence;  ///< of its usage and codes, where it differs from the grammar's
  std::uint32_t advice_max = 0;                    ///< longer is legal, but somebody sets this bound
  std::uint32_t advice_low = 0, advice_high = 0;   ///< a number outside is legal, but readers set these bounds
  std::uint32_t advice_digits = 0, advice_decimals = 0;
  std::vector<ElementModel> components;
};

/// Relational note: P all or none, R at least one, E at most one, C if the first then all, L if the first then one
/// more.
struct Note {
  char kind = 'P';
  std::vector<int> elements;
};

struct SegmentModel {
  std::string id, name;
  int position = 0;  ///< children of a loop with equal positions come in any order
  Usage usage = Usage::situational;
  std::uint32_t max = 1;
  std::vector<Note> notes;
  std::optional<findings::Confidence> confidence;  ///< of its usage
  std::vector<ElementModel> elements;
};

struct LoopReference {
  std::string id;
  int position = 0;
  Usage usage = Usage::situational;
  std::uint32_t max = 1;
  std::optional<findings::Confidence> confidence;  ///< of its usage
};

struct LoopModel {
  std::string id, name;
  std::vector<std::variant<SegmentModel, LoopReference>> children;
};

/// "An element of data element `data` that follows one of `by` with the code `when` has this format."
struct FormatRule {
  std::string data, by, when;
  Format format = Format::none;
};

/// A rule about one element, said by an overlay (or by the grammar beyond the element's own attributes).
struct ElementRule {
  Rule rule;
  std::string at;                   ///< "2010BA/NM109", "2010BB/REF[G2]/REF02"
  bool required = false;            ///< it must be there
  std::vector<std::string> values;  ///< it must be one of these
  Format format = Format::none;     ///< it must look like this
  std::string profile_key;          ///< a profile that states this key replaces `values`, and a violation is an error
};

/// A rule about a unit (claim), a transaction or a file that is written in C++: see validate/.
struct CheckRule {
  Rule rule;
  std::string at;                   ///< loop id
  std::string does;                 ///< name of the check
  std::uint32_t max = 0;            ///< for checks that count
  std::vector<std::string> values;  ///< for checks that need a list
};

/// The text of a condition rule, and where it stands in its file.
struct RuleText {
  std::string text;
  std::string file;
  std::string raw;  ///< as the file writes it, entities and all
  std::ptrdiff_t line = 1, column = 1;

  /// "overlays/ours.xml:12:31" for a character of `text`.
  std::string place(std::size_t at) const;
};

/// A rule in the rule language (see grammars/README.md), about each occurrence of a loop.
struct ConditionRule {
  Rule rule;
  std::string loop;
  std::string each, at;  ///< as written; empty where they are not
  RuleText text;
  std::optional<text::Date> from, through;  ///< services of these days only
  Statement statement;
  std::vector<Expression> each_path, at_path;  ///< none or one
};

/// A rule that an overlay has switched off.
struct SwitchedOff {
  std::string id, said_by, by;
};

struct Model {
  std::string id, name, transaction, group;
  std::vector<std::string> versions;
  std::string source;
  findings::Confidence confidence = findings::Confidence::confirmed;
  std::string unit;     ///< the loop that is judged as a whole: "2300"
  std::string unit_id;  ///< the element that names it: "CLM01"; empty where units are no claims
  std::vector<LoopModel> loops;
  std::vector<FormatRule> formats;
  std::vector<ElementRule> element_rules;
  std::vector<CheckRule> checks;
  std::vector<ConditionRule> condition_rules;
  std::vector<SwitchedOff> switched_off;

  const LoopModel* loop(std::string_view loop_id) const;
};

}  // namespace calx::grammar
