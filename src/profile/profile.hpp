// A plan's profile: who submits, to whom, and how.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/failure.hpp"

namespace calx::profile {

struct Address {
  std::string street, city, state, zip;
};

/// Every key of plan.toml with its default; the names are the keys. See `calx init`.
struct Profile {
  struct Submitter {
    std::string name, tax_id, plan_code, contact_name, contact_phone;  // required
    std::string contact_email;
    std::string payer_id;        ///< default: "PLAN" + plan_code
    std::string application_id;  ///< default: tax_id
  } submitter;
  struct Receiver {
    std::string name = "CALIFORNIA-DHCS", id = "610442", interchange_id = "CALIFORNIA-DHCS";
  } receiver;
  struct Encounter {
    std::string usage = "test";
    std::string purpose = "RP";
    std::string payer_name = "CALIFORNIA-DHCS", payer_id = "610442";
    std::string claim_filing = "MC";
    std::vector<std::string> overlays = {"dhcs"};
    int max_claims_per_file = 5000;
    std::string file_name = "{plan_code}_837P_MCE_{date}_{sequence}.dat";
    std::string character_set = "basic";
    std::string default_zip_extension = "9998";
    std::string homeless_address = "billing-provider";
    Address fixed_address;
    std::string ecm_units = "any";
    std::string replacement_reference = "first-claim-number";
    std::string reject = "claim";
    bool merge_same_day = false;
    bool capitated = false;
    std::string adjustment = "CO45";
    std::string contract_type = "05";
  } encounter;
  struct Network {
    std::string receiver_interchange_id = "DHCS-PROVNETWK";
    std::string file_name = "{plan_code}_274_{date}_{sequence}.dat";
    std::string month;  ///< default: that of the day of the run
    std::vector<std::string> overlays = {"dhcs-274"};
    std::string source_kind = "ACV", receiver_kind = "40";
    std::string acceptance_category = "DJ";
    std::string board_certification = "PL";
    std::string degree_code;  ///< default: degrees are not written
    struct Indicators {
      std::string clinic = "CLNC", cbas = "CBAS", ecm = "ECM", community_supports = "CS";
    } indicators;
  } network;

  /// Dotted keys that the file states ("receiver.interchange_id"), with their values as text; lists joined by blanks.
  std::vector<std::pair<std::string, std::string>> stated;
};

/// Reads a profile. A key that does not exist, a value of the wrong type or outside its values, a required key that is
/// missing: a usage failure "plan.toml:12: [encounter] purpos: there is no such key; did you mean purpose?".
Result<Profile> parse_profile(std::string_view toml, const std::string& file);

/// A commented profile to start from: what `calx init` writes.
std::string_view example_profile();

}  // namespace calx::profile
