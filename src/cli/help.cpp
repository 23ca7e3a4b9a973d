#include "cli/help.hpp"

#include <fmt/format.h>

#include "core/display.hpp"
#include "core/text.hpp"

namespace gapcalc::cli {
namespace {

constexpr std::size_t name_width = 28;

/// `name`, then the text in a column of its own; on the next line where the name is too long.
std::string entry(const std::string& name, const std::string& text) {
  std::string lines = wrap(text, page_width - name_width);
  for (std::size_t at = lines.find('\n'); at != lines.npos; at = lines.find('\n', at + 1))
    lines.insert(at + 1, name_width, ' ');
  const std::string head = "  " + name;
  const std::string gap =
      head.size() + 2 > name_width ? "\n" + std::string(name_width, ' ') : std::string(name_width - head.size(), ' ');
  return head + gap + lines + "\n";
}

}  // namespace

HelpFormatter::HelpFormatter() {
  label("SUBCOMMAND", "COMMAND");
  label("Positionals", "Input");
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  std::string name = is_positional ? option->get_name(true, false) : option->get_name(false, true);
  for (std::size_t at = name.find(','); at != name.npos; at = name.find(',', at + 2)) name.insert(at + 1, " ");
  if (option->get_type_size() != 0 && !type_of(*option).empty()) name += " " + type_of(*option);
  std::string text = option->get_description();
  if (!option->get_default_str().empty()) text += fmt::format(" [{}]", option->get_default_str());
  return entry(name, text);
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  return entry(command->get_name(), command->get_description());
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
  return wrap(app->get_description(), page_width) + "\n\n";
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const {
  std::string text = Formatter::make_help(app, std::move(name), mode);
  for (std::size_t at = text.find("\n\n\n"); at != text.npos; at = text.find("\n\n\n", at)) text.erase(at, 1);
  return text;
}

std::string type_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();  // a colon and the choices follow
  return type.substr(0, type.find(':'));
}

void set_up_help(CLI::App& app) {
  app.formatter(std::make_shared<HelpFormatter>());
  app.set_help_flag("-h,--help", "Show this help")->group("Other");
}

std::string explain(const CLI::ParseError& error) {
  std::string text = error.what();
  if (text.starts_with("The following argument")) {  // lists them last first; an option is what matters
    const auto extras = split(std::string_view(text).substr(text.find(':') + 2), ' ');
    for (const std::string_view extra : extras)
      if (extra.starts_with('-')) return fmt::format("unknown option '{}'", extra);
    return fmt::format("unexpected argument '{}'", extras.back());
  }
  if (error.get_name() == "ArgumentMismatch") return fmt::format("{} needs a value", text.substr(0, text.find(':')));
  if (error.get_name() == "ConfigError" || error.get_name() == "INIError") {
    const std::size_t quoted = text.rfind(' ');
    std::string key = text.substr(quoted == text.npos ? 0 : quoted + 1);
    if (const std::size_t mark = key.find_first_of("+["); mark != key.npos) key.resize(mark);
    while (key.ends_with('.')) key.pop_back();
    return fmt::format("the --config file has '{}', which is no option or command", key);
  }
  return text;
}

}  // namespace gapcalc::cli
