// The segments of one group, site or provider of a 274, taken into the model. entry_reader.cpp has what all three
// share, site_segments.cpp what only sites have.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "network/knowledge.hpp"
#include "network/lost_content.hpp"
#include "network/model.hpp"
#include "profile/profile.hpp"
#include "x12/segment.hpp"

namespace calx::network {

class EntryReader {
 public:
  EntryReader(const profile::Profile::Network& marks, const Knowledge& knowledge, LostContent& lost)
      : marks_(marks), knowledge_(knowledge), lost_(lost) {}

  /// Who the next segments are of; it stays where it is until the next one begins. `periods` takes a provider's dates.
  void begin(Group& group);
  void begin(Site& site);
  void begin(Provider& provider, std::vector<Contract>& periods);

  void take(const x12::Segment& s);

  /// "2100DA", or "2100DB" where an affiliate is read.
  std::string_view loop() const;
  /// The marks of a provider that may differ between sites.
  bool ecm() const { return ecm_; }
  bool community_supports() const { return community_supports_; }

 private:
  void begin(Entry& entry);
  void name(const x12::Segment& s);
  void additional_name(const x12::Segment& s);
  void affiliate(const x12::Segment& s);
  void date(const x12::Segment& s);
  void language(const x12::Segment& s);
  bool site_segment(const x12::Segment& s);
  void contact(const x12::Segment& s);
  void hours(const x12::Segment& s);
  void conditions(const x12::Segment& s);
  bool provider_segment(const x12::Segment& s);

  const profile::Profile::Network& marks_;
  const Knowledge& knowledge_;
  LostContent& lost_;
  Entry* entry_ = nullptr;  // one of the next three
  Group* group_ = nullptr;
  Site* site_ = nullptr;
  Provider* provider_ = nullptr;
  std::vector<Contract>* periods_ = nullptr;
  Affiliate* affiliate_ = nullptr;  // where one is read
  bool named_ = false;              // the name was read
  bool ecm_ = false, community_supports_ = false;
};

}  // namespace calx::network
