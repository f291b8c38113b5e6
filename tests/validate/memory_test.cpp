// Memory of validating does not grow with the file: this program counts what operator new hands out.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "judging.hpp"
#include "x12/reader.hpp"

namespace {

std::atomic<std::size_t> live{0}, peak{0}, allocations{0};
std::atomic<bool> making_input{false};  // what a test's input allocates is not counted

void* counted(std::size_t size) {
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  const std::size_t now = live += malloc_usable_size(memory);
  if (now > peak) peak = now;
  if (!making_input) ++allocations;
  return memory;
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  live -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  return counted(size);
}
void* operator new[](std::size_t size) {
  return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return counted(size);
}
void operator delete(void* memory) noexcept {
  release(memory);
}
void operator delete[](void* memory) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  release(memory);
}

namespace calx::validate {
namespace {

/// A file of many claims that is made as it is read: 100 claims to a subscriber, then the next one.
class ManyClaims final : public files::ByteSource {
 public:
  /// `numbers`: so many claim numbers there are; then they come again.
  explicit ManyClaims(std::uint64_t claims, bool faulty = false, std::uint64_t numbers = UINT64_MAX)
      : claims_(claims), faulty_(faulty), numbers_(numbers) {
    const File good = File::good();
    for (std::size_t ordinal = 1; ordinal <= 12; ++ordinal) add(good.segment(ordinal));
    segments_ -= 2;  // ISA and GS
  }

  Result<std::size_t> read(char* into, std::size_t capacity) override {
    making_input = true;
    while (pending_.size() - taken_ == 0 && !ended_) more();
    making_input = false;
    const std::size_t count = std::min(capacity, pending_.size() - taken_);
    std::memcpy(into, pending_.data() + taken_, count);
    taken_ += count;
    return count;
  }

 private:
  void add(const std::string& segment) {
    pending_ += segment;
    pending_ += '~';
    ++segments_;
  }

  void more() {
    pending_.clear();
    taken_ = 0;
    if (next_ == claims_) {
      add("SE*" + std::to_string(segments_ + 1) + "*0001");
      add("GE*1*1");
      add("IEA*1*000000001");
      ended_ = true;
      return;
    }
    if (next_ % 100 == 0) {
      add("HL*" + std::to_string(next_ / 100 + 2) + "*1*22*0");
      add("SBR*P*18*******CI");
      add("NM1*IL*1*TESTERMAN*UNIFORM****MI*90000001A");
      add("N3*12 PLACEHOLDER LANE");
      add("N4*FRESNO*CA*937210115");
      add("DMG*D8*19810811*M");
      add("NM1*PR*2*EXAMPLE PAYER*****PI*EXPAYER1");
    }
    add("CLM*MANY-" + std::to_string(next_++ % numbers_) +
        (faulty_ ? "*151***11:B:1*Y*Q*Y*Y" : "*150***11:B:1*Y*A*Y*Y"));
    add("HI*ABK:J069*ABF:R509");
    add("LX*1");
    add("SV1*HC:99213*100*UN*1***1:2");
    add("DTP*472*D8*20260115");
    add("LX*2");
    add("SV1*HC:87880*50*UN*1***1");
    add("DTP*472*D8*20260115");
  }

