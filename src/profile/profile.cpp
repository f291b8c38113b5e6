#include "profile/profile.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <variant>

#include "profile/values.hpp"
#include "text/nearest.hpp"

namespace calx::profile {
namespace {

using Check = std::function<std::string(std::string_view)>;

/// A key: where it stands, what it fills, what its text must be.
struct Setting {
  std::string section, name;
  std::variant<std::string*, int*, bool*, std::vector<std::string>*> target;
  Check check;
  bool required = false;

  std::string dotted() const { return section + "." + name; }
};

Check text_of(std::size_t least, std::size_t most) {
  return [=](std::string_view value) { return fault_of_text(value, least, most); };
}
Check digits(std::size_t count) {
  return [=](std::string_view value) { return fault_of_digits(value, count); };
}
Check one_of(std::string choices) {
  return [choices = std::move(choices)](std::string_view value) { return fault_of_choice(value, choices); };
}

/// Every key; lengths are those of the elements that the values stand in.
std::vector<Setting> settings_of(Profile& profile) {
  auto& submitter = profile.submitter;
  auto& receiver = profile.receiver;
  auto& encounter = profile.encounter;
  auto& network = profile.network;
  const std::string fixed = "encounter.fixed_address", indicators = "network.indicators";
  return {
      {"submitter", "name", &submitter.name, text_of(1, 60), true},
      {"submitter", "tax_id", &submitter.tax_id, digits(9), true},
      {"submitter", "plan_code", &submitter.plan_code, digits(3), true},
      {"submitter", "contact_name", &submitter.contact_name, text_of(1, 60), true},
      {"submitter", "contact_phone", &submitter.contact_phone, digits(10), true},
      {"submitter", "contact_email", &submitter.contact_email, fault_of_email},
      {"submitter", "payer_id", &submitter.payer_id, text_of(2, 80)},
      {"submitter", "application_id", &submitter.application_id, text_of(2, 15)},
      {"receiver", "name", &receiver.name, text_of(1, 60)},
      {"receiver", "id", &receiver.id, text_of(2, 80)},
      {"receiver", "interchange_id", &receiver.interchange_id, text_of(2, 15)},
      {"encounter", "usage", &encounter.usage, one_of("test production")},
      {"encounter", "purpose", &encounter.purpose, one_of("RP CH 31")},
      {"encounter", "payer_name", &encounter.payer_name, text_of(1, 60)},
      {"encounter", "payer_id", &encounter.payer_id, text_of(2, 80)},
      {"encounter", "claim_filing", &encounter.claim_filing, text_of(1, 2)},
      {"encounter", "overlays", &encounter.overlays, {}},
      {"encounter", "max_claims_per_file", &encounter.max_claims_per_file, {}},
      {"encounter", "file_name", &encounter.file_name, fault_of_file_name},
      {"encounter", "character_set", &encounter.character_set, one_of("basic extended")},
      {"encounter", "default_zip_extension", &encounter.default_zip_extension, fault_of_zip_extension},
      {"encounter", "homeless_address", &encounter.homeless_address, one_of("billing-provider fixed")},
      {fixed, "street", &encounter.fixed_address.street, text_of(1, 55)},
      {fixed, "city", &encounter.fixed_address.city, text_of(2, 30)},
      {fixed, "state", &encounter.fixed_address.state, fault_of_state},
      {fixed, "zip", &encounter.fixed_address.zip, fault_of_zip},
      {"encounter", "ecm_units", &encounter.ecm_units, one_of("any one-per-contact")},
      {"encounter", "replacement_reference", &encounter.replacement_reference,
       one_of("first-claim-number state-encounter-id")},
      {"encounter", "reject", &encounter.reject, one_of("claim row")},
      {"encounter", "merge_same_day", &encounter.merge_same_day, {}},
      {"encounter", "capitated", &encounter.capitated, {}},
      {"encounter", "adjustment", &encounter.adjustment, fault_of_adjustment},
      {"encounter", "contract_type", &encounter.contract_type, one_of("01 02 03 04 05 06 09")},
      {"network", "receiver_interchange_id", &network.receiver_interchange_id, text_of(2, 15)},
      {"network", "file_name", &network.file_name, fault_of_file_name},
      {"network", "month", &network.month, fault_of_month},
      {"network", "overlays", &network.overlays, {}},
      {"network", "source_kind", &network.source_kind, text_of(2, 3)},
      {"network", "receiver_kind", &network.receiver_kind, text_of(2, 3)},
      {"network", "acceptance_category", &network.acceptance_category, text_of(2, 2)},
      {"network", "board_certification", &network.board_certification, text_of(2, 3)},
      {"network", "degree_code", &network.degree_code, fault_of_degree_code},
      {indicators, "clinic", &network.indicators.clinic, text_of(1, 60)},
      {indicators, "cbas", &network.indicators.cbas, text_of(1, 60)},
      {indicators, "ecm", &network.indicators.ecm, text_of(1, 60)},
      {indicators, "community_supports", &network.indicators.community_supports, text_of(1, 60)},
  };
}

struct Fault {
  std::uint32_t line = 0;
  std::string section, key, what;
};

class Reader {
 public:
  explicit Reader(Profile& profile) : profile_(profile), settings_(settings_of(profile)) {}

