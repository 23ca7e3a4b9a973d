#pragma once
// Completion of the command line by a shell: what can stand where, and the scripts that tell three shells.

#include <CLI/CLI.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::cli {

/// What a shell offers for a value.
struct Offer {
  std::string type;                ///< what the value is called, for instance `FILE`
  bool files = false;              ///< names of files and folders
  bool list = false;               ///< several, separated by commas
  std::vector<std::string> words;  ///< these words; without files and words, nothing is offered
};

struct OptionWords {
  std::vector<std::string> names;  ///< with their dashes
  std::string help;
  bool flag = false;  ///< takes no value
  Offer value;
};

struct CommandWords {
  std::string name, help;
  std::vector<OptionWords> options;
  std::vector<Offer> arguments;  ///< by place
};

/// The program's own words, and those of its commands.
struct ProgramWords {
  std::vector<OptionWords> options;
  std::vector<CommandWords> commands;
};

/// The words of a program whose commands have all their options. `benchmarks`: ids, for values of that type.
ProgramWords words_of(CLI::App& program, const std::vector<std::string>& benchmarks);

/// Scripts to be read by the shell.
std::string bash_completions(const ProgramWords& words);
std::string zsh_completions(const ProgramWords& words);
std::string fish_completions(const ProgramWords& words);

/// Text with a backslash before each of these characters.
std::string escaped(std::string_view text, std::string_view characters);
/// `'text'`, as bash and zsh read it.
std::string shell_quoted(std::string_view text);

}  // namespace gapcalc::cli
