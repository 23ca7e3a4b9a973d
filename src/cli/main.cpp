// The program: commands, help, and the ladder from errors to exit statuses.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <new>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/output.hpp"
#include "core/display.hpp"
#include "core/text.hpp"
#include "gapcalc/build_info.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::cli {
namespace {

constexpr Command commands[] = {
    {"analyze", "How many months open models are behind closed ones, per benchmark and over time", add_analyze},
    {"report", "The analysis as one HTML page, with figures to explore", add_report},
    {"timeline", "When closed and open models first reached each threshold of one benchmark, as a chart", add_timeline},
    {"explain", "Why a gap is what it is: first crossers, runners-up, who fell short, its weight", add_explain},
    {"fetch", "Download the newest dump of the hub, if it has changed", add_fetch},
    {"compare", "Whether the gaps differ and have grown, and whether the published claims hold", add_compare},
    {"diff", "What changed between two dumps or analyses, and what of it moves the gap", add_diff},
    {"what-if", "What a new, other or missing score would change", add_what_if},
    {"catch-up", "How long open models take to catch up, in months", add_catch_up},
    {"influence", "What the gap now would be without each benchmark, open release or organization", add_influence},
    {"sensitivity", "What the gap now would be under other bandwidths, thresholds, reviews and classes",
     add_sensitivity},
    {"calibrate", "Whether the bands cover: simulations with a known truth on the design of the input", add_calibrate},
    {"index", "The capability index: one number for each model, from its scores on all benchmarks", add_index},
    {"check", "What is wrong or odd in the data: findings with a code, a severity and a remedy", add_check},
    {"audit", "Whether scores that developers claim hold where others reproduce them", add_audit},
    {"selection", "What scores gain by being the best of several, and who was tested how often", add_selection},
    {"benchmarks", "The benchmarks that gapcalc knows: units, access, and who ran the evaluations", add_benchmarks},
    {"records", "Any input as tidy score records", add_records},
    {"validate", "Whether files are as the schema of their kind wants them", add_validate},
    {"schema", "The JSON Schemas of the machine-readable inputs and outputs", add_schema},
    {"cite", "What to cite: the program, the hub, and the boards of the benchmarks in use", add_cite},
    {"completions", "A script by which bash, zsh or fish completes gapcalc's words", add_completions},
};

const Command* find_command(std::string_view name) {
  const auto at =
      std::find_if(std::begin(commands), std::end(commands), [&](const Command& c) { return c.name == name; });
  return at == std::end(commands) ? nullptr : at;
}

/// Of a --config file, the keys that stand under no heading belong to the command that runs, those under the name of
/// another command to that.
class ConfigOfCommand : public CLI::ConfigBase {
 public:
  explicit ConfigOfCommand(std::string command) : command_(std::move(command)) {}
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    std::vector<CLI::ConfigItem> found = ConfigBase::from_config(input);
    const auto of_another = [&](const CLI::ConfigItem& item) {
      return !item.parents.empty() && item.parents.front() != command_ && find_command(item.parents.front()) != nullptr;
    };
    found.erase(std::remove_if(found.begin(), found.end(), of_another), found.end());
    for (CLI::ConfigItem& item : found)
      if (item.parents.empty() && !command_.empty()) item.parents = {command_};
    return found;
  }

 private:
  std::string command_;
};

/// What the arguments ask for: a command, help or the version (no command), or a word on what is wrong with them. The
/// parser itself would only say that a command is missing.
struct Asked {
  const Command* command = nullptr;
  std::string wrong;
};
Asked asked(int argc, char** argv) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.emplace_back(command.name);
  const std::string list = fmt::format("the commands are {}", join(names, ", "));
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "-h" || word == "--help" || word == "--version") return {};
    if (word == "--config") {
      ++i;
    } else if (word.starts_with('-') && !word.starts_with("--config=")) {
      return {nullptr, fmt::format("unknown option '{}'; {}", word, list)};
    } else if (!word.starts_with('-')) {
      const Command* const command = find_command(word);
      return {command, command == nullptr ? fmt::format("unknown command '{}'; {}", word, list) : ""};
    }
  }
  return {nullptr, fmt::format("no command; {}", list)};
}

/// The first words are `gapcalc MAJOR.MINOR.PATCH`: scripts read them.
std::string version_text() {
  const BuildInfo built = build_info();
  std::vector<std::string> libraries;
  for (const Library& one : built.libraries)
    libraries.push_back(fmt::format("{}{}{}", one.name, one.version.empty() ? "" : " ", one.version));
  return fmt::format("gapcalc {} ({}{})\ncompiler: {}{}{}\n{}", built.version,
                     built.commit.empty() ? "unknown commit" : "commit ", built.commit, built.compiler,
                     built.build_type.empty() ? "" : ", ", built.build_type,
                     wrap("libraries: " + join(libraries, ", "), page_width));
}

int run(int argc, char** argv) {
  const Asked what = asked(argc, argv);
  if (!what.wrong.empty()) {
    say(what.wrong);
    return wrong_call;
  }
  CLI::App program("How far open-weight AI models are behind closed ones, in months, and how sure that is.", "gapcalc");
  add_program_options(program);
  const std::string name = what.command == nullptr ? "" : what.command->name;
  program.config_formatter(std::make_shared<ConfigOfCommand>(name));
  program.allow_config_extras(CLI::config_extras_mode::error);
  program.require_subcommand(1);
  program.fallthrough();
  program.footer(
      "Start with: gapcalc analyze\nExit status: 0 done, 1 failed, 2 wrong call, 3 done but a gate tripped.");
  Run run_it;
  for (const Command& command : commands) {
    CLI::App* const app = program.add_subcommand(command.name, command.description)->group("Commands");
    if (&command != what.command) continue;
    run_it = command.add(*app);
    set_up_help(*app);
    app->footer(app->get_footer() + "\nOptions may also stand in a TOML file, given by --config FILE.");
  }

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      print(error.get_name() == "CallForVersion" ? fmt::format("{}\n", error.what()) : program.help());
      return done;
    }
    if (error.get_name() == "FileError") {
      say(fmt::format("{}; check the path given to --config", error.what()));
      return failed;
    }
    say(fmt::format("{}; gapcalc {}{}--help tells more", explain(error), name, name.empty() ? "" : " "));
    return wrong_call;
  }
  return run_it();
}

}  // namespace

std::span<const Command> all_commands() { return commands; }

void add_program_options(CLI::App& program) {
  set_up_help(program);
  program.set_version_flag("--version", version_text, "Show the version, and what it was built from")->group("Other");
  program.set_config("--config", "", "Options from a TOML file; the command line wins over it")
      ->type_name("FILE")
      ->group("Other");
}

}  // namespace gapcalc::cli

int main(int argc, char** argv) {
  using namespace gapcalc;
  try {
    cli::set_arguments(argc, argv);
    return cli::run(argc, argv);
  } catch (const Error& error) {
    cli::say(error.what());
    return error.code == ErrorCode::bad_option ? cli::wrong_call : cli::failed;
  } catch (const std::bad_alloc&) {
    cli::say("out of memory; give it more, fewer --resamples, or the input in parts");
    return cli::failed;
  } catch (const std::exception& error) {
    cli::say(fmt::format("{}; this is a mistake in gapcalc, please report it", error.what()));
    return cli::failed;
  }
}
