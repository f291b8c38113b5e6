#include "validate/walker.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <utility>

namespace calx::validate {

using grammar::none;

namespace {

constexpr std::size_t deepest = 26;

/// The codes that tell a segment from others of its id; empty where there are none.
const std::vector<std::string>& codes_of(const grammar::Node& node) {
  static const std::vector<std::string> nothing;
  const auto& elements = node.model->elements;
  const std::size_t index = node.model->id == "HL" ? 2 : 0;
  if (elements.size() <= index) return nothing;
  return elements[index].components.empty() ? elements[index].codes : elements[index].components.front().codes;
}

/// "REF with F8", "HL with 22", "N3": how messages name a segment of a grammar.
std::string with_qualifier(const grammar::Node& node) {
  std::string text = node.model->id;
  const auto& codes = codes_of(node);
  if (!codes.empty() && codes.size() <= 4) text += " with " + join(codes, "or");
  return text;
}

}  // namespace

Walker::Walker(const grammar::Grammar& grammar, Reporter& reporter, LoopListener& listener)
    : grammar_(grammar), reporter_(reporter), listener_(listener), frames_(deepest) {}

std::string Walker::path() const {
  std::string text;
  for (int d = 1; d <= place_depth_; ++d) {
    if (d > 1) text += '/';
    const Frame& frame = frames_[static_cast<std::size_t>(d)];
    text += definition(frame).model->id;
    text += '[' + std::to_string(frame.index) + ']';
  }
  return text;
}

std::string Walker::loop() const {
  return place_depth_ < 0 ? std::string() : definition(frames_[static_cast<std::size_t>(place_depth_)]).model->id;
}

void Walker::open(std::uint16_t instance, std::uint32_t index, const SegmentPlace& where) {
  Frame& frame = frames_[static_cast<std::size_t>(++depth_)];
  frame.instance = instance;
  frame.index = index;
  frame.seen = 0;
  frame.level = 0;
  frame.children = 0;
  frame.has_children = false;
  place_depth_ = depth_;
  listener_.loop_opened(instance, where);
}

findings::Finding Walker::missing(const Frame& frame, std::size_t child, const SegmentPlace& where) {
  const grammar::Child& entry = definition(frame).children[child];
  const grammar::Node& node = grammar_.node(entry.node);
  SegmentPlace place = where;
  place.id = node.model->id;
  findings::Finding finding =
      entry.loop == none
          ? reporter_.make(
                "X12-2-0035",
                {{"segment", with_qualifier(node)}, {"what", node.model->name}, {"loop", definition(frame).model->id}},
                place)
          : reporter_.make("X12-2-0036",
                           {{"loop", grammar_.definition(entry.loop).model->id},
                            {"what", node.model->name},
                            {"segment", with_qualifier(node)}},
                           place);
  finding.severity = findings::weighed(finding.severity, entry.confidence);
  return finding;
}

void Walker::pass_over(const Frame& frame, std::uint64_t children, const SegmentPlace& where) {
  for (; children != 0; children &= children - 1) {
    const auto child = static_cast<std::uint8_t>(std::countr_zero(children));
    const auto depth = static_cast<std::uint8_t>(depth_);
    const bool known = std::any_of(missing_.begin(), missing_.end(),
                                   [&](const Missing& entry) { return entry.depth == depth && entry.child == child; });
    if (!known) missing_.push_back({depth, child, missing(frame, child, where)});
  }
}

void Walker::forgive(std::uint8_t child) {
  const auto depth = static_cast<std::uint8_t>(depth_);
  std::erase_if(missing_, [&](const Missing& entry) { return entry.depth == depth && entry.child == child; });
}

void Walker::say_missing(std::uint64_t children, const SegmentPlace& where) {
  pass_over(top(), children, where);
  for (Missing& entry : missing_)
    if (entry.depth == depth_) reporter_.release(std::move(entry.finding));
  std::erase_if(missing_, [&](const Missing& entry) { return entry.depth == depth_; });
}

inline void Walker::close_to(int depth, const SegmentPlace& where) {
  while (depth_ > depth) {
    const Frame& frame = top();
    place_depth_ = depth_;
    const std::uint64_t absent = grammar_.instance(frame.instance).required & ~frame.seen;
    if (absent != 0) say_missing(absent, where);
    if (frame.children != 0) check_children(frame);
    listener_.loop_closes(frame.instance, where);
    place_depth_ = --depth_;
  }
}

// Makes `place`'s loop the innermost one: closes what must close, opens the loop where the place opens it.
void Walker::enter(std::uint16_t index, const SegmentPlace& where, bool without_opener) {
  const grammar::Place& place = grammar_.place(index);
  const grammar::LoopInstance& instance = grammar_.instance(place.loop);
  const bool opens = place.child == 0 || without_opener;
  close_to(opens ? instance.depth - 1 : instance.depth, where);
  if (!opens) return;
  Frame& parent = top();
  if (const std::uint64_t absent = instance.required_before & ~parent.seen; absent != 0)
    pass_over(parent, absent, where);
  if (!missing_.empty() && parent.count(instance.child) == 0) forgive(instance.child);
  parent.has_children |= instance.hierarchical;
  const std::uint32_t count = parent.add(instance.child);
  open(place.loop, count, where);
  if (count == instance.max + std::uint64_t{1}) too_many(instance, count, where);
}

void Walker::too_many(const grammar::LoopInstance& loop, std::uint32_t count, const SegmentPlace& where) {
  const grammar::Node& node = grammar_.node(grammar_.place(loop.first_place).node);
  reporter_.report("X12-2-0038",
                   {{"loop", definition(top()).model->id},
                    {"what", node.model->name},
                    {"count", std::to_string(count)},
                    {"max", std::to_string(loop.max)}},
                   where);
}

void Walker::too_many(const grammar::Place& place, std::uint32_t count, const SegmentPlace& where) {
  const grammar::Node& node = grammar_.node(place.node);
  reporter_.report("X12-2-0037",
                   {{"segment", with_qualifier(node)},
                    {"what", node.model->name},
                    {"count", std::to_string(count)},
                    {"max", std::to_string(place.max)}},
                   where);
}

std::uint16_t Walker::start(const x12::Segment&, const SegmentPlace& where) {
  depth_ = -1;
  last_level_ = missing_levels_ = 0;
  missing_.clear();
  astray_count_ = 0;
  place_ = grammar_.start();
  open(grammar_.place(place_).loop, 1, where);
  count(grammar_.place(place_), where);
  return place_;
}

// HL01 counts from 1 without gaps; HL02 names the level above (situational rules ENV-39, 2000B-01, 2000C-01).
void Walker::check_level(const x12::Segment& segment, const SegmentPlace& where) {
  const auto number = [](std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : 0;
  };
  const std::uint64_t level = number(segment.element(1));
  ++last_level_;
  // Where an HL is missing that had a number, the numbers go on behind it.
  if (level > last_level_ && level <= last_level_ + missing_levels_) last_level_ = level;
  missing_levels_ = 0;
  if (level != last_level_) {
    reporter_.report("X12-2-0080", {{"expected", std::to_string(last_level_)}}, where, {1}, segment.element(1));
    if (level != 0) last_level_ = level;  // one gap is one finding
  }
  top().level = level != 0 ? level : unknown_level;
  if (const std::string_view children = segment.element(4); children == "0" || children == "1") {
    const auto& elements = grammar_.node(grammar_.place(place_).node).model->elements;
    if (elements.size() >= 4 && elements[3].codes.size() > 1) {
      top().children = children.front();
      top().heading = where;
      top().heading.id = "HL";
    }
  }
  std::uint64_t above = 0;
  for (int d = depth_ - 1; d >= 0 && above == 0; --d) above = frames_[static_cast<std::size_t>(d)].level;
  if (above != 0 && above != unknown_level && !segment.element(2).empty() && number(segment.element(2)) != above) {
    reporter_.report("X12-2-0081", {}, where, {2}, segment.element(2));
  }
}

// HL04 against what came; where the guide knows one value only, its codes say it.
void Walker::check_children(const Frame& frame) {
  const char expected = frame.has_children ? '1' : '0';
  if (frame.children == expected) return;
  reporter_.report("X12-2-0082", {{"expected", std::string_view(&expected, 1)}}, frame.heading, {4},
                   std::string_view(&frame.children, 1));
}

const grammar::Child& Walker::child_of(std::uint16_t index) const {
  const grammar::Place& place = grammar_.place(index);
  const grammar::LoopInstance& instance = grammar_.instance(place.loop);
  if (place.child != 0) return grammar_.definition(instance.definition).children[place.child];
  return grammar_.definition(grammar_.instance(instance.parent).definition).children[instance.child];
}

bool Walker::has_room(std::uint16_t index) const {
  const grammar::Place& place = grammar_.place(index);
  const grammar::LoopInstance& instance = grammar_.instance(place.loop);
  const bool opens = place.child == 0;
  const Frame& frame = frames_[static_cast<std::size_t>(opens ? instance.depth - 1 : instance.depth)];
  return frame.count(opens ? instance.child : place.child) < child_of(index).max;
}

// One that should have come earlier. Where there were enough of it already, that is said instead.
std::uint16_t Walker::out_of_order(std::uint16_t index, bool room, const SegmentPlace& where) {
  if (astray_count_ != 0) say_astray();
  const grammar::Place& place = grammar_.place(index);
  const grammar::Node& node = grammar_.node(place.node);
  if (place.child == 0) {
    enter(index, where, false);
    count(place, where);
    place_ = index;
  } else {
    // It counts in the loop that it belongs to; the walk goes on where it was.
    const int here = depth_;
    place_depth_ = depth_ = grammar_.instance(place.loop).depth;
    count(place, where);
    depth_ = here;
  }
  if (room)
    reporter_.report("X12-2-0034",
                     {{"segment", with_qualifier(node)}, {"what", node.model->name}, {"loop", node.loop->id}}, where);
  return index;
}

// One of a loop whose first segment is missing: the loop is entered all the same.
std::uint16_t Walker::without_opener(std::uint16_t index, const SegmentPlace& where) {
  if (astray_count_ != 0) say_astray();
  const grammar::Place& place = grammar_.place(index);
  const bool opens = place.child == 0;  // a loop within the one that lacks its opener
  const std::uint16_t lacking = opens ? grammar_.instance(place.loop).parent : place.loop;
  enter(grammar_.instance(lacking).first_place, where, true);
  const grammar::LoopDefinition& loop = definition(top());
  const grammar::Node& opener = grammar_.node(loop.children.front().node);
  if (top().count(0) == 0) top().add(0);
  if (opener.hierarchical) {
    top().level = unknown_level;
    ++missing_levels_;
  }
  SegmentPlace missing = where;
  missing.id = opener.model->id;
  reporter_.report("X12-2-0039",
                   {{"segment", with_qualifier(opener)}, {"what", opener.model->name}, {"loop", loop.model->id}},
                   missing);
  if (opens) enter(index, where, false);
  count(place, where);
  place_ = index;
  return index;
}

// Where a segment of this id belongs whose qualifier is none that may come here: a required one that is still missing,
// the guide's first; else the only one there is at the innermost level that knows the id, while it has room. No level
// is guessed.
std::uint16_t Walker::likely_place(std::string_view id) const {
  std::size_t child = grammar_.place(place_).child;
  for (int depth = depth_; depth >= 0; --depth) {
    const Frame& frame = frames_[static_cast<std::size_t>(depth)];
    const auto& children = definition(frame).children;
    std::size_t only = 0, known = 0;
    std::uint32_t room = 1;
    for (std::size_t c = 1; c < children.size(); ++c) {
      if (children[c].position < children[child].position || grammar_.node(children[c].node).model->id != id) continue;
      const bool required = children[c].usage == grammar::Usage::required;
      if (required && frame.count(c) == 0) return grammar_.place_of(frame.instance, c);
      const bool level = children[c].loop != none && grammar_.node(children[c].node).hierarchical;
      if (level && !required) continue;
      only = c;
      room = level ? 1 : children[c].max;
      ++known;
    }
    if (known == 1) return frame.count(only) < room ? grammar_.place_of(frame.instance, only) : none;
    child = grammar_.instance(frame.instance).child;
  }
  return none;
}

// The required segment of this id, or loop that begins with one, that the innermost loop still waits for.
std::uint16_t Walker::lacking_place(std::string_view id) const {
  const auto& children = definition(top()).children;
  const int position = children[grammar_.place(place_).child].position;
  for (std::size_t c = 1; c < children.size(); ++c)
    if (children[c].usage == grammar::Usage::required && top().count(c) == 0 && children[c].position >= position &&
        grammar_.node(children[c].node).model->id == id)
      return grammar_.place_of(top().instance, c);
  return none;
}

// A segment that the guide's order does not lead to.
std::uint16_t Walker::astray(const x12::Segment& segment, grammar::Recognition recognition, const SegmentPlace& where) {
  place_depth_ = depth_;
  qualified_ = false;
  std::uint16_t implied = none;
  if (recognition.key != none) {
    const std::uint16_t back = grammar_.backward(place_, recognition.key);
    implied = grammar_.implied(place_, recognition.key);
    // Known by its id alone, and the open loop still lacks one of this id: that one, with a wrong qualifier.
    const auto by_id_alone = [](const grammar::Node& node) { return codes_of(node).empty(); };
    if (back != none && by_id_alone(grammar_.example(recognition.key)))
      if (const std::uint16_t lacking = lacking_place(segment.id()); lacking != none)
        return go_to(lacking, segment, where);
    // Known by its qualifier in a loop that was not opened, and by its id alone further up.
    const bool vague = back != none && implied != none && by_id_alone(grammar_.node(grammar_.place(back).node)) &&
                       !by_id_alone(grammar_.node(grammar_.place(implied).node));
    const bool room = back != none && !vague && has_room(back);  // it may still come, if late
    // Once more the required segment of an open loop: the next one of that loop; what is situational is one too many.
    const bool repeats = back != none && implied != none && grammar_.place(implied).node == grammar_.place(back).node;
    const bool surplus = repeats && child_of(back).usage != grammar::Usage::required;
    if (back != none && (room || implied == none || surplus)) return out_of_order(back, room, where);
    if (implied != none && grammar_.place(implied).child != 0) return without_opener(implied, where);
  }
  if (recognition.kind != none) {
    // Its qualifier is wrong; the check of its elements says so.
    if (const std::uint16_t likely = likely_place(segment.id()); likely != none) return go_to(likely, segment, where);
  }
  if (implied != none) return without_opener(implied, where);
  if (astray_count_++ == 0) {
    astray_loop_ = loop();
    astray_path_ = path();
    astray_segment_ = segment.id().substr(0, 3);
    astray_place_ = where;
    astray_element_ = 0;
    astray_what_.clear();
    if (recognition.kind == none) {
      astray_code_ = "X12-1-0031";
    } else if (recognition.key == none) {
      astray_code_ = "X12-2-0033";
      astray_element_ = astray_segment_ == "HL" ? 3 : 1;
    } else {
      astray_code_ = "X12-2-0032";
      astray_what_ = grammar_.example(recognition.key).model->name;
    }
  }
  return none;
}

void Walker::say_astray() {
  const std::string more = astray_count_ == 1 ? std::string()
                           : astray_count_ == 2
                               ? "; nor is the segment after it"
                               : "; nor are the " + std::to_string(astray_count_ - 1) + " segments after it";
  SegmentPlace place = astray_place_;
  place.id = astray_segment_;
  const std::string number = std::to_string(astray_element_);
  findings::Finding finding = reporter_.make(astray_code_,
                                             {{"segment", astray_segment_},
                                              {"what", astray_what_},
                                              {"loop", astray_loop_},
                                              {"more", more},
                                              {"element", astray_segment_ + (number.size() < 2 ? "0" : "") + number}},
                                             place, {astray_element_});
  finding.loop = astray_loop_;
  finding.path = astray_path_;
  reporter_.release(std::move(finding));
  astray_count_ = 0;
}

void Walker::abandon(const SegmentPlace& where) {
  if (astray_count_ != 0) say_astray();
  missing_.clear();
  for (int d = depth_; d >= 0; --d) {
    Frame& frame = frames_[static_cast<std::size_t>(d)];
    frame.seen = ~std::uint64_t{0};
    frame.children = 0;
  }
  close_to(-1, where);
}

void Walker::finish(const SegmentPlace& where) {
  if (astray_count_ != 0) say_astray();
  close_to(-1, where);
}

}  // namespace calx::validate
