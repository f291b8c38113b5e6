#include "calaim/services.hpp"

#include <algorithm>

#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::calaim {
namespace {

std::string_view without_brackets(std::string_view name) {
  return text::trimmed(name.substr(0, name.find('(')));
}

}  // namespace

CommunitySupports::CommunitySupports(const CodingOptions& options) {
  for (const CodingOption& option : options.options())
    if (option.community_support()) names_.push_back(option.service);
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::string_view CommunitySupports::find(std::string_view words) const {
  std::string wanted, folded;
  text::fold_header(words, wanted);
  for (const std::string& name : names_) {
    text::fold_header(name, folded);
    if (folded == wanted) return name;
    text::fold_header(without_brackets(name), folded);
    if (folded == wanted) return name;
  }
  return {};
}

std::string CommunitySupports::suggestion(std::string_view words) const {
  std::vector<std::string> known = names_;
  for (const std::string& name : names_) known.emplace_back(without_brackets(name));
  const std::string near = text::nearest(words, known);
  return near.empty() ? near : "; did you mean " + near + "?";
}

}  // namespace calx::calaim
