#include "network/writing.hpp"

#include <algorithm>
#include <utility>

#include "files/release.hpp"
#include "findings/written_file_sink.hpp"
#include "network/manifest.hpp"
#include "network/order.hpp"
#include "profile/file_name.hpp"

namespace calx::network {
namespace {

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::uint32_t last_control = 999'999'999;

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return std::to_string(number).append(" ").append(number == 1 ? one : many);
}

std::string padded(std::uint32_t number) {
  const std::string digits = std::to_string(number);
  return std::string(9 - digits.size(), '0') + digits;
}

bool is_month(std::string_view text) {
  return text.size() == 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         text.substr(4) >= "01" && text.substr(4) <= "12";
}

Result<void> check(const WritingRequest& request) {
  if (request.first_control && (*request.first_control == 0 || *request.first_control > last_control))
    return usage_failure("--first-control is a number from 1 to 999999999.");
  if (request.time.size() != 4 || !text::is_time(request.time)) return usage_failure("--time is HHMM, as 0930.");
  if (!request.date.ok()) return usage_failure("--date is a day, as 2026-05-01.");
  if (!request.month.empty() && !is_month(request.month)) return usage_failure("--month is year and month, as 202605.");
  return {};
}

class Writing {
 public:
  Writing(const WritingRequest& request, const Knowledge& knowledge, findings::Sink& sink)
      : request_(request),
        knowledge_(knowledge),
        sink_(sink),
        set_(request.profile.encounter.character_set == "extended" ? text::CharacterSet::extended
                                                                   : text::CharacterSet::basic),
        month_(!request.month.empty()                   ? request.month
               : !request.profile.network.month.empty() ? request.profile.network.month
                                                        : text::to_ccyymmdd(request.date).substr(0, 6)),
        release_(request.output_folder, request.force, false) {}

  Result<WritingSummary> run() {
    if (auto fine = check(request_); !fine) return tl::unexpected<Failure>(fine.error());
    auto directory = read_directory(request_.directory, knowledge_, sink_);
    if (!directory) return tl::unexpected<Failure>(directory.error());
    summary_.tally = directory->tally;
    summary_.tables = std::move(directory->tables);
    for (const TableCount& table : summary_.tables) summary_.left_out += table.left_out;
    network_ = std::move(directory->network);
    find_plans();
    if (network_.groups.empty() || plans_.empty() || (summary_.tally.errors > 0 && !request_.skip_invalid))
      return std::move(summary_);
    if (auto written = write_files(); !written) return tl::unexpected<Failure>(written.error());
    if (summary_.files.empty() || (summary_.tally.errors > 0 && !request_.skip_invalid)) {
      summary_.files.clear();
      return std::move(summary_);
    }
    if (auto fine = validate(); !fine) return tl::unexpected<Failure>(fine.error());
    add_notes();
    if (auto written = write_manifest(); !written) return tl::unexpected<Failure>(written.error());
    if (auto named = release_.commit(); !named) return tl::unexpected<Failure>(named.error());
    return std::move(summary_);
  }

 private:
  void report(std::string_view code, findings::Arguments arguments, const std::string& file) {
    findings::Finding finding = knowledge_.catalogue.make(code, arguments);
    finding.file = file;
    summary_.tally.count(finding.severity);
    sink_.report(std::move(finding));
  }

  void find_plans() {
    const std::string& ours = request_.profile.submitter.plan_code;
    plans_ = network_.plans;
    const TableCount& table = summary_.tables[static_cast<std::size_t>(Table::plan)];
    if (table.rows == 0) {
      plans_.emplace_back().plan_code = ours;
      return;
    }
    // The tables of one plan with the profile of another would go out under the wrong name.
    if (std::none_of(plans_.begin(), plans_.end(), [&](const Plan& plan) { return plan.plan_code == ours; })) {
      report("NET-0502", {{"code", ours}}, table.name);
      plans_.clear();
    }
    std::sort(plans_.begin(), plans_.end(), [](const Plan& a, const Plan& b) { return a.plan_code < b.plan_code; });
  }

  Result<void> write_files() {
    std::uint32_t sequence = 1;
    for (const std::string& name : {std::string(manifest_name), file_name(plans_.front(), 1)})
      if (auto free = release_.refuse_existing(name); !free) return free;
    if (auto made = release_.open(); !made) return made;
    const Order order(network_, set_);
    TransactionWriter writer(network_, order, request_.profile, [this](std::string& out) {
      auto written = release_.write(out);
      out.clear();
      return written;
    });
    for (const Plan& plan : plans_) {
      const bool any = std::any_of(network_.sites.begin(), network_.sites.end(), [&](const Site& site) {
        return site.plan_codes.empty() ||
               std::find(site.plan_codes.begin(), site.plan_codes.end(), plan.plan_code) != site.plan_codes.end();
      });
      if (!any) {
        report("NET-0503", {{"code", plan.plan_code}}, request_.directory);
        continue;
      }
      if (auto written = write_file(plan, sequence++, writer); !written) return written;
    }
    return {};
  }

