// The nodes of one XML file as values; for load.cpp and load_rules.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "files/failure.hpp"
#include "grammar/model.hpp"

namespace calx::grammar {

/// Reads one file; the first thing wrong is kept, with its line. What is read behind it means nothing, but may be read:
/// callers look at failed() where a part is done, not at each value.
class XmlReader {
 public:
  /// `xml` stays the caller's and must outlive the reader.
  XmlReader(std::string_view xml, std::string name);

  /// The document's outermost node; a document with another tag is a mistake, and so is what is no XML.
  pugi::xml_node root(const char* tag);

  bool failed() const { return !message_.empty(); }
  tl::unexpected<Failure> failure() const { return usage_failure(message_); }

  std::ptrdiff_t line_of(const pugi::xml_node& node) const { return line_at(node.offset_debug()); }

  /// The text of a node, and where it stands.
  RuleText rule_text(const pugi::xml_node& node) const;

  /// What is wrong at a place of its own: "FILE:LINE:COLUMN".
  void fail_there(const std::string& place, const std::string& what);
  void fail(const pugi::xml_node& node, const std::string& what) { fail_at(node.offset_debug(), what); }

  /// The attributes that may stand on a node; anything else is a mistake.
  void allow(const pugi::xml_node& node, std::initializer_list<std::string_view> names);

  /// An attribute's text, valid as long as the reader; empty where it is missing.
  std::string_view value(const pugi::xml_node& node, std::string_view attribute);
  std::string_view required(const pugi::xml_node& node, std::string_view attribute);
  std::uint32_t number(const pugi::xml_node& node, std::string_view attribute, std::uint32_t missing);
  /// Parted by blanks.
  std::vector<std::string> words(const pugi::xml_node& node, std::string_view attribute);
  Usage usage(const pugi::xml_node& node);
  std::optional<findings::Confidence> confidence(const pugi::xml_node& node);
  Format format(const pugi::xml_node& node, std::string_view attribute);

 private:
  void fail_at(std::ptrdiff_t offset, const std::string& what);
  std::ptrdiff_t line_at(std::ptrdiff_t offset) const;

  struct Attribute {
    std::string_view name, value;
  };
  /// Of the node that is being read: they are found once, and asked for many times.
  const std::vector<Attribute>& attributes(const pugi::xml_node& node);

  std::string_view xml_;
  std::string name_;
  std::vector<std::ptrdiff_t> line_ends_;
  pugi::xml_document document_;
  pugi::xml_node attributes_of_;
  std::vector<Attribute> attributes_;
  std::string message_;
};

}  // namespace calx::grammar