  void read(const toml::table& document) {
    table(document, "");
    for (const Setting& setting : settings_)
      if (setting.required && !is_stated(setting.dotted()))
        faults_.push_back(
            {line_of(document.get(setting.section)), setting.section, setting.name, "is required and missing; add it"});
    check_fixed_address(document);
  }

  /// The first in the file, those of missing keys after all others.
  const Fault* first_fault() const {
    const auto first = std::min_element(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
      return std::pair(is_of_missing(a), a.line) < std::pair(is_of_missing(b), b.line);
    });
    return first == faults_.end() ? nullptr : &*first;
  }

 private:
  static bool is_of_missing(const Fault& fault) { return fault.what.find("missing") != std::string::npos; }
  static std::uint32_t line_of(const toml::node* node) { return node == nullptr ? 1 : node->source().begin.line; }

  bool is_stated(std::string_view dotted) const {
    return std::any_of(profile_.stated.begin(), profile_.stated.end(),
                       [&](const auto& pair) { return pair.first == dotted; });
  }

  void table(const toml::table& table, const std::string& section) {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      std::string dotted = section;
      if (!section.empty()) dotted += '.';
      dotted += name;
      const std::uint32_t line = key.source().begin.line;
      const auto setting =
          std::find_if(settings_.begin(), settings_.end(), [&](const Setting& one) { return one.dotted() == dotted; });
      if (setting != settings_.end()) {
        if (std::string what = value(*setting, node); !what.empty())
          faults_.push_back({line, section, name, std::move(what)});
      } else if (is_section(dotted)) {
        if (const toml::table* const inner = node.as_table())
          this->table(*inner, dotted);
        else
          faults_.push_back({line, section, name, "is a section, not a value; write [" + dotted + "] above its keys"});
      } else {
        unknown(line, section, name);
      }
    }
  }

  bool is_section(std::string_view dotted) const {
    return std::any_of(settings_.begin(), settings_.end(), [&](const Setting& one) {
      return one.section == dotted ||
             (one.section.size() > dotted.size() && one.section.compare(0, dotted.size(), dotted) == 0 &&
              one.section[dotted.size()] == '.');
    });
  }

  void unknown(std::uint32_t line, const std::string& section, const std::string& name) {
    std::vector<std::string> names;
    std::string elsewhere;
    for (const Setting& one : settings_) {
      const std::string& candidate = section.empty() ? one.section : one.name;
      if (section.empty() || one.section == section) names.push_back(candidate);
      if (one.name == name && elsewhere.empty()) elsewhere = one.section;
    }
    if (section == "encounter") names.emplace_back("fixed_address");
    if (section == "network") names.emplace_back("indicators");
    const std::string near = text::nearest(name, names);
    std::string what = section.empty() ? "there is no such section" : "there is no such key";
    if (!near.empty())
      what += "; did you mean " + near + "?";
    else if (!elsewhere.empty())
      what += "; it belongs in [" + elsewhere + "]";
    else
      what += "; remove it, or look at the keys that calx init writes";
    faults_.push_back({line, section, name, std::move(what)});
  }

