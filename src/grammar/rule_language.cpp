#include "grammar/rule_language.hpp"

// The names of rules are what a message says was expected there.
#include <boost/spirit/home/x3.hpp>
#include <cctype>

// What a parser that was expected is called: for one that is made of others, what it begins with.
namespace boost::spirit::x3 {
template <class Subject, class Action>
struct get_info<action<Subject, Action>> {
  using result_type = std::string;
  std::string operator()(const action<Subject, Action>& parser) const { return what(parser.subject); }
};
template <class Left, class Right>
struct get_info<sequence<Left, Right>> {
  using result_type = std::string;
  std::string operator()(const sequence<Left, Right>& parser) const { return what(parser.left); }
};
template <class Left, class Right>
struct get_info<alternative<Left, Right>> {
  using result_type = std::string;
  std::string operator()(const alternative<Left, Right>& parser) const {
    return what(parser.left) + " or " + what(parser.right);
  }
};
}  // namespace boost::spirit::x3

namespace calx::grammar {
namespace rule_language {

namespace x3 = boost::spirit::x3;
using Kind = Expression::Kind;

struct BeginTag;

struct ConditionRule;
struct ConjunctionRule;
struct NegationRule;
struct ComparisonRule;
struct SumRule;
struct ProductRule;
struct ValueRule;
struct NumberRule;
struct TextRule;
struct DateRule;
struct LiteralRule;
struct CallRule;
struct PathRule;
struct StepRule;
struct StatementRule;

const x3::rule<ConditionRule, Expression> condition = "a condition";
const x3::rule<ConjunctionRule, Expression> conjunction = "a condition";
const x3::rule<NegationRule, Expression> negation = "a condition";
const x3::rule<ComparisonRule, Expression> comparison = "a condition";
const x3::rule<SumRule, Expression> sum = "a value (a path, 'text', a number, a date or a function)";
const x3::rule<ProductRule, Expression> product = "a value (a path, 'text', a number, a date or a function)";
const x3::rule<ValueRule, Expression> value = "a value (a path, 'text', a number, a date or a function)";
const x3::rule<NumberRule, Expression> number = "a number";
const x3::rule<TextRule, Expression> text = "a text in '...'";
const x3::rule<DateRule, Expression> date = "a date (CCYY-MM-DD)";
const x3::rule<LiteralRule, Expression> literal = "'text', a number or a date";
const x3::rule<CallRule, Expression> call = "a function";
const x3::rule<PathRule, Expression> path = "a path (such as CLM05-03, REF[F8] or 2010AA/NM109)";
const x3::rule<StepRule, PathStep> step = "a loop, segment or element (such as 2400, REF[F8] or CLM05-03)";
const x3::rule<StatementRule, Statement> statement = "a rule";

/// Gives a parser the words that a message says was expected.
template <class Parser>
auto named(const char* words, const Parser& parser) {
  return x3::rule<struct Named, x3::unused_type>(words) = x3::omit[parser];
}

// Tokens take the blanks behind them along, so that what fails fails where the next token begins.
const auto blanks = x3::omit[*x3::space];
const auto name_character = x3::char_("A-Z0-9_");
auto word(const char* letters) {
  return named(letters, x3::lit(letters) >> !x3::char_("a-zA-Z0-9-") >> blanks);
}
auto sign(const char* letters) {
  return named(letters, x3::lit(letters) >> blanks);
}

// What semantic actions do.
const auto here = [](auto& context) {
  x3::_val(context).at = static_cast<std::size_t>(x3::_where(context).begin() - x3::get<BeginTag>(context));
};
const auto take = [](auto& context) { x3::_val(context) = std::move(x3::_attr(context)); };
/// Makes what is parsed so far the first child of a new expression, the next one the second.
template <Kind kind>
const auto join = [](auto& context) {
  Expression& whole = x3::_val(context);
  if (whole.kind == kind && (kind == Kind::any || kind == Kind::all)) {
    whole.children.push_back(std::move(x3::_attr(context)));
    return;
  }
  Expression joined;
  joined.kind = kind;
  joined.at = whole.at;
  joined.children.push_back(std::move(whole));
  joined.children.push_back(std::move(x3::_attr(context)));
  whole = std::move(joined);
};
/// Wraps what is parsed so far.
template <Kind kind, bool negative = false>
const auto wrap = [](auto& context) {
  Expression& whole = x3::_val(context);
  Expression outer;
  outer.kind = kind;
  outer.negative = negative;
  outer.at = whole.at;
  outer.children.push_back(std::move(whole));
  whole = std::move(outer);
};
const auto add_child = [](auto& context) { x3::_val(context).children.push_back(std::move(x3::_attr(context))); };
const auto set_word = [](auto& context) { x3::_val(context).word = std::move(x3::_attr(context)); };
template <Kind kind>
const auto set_kind = [](auto& context) { x3::_val(context).kind = kind; };
template <Kind kind>
const auto begin = x3::eps[here] >> x3::eps[set_kind<kind>];
const auto set_negative = [](auto& context) { x3::_val(context).negative = true; };

struct Relations : x3::symbols<const char*> {
  Relations() { add("=", "=")("!=", "!=")("<", "<")("<=", "<=")(">", ">")(">=", ">="); }
} const relations;

const auto relate = [](auto& context) {
  Expression& whole = x3::_val(context);
  Expression outer;
  outer.kind = Kind::relation;
  outer.word = x3::_attr(context);
  outer.at = whole.at;
  outer.children.push_back(std::move(whole));
  whole = std::move(outer);
};

template <class Text>
std::string text_of(const Text& characters) {
  return std::string(characters.begin(), characters.end());
}

// Literals.
const auto quoted = x3::rule<struct Quoted, std::string>("a text in '...'") = (x3::lit('\'') >> *(x3::char_ - '\'')) >
                                                                              named("' at the end of the text",
                                                                                    x3::lit('\'')) > blanks;
const auto text_def = begin<Kind::text> >> quoted[set_word];
const auto digit4 = x3::repeat(4)[x3::digit];
const auto digit2 = x3::repeat(2)[x3::digit];
const auto date_digits = x3::rule<struct DateDigits, std::string>("a date") =
    digit4 >> '-' >> digit2 >> '-' >> digit2 >> !x3::char_("A-Z0-9_-") >> blanks;
const auto date_def = begin<Kind::date> >> date_digits[set_word];
const auto number_digits = x3::rule<struct NumberDigits, std::string>("a number") =
    -x3::char_('-') >> +x3::digit >> -(x3::char_('.') >> +x3::digit) >> !x3::char_("A-Za-z0-9_/[{.") >> blanks;
const auto number_def = begin<Kind::number> >> number_digits[set_word];
const auto literal_def = text[take] | date[take] | number[take];

// Paths.
const auto step_name = x3::rule<struct StepName, std::string>("a name") = +name_character;
const auto qualifier = x3::rule<struct Qualifier, std::string>("a qualifier") = +name_character >> blanks;
const auto two_digits = x3::uint_parser<int, 10, 2, 2>();
const auto element_number = x3::rule<struct ElementNumber, int>("an element's number of two digits") =
    two_digits >> !x3::digit >> blanks;

const auto set_name = [](auto& context) { x3::_val(context).name = std::move(x3::_attr(context)); };
const auto set_qualifiers = [](auto& context) { x3::_val(context).qualifiers = std::move(x3::_attr(context)); };
const auto set_filter = [](auto& context) { x3::_val(context).filter.push_back(std::move(x3::_attr(context))); };
const auto add_element = [](auto& context) { x3::_val(context).elements.push_back(x3::_attr(context)); };
const auto set_component = [](auto& context) { x3::_val(context).component = x3::_attr(context); };
const auto set_every = [](auto& context) {
  // "SV104*2" is a product: * stands for all elements behind a segment only.
  PathStep& now = x3::_val(context);
  const std::string& name = now.name;
  const bool element = now.qualifiers.empty() && now.filter.empty() && name.size() > 3;
  x3::_pass(context) = !element;
  now.every = !element;
};

const auto qualifiers = x3::rule<struct Qualifiers, std::vector<std::string>>("a qualifier") =
    x3::lit('[') >> blanks >> qualifier % (x3::lit(',') >> blanks) >> ']';
const auto filter = x3::lit('[') > blanks > condition[set_filter] > named("] behind the condition", x3::lit(']'));
const auto braces = x3::lit('{') > blanks > element_number[add_element] >
                    *(x3::lit(',') > blanks > element_number[add_element]) >
                    named("} behind the numbers", x3::lit('}'));
const auto step_def = x3::eps[here] >> step_name[set_name] >> -(qualifiers[set_qualifiers]) >> -filter >>
                      -(braces | x3::lit('*')[set_every] | (two_digits >> !x3::digit)[add_element]) >>
                      -(x3::lit('-') >> (two_digits >> !x3::char_("0-9."))[set_component]);

const auto set_from_rule = [](auto& context) { x3::_val(context).from_rule = true; };
const auto add_step = [](auto& context) { x3::_val(context).steps.push_back(std::move(x3::_attr(context))); };
const auto path_def = begin<Kind::path> >> -x3::lit('^')[set_from_rule] >> step[add_step] >>
                      *(x3::lit('/') > step[add_step]) >> blanks;

// Values.
const auto function_name = x3::rule<struct FunctionName, std::string>("a function") =
    +x3::char_("a-z") >> x3::omit[blanks >> '('] >> blanks;
const auto closing = named(") to close the bracket", x3::lit(')') >> blanks);
const auto call_def = (begin<Kind::call> >> function_name[set_word]) > sum[add_child] >
                      *(sign(",") > sum[add_child]) > closing;
const auto value_def = (sign("(") > condition[take] > closing[wrap<Kind::parenthesised>]) | date[take] | number[take] |
                       text[take] | call[take] | path[take];
const auto product_def = value[take] >> *(sign("*") > value[join<Kind::multiply>]);
const auto sum_def = product[take] >>
                     *((sign("+") > product[join<Kind::add>]) | (sign("-") > product[join<Kind::subtract>]));

// Conditions.
const auto members = sign("(") > literal[add_child] > *(sign(",") > literal[add_child]) > closing;
const auto set_of_codes = word("set") > quoted[set_word] > x3::eps[set_kind<Kind::in_set>];
const auto one_or_more = (sign("(") > text[add_child] > *(sign(",") > text[add_child]) > closing) | text[add_child];
const auto texts = x3::rule<struct Texts, Expression>("'text' or a list of texts ('A', 'B')") = one_or_more;
const auto add_children = [](auto& context) {
  for (Expression& child : x3::_attr(context).children) x3::_val(context).children.push_back(std::move(child));
};
const auto format_name = x3::rule<struct FormatName, std::string>("the name of a format (such as npi)") =
    +x3::char_("a-z0-9-") >> blanks;
const auto right_hand = sum[add_child];
const auto sign_of = [](const auto& words, const char* sign) { return words >> x3::attr(sign); };
const auto relation_sign = x3::rule<struct RelationSign, const char*>("a comparison") =
    (relations >> blanks) | sign_of(word("below"), "<") | sign_of(word("above"), ">") |
    sign_of(word("at") >> word("most"), "<=") | sign_of(word("at") >> word("least"), ">=");
const auto behind_value = (relation_sign[relate] > right_hand) |
                          (word("in")[wrap<Kind::listed>] > (set_of_codes | members)) |
                          ((word("not") >> word("in"))[wrap<Kind::listed, true>] > (set_of_codes | members)) |
                          (word("is")[wrap<Kind::has_format>] > -word("not")[set_negative] > format_name[set_word]) |
                          (word("starts")[wrap<Kind::starts_with>] > word("with") > texts[add_children]) |
                          (word("ends")[wrap<Kind::ends_with>] > word("with") > texts[add_children]) |
                          (word("contains")[wrap<Kind::contains>] > texts[add_children]);
const auto comparison_def = (word("exists") > path[take] > x3::eps[wrap<Kind::exists>]) |
                            (word("unique") > path[take] > x3::eps[wrap<Kind::unique>]) | (sum[take] >> -behind_value);
const auto negation_def = (word("not") > negation[take] > x3::eps[wrap<Kind::negation>]) | comparison[take];
const auto conjunction_def = negation[take] >> *(word("and") > negation[join<Kind::all>]);
const auto condition_def = conjunction[take] >> *(word("or") > conjunction[join<Kind::any>]);

const auto add_condition = [](auto& context) { x3::_val(context).conditions.push_back(std::move(x3::_attr(context))); };
template <Statement::Kind kind>
const auto set_statement = [](auto& context) { x3::_val(context).kind = kind; };
const auto end = named("a comparison, and, or, requires, forbids, or the end of the rule", x3::eoi);
const auto statement_def = blanks > condition[add_condition] >
                           -((word("requires")[set_statement<Statement::Kind::requires_>] > condition[add_condition]) |
                             (word("forbids")[set_statement<Statement::Kind::forbids>] >
                              condition[add_condition])) > end;

BOOST_SPIRIT_DEFINE(condition, conjunction, negation, comparison, sum, product, value, number, text, date, literal,
                    call, path, step, statement)

/// What stands at a place, for messages: the word, or the sign.
std::string found(std::string_view text, std::size_t at) {
  if (at >= text.size()) return "the rule ends here";
  std::size_t end = at;
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  while (end < text.size() && in_word(text[end])) ++end;
  return "here stands \"" + std::string(text.substr(at, std::max<std::size_t>(end - at, 1))) + "\"";
}

template <class Result, class Parser>
tl::expected<Result, RuleFault> parse(std::string_view text, const Parser& parser) {
  const char* const first = text.data();
  const char* now = first;
  Result result;
  try {
    const auto whole = x3::with<BeginTag>(first)[parser];
    if (x3::parse(now, first + text.size(), whole, result)) return result;
    return tl::unexpected<RuleFault>({"here should stand a rule", 0});
  } catch (const x3::expectation_failure<const char*>& fault) {
    std::size_t at = static_cast<std::size_t>(fault.where() - first);
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
    return tl::unexpected<RuleFault>({"expected " + fault.which() + "; " + found(text, at), at});
  }
}

}  // namespace rule_language

tl::expected<Statement, RuleFault> parse_rule(std::string_view text) {
  return rule_language::parse<Statement>(text, rule_language::statement);
}

tl::expected<Expression, RuleFault> parse_rule_path(std::string_view text) {
  using namespace rule_language;
  return parse<Expression>(text, blanks > path > named("the end of the path", x3::eoi));
}

}  // namespace calx::grammar
