// A grammar small enough to see through, for tests to change one line of.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "grammar/grammar.hpp"
#include "grammar/load.hpp"

namespace calx::grammar {

/// Lines are counted in messages: each entry of a file stands on the line that the comment names.
inline constexpr std::string_view small_grammar =
    // 1
    "<grammar id=\"SMALL\" transaction=\"837\" group=\"HC\" versions=\"005010X999A1\" unit=\"B\" name=\"Small\" "
    "source=\"made for tests\">\n"
    // 2
    "<loop id=\"ST_LOOP\" name=\"Transaction set\">\n"
    // 3 to 5
    "<segment id=\"ST\" pos=\"10\" name=\"Header\" usage=\"R\">\n"
    "<element id=\"ST01\" name=\"Kind\" usage=\"R\" type=\"ID\" min=\"3\" max=\"3\" codes=\"837\"/>\n"
    "</segment>\n"
    // 6
    "<loop ref=\"A\" pos=\"20\" usage=\"R\" max=\"unbounded\"/>\n"
    // 7
    "<segment id=\"SE\" pos=\"90\" name=\"Trailer\" usage=\"R\"/>\n"
    "</loop>\n"
    // 9
    "<loop id=\"A\" name=\"Outer\">\n"
    // 10 to 13
    "<segment id=\"NM1\" pos=\"10\" name=\"Name\" usage=\"R\" syntax=\"P0203\">\n"
    "<element id=\"NM101\" name=\"Entity\" usage=\"R\" type=\"ID\" min=\"2\" max=\"3\" codes=\"85\"/>\n"
    "<element id=\"NM102\" name=\"First\" usage=\"S\" type=\"AN\" min=\"1\" max=\"9\"/>\n"
    "<element id=\"NM103\" name=\"Second\" usage=\"S\" type=\"AN\" min=\"1\" max=\"9\"/>\n"
    "</segment>\n"
    // 15
    "<loop ref=\"B\" pos=\"20\" usage=\"S\" max=\"5\"/>\n"
    "</loop>\n"
    // 17
    "<loop id=\"B\" name=\"Inner\">\n"
    "<segment id=\"CLM\" pos=\"10\" name=\"Claim\" usage=\"R\"/>\n"
    // 19
    "<segment id=\"REF\" pos=\"20\" name=\"First reference\" usage=\"S\">\n"
    "<element id=\"REF01\" name=\"Qualifier\" usage=\"R\" type=\"ID\" min=\"2\" max=\"3\" codes=\"G1 9F\"/>\n"
    "</segment>\n"
    // 22
    "<segment id=\"REF\" pos=\"20\" name=\"Second reference\" usage=\"S\">\n"
    "<element id=\"REF01\" name=\"Qualifier\" usage=\"R\" type=\"ID\" min=\"2\" max=\"3\" codes=\"F8\"/>\n"
    "</segment>\n"
    "</loop>\n"
    // 26
    "</grammar>\n";

/// The small grammar with texts replaced, each of which must be there.
inline std::string changed(std::initializer_list<std::pair<std::string_view, std::string_view>> changes) {
  std::string text(small_grammar);
  for (const auto& [from, to] : changes) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
  }
  return text;
}

inline std::shared_ptr<const Grammar> compiled(std::string_view xml) {
  auto model = load_grammar(xml, "small.xml");
  if (!model) {
    ADD_FAILURE() << model.error().message;
    return nullptr;
  }
  auto grammar = Grammar::compile(std::move(*model));
  if (!grammar) {
    ADD_FAILURE() << grammar.error().message;
    return nullptr;
  }
  return *grammar;
}

}  // namespace calx::grammar
