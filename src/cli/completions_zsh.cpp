// Completion for zsh, by its own _arguments.

#include <fmt/format.h>

#include "cli/completions.hpp"
#include "core/text.hpp"

namespace gapcalc::cli {
namespace {

/// What _arguments calls an action: how a value is completed. A blank offers nothing.
std::string action(const Offer& offer) {
  if (offer.words.empty()) return offer.files ? "_files" : " ";
  std::vector<std::string> list;
  list.reserve(offer.words.size());
  for (const std::string& word : offer.words) list.push_back(escaped(word, " :()\\"));
  const std::string words = join(list, " ");
  return offer.list ? "_sequence compadd - " + words : fmt::format("({})", words);
}

std::string specification(const OptionWords& option) {
  const auto form = [&](const std::string& name) {  // --output=VALUE or --output VALUE, -o VALUE or -oVALUE
    return option.flag ? name : name + (name.starts_with("--") ? "=" : "+");
  };
  std::string about = fmt::format("[{}]", escaped(option.help, "[]:\\"));
  if (!option.flag) about += fmt::format(":{}:{}", escaped(option.value.type, ":"), action(option.value));
  if (option.names.size() == 1) return shell_quoted(form(option.names[0]) + about);
  std::vector<std::string> forms;
  forms.reserve(option.names.size());
  for (const std::string& name : option.names) forms.push_back(form(name));
  return fmt::format("'({})'{{{}}}{}", join(option.names, " "), join(forms, ","), shell_quoted(about));
}

std::string specifications(const std::vector<OptionWords>& options, std::string_view indent) {
  std::string lines;
  for (const OptionWords& option : options) lines += fmt::format(" \\\n{}{}", indent, specification(option));
  return lines;
}

}  // namespace

std::string zsh_completions(const ProgramWords& words) {
  std::string commands, branches;
  for (const CommandWords& command : words.commands) {
    commands += fmt::format("    {}\n", shell_quoted(fmt::format("{}:{}", command.name, escaped(command.help, ":\\"))));
    branches += fmt::format("        {})\n          _arguments -s -S{}", command.name,
                            specifications(command.options, "            "));
    for (std::size_t i = 0; i < command.arguments.size(); ++i)
      branches += fmt::format(
          " \\\n            {}",
          shell_quoted(fmt::format("{}:{}:{}", i + 1, command.arguments[i].type, action(command.arguments[i]))));
    branches += "\n          ;;\n";
  }
  return fmt::format(R"(#compdef gapcalc
# Completion of gapcalc for zsh, as `gapcalc completions zsh` writes it.
_gapcalc() {{
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
{}  )
  _arguments -C -S{} \
    '1:command:->command' '*::argument:->argument' && return
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
{}      esac
      ;;
  esac
}}
if [[ $funcstack[1] == _gapcalc ]]; then _gapcalc "$@"; else compdef _gapcalc gapcalc; fi
)",
                     commands, specifications(words.options, "    "), branches);
}

}  // namespace gapcalc::cli
