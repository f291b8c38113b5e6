#include "network/values.hpp"

#include <algorithm>

#include "codes/table.hpp"
#include "text/cells.hpp"
#include "text/nearest.hpp"

namespace calx::network {

namespace {

using Entries = std::vector<std::pair<std::string, std::size_t>>;

Entries::const_iterator find_folded(const Entries& entries, const std::string& folded) {
  const auto found = std::lower_bound(entries.begin(), entries.end(), folded,
                                      [](const auto& entry, const std::string& name) { return entry.first < name; });
  return found == entries.end() || found->first != folded ? entries.end() : found;
}

}  // namespace

std::string_view ValueList::code_named(std::string_view text) const {
  std::string folded;
  text::fold_header(text, folded);
  const auto found = find_folded(by_name_, folded);
  return found == by_name_.end() ? std::string_view() : std::string_view(values_[found->second].code);
}

std::string_view ValueList::code_of(std::string_view text) const {
  if (const std::string_view code = code_named(text); !code.empty()) return code;
  std::string folded;
  text::fold_header(text, folded);
  const auto found = find_folded(by_code_, folded);
  return found == by_code_.end() ? std::string_view() : std::string_view(values_[found->second].code);
}

std::vector<std::pair<std::string_view, std::string_view>> ValueList::words() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (const auto& [word, index] : by_name_) all.emplace_back(word, values_[index].code);
  return all;
}

std::string_view ValueList::name_of(std::string_view code) const {
  const auto found =
      std::find_if(values_.begin(), values_.end(), [code](const Value& value) { return value.code == code; });
  return found == values_.end() ? code : std::string_view(found->name);
}

std::string ValueList::suggestion(std::string_view text) const {
  const std::string near = text::nearest(text, words_);
  return near.empty() ? near : "; did you mean " + near + "?";
}

Result<ValueLists> ValueLists::load(const files::Resources& resources) {
  enum Cell : std::size_t { list, code, name, aliases, source, confidence };
  auto reader = codes::TableReader::open(resources, "code-sets/network-values.csv",
                                         {"list", "code", "name", "aliases", "source", "confidence"});
  if (!reader) return tl::unexpected<Failure>(reader.error());
  ValueLists lists;
  std::string folded;
  for (;;) {
    const auto more = reader->next();
    if (!more) return tl::unexpected<Failure>(more.error());
    if (!*more) break;
    for (const Cell cell : {Cell::list, Cell::code, Cell::name, Cell::source})
      if (const auto filled = reader->filled(cell); !filled) return tl::unexpected<Failure>(filled.error());
    if (const auto sure = reader->confidence(Cell::confidence); !sure) return tl::unexpected<Failure>(sure.error());
    ValueList& target = lists.lists_[std::string(reader->cell(Cell::list))];
    const std::size_t index = target.values_.size();
    target.values_.push_back({std::string(reader->cell(Cell::code)), std::string(reader->cell(Cell::name))});
    std::vector<std::string_view> words = text::split_list(reader->cell(Cell::aliases));
    words.insert(words.begin(), reader->cell(Cell::name));
    const auto add = [&](Entries& entries, std::string_view word) {
      text::fold_header(word, folded);
      const auto same =
          std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == folded; });
      if (same != entries.end()) return same->second == index;
      entries.emplace_back(folded, index);
      return true;
    };
    bool unique = add(target.by_code_, reader->cell(Cell::code));
    for (const std::string_view word : words) unique = add(target.by_name_, word) && unique;
    if (!unique) return reader->failure("The code, the name or an alias stands in another row of this list, too.");
    target.words_.insert(target.words_.end(), words.begin(), words.end());
  }
  for (auto& [id, target] : lists.lists_) {
    std::sort(target.by_name_.begin(), target.by_name_.end());
    std::sort(target.by_code_.begin(), target.by_code_.end());
    for (std::size_t i = 0; i < target.values_.size(); ++i) {
      if (i > 0) target.choices_ += i + 1 == target.values_.size() ? " or " : ", ";
      target.choices_ += target.values_[i].name;
    }
  }
  return lists;
}

const ValueList& ValueLists::operator[](std::string_view list) const {
  static const ValueList none;
  const auto found = lists_.find(list);
  return found == lists_.end() ? none : found->second;
}

}  // namespace calx::network
