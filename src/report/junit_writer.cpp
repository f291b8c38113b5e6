#include "report/junit_writer.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "report/printable.hpp"

namespace calx::report {
namespace {

constexpr std::size_t most_shown = 1000;  // findings of one case that are kept as text

/// A finding with its place, its hint and, where it was asked for, its value: two or three lines.
std::string in_full(const findings::Finding& finding) {
  const std::string place = printable(place_in_words(finding));
  std::string text = std::string(findings::to_string(finding.severity)) + (place.empty() ? "" : " at " + place) + ": " +
                     printable(finding.message) + " [" + finding.code + "]\n";
  if (!finding.value.empty()) text += "  value: " + printable(finding.value) + "\n";
  if (!finding.hint.empty()) text += "  " + printable(finding.hint) + "\n";
  return text;
}

void keep(std::vector<std::string>& texts, std::uint64_t& more, std::string text) {
  if (texts.size() < most_shown)
    texts.push_back(std::move(text));
  else
    ++more;
}

std::string joined(const std::vector<std::string>& texts, std::uint64_t more, std::string_view word) {
  std::string all;
  for (const std::string& text : texts) all += text;
  if (more > 0) all += counted(more, word) + " more, not shown.\n";
  return all;
}

class Into final : public pugi::xml_writer {
 public:
  explicit Into(Spool& spool) : spool_(spool) {}
  void write(const void* bytes, std::size_t size) override { spool_.append({static_cast<const char*>(bytes), size}); }

 private:
  Spool& spool_;
};

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  return result;
}

}  // namespace

void JunitWriter::Case::add(const findings::Finding& finding, bool shown) {
  const bool error = finding.severity == findings::Severity::error;
  if (!shown) {
    ++(error ? more_errors : more_others);
    return;
  }
  if (error && errors.empty()) {
    first_message = printable(finding.message) + " [" + finding.code + "]";
    first_code = finding.code;
  }
  keep(error ? errors : others, error ? more_errors : more_others, in_full(finding));
}

void JunitWriter::Case::add(Case other) {
  if (errors.empty()) {
    first_message = std::move(other.first_message);
    first_code = std::move(other.first_code);
  }
  for (std::string& text : other.errors) keep(errors, more_errors, std::move(text));
  for (std::string& text : other.others) keep(others, more_others, std::move(text));
  more_errors += other.more_errors;
  more_others += other.more_others;
  if (stop.empty()) stop = std::move(other.stop);
}

JunitWriter::JunitWriter(std::ostream& out) : out_(out) {
  out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"calx validate\">\n";
}

JunitWriter::Case& JunitWriter::file_case(const std::string& name) {
  // Findings ask for the last file mostly.
  const auto found = std::find_if(files_.rbegin(), files_.rend(), [&](const File& file) { return file.name == name; });
  if (found != files_.rend()) return found->test;
  files_.push_back({name, {}});
  return files_.back().test;
}

void JunitWriter::begin_file(const Source& source) {
  close_suite();
  file_ = source.name;
  file_case(file_);
}

JunitWriter::Case& JunitWriter::pending(std::string_view claim, std::uint64_t row) {
  for (Pending& entry : pending_)
    if (entry.claim == claim && entry.row == row) return entry.test;
  pending_.push_back({std::string(claim), row, {}});
  return pending_.back().test;
}

JunitWriter::Case JunitWriter::take_pending(std::string_view claim, std::uint64_t row) {
  const auto found = std::find_if(pending_.begin(), pending_.end(),
                                  [&](const Pending& entry) { return entry.claim == claim && entry.row == row; });
  if (found == pending_.end()) return {};
  Case test = std::move(found->test);
  pending_.erase(found);
  return test;
}

JunitWriter::Case& JunitWriter::case_for(const findings::Finding& finding) {
  if (finding.file == file_ && finding.row != 0) return pending({}, finding.row);
  if (finding.st.empty()) return file_case(finding.file);
  open_transaction(finding.file, finding.isa, finding.gs, finding.st);
  return finding.claim.empty() ? outside_ : pending(finding.claim, 0);
}

