#include "cli/completions.hpp"

#include <algorithm>

#include "cli/help.hpp"
#include "core/text.hpp"

namespace gapcalc::cli {
namespace {

/// The values that note_choices noted; they follow the type.
std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t colon = type.find(':');
  std::vector<std::string> choices;
  if (colon == type.npos) return choices;
  for (const std::string_view one : split(std::string_view(type).substr(colon + 1), ',')) choices.emplace_back(one);
  return choices;
}

Offer offer_of(const CLI::Option& option, const std::vector<std::string>& benchmarks) {
  Offer offer;
  offer.type = type_of(option);
  offer.list = offer.type.ends_with(",...");
  offer.words = choices_of(option);
  if (offer.type.starts_with("ID")) offer.words = benchmarks;
  if (offer.type == "ID,...") offer.words.insert(offer.words.begin(), {"selected", "all"});
  offer.files = offer.type == "FILE" || offer.type == "PATH";
  return offer;
}

/// An argument without choices is most often the path of an input.
Offer argument_of(const CLI::Option& option, const std::vector<std::string>& benchmarks) {
  Offer offer = offer_of(option, benchmarks);
  offer.type = option.get_name(true, false);
  if (offer.type == "BENCHMARK") offer.words = benchmarks;
  offer.files = offer.words.empty();
  return offer;
}

OptionWords option_of(const CLI::Option& option, const std::vector<std::string>& benchmarks) {
  OptionWords words;
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  words.help = option.get_description();
  words.flag = option.get_items_expected_max() == 0;
  words.value = offer_of(option, benchmarks);
  // The shell lists the choices.
  if (!words.value.words.empty()) words.help.resize(std::min(words.help.find(": "), words.help.size()));
  return words;
}

CommandWords words_of_one(CLI::App& app, const std::vector<std::string>& benchmarks) {
  CommandWords words{app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // hidden
    if (option->get_positional())
      words.arguments.push_back(argument_of(*option, benchmarks));
    else
      words.options.push_back(option_of(*option, benchmarks));
  }
  return words;
}

}  // namespace

ProgramWords words_of(CLI::App& program, const std::vector<std::string>& benchmarks) {
  ProgramWords words{words_of_one(program, benchmarks).options, {}};
  for (CLI::App* const command : program.get_subcommands({}))
    words.commands.push_back(words_of_one(*command, benchmarks));
  return words;
}

std::string escaped(std::string_view text, std::string_view characters) {
  std::string result;
  for (const char c : text) {
    if (characters.find(c) != characters.npos) result += '\\';
    result += c;
  }
  return result;
}

std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

}  // namespace gapcalc::cli
