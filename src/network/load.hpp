// A network in whichever form it is given: a 274 file or a folder of tables.
#pragma once

#include <cstdint>
#include <string>

#include "findings/sink.hpp"
#include "network/knowledge.hpp"
#include "network/model.hpp"
#include "profile/profile.hpp"

namespace calx::network {

struct LoadedNetwork {
  Network network;
  bool ok = false;             ///< false, with a finding: the input is no network
  bool from_274 = false;       ///< what a 274 does not hold is not known: counties, populations of focus, capacity
  std::uint64_t left_out = 0;  ///< rows of tables, with their errors reported
  findings::Tally tally;       ///< of what was reported
};

/// Reads a folder of tables or a 274 file ("-": one from standard input). Only errors are reported: what else there is
/// to say of a network, calx validate and calx network write say. `marks` is as read_transaction() has it. Fails only
/// where the input cannot be read.
Result<LoadedNetwork> load(const std::string& path, const profile::Profile::Network& marks, const Knowledge& knowledge,
                           findings::Sink& sink);

}  // namespace calx::network
