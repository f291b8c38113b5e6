// The HCPCS codes and modifiers of ECM and Community Supports: code-sets/hcpcs-coding-options.csv.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "files/resources.hpp"
#include "findings/finding.hpp"
#include "text/date.hpp"

namespace calx::calaim {

/// What one unit of a code is. Contracts may count in other units; these are those of the code's national descriptor.
enum class ServiceUnit : std::uint8_t { other, quarter_hour, day, service };
/// From a coding option's unit, "per diem", "per 15 minutes" or "per service". One that is qualified ("per diem
/// (national)") is not relied on: other.
ServiceUnit service_unit(std::string_view unit);
/// True for what is not given in parts.
bool counts_whole(ServiceUnit unit);

/// One coding option: a code with exactly this set of modifiers means this service.
struct CodingOption {
  std::string service;  ///< "Housing Deposits"
  std::string hcpcs;
  std::vector<std::string> modifiers;  ///< sorted
  std::string unit, description;
  ServiceUnit counted = ServiceUnit::other;  ///< what `unit` says
  bool charge_is_cost = false;               ///< what was spent is the service: a charge of nothing says nothing
  std::optional<text::Date> from, through;   ///< first and last day; open where empty
  std::string source;
  findings::Confidence confidence = findings::Confidence::confirmed;
  bool community_support() const;  ///< false: ECM or ECM outreach
};

enum class Coding : std::uint8_t {
  option,           ///< code and modifiers are an option on the date
  unknown_code,     ///< no option has this code
  wrong_modifiers,  ///< options have this code, with other modifiers
  not_yet,          ///< the option starts after the date
  ended,            ///< the option ended before the date
};

struct CodingMatch {
  Coding coding = Coding::unknown_code;
  const CodingOption* option = nullptr;  ///< for option, not_yet and ended
  /// GQ stands on a Community Supports line that has no option with it: allowed, unverified.
  bool telehealth_modifier_added = false;
};

/// Immutable; threads may share it.
class CodingOptions {
 public:
  /// Columns service,hcpcs,modifiers (split by blanks),unit,description,effective_from,effective_to,source,confidence;
  /// the version is the index's. A wrong row, or two rows with the same code and modifiers on the same day, is a usage
  /// failure with file and line.
  static Result<CodingOptions> load(const files::Resources& resources);

  /// Modifiers are compared as a set: in any order, repeats and empty ones ignored. Code and modifiers are compared as
  /// written (capitals). Without a date, dates are not looked at. An option that is in force on the date is preferred,
  /// one with GQ to one that GQ was added to. Never allocates.
  CodingMatch match(std::string_view hcpcs, std::span<const std::string_view> modifiers,
                    std::optional<text::Date> date) const;
  bool has_code(std::string_view hcpcs) const;
  /// True where some option of this code has one of these modifiers (GQ apart).
  bool has_modifier(std::string_view hcpcs, std::span<const std::string_view> modifiers) const;

  /// What is right for this code on the date, for messages: "U2 (Housing Deposits), U3 (Short-Term Post-Hospitalization
  /// Housing) or U6 (Transitional Rent)"; sets of several as "U1 with GQ (...)". Empty where no option of the code is
  /// in force on the date.
  std::string choices(std::string_view hcpcs, std::optional<text::Date> date) const;
  /// The codes within one character of `hcpcs` (one replaced, missing, too many, or two neighbours swapped; capitals or
  /// not), for "did you mean": "H0043, H0044 or H0045"; empty where none is near.
  std::string near_codes(std::string_view hcpcs) const;

  /// Sorted by code, modifiers and first day.
  const std::vector<CodingOption>& options() const { return options_; }
  const std::string& version() const { return version_; }
  const std::string& sha256() const { return sha256_; }

 private:
  /// What match() compares, one for each of options_ and in their order.
  struct Key {
    std::uint64_t code;       // see codes/packed.hpp
    std::uint64_t modifiers;  // up to four, two bytes each, ascending
    text::Date from, through;
    bool community_support;
  };
  std::span<const Key> keys_of(std::string_view hcpcs) const;
  CodingMatch judge(std::span<const Key> keys, std::uint64_t modifiers, std::optional<text::Date> date,
                    bool community_supports_only) const;

  std::vector<CodingOption> options_;
  std::vector<Key> keys_;
  std::string version_, sha256_;
};

}  // namespace calx::calaim
