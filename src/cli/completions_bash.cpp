// Completion for bash 4 or newer; it needs no other package.

#include <fmt/format.h>

#include "cli/completions.hpp"
#include "core/text.hpp"

namespace gapcalc::cli {
namespace {

/// As compgen -W takes words: blanks within one are escaped.
std::string word_list(const std::vector<std::string>& words) {
  std::vector<std::string> list;
  list.reserve(words.size());
  for (const std::string& word : words) list.push_back(escaped(word, " '\"\\$`"));
  return shell_quoted(join(list, " "));
}

/// Nothing where nothing is offered.
std::string assignments(const Offer& offer) {
  std::vector<std::string> parts;
  if (!offer.words.empty()) parts.push_back("words=" + word_list(offer.words));
  if (!offer.words.empty() && offer.list) parts.emplace_back("list=yes");
  if (offer.files) parts.emplace_back("files=yes");
  return join(parts, " ");
}

/// What can follow each option, and what stands for itself.
std::string branch(const std::string& name, const std::vector<OptionWords>& options, const std::string& otherwise) {
  std::vector<std::string> names, without_offer;
  std::string cases;
  for (const OptionWords& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
    if (option.flag) continue;
    if (const std::string offer = assignments(option.value); !offer.empty())
      cases += fmt::format("        {}) {} ;;\n", join(option.names, " | "), offer);
    else
      without_offer.insert(without_offer.end(), option.names.begin(), option.names.end());
  }
  if (!without_offer.empty()) cases += fmt::format("        {}) ;;\n", join(without_offer, " | "));
  if (!otherwise.empty()) cases += fmt::format("        *) {} ;;\n", otherwise);
  return fmt::format("    {})\n      options={}\n      case $before in\n{}      esac\n      ;;\n", name,
                     word_list(names), cases);
}

/// The place of an argument is not told apart: all that may stand somewhere is offered.
Offer any_of(const std::vector<Offer>& arguments) {
  Offer any;
  for (const Offer& one : arguments) {
    any.files = any.files || one.files;
    any.words.insert(any.words.end(), one.words.begin(), one.words.end());
  }
  return any;
}

constexpr std::string_view bash_head = R"(# Completion of gapcalc for bash, as `gapcalc completions bash` writes it.
_gapcalc() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command= options= words= list= files= start= i
  # Bash takes --name=value apart.
  if [[ $current == = ]]; then
    current=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in
      --config) ((++i)) ;;
)";

constexpr std::string_view bash_tail = R"(  esac
  if [[ $current == -* ]]; then words=$options list= files=; fi
  if [[ $list ]]; then
    compopt -o nospace
    if [[ $current == *,* ]]; then start=${current%,*},; fi
  fi
  mapfile -t COMPREPLY < <(compgen -P "$start" -W "$words" -- "${current#"$start"}")
  COMPREPLY=("${COMPREPLY[@]// /\\ }")
  if [[ $files ]]; then
    compopt -o filenames
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -F _gapcalc gapcalc
)";

}  // namespace

std::string bash_completions(const ProgramWords& words) {
  std::vector<std::string> names;
  names.reserve(words.commands.size());
  std::string branches;
  for (const CommandWords& command : words.commands) {
    names.push_back(command.name);
    branches += branch(command.name, command.options, assignments(any_of(command.arguments)));
  }
  return fmt::format(
      "{}      {})\n        command=${{COMP_WORDS[i]}}\n        break\n        ;;\n    esac\n  done\n"
      "  case $command in\n{}{}{}",
      bash_head, join(names, " | "), branch("''", words.options, "words=" + word_list(names)), branches, bash_tail);
}

}  // namespace gapcalc::cli
