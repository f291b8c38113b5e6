#include "judging.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "x12/reader.hpp"

namespace calx::validate {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

}  // namespace

File File::good() {
  File file;
  file.segments_ = {
      "ISA*00*          *00*          *ZZ*EXAMPLE CLINIC *ZZ*EXAMPLE PAYER  *260315*0000*^*00501*000000001*0*T*:",
      "GS*HC*EXAMPLECLINIC*EXAMPLEPAYER*20260315*0000*1*X*005010X222A1",
      "ST*837*0001*005010X222A1",
      "BHT*0019*00*000000001-0001*20260315*0000*CH",
      "NM1*41*2*EXAMPLE HEALTH CLINIC*****46*890000101",
      "PER*IC*BILLING DESK*TE*5595550100",
      "NM1*40*2*EXAMPLE PAYER*****46*EXPAYER1",
      "HL*1**20*1",
      "NM1*85*2*EXAMPLE HEALTH CLINIC*****XX*2000000002",
      "N3*100 INVENTED STREET",
      "N4*FRESNO*CA*937210100",
      "REF*EI*890000101",
      "HL*2*1*22*0",
      "SBR*P*18*GRP0001******CI",
      "NM1*IL*1*TESTERMAN*UNIFORM****MI*MEMBER0020",
      "N3*12 PLACEHOLDER LANE",
      "N4*FRESNO*CA*937210115",
      "DMG*D8*19810811*M",
      "NM1*PR*2*EXAMPLE PAYER*****PI*EXPAYER1",
      "CLM*GOOD-0001*150***11:B:1*Y*A*Y*Y",
      "REF*EA*MRN0020",
      "HI*ABK:J069*ABF:R509",
      "NM1*82*1*INVENTADO*GAMMA****XX*2000000010",
      "LX*1",
      "SV1*HC:99213*100*UN*1***1:2",
      "DTP*472*D8*20260115",
      "LX*2",
      "SV1*HC:87880*50*UN*1***1",
      "DTP*472*D8*20260115",
      "SE*28*0001",
      "GE*1*1",
      "IEA*1*000000001",
  };
  return file;
}

std::string fixture_path(const std::string& name) {
  return std::string(CALX_SOURCE_DIR) + "/fixtures/837p/" + name;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

File File::fixture(const std::string& name) {
  File file;
  std::istringstream text(read_file(fixture_path(name)));
  for (std::string segment; std::getline(text, segment, '~');) {
    segment.erase(0, segment.find_first_not_of("\r\n"));
    if (!segment.empty()) file.segments_.push_back(segment);
  }
  return file;
}

File& File::set(std::size_t ordinal, std::string segment) {
  segments_.at(ordinal - 1) = std::move(segment);
  return *this;
}

File& File::insert(std::size_t ordinal, const std::vector<std::string>& segments) {
  segments_.insert(segments_.begin() + static_cast<std::ptrdiff_t>(ordinal) - 1, segments.begin(), segments.end());
  return *this;
}

File& File::erase(std::size_t ordinal, std::size_t count) {
  const auto first = segments_.begin() + static_cast<std::ptrdiff_t>(ordinal) - 1;
  segments_.erase(first, first + static_cast<std::ptrdiff_t>(count));
  return *this;
}

File& File::replace(std::size_t ordinal, std::string_view from, std::string_view to) {
  std::string& segment = segments_.at(ordinal - 1);
  const std::size_t at = segment.find(from);
  if (at == std::string::npos) throw std::logic_error(segment + " holds no " + std::string(from));
  segment.replace(at, from.size(), to);
  return *this;
}

File& File::append(const File& other) {
  segments_.insert(segments_.end(), other.segments_.begin(), other.segments_.end());
  return *this;
}

File& File::keep_counts() {
  count_ = false;
  return *this;
}

std::vector<std::string> File::segments(std::size_t from, std::size_t through) const {
  return {segments_.begin() + static_cast<std::ptrdiff_t>(from) - 1,
          segments_.begin() + static_cast<std::ptrdiff_t>(through)};
}

std::string File::text() const {
  std::string text;
  std::size_t in_transaction = 0;
  for (const std::string& segment : segments_) {
    in_transaction = segment.substr(0, 3) == "ST*" ? 1 : in_transaction + 1;
    if (const std::size_t number = segment.find('*', 3);
        count_ && segment.substr(0, 3) == "SE*" && number != std::string::npos)
      text += "SE*" + std::to_string(in_transaction) + segment.substr(number);
    else
      text += segment;
    text += '~';
  }
  return text;
}

Options Asked::standard() {
  Options options;
  options.today = std::chrono::year{2026} / 3 / 31;
  return options;
}

std::vector<std::string> Judged::texts() const {
  std::vector<std::string> result;
  for (const findings::Finding& finding : findings) result.push_back(in_short(finding));
  return result;
}

findings::Finding Judged::only() const {
  EXPECT_EQ(findings.size(), 1U) << testing::PrintToString(texts());
  return findings.size() == 1 ? findings.front() : findings::Finding();
}

const Facts& facts() {
  static const files::Resources resources;
  static const Facts all{files::Resources(), must(findings::Catalogue::load(resources)),
                         must(codes::CodeSets::load(resources)), must(calaim::CodingOptions::load(resources))};
  return all;
}

grammar::Library& library(const std::vector<std::string>& overlays,
                          const std::vector<std::pair<std::string, std::string>>& stated) {
  static std::map<std::pair<std::vector<std::string>, std::vector<std::pair<std::string, std::string>>>,
                  std::unique_ptr<grammar::Library>>
      known;
  auto& entry = known[{overlays, stated}];
  if (!entry)
    entry = std::make_unique<grammar::Library>(must(grammar::Library::open(facts().resources, overlays, stated)));
  return *entry;
}

Judged judge(std::string_view text, const Asked& asked) {
  const Knowledge knowledge{library(asked.overlays, asked.stated), facts().catalogue, facts().codes, facts().options};
  x12::Reader reader(text);
  findings::Collector sink;
  Judged judged;
  judged.totals = must(validate(reader, "test.x12", knowledge, asked.options, sink));
  judged.findings = std::move(sink.findings);
  return judged;
}

Judged judge(const File& file, const Asked& asked) {
  return judge(file.text(), asked);
}

std::string in_short(const findings::Finding& finding) {
  std::string text = finding.code + " " + finding.segment + "(" + std::to_string(finding.segment_ordinal) + ")";
  if (finding.element != 0) text += " " + std::to_string(finding.element);
  if (finding.component != 0) text += "." + std::to_string(finding.component);
  return text;
}

}  // namespace calx::validate
