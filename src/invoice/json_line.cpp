#include "invoice/json_line.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace calx::invoice {

/// Takes nlohmann's events; false stops the parser.
struct JsonLine::Handler final : nlohmann::json_sax<nlohmann::json> {
  explicit Handler(JsonLine& line) : line_(line) {}

  bool null() override { return value({}); }
  bool boolean(bool truth) override { return value(truth ? "true" : "false"); }
  bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }
  bool number_float(number_float_t, const string_t& written) override { return value(written); }
  bool string(string_t& text) override { return value(text); }
  bool binary(binary_t&) override { return fail(Fault::syntax); }
  bool start_object(std::size_t) override {
    if (depth_++ > 0) nested();
    return true;
  }
  bool end_object() override {
    closed_ = --depth_ == 0;
    return true;
  }
  bool start_array(std::size_t) override {
    if (depth_++ == 0) return fail(Fault::not_an_object);
    nested();
    return true;
  }
  bool end_array() override {
    --depth_;
    return true;
  }
  bool key(string_t& name) override {
    if (depth_ == 1) line_.members_.push_back({append(name), {}});
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    line_.byte_ = position;
    return fail(Fault::syntax);
  }

  bool complete() const { return closed_; }
  Fault fault() const { return fault_; }

 private:
  bool value(std::string_view text) {
    if (depth_ == 0) return fail(Fault::not_an_object);
    if (depth_ == 1) line_.members_.back().value = append(text);
    return true;
  }
  // What is within is passed over; the keys behind it are read.
  void nested() {
    if (fault_ == Fault::nested) return;
    fault_ = Fault::nested;
    line_.faulty_key_ = line_.key(line_.size() - 1);
  }
  bool fail(Fault fault) {
    fault_ = fault;
    return false;
  }
  Slice append(std::string_view text) {
    const Slice place{line_.text_.size(), text.size()};
    line_.text_ += text;
    return place;
  }

  JsonLine& line_;
  int depth_ = 0;
  bool closed_ = false;
  Fault fault_ = Fault::none;
};

JsonLine::Fault JsonLine::read(std::string_view line) {
  text_.clear();
  members_.clear();
  faulty_key_.clear();
  byte_ = 0;
  Handler handler(*this);
  const bool read = nlohmann::json::sax_parse(line.begin(), line.end(), &handler);
  if (!read) return handler.fault() == Fault::none ? Fault::syntax : handler.fault();
  if (handler.fault() != Fault::none) return handler.fault();
  if (!handler.complete()) return Fault::not_an_object;
  for (std::size_t i = 1; i < size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (key(i) == key(j)) {
        faulty_key_ = key(i);
        return Fault::repeated_key;
      }
  return Fault::none;
}

}  // namespace calx::invoice