void JunitWriter::report(findings::Finding finding) {
  case_for(finding).add(finding, true);
}

void JunitWriter::withhold(const findings::Finding& finding) {
  case_for(finding).add(finding, false);
}

void JunitWriter::claim_closed(const validate::ClaimPlace& place) {
  open_transaction(place.file, place.isa, place.gs, place.st);
  if (!place.claim.empty()) return write_case(std::string(place.claim), take_pending(place.claim, 0));
  write_case("(a claim without a number)", {}, "Its findings carry no claim: see the case \"outside claims\".");
}

void JunitWriter::row_done(std::uint32_t number) {
  if (!open_) open_suite(file_ + ", rows");
  write_case("row " + std::to_string(number), take_pending({}, number));
  // What belongs to a row that is no line of the invoice: the header's.
  for (Pending& entry : std::exchange(pending_, {})) file_case(file_).add(std::move(entry.test));
}

void JunitWriter::could_not(const std::string& file, const std::string& message) {
  file_case(file).stop = printable(message);
}

void JunitWriter::open_transaction(std::string_view file, std::string_view isa, std::string_view gs,
                                   std::string_view st) {
  std::string name = std::string(file) + ", transaction set " + std::string(st) + " (interchange " + std::string(isa) +
                     ", group " + std::string(gs) + ")";
  if (open_ && transaction_ == name) return;
  close_suite();
  open_suite(name);
  transaction_ = std::move(name);
}

void JunitWriter::open_suite(const std::string& name) {
  open_ = true;
  suite_.name = printable(name);
}

void JunitWriter::close_suite() {
  for (Pending& entry : std::exchange(pending_, {}))
    (transaction_.empty() ? file_case(file_) : outside_).add(std::move(entry.test));
  if (!open_) return;
  if (!transaction_.empty()) write_case("outside claims", std::exchange(outside_, {}));
  write_suite();
  transaction_.clear();
  open_ = false;
}

void JunitWriter::write_suite() {
  out_ << "  <testsuite name=\"" << escaped(suite_.name) << "\" tests=\"" << suite_.tests << "\" failures=\""
       << suite_.failures << "\" errors=\"" << suite_.errors << "\">\n";
  suite_.cases.move_to(out_);
  out_ << "  </testsuite>\n";
  suite_ = {};
}

void JunitWriter::write_case(const std::string& name, const Case& test, const std::string& skipped) {
  pugi::xml_document document;
  pugi::xml_node node = document.append_child("testcase");
  set(node, "name", printable(name));
  set(node, "classname", suite_.name);
  ++suite_.tests;
  if (!skipped.empty()) set(node.append_child("skipped"), "message", skipped);
  if (!test.stop.empty()) {
    ++suite_.errors;
    set(node.append_child("error"), "message", test.stop);
  }
  if (test.failed()) {
    ++suite_.failures;
    pugi::xml_node failure = node.append_child("failure");
    const std::uint64_t count = test.errors.size() + test.more_errors;
    set(failure, "type", test.first_code);
    set(failure, "message",
        test.errors.empty() ? counted(count, "error") + " not shown"
                            : test.first_message + (count > 1 ? " and " + counted(count - 1, "error") + " more" : ""));
    failure.text().set(joined(test.errors, test.more_errors, "error").c_str());
  }
  if (!test.others.empty() || test.more_others > 0)
    node.append_child("system-out").text().set(joined(test.others, test.more_others, "finding").c_str());
  Into into(suite_.cases);
  node.print(into, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8, 2);
}

void JunitWriter::finish(const Summary&) {
  close_suite();
  for (File& file : files_) {
    open_suite(file.name);
    write_case("the file as a whole", file.test);
    write_suite();
  }
  open_ = false;
  out_ << "</testsuites>\n";
}

}  // namespace calx::report
