#include "encounter/billed_services.hpp"

namespace calx::encounter {
namespace {

using x12::Segment;

class Reading {
 public:
  Reading(x12::Reader& reader, const std::function<void(const BilledService&)>& visit)
      : reader_(reader), visit_(visit) {}

  Result<BilledTotals> run() {
    for (;;) {
      const x12::Reader::Event event = reader_.next();
      if (event == x12::Reader::Event::end) break;
      if (event == x12::Reader::Event::segment) {
        segment(reader_.segment());
        continue;
      }
      if (reader_.fault() == x12::Fault::unreadable) return tl::unexpected<Failure>(reader_.failure());
      if (reader_.fault() == x12::Fault::nothing) totals_.other = "it is empty";
    }
    end_service();
    if (any_)
      totals_.other.clear();
    else if (totals_.other.empty())
      totals_.other = "it holds no transaction set 837 of version 005010X222";
    return std::move(totals_);
  }

 private:
  enum class Place : std::uint8_t { header, billing, subscriber, claim, other_payer, service };

  void segment(const Segment& s) {
    ++totals_.segments;
    const std::string_view id = s.id();
    if (id == "ISA") {
      ++totals_.interchanges;
    } else if (id == "GS") {
      version_ = s.element(8);
    } else if (id == "ST") {
      begin(s);
    } else if (!open_) {
      return;
    } else if (id == "SE") {
      end_service();
      open_ = false;
    } else if (id == "HL") {
      hierarchy(s);
    } else if (id == "CLM") {
      claim();
    } else if (id == "SBR" && (place_ == Place::claim || place_ == Place::other_payer)) {
      place_ = Place::other_payer;  // 2320: who is named from here on is as the other payer knows them
    } else if (id == "LX" && place_ >= Place::claim) {
      end_service();
      place_ = Place::service;
      in_service_ = true;
    } else if (id == "NM1") {
      name(s);
    } else if (id == "DTP" && place_ == Place::service && s.element(1) == "472") {
      days(s);
    }
  }

  void begin(const Segment& s) {
    end_service();
    place_ = Place::header;
    billing_.clear();
    open_ = s.element(1) == "837" && version_.starts_with("005010X222");
    if (open_) {
      any_ = true;
      ++totals_.transactions;
    } else if (totals_.other.empty()) {
      totals_.other = "it holds a transaction set " + std::string(s.element(1)) + " of version " + version_;
    }
  }

  void hierarchy(const Segment& s) {
    end_service();
    place_ = s.element(3) == "20" ? Place::billing : Place::subscriber;
    if (place_ == Place::billing) billing_.clear();
  }

  void claim() {
    end_service();
    place_ = Place::claim;
    ++totals_.claims;
    of_claim_ = {};
    service_.claim_ordinal = reader_.ordinal();
    service_.claim_offset = reader_.offset();
    service_.claim_number = totals_.claims;
  }

  void name(const Segment& s) {
    const std::string_view kind = s.element(1);
    const std::string_view npi = s.element(8) == "XX" ? s.element(9) : std::string_view();
    if (place_ == Place::billing && kind == "85") billing_ = npi;
    if (kind != "82") return;
    if (place_ == Place::claim) of_claim_ = {true, std::string(npi)};
    if (place_ == Place::service) of_service_ = {true, std::string(npi)};
  }

  void days(const Segment& s) {
    if (s.element(2) == "RD8") {
      service_.days = text::parse_date_range(s.element(3));
    } else if (const auto day = text::parse_ccyymmdd(s.element(3)); day) {
      service_.days = text::DateRange{*day, *day};
    }
  }

  void end_service() {
    if (!in_service_) return;
    in_service_ = false;
    ++totals_.services;
    const Named& named = of_service_.there ? of_service_ : of_claim_;
    service_.billing = billing_;
    service_.rendering = named.npi;
    service_.rendering_named = named.there;
    visit_(service_);
    service_.days.reset();
    of_service_ = {};
  }

  struct Named {
    bool there = false;
    std::string npi;
  };

  x12::Reader& reader_;
  const std::function<void(const BilledService&)>& visit_;
  BilledTotals totals_;
  std::string version_, billing_;
  bool open_ = false, any_ = false, in_service_ = false;
  Place place_ = Place::header;
  Named of_claim_, of_service_;
  BilledService service_;
};

}  // namespace

Result<BilledTotals> read_billed_services(x12::Reader& reader, const std::function<void(const BilledService&)>& visit) {
  return Reading(reader, visit).run();
}

}  // namespace calx::encounter
