// gapcalc completions: scripts by which a shell completes the words of gapcalc.

#include <memory>

#include "cli/command.hpp"
#include "cli/completions.hpp"
#include "cli/help.hpp"
#include "cli/option_kinds.hpp"
#include "cli/output.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

struct Shell {
  const char* name;
  std::string (*script)(const ProgramWords&);
};
constexpr Shell shells[] = {{"bash", bash_completions}, {"zsh", zsh_completions}, {"fish", fish_completions}};

std::vector<std::string> shell_names() {
  std::vector<std::string> names;
  for (const Shell& shell : shells) names.emplace_back(shell.name);
  return names;
}

int run(const std::string& shell) {
  CLI::App program("", "gapcalc");
  add_program_options(program);
  std::vector<Run> runs;  // own what the options write to
  for (const Command& command : all_commands()) {
    CLI::App* const app = program.add_subcommand(command.name, command.description);
    runs.push_back(command.add(*app));
    set_up_help(*app);
  }
  std::vector<std::string> benchmarks;
  for (const Benchmark& one : load::registry({}).benchmarks) benchmarks.push_back(one.id);
  const ProgramWords words = words_of(program, benchmarks);
  for (const Shell& one : shells)
    if (shell == one.name) print(one.script(words));
  return done;
}

}  // namespace

Run add_completions(CLI::App& command) {
  const auto shell = std::make_shared<std::string>();
  const auto read = [shell](const std::string& text) {
    const auto names = shell_names();
    if (std::find(names.begin(), names.end(), text) == names.end())
      throw wrong("SHELL", fmt::format("'{}' is none of {}", text, join(names, ", ")));
    *shell = text;
  };
  CLI::Option* const option =
      command.add_option_function<std::string>("SHELL", read, "Which shell: " + join(shell_names(), ", "));
  note_choices(option, shell_names())->required()->type_name("");
  command.footer(
      "It completes commands, options, their values and the ids of benchmarks.\n"
      "Example: source <(gapcalc completions bash)");
  return [shell] { return run(*shell); };
}

}  // namespace gapcalc::cli
