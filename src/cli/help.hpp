#pragma once
// How help looks: 80 columns, one blank line between groups.

#include <CLI/CLI.hpp>
#include <string>

namespace gapcalc::cli {

class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter();
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
  std::string make_option(const CLI::Option* option, bool is_positional) const override;
  std::string make_subcommand(const CLI::App* command) const override;
  std::string make_description(const CLI::App* app) const override;
};

/// What an option calls its value, for instance `FILE`; may be empty.
std::string type_of(const CLI::Option& option);

/// The program's and every command's help: formatter, -h, and what the groups are called.
void set_up_help(CLI::App& app);

/// What the parser found wrong, in words that say what to do.
std::string explain(const CLI::ParseError& error);

}  // namespace gapcalc::cli
