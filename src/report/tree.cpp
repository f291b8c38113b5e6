#include "report/tree.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "validate/walker.hpp"

namespace calx::report {
namespace {

/// Findings are another command's business.
class Silence final : public findings::Sink {
 public:
  void report(findings::Finding) override {}
};

class Tree final : public validate::LoopListener {
 public:
  Tree(grammar::Library& grammars, const findings::Catalogue& catalogue, std::ostream& out)
      : grammars_(grammars), reporter_(catalogue, silence_, {}), out_(out) {}

  Result<void> segment(const x12::Reader& reader);
  void strange(std::string_view what) { out_ << "! " << what << "\n"; }

 private:
  void loop_opened(std::uint16_t instance, const validate::SegmentPlace&) override {
    const grammar::LoopInstance& loop = grammar_->instance(instance);
    depth_ = loop.depth + 1;
    if (loop.depth == 0) return;
    const grammar::LoopDefinition& definition = grammar_->definition(loop.definition);
    out_ << std::string(static_cast<std::size_t>(loop.depth + 1) * 2, ' ') << "Loop " << definition.model->id << "  "
         << definition.model->name << "\n";
  }
  void loop_closes(std::uint16_t instance, const validate::SegmentPlace&) override {
    depth_ = grammar_->instance(instance).depth;
  }

  void print(const x12::Segment& segment, const x12::Delimiters& delimiters, const grammar::Node* node, int depth);
  void print_composite(std::string_view text, const x12::Delimiters& delimiters, const grammar::ElementModel& element,
                       const std::string& indent);

  grammar::Library& grammars_;
  Silence silence_;
  validate::Reporter reporter_;
  std::ostream& out_;
  const grammar::Grammar* grammar_ = nullptr;
  std::unique_ptr<validate::Walker> walker_;
  bool in_transaction_ = false;
  int depth_ = 0;
};

void Tree::print_composite(std::string_view text, const x12::Delimiters& delimiters,
                           const grammar::ElementModel& element, const std::string& indent) {
  int number = 0;
  x12::for_each_part(text, delimiters.component, [&](std::string_view part) {
    ++number;
    if (part.empty()) return;
    const auto component = std::find_if(element.components.begin(), element.components.end(),
                                        [&](const grammar::ElementModel& c) { return c.number == number; });
    const bool known = component != element.components.end();
    out_ << indent << (known ? component->id : element.id + "-" + std::to_string(number)) << "  "
         << (known ? component->name : "(not in the guide)") << ": " << part << "\n";
  });
}

void Tree::print(const x12::Segment& segment, const x12::Delimiters& delimiters, const grammar::Node* node, int depth) {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  out_ << indent << segment.id() << "  " << (node != nullptr ? node->model->name : "(not expected here)") << "\n";
  for (int number = 1; number <= segment.last_element(); ++number) {
    const std::string_view value = segment.element(number);
    if (value.empty()) continue;
    const grammar::ElementModel* element = nullptr;
    if (node != nullptr)
      for (const grammar::ElementModel& candidate : node->model->elements)
        if (candidate.number == number) element = &candidate;
    if (element != nullptr && !element->components.empty()) {
      print_composite(value, delimiters, *element, indent + "    ");
      continue;
    }
    out_ << indent << "    "
         << (element != nullptr ? element->id
                                : std::string(segment.id()) + (number < 10 ? "0" : "") + std::to_string(number))
         << "  " << (element != nullptr ? element->name : "(not in the guide)") << ": " << value << "\n";
  }
}

Result<void> Tree::segment(const x12::Reader& reader) {
  const x12::Segment& segment = reader.segment();
  const std::string_view id = segment.id();
  const x12::Delimiters& delimiters = reader.delimiters();
  const validate::SegmentPlace where{id, reader.ordinal(), 0, reader.offset()};
  const auto envelope = [&](std::string_view path, int depth) {
    const std::uint16_t node = grammar_ == nullptr ? grammar::none : grammar_->find_node(path);
    print(segment, delimiters, node == grammar::none ? nullptr : &grammar_->node(node), depth);
  };
  if (id == "ISA" || id == "IEA" || id == "TA1") {
    if (grammar_ == nullptr) {
      auto grammar = grammars_.by_id("837P-005010X222A1");
      if (!grammar) return tl::unexpected<Failure>(grammar.error());
      grammar_ = *grammar;
    }
    in_transaction_ = false;
    envelope("ISA_LOOP/" + std::string(id), 0);
  } else if (id == "GS" || id == "GE") {
    if (id == "GS") {
      auto grammar = grammars_.for_version(segment.element(8));
      if (!grammar) return tl::unexpected<Failure>(grammar.error());
      grammar_ = *grammar;
      walker_ = grammar_ == nullptr ? nullptr : std::make_unique<validate::Walker>(*grammar_, reporter_, *this);
    }
    in_transaction_ = false;
    envelope("GS_LOOP/" + std::string(id), 1);
  } else if (walker_ == nullptr || (id != "ST" && !in_transaction_)) {
    print(segment, delimiters, nullptr, 2);
  } else if (id == "ST") {
    in_transaction_ = true;
    walker_->start(segment, where);
    envelope("ST_LOOP/ST", 2);
  } else {
    const std::uint16_t place = walker_->step(segment, grammar_->recognise(segment, delimiters), where);
    if (place == grammar::none)
      print(segment, delimiters, nullptr, depth_ + 1);
    else
      print(segment, delimiters, &grammar_->node(grammar_->place(place).node),
            grammar_->instance(grammar_->place(place).loop).depth + 2);
    if (id == "SE") in_transaction_ = false;
  }
  return {};
}

}  // namespace

Result<bool> print_tree(x12::Reader& reader, const std::string& file, grammar::Library& grammars,
                        const findings::Catalogue& catalogue, std::ostream& out) {
  Tree tree(grammars, catalogue, out);
  bool any = false;
  for (;;) {
    switch (reader.next()) {
      case x12::Reader::Event::segment:
        any = true;
        if (auto done = tree.segment(reader); !done) return tl::unexpected<Failure>(done.error());
        break;
      case x12::Reader::Event::fault:
        if (reader.fault() == x12::Fault::unreadable) return tl::unexpected<Failure>(reader.failure());
        if (reader.fault() == x12::Fault::nothing || reader.fault() == x12::Fault::no_interchange)
          tree.strange(file + " is empty or no X12 file.");
        else
          tree.strange("something that is no segment at byte " + std::to_string(reader.fault_offset()) +
                       " (calx validate tells more)");
        break;
      case x12::Reader::Event::end:
        return any;
    }
  }
}

}  // namespace calx::report
