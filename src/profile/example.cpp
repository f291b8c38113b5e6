#include "profile/profile.hpp"

namespace calx::profile {

// fixtures/profiles/plan.toml is the same text; a test compares the two.
std::string_view example_profile() {
  return R"toml(# The profile of a health plan: who sends encounters and the provider network, to whom, and how they are written.
# Keys marked required have no default; any other key may be left out, and then has the value that stands here, unless
# its comment names another default.

[submitter]
name = "EXAMPLE HEALTH PLAN"     # required: the plan, 1 to 60 characters
tax_id = "123456789"             # required: nine digits
plan_code = "305"                # required: the three digits of the health care plan code; a profile for each code
contact_name = "EDI DESK"        # required: whom to ask about a file
contact_phone = "9165551234"     # required: ten digits
contact_email = "edi@example.org"  # default: none
payer_id = "EXAMPLE305"          # the plan as the payer of a claim (2330B NM109, SVD01); default: PLAN and the plan code
application_id = "123456789"     # the sender of the group (GS02); default: the tax id

[receiver]
name = "CALIFORNIA-DHCS"
id = "610442"                       # 1000B NM109
interchange_id = "CALIFORNIA-DHCS"  # ISA08 and GS03

[encounter]
usage = "test"                    # "test" or "production" (ISA15, of a 274 too)
purpose = "RP"                    # RP for encounters, CH for claims (BHT06)
payer_name = "CALIFORNIA-DHCS"    # 2010BB
payer_id = "610442"
claim_filing = "MC"               # SBR09: MC is Medicaid
overlays = ["dhcs"]               # what every written file must also pass: names, or paths of your own overlays
max_claims_per_file = 5000        # 1 to 5000; more claims make more files
file_name = "EXAMPLE_{plan_code}_837P_MCE_{date}_{sequence}.dat"  # default: without EXAMPLE_
character_set = "basic"           # names and addresses: "basic" (capitals only) or "extended"; of a 274 too
default_zip_extension = "9998"    # last four digits of a provider's ZIP where only five are given; "" makes that an error
homeless_address = "billing-provider"  # for a member without an address: the billing provider's, or "fixed"
# fixed_address = { street = "GENERAL DELIVERY", city = "FRESNO", state = "CA", zip = "93721" }  # with "fixed"
ecm_units = "any"                 # "any", or "one-per-contact": an ECM contact counts as one unit
replacement_reference = "first-claim-number"  # where the invoice names no original: that, or "state-encounter-id", as a ledger knows it (none yet)
reject = "claim"                  # what a faulty row holds back: its whole "claim", or the "row" alone
merge_same_day = false            # true joins lines that the state would take for duplicates
capitated = false                 # true explains what was not paid as CO 24
adjustment = "CO45"               # otherwise with this group (CO CR OA PI PR) and reason
contract_type = "05"              # CN101: 01 02 03 04 05 06 or 09

[network]
receiver_interchange_id = "DHCS-PROVNETWK"  # ISA08 and GS03 of a 274
file_name = "EXAMPLE_{plan_code}_274_{date}_{sequence}.dat"  # default: without EXAMPLE_
# month = "202605"               # reporting month (ISA02); default: that of the day of the run
overlays = ["dhcs-274"]          # what a 274 must also pass: names, or paths of your own overlays
source_kind = "ACV"              # NM101 of the plan, and of the state; the state's own choice is not public, nor is it
receiver_kind = "40"             # for the next three
acceptance_category = "DJ"       # CRC01: who is accepted at a site, and whether it is accessible
board_certification = "PL"       # YNQ01: certified in a taxonomy
degree_code = ""                 # DEG01 of a degree, three characters; "": degrees without a code are not written

# How N2 of the 274 marks kinds of providers; the state's own marks for ECM and Community Supports are not public.
[network.indicators]
clinic = "CLNC"
cbas = "CBAS"
ecm = "ECM"
community_supports = "CS"
)toml";
}

}  // namespace calx::profile
