// What the subcommands share: where data comes from, what is loaded of it, how failures end.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calaim/coding_options.hpp"
#include "codes/code_set.hpp"
#include "files/resources.hpp"
#include "findings/catalogue.hpp"
#include "grammar/library.hpp"
#include "invoice/elements.hpp"
#include "text/date.hpp"
#include "validate/validator.hpp"

namespace calx::command {

/// Exit status of the contract.
enum Status { fine = 0, data_errors = 1, wrong_usage = 2, could_not = 3 };

/// The options that every subcommand knows, and the status that the chosen one ended with.
struct Global {
  std::optional<std::string> data_folder;
  int status = fine;
};

/// Prints the sentence on standard error and returns the exit status.
int fail(const Failure& failure);

/// Everything that judging needs, loaded.
struct Loaded {
  files::Resources resources;
  findings::Catalogue catalogue;
  codes::CodeSets codes;
  calaim::CodingOptions coding_options;
  invoice::Elements elements;
  static Result<std::unique_ptr<Loaded>> load(const std::optional<std::string>& data_folder);
};

/// --date, or today.
Result<text::Date> run_date(const std::string& option);

/// A line on standard error that is written over again, where that is a terminal: "  42 MB read".
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  void show(const std::string& state);

 private:
  std::string what_;
  bool terminal_;
  bool shown_ = false;
};

void add_codes(CLI::App& app, Global& global);
void add_conform(CLI::App& app, Global& global);
void add_convert(CLI::App& app, Global& global);
void add_validate(CLI::App& app, Global& global);
void add_explain(CLI::App& app, Global& global);
void add_show(CLI::App& app, Global& global);
void add_template(CLI::App& app, Global& global);
void add_network(CLI::App& app, Global& global);
void add_init(CLI::App& app, Global& global);
void add_version(CLI::App& app, Global& global);

}  // namespace calx::command
