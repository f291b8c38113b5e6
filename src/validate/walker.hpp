// Walking a transaction set through its grammar: where each segment belongs, what is missing, what is too much.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "grammar/grammar.hpp"
#include "validate/reporter.hpp"
#include "x12/segment.hpp"

namespace calx::validate {

/// Told of loops as they open and close; a loop's last word comes before the next segment is looked at. `where` is the
/// segment that opens the loop, or stands behind it.
class LoopListener {
 public:
  virtual ~LoopListener() = default;
  virtual void loop_opened(std::uint16_t instance, const SegmentPlace& where) = 0;
  virtual void loop_closes(std::uint16_t instance, const SegmentPlace& where) = 0;
};

/// One transaction set. Reports structure (order, usage, repeats) as it goes; one cause, one finding: a loop without
/// its first segment is entered all the same, a segment out of order counts where it belongs, and a run of segments
/// that fit nowhere is one finding.
class Walker final : public Locator {
 public:
  Walker(const grammar::Grammar& grammar, Reporter& reporter, LoopListener& listener);

  /// ST. Called first. Returns its place.
  std::uint16_t start(const x12::Segment& segment, const SegmentPlace& where);
  /// Each segment after it, SE included. Returns its place; none: it belongs nowhere and is not to be judged.
  std::uint16_t step(const x12::Segment& segment, const grammar::Recognition& recognition, const SegmentPlace& where) {
    const std::uint16_t place =
        recognition.key != grammar::none ? grammar_.forward(place_, recognition.key) : grammar::none;
    if (place == grammar::none) return astray(segment, recognition, where);
    qualified_ = recognition.qualified;
    return go_to(place, segment, where);
  }
  /// Of the segment stepped to last: its qualifier is one that the guide lists there.
  bool qualified() const { return qualified_; }
  /// The transaction set is over, with SE or without.
  void finish(const SegmentPlace& where);
  /// It broke off: open loops close, but what they still lack is not reported.
  void abandon(const SegmentPlace& where);

  /// Of the segment stepped to last: its loop, and the open loops down to it, those above the transaction left out.
  std::string loop() const override;
  std::string path() const override;
  const grammar::Grammar& grammar() const { return grammar_; }

 private:
  struct Frame {
    std::uint16_t instance = 0;
    std::uint32_t index = 0;                 // which one in its parent
    std::uint64_t seen = 0;                  // bit n: child n was there
    std::uint64_t level = 0;                 // HL01 of its HL segment; 0: it has none, unknown_level: it lacks it
    char children = 0;                       // HL04 of its HL segment, where it may be 0 or 1; else 0
    bool has_children = false;               // a level stands below it
    SegmentPlace heading;                    // of its HL segment, where `children` is set
    std::array<std::uint32_t, 64> counts{};  // of those seen

    std::uint32_t count(std::size_t child) const { return (seen >> child & 1) != 0 ? counts[child] : 0; }
    /// One more of a child: how many there are now.
    std::uint32_t add(std::size_t child) {
      counts[child] = count(child) + 1;
      seen |= std::uint64_t{1} << child;
      return counts[child];
    }
  };
  static constexpr std::uint64_t unknown_level = ~std::uint64_t{0};
  /// A required child that was passed over: reported when its loop closes, unless it comes late.
  struct Missing {
    std::uint8_t depth = 0, child = 0;
    findings::Finding finding;
  };

  Frame& top() { return frames_[static_cast<std::size_t>(depth_)]; }
  const Frame& top() const { return frames_[static_cast<std::size_t>(depth_)]; }
  const grammar::LoopDefinition& definition(const Frame& frame) const {
    return grammar_.definition(grammar_.instance(frame.instance).definition);
  }
  void open(std::uint16_t instance, std::uint32_t index, const SegmentPlace& where);
  [[gnu::always_inline]] void close_to(int depth, const SegmentPlace& where);
  void enter(std::uint16_t place, const SegmentPlace& where, bool without_opener);
  std::uint16_t go_to(std::uint16_t place, const x12::Segment& segment, const SegmentPlace& where);
  void count(const grammar::Place& place, const SegmentPlace& where);
  [[gnu::cold]] void too_many(const grammar::Place& place, std::uint32_t count, const SegmentPlace& where);
  [[gnu::cold]] void too_many(const grammar::LoopInstance& loop, std::uint32_t count, const SegmentPlace& where);
  [[gnu::cold]] void pass_over(const Frame& frame, std::uint64_t children, const SegmentPlace& where);
  [[gnu::cold]] void forgive(std::uint8_t child);
  [[gnu::cold]] void say_missing(std::uint64_t children, const SegmentPlace& where);
  findings::Finding missing(const Frame& frame, std::size_t child, const SegmentPlace& where);
  [[gnu::cold]] std::uint16_t astray(const x12::Segment& segment, grammar::Recognition recognition,
                                     const SegmentPlace& where);
  /// What a place is in its loop; for one that opens a loop, what that loop is in its parent.
  const grammar::Child& child_of(std::uint16_t place) const;
  bool has_room(std::uint16_t place) const;
  std::uint16_t out_of_order(std::uint16_t place, bool room, const SegmentPlace& where);
  std::uint16_t without_opener(std::uint16_t place, const SegmentPlace& where);
  std::uint16_t likely_place(std::string_view id) const;
  std::uint16_t lacking_place(std::string_view id) const;
  [[gnu::cold]] void say_astray();
  void check_level(const x12::Segment& segment, const SegmentPlace& where);
  void check_children(const Frame& frame);

  const grammar::Grammar& grammar_;
  Reporter& reporter_;
  LoopListener& listener_;
  std::vector<Frame> frames_;
  int depth_ = -1;
  int place_depth_ = 0;  // of the loop that the present segment belongs to, for findings
  std::uint16_t place_ = 0;
  bool qualified_ = false;
  std::vector<Missing> missing_;

  // A run of segments that belong nowhere.
  SegmentPlace astray_place_;
  std::string astray_code_, astray_segment_, astray_loop_, astray_path_;
  int astray_element_ = 0;
  std::string astray_what_;
  std::uint64_t astray_count_ = 0;

  std::uint64_t last_level_ = 0;      // HL01 counts through the transaction set
  std::uint64_t missing_levels_ = 0;  // HL segments missing since the last one
};

/// Counts a segment in its loop, which is the innermost one.
inline void Walker::count(const grammar::Place& place, const SegmentPlace& where) {
  Frame& frame = top();
  if (const std::uint64_t absent = place.required_before & ~frame.seen; absent != 0) pass_over(frame, absent, where);
  if (!missing_.empty() && frame.count(place.child) == 0) forgive(place.child);
  if (const std::uint32_t count = frame.add(place.child); count > place.max) too_many(place, count, where);
}

/// The segment belongs to this place.
inline std::uint16_t Walker::go_to(std::uint16_t index, const x12::Segment& segment, const SegmentPlace& where) {
  if (astray_count_ != 0) say_astray();
  place_depth_ = depth_;
  place_ = index;
  const grammar::Place& place = grammar_.place(index);
  if (place.child == 0 || place.depth != depth_) enter(index, where, false);
  count(place, where);
  if (place.hierarchical) check_level(segment, where);
  return index;
}

}  // namespace calx::validate
