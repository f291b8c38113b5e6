// --format text: findings for people, those of one claim or row together, the segment drawn below each.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/picture.hpp"
#include "report/report.hpp"
#include "report/rule_book.hpp"

namespace calx::report {

class TextWriter final : public Writer {
 public:
  TextWriter(std::ostream& out, const Context& context)
      : out_(out), context_(context), rules_(context.catalogue, context.grammars) {}

  void begin_file(const Source& source) override;
  void report(findings::Finding finding) override;
  void claim_closed(const validate::ClaimPlace& place) override;
  void flush() override;
  void finish(const Summary& summary) override;

 private:
  /// A claim that was closed last.
  struct Closed {
    std::string isa, gs, st, claim;
    std::optional<std::uint64_t> offset;  // none: no claim was closed that has one
  };

  std::string before_which_claim(const findings::Finding& finding) const;
  void write_heading();
  std::string group_in_words() const;
  void write(const findings::Finding& finding);
  void write_picture(const findings::Finding& finding);
  void write_codes(const Summary& summary);

  std::ostream& out_;
  Context context_;
  RuleBook rules_;
  std::unique_ptr<PublicCodes> public_codes_;
  std::unique_ptr<Segments> segments_;  // of the present file, where it can be read again
  std::string file_;                    // whose name was written last

  // The findings of one claim, of what stands before one, of one row; written together.
  std::vector<findings::Finding> group_;
  std::string before_;  // the claim that they stand before
  bool continued_ = false;
  Closed closed_;
};

}  // namespace calx::report
