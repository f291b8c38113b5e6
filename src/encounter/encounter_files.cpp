#include "encounter/encounter_files.hpp"

#include <algorithm>

#include "profile/file_name.hpp"

namespace calx::encounter {
namespace {

constexpr std::size_t flush_size = std::size_t{1} << 18;
constexpr std::uint32_t last_control = 999'999'999;

std::string padded(std::uint32_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

std::string encounter_file_name(const profile::Profile& profile, text::Date date, std::uint32_t sequence) {
  return profile::file_name(profile.encounter.file_name, profile.submitter.plan_code, date, sequence);
}

EncounterFiles::EncounterFiles(const ConversionRequest& request, files::Release& release)
    : request_(request),
      release_(release),
      max_claims_(static_cast<std::uint64_t>(std::max(1, request.profile.encounter.max_claims_per_file))),
      next_control_(request.first_control.value_or(1)) {
  settings_.date = request.date;
  settings_.time = request.time;
  settings_.production = request.profile.encounter.usage == "production" && !request.test;
}

Result<void> EncounterFiles::add(const Claim& claim, std::uint32_t provider, std::uint32_t member) {
  if (writer_ && writer_->claims() == max_claims_)
    if (auto ended = end_file(); !ended) return ended;
  if (!writer_)
    if (auto started = start_file(); !started) return started;
  if (provider_ != provider) {
    writer_->provider(*claim.head);
    provider_ = provider;
    member_.reset();
  }
  if (member_ != member || member_paid_ != claim.paid || member_claims_ == max_claims_of_a_member) {
    writer_->member(*claim.head, claim.paid);
    member_ = member;
    member_paid_ = claim.paid;
    member_claims_ = 0;
  }
  ++member_claims_;
  writer_->claim(claim);
  return flush(flush_size);
}

Result<void> EncounterFiles::finish() {
  return writer_ ? end_file() : Result<void>{};
}

Result<void> EncounterFiles::start_file() {
  if (next_control_ > last_control)
    return usage_failure("The control number of a file has at most nine digits; give a lower --first-control.");
  ConversionSummary::Encounters file;
  file.name = encounter_file_name(request_.profile, request_.date, static_cast<std::uint32_t>(files.size()) + 1);
  file.path = release_.path(file.name);
  file.isa = padded(next_control_, 9);
  if (auto begun = release_.begin(file.name); !begun) return begun;
  files.push_back(std::move(file));
  writer_.emplace(buffer_, request_.profile, settings_);
  writer_->open(next_control_++);
  provider_.reset();
  member_.reset();
  return {};
}

Result<void> EncounterFiles::end_file() {
  writer_->close();
  if (auto flushed = flush(0); !flushed) return flushed;
  auto written = release_.end();
  if (!written) return tl::unexpected<Failure>(std::move(written.error()));
  ConversionSummary::Encounters& file = files.back();
  file.sha256 = std::move(written->sha256);
  file.claims = writer_->claims();
  file.lines = writer_->lines();
  file.charge = writer_->charge();
  temporary_paths.push_back(std::move(written->temporary_path));
  writer_.reset();
  return {};
}

Result<void> EncounterFiles::flush(std::size_t threshold) {
  if (buffer_.size() < threshold || buffer_.empty()) return {};
  auto written = release_.write(buffer_);
  buffer_.clear();
  return written;
}

}  // namespace calx::encounter
