#include "conform/runner.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

#include "files/input.hpp"
#include "invoice/judge.hpp"
#include "validate/validator.hpp"
#include "x12/recognise.hpp"

namespace calx::conform {
namespace {

void compare(Verdict verdict, const std::vector<findings::Finding>& found, Outcome& outcome) {
  bool rejected = false;
  for (const findings::Finding& finding : found) {
    if (finding.severity != findings::Severity::error) continue;
    rejected = true;
    if (verdict == Verdict::accepted) outcome.extra.push_back(in_short(finding));
  }
  if (verdict == Verdict::rejected && !rejected) outcome.missing.emplace_back("an error");
}

}  // namespace

void compare(const std::vector<Expected>& expected, const std::vector<findings::Finding>& found, Outcome& outcome) {
  constexpr std::size_t nobody = ~std::size_t{0};
  std::vector<std::size_t> partner(found.size(), nobody);  // of each finding
  std::vector<bool> tried;
  // A maximum matching: who finds a partner taken asks its holder for another.
  const std::function<bool(std::size_t)> pair = [&](std::size_t one) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (tried[i] || !expected[one].fits(found[i])) continue;
      tried[i] = true;
      if (partner[i] != nobody && !pair(partner[i])) continue;
      partner[i] = one;
      return true;
    }
    return false;
  };
  for (std::size_t one = 0; one < expected.size(); ++one) {
    tried.assign(found.size(), false);
    if (!pair(one)) outcome.missing.push_back(in_short(expected[one]));
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    if (partner[i] == nobody) outcome.extra.push_back(in_short(found[i]));
}

Result<void> Runner::check_grammars() {
  const auto grammars = library({});
  if (!grammars) return tl::unexpected<Failure>(grammars.error());
  for (const std::string& id : (*grammars)->ids())
    if (const auto grammar = (*grammars)->by_id(id); !grammar) return tl::unexpected<Failure>(grammar.error());
  return {};
}

Outcome Runner::run(const Case& entry) {
  Outcome outcome;
  outcome.of = &entry;
  auto found = judge(entry);
  if (!found) {
    outcome.failure = Failure{found.error().kind, entry.origin + ": " + found.error().message};
    return outcome;
  }
  outcome.findings = std::move(*found);
  if (entry.findings) compare(*entry.findings, outcome.findings, outcome);
  if (entry.verdict) compare(*entry.verdict, outcome.findings, outcome);
  return outcome;
}

Result<grammar::Library*> Runner::library(const std::vector<std::string>& overlays) {
  auto& known = libraries_[overlays];
  if (!known) {
    auto opened = grammar::Library::open(knowledge_.resources, overlays);
    if (!opened) return tl::unexpected<Failure>(opened.error());
    known = std::make_unique<grammar::Library>(std::move(*opened));
  }
  return known.get();
}

Result<std::vector<findings::Finding>> Runner::judge(const Case& entry) {
  // A wrong overlay is said whatever is judged.
  const auto grammars = library(entry.overlays);
  if (!grammars) return tl::unexpected<Failure>(grammars.error());
  const auto file = files::MappedFile::open(entry.input);
  if (!file) return tl::unexpected<Failure>(file.error());
  findings::Collector sink;
  if (file->bytes().empty() || x12::looks_like_x12(file->bytes())) {
    validate::Options options;
    options.level = entry.level;
    options.today = entry.date;
    x12::Reader reader(file->bytes());
    const auto totals = validate::validate(
        reader, entry.input, {**grammars, knowledge_.catalogue, knowledge_.codes, knowledge_.coding_options}, options,
        sink);
    if (!totals) return tl::unexpected<Failure>(totals.error());
  } else {
    const invoice::Context context{knowledge_.elements, knowledge_.catalogue, knowledge_.codes,
                                   knowledge_.coding_options, entry.date};
    invoice::Judge invoices(context, sink);
    invoices.file(entry.input, file->bytes());
    invoices.finish();
  }
  std::erase_if(sink.findings, [&](const findings::Finding& finding) { return finding.snip > entry.level; });
  return std::move(sink.findings);
}

}  // namespace calx::conform