  std::string file_name(const Plan& plan, std::uint32_t sequence) const {
    return profile::file_name(request_.profile.network.file_name, plan.plan_code, request_.date, sequence);
  }

  Result<void> write_file(const Plan& plan, std::uint32_t sequence, TransactionWriter& writer) {
    EnvelopeSettings settings;
    settings.date = request_.date;
    settings.time = request_.time;
    settings.month = month_;
    settings.control = request_.first_control.value_or(1) + sequence - 1;
    settings.production = request_.profile.encounter.usage == "production" && !request_.test;
    if (settings.control > last_control)
      return usage_failure("The control number of a file has at most nine digits; give a lower --first-control.");
    WritingSummary::File file;
    file.name = file_name(plan, sequence);
    file.path = release_.path(file.name);
    file.isa = padded(settings.control);
    file.plan_code = plan.plan_code;
    if (auto begun = release_.begin(file.name); !begun) return begun;
    auto counts = writer.write(plan, settings);
    if (!counts) return tl::unexpected<Failure>(counts.error());
    file.counts = *counts;
    auto written = release_.end();
    if (!written) return tl::unexpected<Failure>(written.error());
    file.sha256 = written->sha256;
    temporary_paths_.push_back(written->temporary_path);
    summary_.files.push_back(std::move(file));
    return {};
  }

  Result<void> validate() {
    if (!request_.validate) return {};
    for (std::size_t i = 0; i < temporary_paths_.size(); ++i) {
      findings::WrittenFileSink sink(sink_, summary_.files[i].path);
      const auto fine = request_.validate(temporary_paths_[i], sink);
      if (!fine) return tl::unexpected<Failure>(fine.error());
      if (!*fine || sink.tally.errors > 0)
        return world_failure("The file " + summary_.files[i].name +
                             " that calx made does not pass its own validation (" +
                             counted(sink.tally.errors, "error", "errors") +
                             "). This is an error of calx, not of the tables; nothing was written. Please report it "
                             "with the findings above.");
      warnings_of_written_ += sink.tally.warnings;
    }
    return {};
  }

  void add_notes() {
    std::uint64_t counties = 0, services = 0, degrees = 0;
    for (const Site& site : network_.sites) {
      counties += site.county.empty() ? 0 : 1;
      services += site.services.empty() ? 0 : 1;
    }
    std::string what;
    const auto add = [&what](std::uint64_t count, std::string_view one, std::string_view many) {
      if (count > 0) what += (what.empty() ? "" : ", ") + counted(count, one, many);
    };
    add(counties, "county of a site", "counties of sites");
    add(services, "site's services", "sites' services");
    add(network_.participations.size(), "row of what is done for ECM or Community Supports",
        "rows of what is done for ECM and Community Supports");
    if (!what.empty()) report("NET-0501", {{"what", what}}, request_.directory);
    for (const WritingSummary::File& file : summary_.files)
      degrees = std::max(degrees, file.counts.degrees_without_code);
    if (degrees > 0) report("NET-0504", {{"count", std::to_string(degrees)}}, request_.directory);
    std::vector<std::string>& notes = summary_.notes;
    if (!request_.first_control)
      notes.emplace_back(
          "The control number (ISA13) of the first file is 1; give --first-control where files went before.");
    if (summary_.left_out > 0)
      notes.push_back(counted(summary_.left_out, "row of the tables was", "rows of the tables were") +
                      " left out, with errors or hanging on what has errors.");
    if (warnings_of_written_ > 0)
      notes.push_back("The validation of the files has " + counted(warnings_of_written_, "warning", "warnings") +
                      "; calx validate shows them.");
  }

  Result<void> write_manifest() {
    summary_.manifest = release_.path(manifest_name);
    if (auto begun = release_.begin(manifest_name); !begun) return begun;
    if (auto written = release_.write(manifest_json(request_, month_, knowledge_, summary_)); !written) return written;
    auto ended = release_.end();
    return ended ? Result<void>{} : Result<void>(tl::unexpected<Failure>(ended.error()));
  }

  const WritingRequest& request_;
  const Knowledge& knowledge_;
  findings::Sink& sink_;
  text::CharacterSet set_;
  std::string month_;
  files::Release release_;
  WritingSummary summary_;
  Network network_;
  std::vector<Plan> plans_;
  std::vector<std::string> temporary_paths_;
  std::uint64_t warnings_of_written_ = 0;
};

}  // namespace

Result<WritingSummary> write_network(const WritingRequest& request, const Knowledge& knowledge, findings::Sink& sink) {
  return Writing(request, knowledge, sink).run();
}

}  // namespace calx::network
