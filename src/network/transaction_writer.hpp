// A network as a 274 (004050X109): the envelope and the five levels.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "network/model.hpp"
#include "network/order.hpp"
#include "profile/profile.hpp"
#include "text/date.hpp"
#include "text/fold.hpp"
#include "x12/writer.hpp"

namespace calx::network {

struct EnvelopeSettings {
  text::Date date{};
  std::string time = "0000";  ///< HHMM
  std::string month;          ///< CCYYMM: ISA02
  std::uint32_t control = 1;  ///< ISA13
  bool production = false;    ///< ISA15
};

/// What a file holds.
struct TransactionCounts {
  std::uint64_t groups = 0, sites = 0, providers = 0, affiliations = 0, segments = 0;
  std::uint64_t degrees_without_code = 0;  ///< not written
};

/// Writes one file: everything of the network that stands in the files of a plan code. HL 20 > 21 > 4 > N > 19; every
/// provider's HL02 is its own site's HL01, HL04 is 0 where nothing hangs below, no segment is empty. What plan.csv does
/// not say comes from the profile.
class TransactionWriter {
 public:
  /// `flush` is called now and then with what has been written so far, and empties it. All of it outlives the writer.
  TransactionWriter(const Network& network, const Order& order, const profile::Profile& profile,
                    std::function<Result<void>(std::string&)> flush);

  Result<TransactionCounts> write(const Plan& plan, const EnvelopeSettings& settings);

 private:
  void open(const Plan& plan, const EnvelopeSettings& settings);
  void close();
  void party(const Party& party, std::string_view kind, std::string_view name);
  std::uint64_t level(std::uint64_t parent, std::string_view kind, bool children);
  void name(std::string_view kind, const Name& name);
  void additional_names(const std::vector<AdditionalName>& names);
  void day(std::string_view qualifier, const std::optional<text::Date>& date);
  void contract(const Contract& contract);
  void languages(const std::vector<Language>& languages);
  void taxonomies(const Entry& entry, bool roles, bool certification);
  void identifiers(const Entry& entry);
  void affiliates(const Entry& entry, bool hospital_status);
  Result<void> group(Index index, std::uint64_t parent);
  Result<void> site(Index index, std::uint64_t parent);
  void site_names(const Site& site);
  void site_contacts(const Site& site);
  void site_limits(const Site& site);
  void provider(const Affiliation& affiliation, std::uint64_t parent);
  void provider_marks(const Affiliation& affiliation);
  bool in_file(const Site& site) const;
  bool takes_part(Index provider, Index site, Program program) const;
  std::string words(std::string_view text, std::size_t limit) const;

  const Network& network_;
  const Order& order_;
  const profile::Profile& profile_;
  std::function<Result<void>(std::string&)> flush_;
  text::CharacterSet set_;
  std::string out_;
  x12::Writer writer_;
  std::string plan_code_, control_;
  std::uint64_t levels_ = 0, envelope_segments_ = 0;
  std::vector<char> counted_;                      // providers
  std::vector<const Participation*> by_provider_;  // sorted
  TransactionCounts counts_;
};

}  // namespace calx::network