  std::uint64_t claims_;
  bool faulty_;
  std::uint64_t numbers_;
  std::uint64_t next_ = 0, segments_ = 0;
  std::string pending_;
  std::size_t taken_ = 0;
  bool ended_ = false;
};

class CountingSink final : public findings::Sink {
 public:
  void report(findings::Finding finding) override {
    if (finding.code == "DHCS-CLAIMS") {
      ++too_many;
      claim = finding.claim;
      path = finding.path;
    }
    if (finding.code == "2300-01" && again++ == 0) first_again = std::move(finding);
  }
  std::uint64_t too_many = 0, again = 0;
  std::string claim, path;
  findings::Finding first_again;
};

struct Use {
  std::size_t peak = 0, allocations = 0;
  Totals totals;
  CountingSink sink;
};

Use use(std::uint64_t claims, bool faulty = false, const std::vector<std::string>& overlays = {},
        std::uint64_t numbers = UINT64_MAX) {
  const Knowledge knowledge{library(overlays), facts().catalogue, facts().codes, facts().options};
  ManyClaims source(claims, faulty, numbers);
  Use result;
  const std::size_t before = live;
  peak = before;
  allocations = 0;
  x12::Reader reader(source);
  result.totals = *validate(reader, "many.x12", knowledge, Asked::standard(), result.sink);
  result.peak = peak - before;
  result.allocations = allocations;
  return result;
}

TEST(Memory, DoesNotGrowWithTheFile) {
  use(10);                                       // what is made once is made now
  const Use few = use(5000), many = use(20000);  // keys of few claims take less
  EXPECT_EQ(few.totals.claims, 5000U);
  EXPECT_EQ(many.totals.claims, 20000U);
  EXPECT_EQ(many.totals.tally.errors, 0U);
  EXPECT_EQ(many.totals.segments, 12U + 200 * 7 + 20000 * 8 + 3);
  EXPECT_LE(many.peak, few.peak + 4096);
}

TEST(Memory, DoesNotGrowWithTheFindings) {
  use(10, true);
  const Use few = use(5000, true), many = use(10000, true);
  EXPECT_EQ(few.totals.tally.errors, 10000U);  // CLM02 and CLM07 of each
  EXPECT_EQ(many.totals.tally.errors, 20000U);
  EXPECT_LE(many.peak, few.peak + 4096);
}

TEST(Memory, NothingIsAllocatedForASegmentOrAClaim) {
  use(10);
  const Use few = use(2000), many = use(4000);
  // 2,000 more claims with 16,000 more segments: not even one for each.
  EXPECT_LE(many.allocations, few.allocations + 100);
}

/// A directory of one group with sites of ten providers each. What the input itself takes is taken before.
std::string directory(int sites) {
  making_input = true;
  std::string text = read_file(std::string(CALX_SOURCE_DIR) + "/fixtures/conformance/274/plain-good.x12");
  text.erase(text.find("HL*4*3*N*1"));
  int segments = 14, level = 3;
  const auto add = [&](const std::string& segment) {
    text += segment + "~\n";
    ++segments;
  };
  for (int s = 0; s < sites; ++s) {
    const int site = ++level;
    add("HL*" + std::to_string(site) + "*3*N*1");
    for (const char* const segment : {"NM1*77*2*EXAMPLE SITE", "PER*AJ**TE*5595550101", "WS*A*0800*1700", "PDI**0*17",
                                      "NX1*77", "N3*34 PLACEHOLDER LANE", "N4*MADERA*CA*93637"})
      add(segment);
    for (int p = 0; p < 10; ++p) {
      add("HL*" + std::to_string(++level) + "*" + std::to_string(site) + "*19*0");
      for (const char* const segment : {"NM1*1P*1*TESTERMAN*UNIFORM****XX*2000000119", "DTP*092*D8*20240101",
                                        "DTP*093*D8*20261231", "LQ*68*171M00000X"})
        add(segment);
    }
  }
  add("SE*" + std::to_string(segments + 1) + "*0001");
  text += "GE*1*1~\nIEA*1*000000001~\n";
  making_input = false;
  return text;
}

Use use_directory(int sites) {
  const std::string text = directory(sites);
  const Knowledge knowledge{library({"dhcs-274"}), facts().catalogue, facts().codes, facts().options};
  Use result;
  const std::size_t before = live;
  peak = before;
  allocations = 0;
  x12::Reader reader{std::string_view(text)};
  Options options = Asked::standard();
  options.today = std::chrono::year{2026} / 5 / 1;
  result.totals = *validate(reader, "network.x12", knowledge, options, result.sink);
  result.peak = peak - before;
  result.allocations = allocations;
  return result;
}

TEST(Memory, DoesNotGrowWithADirectory) {
  use_directory(2);
  const Use few = use_directory(100), many = use_directory(1000);
  EXPECT_EQ(few.totals.tally.errors + few.totals.tally.warnings, 0U);
  EXPECT_EQ(many.totals.tally.errors + many.totals.tally.warnings, 0U);
  EXPECT_EQ(many.totals.segments, 16U + 1000 * (8 + 10 * 5) + 3);
  EXPECT_LE(many.peak, few.peak + 4096);
  EXPECT_LE(many.allocations, few.allocations + 100);
}

TEST(Memory, AFileOfTooManyClaimsIsSaidOnceAtTheFirstTooMany) {
  const Use within = use(5000, false, {"dhcs"}), beyond = use(5100, false, {"dhcs"});
  EXPECT_EQ(within.sink.too_many, 0U);
  EXPECT_EQ(beyond.sink.too_many, 1U);
  EXPECT_EQ(beyond.sink.claim, "MANY-5000");  // they count from 0
  EXPECT_EQ(beyond.sink.path, "2000A[1]/2000B[51]/2300[1]");
}

TEST(Memory, NumbersOfClaimsAreToldApartInAFileOfAnySize) {
  use(10);
  // More than are kept in memory: what was spilled is found when the file is read.
  const Use once = use(60000), again = use(60000, false, {}, 55000);
  EXPECT_EQ(once.sink.again, 0U);
  EXPECT_EQ(once.totals.tally.warnings, 0U);
  EXPECT_EQ(again.sink.again, 5000U);
  EXPECT_EQ(again.totals.tally.warnings, 5000U);
  EXPECT_LE(once.peak, std::size_t{12} << 20);
  EXPECT_LE(again.peak, once.peak + (std::size_t{2} << 20));
  // The first: claim 55000 of those that count from 0. A subscriber has 7 segments and 100 claims of 8.
  const findings::Finding& first = again.sink.first_again;
  EXPECT_EQ(first.claim, "MANY-0");
  EXPECT_EQ(first.loop, "2300");
  EXPECT_EQ(first.path, "2000A[1]/2000B[551]/2300[1]");
  EXPECT_EQ(first.segment, "CLM");
  EXPECT_EQ(first.element, 1);
  EXPECT_EQ(first.segment_ordinal, 12U + 551 * 7 + 55000 * 8 + 1);
  EXPECT_EQ(first.transaction_ordinal, first.segment_ordinal - 2);
  EXPECT_EQ(first.isa, "000000001");
  EXPECT_EQ(first.gs, "1");
  EXPECT_EQ(first.st, "0001");
  EXPECT_NE(first.message.find("the claim at segment 20:"), std::string::npos) << first.message;
}

TEST(Memory, WhereNoTemporaryFileCanBeMadeALongFileIsAFailureOfTheWorld) {
  const char* const old = ::getenv("TMPDIR");
  const std::string before = old == nullptr ? "" : old;
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  const Knowledge knowledge{library({}), facts().catalogue, facts().codes, facts().options};
  ManyClaims source(40000);
  x12::Reader reader(source);
  CountingSink sink;
  const auto done = validate(reader, "many.x12", knowledge, Asked::standard(), sink);
  ManyClaims little(100);
  x12::Reader short_reader(little);
  EXPECT_TRUE(validate(short_reader, "few.x12", knowledge, Asked::standard(), sink)) << "it needs none";
  if (before.empty())
    ::unsetenv("TMPDIR");
  else
    ::setenv("TMPDIR", before.c_str(), 1);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Failure::Kind::world);
  EXPECT_NE(done.error().message.find("No temporary file can be made in /nowhere/at/all"), std::string::npos);
}

}  // namespace
}  // namespace calx::validate
