// A 274 as a network: what `calx network read` does.
#pragma once

#include <string>

#include "findings/sink.hpp"
#include "network/knowledge.hpp"
#include "network/model.hpp"
#include "profile/profile.hpp"
#include "x12/reader.hpp"

namespace calx::network {

/// What was read; `ok` is false, with a finding, where the input is no 274.
struct ReadNetwork {
  Network network;
  bool ok = false;
  findings::Tally tally;
};

/// Reads a file's transaction sets. Nothing is judged: calx validate does that. What the tables cannot hold is reported
/// once a kind, with how often it stands there (NET-0602). A provider that stands at several sites with the same
/// content (dates and marks of ECM and Community Supports apart) becomes one provider. A level whose HL02 names none of
/// the right kind is taken to stand under the last one (NET-0603). Ids are made up in the order of the file, so that
/// what is written from it keeps that order. `marks` says what the indicators in N2 mean, and which codes need not be
/// kept. Fails only where the input cannot be read.
Result<ReadNetwork> read_transaction(x12::Reader& reader, const std::string& file,
                                     const profile::Profile::Network& marks, const Knowledge& knowledge,
                                     findings::Sink& sink);

}  // namespace calx::network
