#include "invoice/columns.hpp"

#include <utility>

#include "invoice/cells.hpp"
#include "text/nearest.hpp"

namespace calx::invoice {

Columns::Columns(std::vector<std::string> names, const Elements& elements) : names_(std::move(names)) {
  of_key_.fill(-1);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const Element* const element = elements.by_header(names_[i]);
    if (element == nullptr) continue;
    ++known_;
    int& column = of_key_[static_cast<std::size_t>(element->key)];
    if (column < 0) column = static_cast<int>(i);
  }
}

bool Columns::report(const std::string& file, std::uint32_t row, const Elements& elements,
                     const findings::Catalogue& catalogue, findings::Sink& sink) const {
  bool fine = true;
  const auto place = [&](findings::Finding finding, const std::string& column, const std::string& key) {
    finding.file = file;
    finding.row = row;
    finding.column = column;
    finding.key = key;
    sink.report(std::move(finding));
  };

  std::vector<std::string> words;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string_view name = trimmed(names_[i]);
    if (name.empty()) continue;
    if (const Element* const element = elements.by_header(name)) {
      const int first = of(element->key);
      if (static_cast<std::size_t>(first) == i) continue;
      fine = false;
      const std::string& other = names_[static_cast<std::size_t>(first)];
      place(catalogue.make("INV-0006", {{"first", other}, {"header", element->header}}), names_[i], element->name);
      continue;
    }
    if (words.empty())
      for (const Element& element : elements.all()) {
        words.push_back(element.header);
        words.push_back(element.name);
        words.insert(words.end(), element.aliases.begin(), element.aliases.end());
      }
    const std::string near = text::nearest(name, words);
    const std::string suggestion = near.empty() ? "" : "; did you mean " + near + "?";
    place(catalogue.make("INV-0007", {{"suggestion", suggestion}}), names_[i], "");
  }

  std::string missing;
  for (const Element& element : elements.all())
    if (element.required == "required" && of(element.key) < 0)
      missing += (missing.empty() ? "" : ", ") + element.header;
  if (!missing.empty()) {
    fine = false;
    place(catalogue.make("INV-0005", {{"columns", missing}}), "", "");
  }
  return fine;
}

}  // namespace calx::invoice
