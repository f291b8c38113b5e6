#include <chrono>
#include <fstream>
#include <iostream>
#include <string>

#include "command.hpp"
#include "files/input.hpp"
#include "files/output.hpp"
#include "invoice/judge.hpp"
#include "report/report.hpp"
#include "x12/recognise.hpp"

namespace calx::command {
namespace {

struct Arguments {
  std::vector<std::string> files, overlays;
  int level = 7;
  std::string form = "text", output, date;
  std::uint64_t limit_findings = 0;
  bool show_values = false;
};

/// Counts what passes, keeps to the limit and takes values out: for findings that come from invoices.
class InvoiceSink final : public findings::Sink {
 public:
  InvoiceSink(const Arguments& arguments, report::Summary& summary, findings::Sink& next)
      : arguments_(arguments), summary_(summary), next_(next) {}
  void report(findings::Finding finding) override {
    if (finding.snip > arguments_.level) return;
    summary_.tally.count(finding.severity);
    if (arguments_.limit_findings != 0 && ++reported_ > arguments_.limit_findings) {
      ++summary_.withheld;
      return;
    }
    if (!arguments_.show_values) finding.value.clear();
    next_.report(std::move(finding));
  }

 private:
  const Arguments& arguments_;
  report::Summary& summary_;
  findings::Sink& next_;
  std::uint64_t reported_ = 0;
};

/// An input: mapped where it can be, else read as a whole; standard input and pipes are looked at before they are read.
class Input final : public files::ByteSource {
 public:
  static Result<std::unique_ptr<Input>> open(const std::string& path) {
    auto input = std::make_unique<Input>();
    if (path != "-" && files::is_regular_file(path)) {
      auto file = files::MappedFile::open(path);
      if (!file) return tl::unexpected<Failure>(file.error());
      input->file_ = std::make_unique<files::MappedFile>(std::move(*file));
      return input;
    }
    auto source = files::open_source(path);
    if (!source) return tl::unexpected<Failure>(source.error());
    input->source_ = std::move(*source);
    if (auto done = input->read_until(std::size_t{1} << 13); !done) return tl::unexpected<Failure>(done.error());
    return input;
  }

  files::MappedFile* mapped() { return file_.get(); }
  /// The first bytes, or all of a mapped file.
  std::string_view beginning() const { return file_ ? file_->bytes() : std::string_view(head_); }
  /// All bytes, for what is judged as a whole.
  Result<std::string_view> all() {
    if (file_) return file_->bytes();
    if (auto done = read_until(~std::size_t{0}); !done) return tl::unexpected<Failure>(done.error());
    return std::string_view(head_);
  }
  Result<std::size_t> read(char* into, std::size_t capacity) override {
    if (used_ == head_.size()) return source_->read(into, capacity);
    const std::size_t count = head_.copy(into, capacity, used_);
    used_ += count;
    return count;
  }

