#include "network/knowledge.hpp"

#include <vector>

#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::network {

Languages::Languages(const codes::CodeSet* set, const ValueList& usual_names) : set_(set) {
  std::string folded;
  // Usual names first: where two say the same word, the first stays.
  for (const auto& [name, code] : usual_names.words()) by_text_.try_emplace(std::string(name), code);
  if (set == nullptr) return;
  for (const codes::Code& language : set->rows()) {
    text::fold_header(language.code, folded);
    by_text_.insert_or_assign(folded, language.code);
  }
  for (const codes::Code& language : set->rows())
    for (const std::string_view name : text::split_list(language.name)) {
      text::fold_header(name, folded);
      by_text_.try_emplace(folded, language.code);
    }
}

std::string_view Languages::code_of(std::string_view text) const {
  std::string folded;
  text::fold_header(text, folded);
  const auto found = by_text_.find(folded);
  return found == by_text_.end() ? std::string_view() : std::string_view(found->second);
}

std::string Languages::suggestion(std::string_view text) const {
  if (set_ == nullptr) return {};
  std::vector<std::string> names;
  for (const codes::Code& language : set_->rows())
    for (const std::string_view name : text::split_list(language.name)) names.emplace_back(name);
  const std::string near = text::nearest(text, names);
  return near.empty() ? near : "; did you mean " + near + "?";
}

Result<Knowledge> Knowledge::load(const files::Resources& resources, const findings::Catalogue& catalogue,
                                  const codes::CodeSets& codes, const calaim::CodingOptions& options) {
  auto columns = Columns::load(resources);
  if (!columns) return tl::unexpected<Failure>(columns.error());
  auto values = ValueLists::load(resources);
  if (!values) return tl::unexpected<Failure>(values.error());
  auto populations = calaim::Populations::load(resources);
  if (!populations) return tl::unexpected<Failure>(populations.error());
  Languages languages(codes.set("languages"), (*values)["language"]);
  return Knowledge{catalogue,
                   codes,
                   std::move(*columns),
                   std::move(*values),
                   std::move(*populations),
                   calaim::CommunitySupports(options),
                   std::move(languages)};
}

}  // namespace calx::network
