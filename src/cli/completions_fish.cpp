// Completion for fish.

#include <fmt/format.h>

#include "cli/completions.hpp"
#include "core/text.hpp"

namespace gapcalc::cli {
namespace {

std::string fish_quoted(std::string_view text) { return fmt::format("'{}'", escaped(text, "'\\")); }

/// `-a` with the words, in quotes that fish reads again when it completes.
std::string words_of_offer(const Offer& offer) {
  std::vector<std::string> list;
  list.reserve(offer.words.size());
  for (const std::string& word : offer.words) list.push_back(escaped(word, " '\"\\()$"));
  const std::string words = join(list, " ");
  return " -a " + fish_quoted(offer.list ? fmt::format("(__fish_append , {})", words) : words);
}

std::string option_line(const OptionWords& option, const std::string& condition) {
  std::string line = "complete -c gapcalc" + condition;
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.flag) {
    line += option.value.files ? " -r -F" : " -x";
    if (!option.value.words.empty()) line += words_of_offer(option.value);
  }
  return fmt::format("{} -d {}\n", line, fish_quoted(option.help));
}

}  // namespace

std::string fish_completions(const ProgramWords& words) {
  const std::string before_command = " -n __fish_use_subcommand";
  std::string script =
      "# Completion of gapcalc for fish, as `gapcalc completions fish` writes it.\ncomplete -c gapcalc -f\n";
  for (const OptionWords& option : words.options) script += option_line(option, before_command);
  for (const CommandWords& command : words.commands)
    script +=
        fmt::format("complete -c gapcalc{} -a {} -d {}\n", before_command, command.name, fish_quoted(command.help));
  for (const CommandWords& command : words.commands) {
    const std::string within = fmt::format(" -n '__fish_seen_subcommand_from {}'", command.name);
    bool files = false;
    for (const Offer& argument : command.arguments) {
      files = files || argument.files;
      if (!argument.words.empty()) script += "complete -c gapcalc" + within + words_of_offer(argument) + "\n";
    }
    if (files) script += "complete -c gapcalc" + within + " -F\n";
    for (const OptionWords& option : command.options) script += option_line(option, within);
  }
  return script;
}

}  // namespace gapcalc::cli
