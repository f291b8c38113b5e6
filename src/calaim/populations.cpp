#include "calaim/populations.hpp"

#include "codes/table.hpp"
#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::calaim {

Result<Populations> Populations::load(const files::Resources& resources) {
  enum Cell : std::size_t { age_group, population, ages, source, confidence };
  auto reader = codes::TableReader::open(resources, "code-sets/populations-of-focus.csv",
                                         {"age_group", "population", "ages", "source", "confidence"});
  if (!reader) return tl::unexpected<Failure>(reader.error());
  Populations populations;
  for (;;) {
    const auto more = reader->next();
    if (!more) return tl::unexpected<Failure>(more.error());
    if (!*more) return populations;
    for (const Cell cell : {Cell::age_group, Cell::population, Cell::ages, Cell::source})
      if (const auto filled = reader->filled(cell); !filled) return tl::unexpected<Failure>(filled.error());
    if (const auto sure = reader->confidence(Cell::confidence); !sure) return tl::unexpected<Failure>(sure.error());
    populations.all_.push_back(
        {std::string(reader->cell(Cell::age_group)), std::string(reader->cell(Cell::population))});
  }
}

std::vector<std::string> Populations::find(std::string_view words) const {
  std::string wanted, folded;
  text::fold_header(words, wanted);
  std::vector<std::string> found;
  for (const Population& one : all_) {
    text::fold_header(one.name, folded);
    bool same = folded == wanted;
    if (!same) {
      text::fold_header(one.text(), folded);
      same = folded == wanted;
    }
    if (same) found.push_back(one.text());
  }
  return found;
}

std::string Populations::suggestion(std::string_view words) const {
  std::vector<std::string> known;
  for (const Population& one : all_) {
    known.push_back(one.name);
    known.push_back(one.text());
  }
  const std::string near = text::nearest(words, known);
  return near.empty() ? near : "; did you mean \"" + near + "\"?";
}

}  // namespace calx::calaim
