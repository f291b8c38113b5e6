#include "validation.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include "input.hpp"
#include "invoice/judge.hpp"
#include "report/selection.hpp"
#include "x12/recognise.hpp"

namespace calx::command {
namespace {

/// One run: its inputs, one after the other, into one report.
class Run {
 public:
  Run(const Validation& wanted, const Loaded& loaded, grammar::Library& library, std::ostream& out)
      : wanted_(wanted),
        writer_(report::make_writer(wanted.form, out, {&loaded.catalogue, &library, wanted.show_values, CALX_VERSION})),
        selection_(*writer_, {wanted.level, wanted.limit_findings, wanted.show_values}),
        knowledge_{library, loaded.catalogue, loaded.codes, loaded.coding_options},
        options_{wanted.level, 0, wanted.show_values, wanted.date, writer_.get()},
        context_{loaded.elements, loaded.catalogue, loaded.codes, loaded.coding_options, wanted.date},
        invoices_(context_, selection_) {}

  int judge() {
    const auto begin = std::chrono::steady_clock::now();
    int status = fine;
    for (const std::string& path : wanted_.files) {
      const std::string name = path == "-" ? "standard input" : path;
      if (auto done = file(path, name); !done) {
        writer_->could_not(name, done.error().message);
        status = std::max(status, fail(done.error()));
      }
    }
    invoices_.finish();
    summary_.rows = invoices_.rows();
    selection_.add_to(summary_);
    summary_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    writer_->finish(summary_);
    return std::max<int>(status, summary_.tally.errors > 0 ? data_errors : fine);
  }

 private:
  Result<void> file(const std::string& path, const std::string& name) {
    auto input = Input::open(path);
    if (!input) return tl::unexpected<Failure>(input.error());
    ++summary_.files;
    const bool is_x12 = (*input)->beginning().empty() || x12::looks_like_x12((*input)->beginning());
    writer_->begin_file({name, (*input)->mapped() != nullptr ? path : std::string(), is_x12});
    Progress progress(name);
    if (is_x12) return x12_file(**input, name, progress);
    auto bytes = (*input)->all();
    if (!bytes) return tl::unexpected<Failure>(bytes.error());
    invoices_.file(
        name, *bytes, [&](std::uint64_t rows) { progress.show(std::to_string(rows) + " rows read"); },
        [&](std::uint32_t row) { writer_->row_done(row); });
    return {};
  }

  Result<void> x12_file(Input& input, const std::string& name, Progress& progress) {
    const auto show = [&](std::uint64_t bytes) {
      progress.show(std::to_string(bytes >> 20) + " MB read");
      if (input.mapped() != nullptr) input.mapped()->release_before(bytes);
    };
    auto reader = input.mapped() != nullptr ? x12::Reader(input.mapped()->bytes()) : x12::Reader(input);
    auto totals = validate::validate(reader, name, knowledge_, options_, selection_, show);
    if (!totals) return tl::unexpected<Failure>(totals.error());
    summary_.interchanges += totals->interchanges;
    summary_.transactions += totals->transactions;
    summary_.claims += totals->claims;
    summary_.segments += totals->segments;
    return {};
  }

  const Validation& wanted_;
  std::unique_ptr<report::Writer> writer_;
  report::Selection selection_;
  report::Summary summary_;
  const validate::Knowledge knowledge_;
  const validate::Options options_;
  const invoice::Context context_;
  invoice::Judge invoices_;
};

}  // namespace

int judge(const Validation& wanted, const Loaded& loaded, grammar::Library& library, std::ostream& out) {
  return Run(wanted, loaded, library, out).judge();
}

}  // namespace calx::command
