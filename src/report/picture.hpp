// A segment drawn for people, with the place of a finding marked.
#pragma once

#include <string>

#include "findings/finding.hpp"
#include "report/public_codes.hpp"
#include "report/segment_at.hpp"

namespace calx::report {

/// Two lines without their ends: the segment, and "^^^" under what the finding means, with its name:
///   NM1*IL*1*•••*•••****MI*•••
///                          ^^^ NM109
struct Picture {
  std::string segment, mark;
};

/// Values that may be a member's are "•••", however long they are, unless `show_values`; see PublicCodes. What is not
/// written is marked where it belongs, separators added up to there. A long segment is cut around the mark.
Picture draw(const SegmentAt& segment, const findings::Finding& finding, const PublicCodes& codes, bool show_values);

}  // namespace calx::report
