// Claims as the segments of an 837P (005010X222A1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "encounter/claim.hpp"
#include "profile/profile.hpp"
#include "text/date.hpp"
#include "text/money.hpp"
#include "x12/writer.hpp"

namespace calx::encounter {

/// What all files of a run have in common.
struct EnvelopeSettings {
  text::Date date{};
  std::string time = "0000";  ///< HHMM
  bool production = false;    ///< ISA15 P, else T
};

/// Writes one interchange with one group and one transaction to the end of a string, which the caller may empty between
/// calls. Usage: open(), then for each claim provider() and member() where they change, claim(); close().
///
/// Choices where the guide leaves one: CLM06 to 09 are Y A Y Y, OI03 and OI06 Y. 2010BB is the state, from the profile;
/// with purpose CH it is the plan, as the invoice names it. A claim with paid amounts has SBR01 S in 2000B and one 2320
/// with SBR01 P, SBR02 18 and the profile's claim_filing in SBR09; 2330B and SVD01 name the plan as the invoice does,
/// else as the profile does (submitter.name, submitter.payer_id); what a line was not paid stands in 2430 CAS, with the
/// profile's adjustment, or CO 24 where it says capitated, and is left out where it is 0.
class ClaimWriter {
 public:
  ClaimWriter(std::string& out, const profile::Profile& profile, const EnvelopeSettings& settings);

  /// ISA to 1000B. `control` is ISA13 and GS06.
  void open(std::uint32_t control);
  void provider(const invoice::InvoiceLine& head);           ///< 2000A, 2010AA
  void member(const invoice::InvoiceLine& head, bool paid);  ///< 2000B, 2010BA, 2010BB
  void claim(const Claim& claim);                            ///< 2300 and below
  void close();                                              ///< SE to IEA

  std::uint64_t claims() const { return claims_; }
  std::uint64_t lines() const { return lines_; }
  text::Money charge() const { return charge_; }

 private:
  void name(std::string_view entity, std::string_view last, std::string_view first, std::string_view qualifier,
            std::string_view id);
  void member_name(const invoice::InvoiceLine& head);
  void address(const invoice::PostalAddress& address);
  void rendering(const invoice::InvoiceLine& line);
  void facility(const invoice::InvoiceLine& line);
  void reference(std::string_view qualifier, std::string_view value);
  void day(std::string_view qualifier, text::Date date);
  void diagnoses(const Claim& claim);
  void plan_payment(const Claim& claim);
  void service(const Claim& claim, std::size_t index);
  void procedure(const invoice::InvoiceLine& line, bool description);
  void adjudication(const Claim& claim, const invoice::InvoiceLine& line);
  std::string_view plan_id(const Claim& claim) const;
  std::string folded(std::string_view text) const;

  const profile::Profile& profile_;
  const EnvelopeSettings& settings_;
  x12::Writer writer_;
  text::CharacterSet set_;
  std::string plan_name_, plan_id_, payer_name_, payer_id_;  // as elements
  std::string date_, control_, group_control_;
  std::uint64_t before_transaction_ = 0;  // segments
  std::uint64_t claims_ = 0, lines_ = 0;
  text::Money charge_;
  std::uint32_t levels_ = 0, provider_level_ = 0;  // HL01
};

}  // namespace calx::encounter