 private:
  Result<void> read_until(std::size_t enough) {
    while (head_.size() < enough) {
      const std::size_t before = head_.size();
      head_.resize(before + (std::size_t{1} << 16));
      auto count = source_->read(head_.data() + before, head_.size() - before);
      head_.resize(before + count.value_or(0));
      if (!count) return tl::unexpected<Failure>(count.error());
      if (*count == 0) break;
    }
    return {};
  }
  std::unique_ptr<files::MappedFile> file_;
  std::unique_ptr<files::ByteSource> source_;
  std::string head_;
  std::size_t used_ = 0;
};

Result<void> judge_x12(Input& input, const std::string& name, const validate::Knowledge& knowledge,
                       const validate::Options& options, findings::Sink& sink, report::Summary& summary) {
  Progress progress(name);
  const auto show = [&](std::uint64_t bytes) {
    progress.show(std::to_string(bytes >> 20) + " MB read");
    if (input.mapped() != nullptr) input.mapped()->release_before(bytes);
  };
  auto reader = input.mapped() != nullptr ? x12::Reader(input.mapped()->bytes()) : x12::Reader(input);
  auto totals = validate::validate(reader, name, knowledge, options, sink, show);
  if (!totals) return tl::unexpected<Failure>(totals.error());
  summary.interchanges += totals->interchanges;
  summary.transactions += totals->transactions;
  summary.claims += totals->claims;
  summary.segments += totals->segments;
  summary.tally.errors += totals->tally.errors;
  summary.tally.warnings += totals->tally.warnings;
  summary.tally.infos += totals->tally.infos;
  summary.withheld += totals->withheld;
  return {};
}

int judge_all(const Arguments& arguments, const Loaded& loaded, grammar::Library& library, text::Date date,
              report::Writer& writer) {
  const auto begin = std::chrono::steady_clock::now();
  report::Summary summary;
  int status = fine;
  const validate::Knowledge knowledge{library, loaded.catalogue, loaded.codes, loaded.coding_options};
  const validate::Options options{arguments.level, arguments.limit_findings, arguments.show_values, date};
  const invoice::Context context{loaded.elements, loaded.catalogue, loaded.codes, loaded.coding_options, date};
  InvoiceSink invoice_sink(arguments, summary, writer);
  invoice::Judge invoices(context, invoice_sink);
  for (const std::string& path : arguments.files) {
    const std::string name = path == "-" ? "standard input" : path;
    auto input = Input::open(path);
    Result<void> done;
    if (!input) {
      done = tl::unexpected<Failure>(input.error());
    } else if (++summary.files; (*input)->beginning().empty() || x12::looks_like_x12((*input)->beginning())) {
      done = judge_x12(**input, name, knowledge, options, writer, summary);
    } else if (auto bytes = (*input)->all(); !bytes) {
      done = tl::unexpected<Failure>(bytes.error());
    } else {
      Progress progress(name);
      invoices.file(name, *bytes, [&](std::uint64_t rows) { progress.show(std::to_string(rows) + " rows read"); });
    }
    if (!done) status = std::max(status, fail(done.error()));
  }
  invoices.finish();
  summary.rows = invoices.rows();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  writer.finish(summary);
  return std::max<int>(status, summary.tally.errors > 0 ? data_errors : fine);
}

int run(const Arguments& arguments, const Global& global) {
  const auto form = report::parse_form(arguments.form);
  if (!form) return fail({Failure::Kind::usage, "--format must be text or jsonl."});
  auto date = run_date(arguments.date);
  if (!date) return fail(date.error());
  auto loaded = Loaded::load(global.data_folder);
  if (!loaded) return fail(loaded.error());
  auto library = grammar::Library::open((*loaded)->resources, arguments.overlays);
  if (!library) return fail(library.error());
  // A wrong overlay is said even where no file is judged by it.
  for (const std::string& id : library->ids())
    if (auto grammar = library->by_id(id); !grammar) return fail(grammar.error());
  if (arguments.output.empty()) {
    const int status = judge_all(arguments, **loaded, *library, *date, *report::make_writer(*form, std::cout));
    return std::cout.flush() ? status : fail({Failure::Kind::world, "Cannot write to standard output."});
  }
  auto file = files::OutputFile::create(arguments.output, true);
  if (!file) return fail(file.error());
  std::ofstream out(file->temporary_path());
  int status = judge_all(arguments, **loaded, *library, *date, *report::make_writer(*form, out));
  out.close();
  if (!out) return fail({Failure::Kind::world, "Cannot write " + arguments.output + "."});
  if (auto done = file->commit(); !done) status = std::max(status, fail(done.error()));
  return status;
}

}  // namespace

void add_validate(CLI::App& app, Global& global) {
  CLI::App* sub =
      app.add_subcommand("validate", "Check X12 files and invoices, and say what is wrong and how to mend it");
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("FILE", arguments->files, "X12 files or invoices (CSV, JSON Lines); - is standard input")->required();
  sub->add_option("--overlay", arguments->overlays,
                  "Further rules: calaim, dhcs, or a file of your own (its name holds / or ends in .xml)")
      ->type_name("NAME|FILE");
  sub->add_option("--level", arguments->level, "Judge by SNIP levels 1 to N")
      ->check(CLI::Range(1, 7))
      ->capture_default_str();
  sub->add_option("--format", arguments->form, "text for people, jsonl for programs")->capture_default_str();
  sub->add_option("--output", arguments->output, "Write the findings to a file")->type_name("FILE");
  sub->add_option("--date", arguments->date, "The day to judge by, CCYY-MM-DD; today by default")->type_name("DATE");
  sub->add_option("--limit-findings", arguments->limit_findings, "Report N findings, count the rest");
  sub->add_flag("--show-values", arguments->show_values, "Show the offending values: members' data");
  sub->footer(
      "Examples: calx validate invoices.csv\n          calx validate encounters.dat --overlay dhcs --format jsonl");
  sub->callback([=, &global] { global.status = run(*arguments, global); });
}

}  // namespace calx::command
