// expected.jsonl: the findings of the input beside it, as `calx validate --format jsonl` writes them.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "conform/find_cases.hpp"
#include "conform/settings.hpp"

namespace calx::conform {
namespace {

using Json = nlohmann::json;

/// The fields of the contract that are not compared, and a note for the reader.
constexpr std::array<std::string_view, 14> passed_over = {
    "file",   "severity", "snip", "message", "hint",  "loop", "path", "transaction_ordinal",
    "offset", "isa",      "gs",   "st",      "claim", "key"};

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

/// The lines of one file.
class Lines {
 public:
  Lines(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  Result<void> read(Case& entry) {
    entry.findings.emplace();
    for (bool first = true; next();) {
      if (line_text_.find_first_not_of(" \t\r") == std::string_view::npos) continue;
      const Json json = Json::parse(line_text_, nullptr, false);
      if (!json.is_object()) return wrong("this line is not one JSON object.");
      if (auto done = read_line(json, first, entry); !done) return done;
      first = false;
    }
    return {};
  }

 private:
  bool next() {
    if (text_.empty()) return false;
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    line_text_ = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    ++line_;
    return true;
  }

  Result<void> read_line(const Json& json, bool first, Case& entry) {
    if (json.contains("summary") && json.size() == 1) return {};
    if (json.contains("options") && json.size() == 1) {
      if (!first) return wrong("options belong on the first line.");
      return read_options(json["options"], entry);
    }
    Expected expected;
    for (const auto& [key, value] : json.items())
      if (auto done = read_field(key, value, expected); !done) return done;
    if (expected.code.empty()) return wrong("a finding needs its \"code\".");
    entry.findings->push_back(std::move(expected));
    return {};
  }

  Result<void> read_field(const std::string& key, const Json& value, Expected& expected) {
    if (key == "code" || key == "segment" || key == "column") {
      if (!value.is_string()) return wrong(quoted(key) + " must be a text.");
      if (key == "code")
        expected.code = value.get<std::string>();
      else
        (key == "segment" ? expected.segment : expected.column) = value.get<std::string>();
      return {};
    }
    if (key == "segment_ordinal" || key == "row") {
      if (!value.is_number_unsigned()) return wrong(quoted(key) + " must be a whole number.");
      (key == "row" ? expected.row : expected.segment_ordinal) = value.get<std::uint64_t>();
      return {};
    }
    if (key == "element" || key == "component" || key == "repetition") {
      if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 100000)
        return wrong(quoted(key) + " must be a whole number.");
      (key == "element"     ? expected.element
       : key == "component" ? expected.component
                            : expected.repetition) = value.get<int>();
      return {};
    }
    // A misspelt place would be no place at all, and the case weaker than it looks.
    if (key != "value" && key != "about" && std::find(passed_over.begin(), passed_over.end(), key) == passed_over.end())
      return wrong(quoted(key) + " is no field of a finding.");
    return {};
  }

  Result<void> read_options(const Json& options, Case& entry) {
    if (!options.is_object()) return wrong("\"options\" must be an object.");
    for (const auto& [key, value] : options.items()) {
      std::optional<std::string> fault;
      if (key == "overlays") {
        const auto is_text = [](const Json& item) { return item.is_string() && !item.get<std::string>().empty(); };
        if (!value.is_array() || !std::all_of(value.begin(), value.end(), is_text))
          return wrong("\"overlays\" must be a list of texts, as [\"dhcs\"].");
        for (const Json& overlay : value) add_overlay(entry, path_, overlay.get<std::string>());
      } else if (key == "level") {
        fault = set_level(entry, value.is_number() ? value.dump() : "");
      } else if (key == "date") {
        fault = set_date(entry, value.is_string() ? value.get<std::string>() : value.dump());
      } else {
        fault = quoted(key) + " is no option; there are overlays, level and date.";
      }
      if (fault) return wrong(*fault);
    }
    return {};
  }

  tl::unexpected<Failure> wrong(const std::string& what) const {
    return usage_failure(path_ + ":" + std::to_string(line_) + ": " + what);
  }

  std::string_view text_, line_text_;
  const std::string& path_;
  std::size_t line_ = 0;
};

}  // namespace

Result<Case> read_expected(std::string_view text, const std::string& path, const std::string& folder) {
  Case entry;
  entry.folder = folder;
  entry.origin = path;
  if (auto done = Lines(text, path).read(entry); !done) return tl::unexpected<Failure>(done.error());
  return entry;
}

}  // namespace calx::conform
