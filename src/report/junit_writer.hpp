// --format junit: a test suite a transaction set, a test case a claim; for invoices a suite a file, a case a row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"
#include "report/spool.hpp"

namespace calx::report {

/// Errors of a claim are its case's failure, warnings and information its output. Each transaction set has one more
/// case, "outside claims", and each file one, "the file as a whole", for the envelope and for what only several rows
/// show. Memory does not grow with the claims.
class JunitWriter final : public Writer {
 public:
  explicit JunitWriter(std::ostream& out);

  void begin_file(const Source& source) override;
  void report(findings::Finding finding) override;
  void claim_closed(const validate::ClaimPlace& place) override;
  void row_done(std::uint32_t number) override;
  void withhold(const findings::Finding& finding) override;
  void could_not(const std::string& file, const std::string& message) override;
  void finish(const Summary& summary) override;

 private:
  /// What will be one test case.
  struct Case {
    std::vector<std::string> errors, others;  ///< whole texts; at most so many of each, the rest is counted
    std::uint64_t more_errors = 0, more_others = 0;
    std::string first_message, first_code;  ///< of the errors
    std::string stop;                       ///< why the file could not be judged to its end
    void add(const findings::Finding& finding, bool shown);
    void add(Case other);
    bool failed() const { return !errors.empty() || more_errors > 0; }
    bool empty() const { return !failed() && others.empty() && more_others == 0 && stop.empty(); }
  };
  struct Pending {
    std::string claim;
    std::uint64_t row = 0;
    Case test;
  };
  struct File {
    std::string name;
    Case test;
  };
  /// A suite being written; the counts stand before the cases, so these wait.
  struct Suite {
    std::string name;
    Spool cases;
    std::uint64_t tests = 0, failures = 0, errors = 0;
  };

  void add(const findings::Finding& finding, bool shown);
  Case& case_for(const findings::Finding& finding);
  Case& pending(std::string_view claim, std::uint64_t row);
  Case take_pending(std::string_view claim, std::uint64_t row);
  Case& file_case(const std::string& name);
  void open_transaction(std::string_view file, std::string_view isa, std::string_view gs, std::string_view st);
  void open_suite(const std::string& name);
  void close_suite();
  void write_case(const std::string& name, const Case& test, const std::string& skipped = {});
  void write_suite();

  std::ostream& out_;
  std::vector<File> files_;
  std::string file_;  // the present one
  Suite suite_;
  bool open_ = false;             // a suite of a transaction set or of rows
  std::string transaction_;       // of which the suite is; empty for rows
  Case outside_;                  // of its claims
  std::vector<Pending> pending_;  // claims and rows that are not done
};

}  // namespace calx::report