  /// Puts the value into the profile; what is wrong with it, or nothing.
  std::string value(const Setting& setting, const toml::node& node) {
    std::string stated;
    if (auto* const* const text = std::get_if<std::string*>(&setting.target)) {
      const auto given = node.value_exact<std::string>();
      if (!given) return "must be text; write it in quotes";
      if (std::string what = setting.check(*given); !what.empty()) return what;
      stated = ** text = *given;
    } else if (auto* const* const truth = std::get_if<bool*>(&setting.target)) {
      const auto given = node.value_exact<bool>();
      if (!given) return "must be true or false; write it without quotes";
      **truth = *given;
      stated = *given ? "true" : "false";
    } else if (auto* const* const number = std::get_if<int*>(&setting.target)) {
      const auto given = node.value_exact<std::int64_t>();
      if (!given || *given < 1 || *given > 5000)
        return "must be a whole number from 1 to 5000; write it without quotes";
      **number = static_cast<int>(*given);
      stated = std::to_string(*given);
    } else if (auto* const* const words = std::get_if<std::vector<std::string>*>(&setting.target)) {
      std::vector<std::string> given;
      if (std::string what = list(node, given); !what.empty()) return what;
      for (const std::string& word : given) stated += (stated.empty() ? "" : " ") + word;
      **words = std::move(given);
    }
    profile_.stated.emplace_back(setting.dotted(), std::move(stated));
    return {};
  }

  static std::string list(const toml::node& node, std::vector<std::string>& words) {
    std::string form = "must be a list of names; write it as [\"dhcs\"]";
    const toml::array* const array = node.as_array();
    if (array == nullptr) return form;
    for (const toml::node& item : *array) {
      const auto word = item.value_exact<std::string>();
      if (!word || word->empty()) return form;
      if (std::find(words.begin(), words.end(), *word) != words.end())
        return "names one overlay twice; write each once";
      words.push_back(*word);
    }
    return {};
  }

  void check_fixed_address(const toml::table& document) {
    const bool stated = is_stated("encounter.homeless_address");
    if (profile_.encounter.homeless_address != "fixed" && !document["encounter"]["fixed_address"]) return;
    const toml::node* const address = document["encounter"]["fixed_address"].node();
    const toml::node* const choice = document["encounter"]["homeless_address"].node();
    if (address == nullptr) {
      if (stated)
        faults_.push_back({line_of(choice), "encounter", "fixed_address",
                           "is missing, and homeless_address = \"fixed\" needs it; add street, city, state and zip"});
      return;
    }
    for (const char* const part : {"street", "city", "state", "zip"})
      if (address->is_table() && !address->as_table()->contains(part))
        faults_.push_back(
            {line_of(address), "encounter.fixed_address", part, "is missing; an address needs all four parts"});
  }

  Profile& profile_;
  std::vector<Setting> settings_;
  std::vector<Fault> faults_;
};

std::string place(const std::string& file, std::uint32_t line) {
  return file + ":" + std::to_string(line) + ": ";
}

}  // namespace

Result<Profile> parse_profile(std::string_view text, const std::string& file) {
  toml::table document;
  try {  // the packaged library knows no other way
    document = toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    return usage_failure(place(file, error.source().begin.line) +
                         "this is not TOML: " + std::string(error.description()));
  }
  Profile profile;
  Reader reader(profile);
  reader.read(document);
  if (const Fault* const fault = reader.first_fault()) {
    const std::string section = fault->section.empty() ? "" : "[" + fault->section + "] ";
    return usage_failure(place(file, fault->line) + section + fault->key + ": " + fault->what);
  }
  if (profile.submitter.payer_id.empty()) profile.submitter.payer_id = "PLAN" + profile.submitter.plan_code;
  if (profile.submitter.application_id.empty()) profile.submitter.application_id = profile.submitter.tax_id;
  return profile;
}

}  // namespace calx::profile
