#include "network/county_report_views.hpp"

#include <array>

#include "network/table_text.hpp"

namespace calx::network {
namespace {

using Line = CountyReport::Line;
using By = CountyReport::By;

constexpr std::size_t most_named = 12;
constexpr std::string_view no_county = "(not said)";

/// Everybody, ECM, Community Supports stand first.
constexpr std::size_t head_lines = 3;

std::vector<std::string> without(const CountyReport& report, const Line& line) {
  std::vector<std::string> none;
  for (const std::string& county : report.counties)
    if (line.by_county.at(county).providers == 0) none.push_back(county);
  return none;
}

std::string number(std::uint64_t value) {
  return std::to_string(value);
}

void counties(std::string& out, const CountyReport& report) {
  std::vector<std::vector<std::string>> rows{{"County", "Sites", "Providers", "ECM", "Community Supports"}};
  const auto row = [&](const std::string& name, const std::string& county) {
    const auto& everybody = report.lines[0].by_county;
    const auto found = everybody.find(county);
    if (found == everybody.end() || found->second.providers == 0) return;
    const auto of = [&](std::size_t line) {
      const auto count = report.lines[line].by_county.find(county);
      return number(count == report.lines[line].by_county.end() ? 0 : count->second.providers);
    };
    rows.push_back({name, number(found->second.sites), number(found->second.providers), of(1), of(2)});
  };
  for (const std::string& county : report.counties) row(county, county);
  for (const std::string& county : report.elsewhere) row(county + " (not one of the plan's)", county);
  row(std::string(no_county), "");
  const auto all = [&](std::size_t line) { return number(report.lines[line].all.providers); };
  rows.push_back({"All", number(report.lines[0].all.sites), all(0), all(1), all(2)});
  out.append("\nBy county\n").append(in_columns(rows));
  if (!report.counties_known) {
    out += "Counties with none are not known: no site says its county.\n";
    return;
  }
  if (report.lines[0].by_county.count("") != 0)
    out += "Sites that do not say their county may be in one that is listed below as one with none.\n";
  constexpr std::array<std::string_view, head_lines> kinds{"provider", "ECM provider", "Community Supports provider"};
  for (std::size_t i = 0; i < head_lines; ++i) {
    const std::vector<std::string> none = without(report, report.lines[i]);
    out.append("Counties with no ").append(kinds[i]).append(": ");
    out.append(none.empty() ? "none" : number(none.size()) + " of " + number(report.counties.size())).append("\n");
    out.append(wrapped_list(none));
  }
}

void list(std::string& out, const CountyReport& report, By by, std::string_view title, std::string_view header) {
  std::vector<std::vector<std::string>> rows{
      {std::string(header), "Sites", "Providers", "Capacity", "Counties with none"}};
  std::string named;
  for (const Line& line : report.lines) {
    if (line.by != by) continue;
    const std::vector<std::string> none = without(report, line);
    rows.push_back({line.what, number(line.all.sites), number(line.all.providers),
                    line.capacity ? number(*line.capacity) : "", report.counties_known ? number(none.size()) : ""});
    if (!report.counties_known || none.empty() || none.size() > most_named || none.size() == report.counties.size())
      continue;
    named.append(line.what).append(": none in\n").append(wrapped_list(none));
  }
  out.append("\n").append(title).append("\n").append(in_columns(rows)).append(named);
}

std::string_view word_of(By by) {
  constexpr std::array<std::string_view, 4> words{"everybody", "program", "population of focus",
                                                  "Community Supports service"};
  return words[static_cast<std::size_t>(by)];
}

}  // namespace

std::string to_text(const CountyReport& report) {
  const CountyReport::Count& all = report.lines.front().all;
  std::string out = "Providers under contract on " + text::to_iso(report.day) + ": " + number(all.providers) + ", at " +
                    number(all.sites) + (all.sites == 1 ? " site" : " sites");
  if (report.not_counted > 0) out += "; not under contract on that day and not counted: " + number(report.not_counted);
  out += "\n";
  counties(out, report);
  list(out, report, By::population, "ECM, by population of focus", "Population");
  list(out, report, By::service, "Community Supports, by service", "Service");
  return out;
}

std::string to_csv(const CountyReport& report) {
  std::string out;
  add_csv_row(out, {"By", "What", "County", "Sites", "Providers", "Capacity"});
  for (const Line& line : report.lines) {
    const auto row = [&](std::string_view county, const CountyReport::Count& count, const std::string& capacity) {
      add_csv_row(out, {word_of(line.by), line.what, county, number(count.sites), number(count.providers), capacity});
    };
    row("(all)", line.all, line.capacity ? number(*line.capacity) : "");
    for (const auto* names : {&report.counties, &report.elsewhere})
      for (const std::string& county : *names)
        if (report.counties_known) row(county, line.by_county.at(county), "");
    if (const auto unsaid = line.by_county.find(""); unsaid != line.by_county.end()) row(no_county, unsaid->second, "");
  }
  return out;
}

}  // namespace calx::network
