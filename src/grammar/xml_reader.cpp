#include "grammar/xml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace calx::grammar {

XmlReader::XmlReader(std::string_view xml, std::string name) : xml_(xml), name_(std::move(name)) {
  for (std::size_t at = xml.find('\n'); at != std::string_view::npos; at = xml.find('\n', at + 1))
    line_ends_.push_back(static_cast<std::ptrdiff_t>(at));
}

pugi::xml_node XmlReader::root(const char* tag) {
  const pugi::xml_parse_result parsed = document_.load_buffer(xml_.data(), xml_.size());
  if (!parsed) {
    fail_at(parsed.offset, std::string("this is no well-formed XML: ") + parsed.description());
    return {};
  }
  const pugi::xml_node node = document_.document_element();
  if (std::string_view(node.name()) != tag) fail(node, std::string("the document must be a <") + tag + ">");
  return node;
}

RuleText XmlReader::rule_text(const pugi::xml_node& node) const {
  RuleText result;
  result.file = name_;
  const pugi::xml_node text = node.first_child();
  result.text = text.value();
  const auto begin = static_cast<std::size_t>(text ? text.offset_debug() : node.offset_debug());
  result.raw = xml_.substr(begin, xml_.find(text.type() == pugi::node_cdata ? "]]>" : "<", begin) - begin);
  result.line = line_at(static_cast<std::ptrdiff_t>(begin));
  const std::size_t line_begin = xml_.rfind('\n', begin == 0 ? 0 : begin - 1);
  result.column = static_cast<std::ptrdiff_t>(begin - (line_begin == std::string_view::npos ? 0 : line_begin + 1)) + 1;
  return result;
}

void XmlReader::fail_there(const std::string& place, const std::string& what) {
  if (!failed()) message_ = place + ": " + what + ".";
}

void XmlReader::allow(const pugi::xml_node& node, std::initializer_list<std::string_view> names) {
  for (const Attribute& attribute : attributes(node))
    if (std::find(names.begin(), names.end(), attribute.name) == names.end())
      fail(node, std::string("<") + node.name() + "> has no attribute \"" + std::string(attribute.name) + "\"");
}

std::string_view XmlReader::value(const pugi::xml_node& node, std::string_view attribute) {
  for (const Attribute& there : attributes(node))
    if (there.name == attribute) return there.value;
  return {};
}

std::string_view XmlReader::required(const pugi::xml_node& node, std::string_view attribute) {
  const std::string_view text = value(node, attribute);
  if (text.empty()) fail(node, std::string("<") + node.name() + "> needs " + std::string(attribute) + "=\"...\"");
  return text;
}

std::uint32_t XmlReader::number(const pugi::xml_node& node, std::string_view attribute, std::uint32_t missing) {
  const std::string_view value = this->value(node, attribute);
  if (value.empty()) return missing;
  if (value == "unbounded") return unbounded;
  std::uint32_t result = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
  if (error != std::errc{} || end != value.data() + value.size())
    fail(node, std::string(attribute) + " must be a whole number or \"unbounded\"");
  return result;
}

std::vector<std::string> XmlReader::words(const pugi::xml_node& node, std::string_view attribute) {
  std::vector<std::string> result;
  std::string_view rest = value(node, attribute);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) result.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return result;
}

Usage XmlReader::usage(const pugi::xml_node& node) {
  const std::string_view value = required(node, "usage");
  if (value == "R") return Usage::required;
  if (value == "N") return Usage::not_used;
  if (value != "S") fail(node, "usage must be R, S or N");
  return Usage::situational;
}

std::optional<findings::Confidence> XmlReader::confidence(const pugi::xml_node& node) {
  const std::string_view value = this->value(node, "confidence");
  if (value.empty()) return std::nullopt;
  const auto result = findings::parse_confidence(value);
  if (!result) fail(node, "confidence must be confirmed, base-standard, partial, unverified or design");
  return result;
}

Format XmlReader::format(const pugi::xml_node& node, std::string_view attribute) {
  const std::string_view value = this->value(node, attribute);
  if (value.empty()) return Format::none;
  const auto result = parse_format(value);
  if (!result) fail(node, "there is no format \"" + std::string(value) + "\"");
  return result.value_or(Format::none);
}

void XmlReader::fail_at(std::ptrdiff_t offset, const std::string& what) {
  if (failed()) return;
  message_ = name_ + ":" + std::to_string(line_at(offset)) + ": " + what + ".";
}

std::ptrdiff_t XmlReader::line_at(std::ptrdiff_t offset) const {
  return 1 + (std::lower_bound(line_ends_.begin(), line_ends_.end(), offset) - line_ends_.begin());
}

const std::vector<XmlReader::Attribute>& XmlReader::attributes(const pugi::xml_node& node) {
  if (node == attributes_of_) return attributes_;
  attributes_of_ = node;
  attributes_.clear();
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute())
    attributes_.push_back({attribute.name(), attribute.value()});
  return attributes_;
}

}  // namespace calx::grammar
