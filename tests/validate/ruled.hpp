// Judging small files by a rule that stands in the test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "judging.hpp"
#include "x12/reader.hpp"

namespace calx::validate {

/// A rule as an overlay has it: `attributes` beside the id R and what every rule must have.
inline std::string rule(const std::string& attributes, const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '<' ? std::string("&lt;") : std::string(1, c);
  return "<rule id=\"R\" confidence=\"confirmed\" source=\"made for tests\" message=\"{left} {right} {difference} "
         "{relation} {first} {count}\" " +
         attributes + ">" + escaped + "</rule>";
}

/// The guide with an overlay of these rules, which stands in a file of its own.
inline Result<grammar::Library> ruled(const std::string& rules, const std::string& attributes = "level=\"4\"") {
  const std::string path = testing::TempDir() + "calx-ruled-" + std::to_string(::getpid()) + ".xml";
  std::ofstream(path) << "<overlay id=\"own\" for=\"837P-005010X222A1\" " << attributes
                      << " name=\"Own\" source=\"made for tests\">\n"
                      << rules << "</overlay>\n";
  auto library = grammar::Library::open(facts().resources, {path});
  std::filesystem::remove(path);
  return library;
}

/// All findings of a file with these rules.
inline std::vector<findings::Finding> judge_by(const std::string& rules, const File& file,
                                               const std::string& attributes = "level=\"4\"",
                                               const Options& options = Asked::standard()) {
  auto library = ruled(rules, attributes);
  if (!library) throw std::runtime_error(library.error().message);
  const Knowledge knowledge{*library, facts().catalogue, facts().codes, facts().options};
  const std::string text = file.text();
  x12::Reader reader{std::string_view(text)};
  findings::Collector sink;
  if (!validate(reader, "test.x12", knowledge, options, sink)) throw std::runtime_error("cannot be read");
  return std::move(sink.findings);
}

/// Those of the rule R, in short.
inline std::vector<std::string> broken(const std::string& rules, const File& file) {
  std::vector<std::string> result;
  for (const findings::Finding& finding : judge_by(rules, file))
    if (finding.code == "R") result.push_back(in_short(finding));
  return result;
}

}  // namespace calx::validate
