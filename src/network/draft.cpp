#include "network/draft.hpp"

#include "text/cells.hpp"

namespace calx::network {

bool Ids::add(std::string_view id, Index& index) {
  text::assign_raised(raised_, id);
  const auto [place, added] = by_id_.try_emplace(raised_, index);
  index = place->second;
  return added;
}

Index Ids::find(std::string_view id) const {
  text::assign_raised(raised_, id);
  const auto found = by_id_.find(raised_);
  return found == by_id_.end() ? nowhere : found->second;
}

}  // namespace calx::network
