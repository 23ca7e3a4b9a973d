// The program: commands, help, and the ladder from errors to exit statuses.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <new>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/output.hpp"
#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::cli {
namespace {

/// Keys of a --config file that stand under no heading belong to the command that runs.
class ConfigOfCommand : public CLI::ConfigBase {
 public:
  explicit ConfigOfCommand(const CLI::App& program) : program_(program) {}
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    std::vector<CLI::ConfigItem> found = ConfigBase::from_config(input);
    const auto commands = program_.get_subcommands();
    for (CLI::ConfigItem& item : found)
      if (item.parents.empty() && !commands.empty()) item.parents = {commands.front()->get_name()};
    return found;
  }

 private:
  const CLI::App& program_;
};

/// The command that the arguments name, or a word that says what is wrong with them. The parser itself
/// would only say that a command is missing.
std::string check_command(const CLI::App& program, int argc, char** argv) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands({})) names.push_back(command->get_name());
  const std::string list = fmt::format("the commands are {}", join(names, ", "));
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "-h" || word == "--help" || word == "--version") return {};
    if (word == "--config") {
      ++i;
    } else if (word.starts_with('-') && !word.starts_with("--config=")) {
      return fmt::format("unknown option '{}'; {}", word, list);
    } else if (!word.starts_with('-')) {
      if (std::find(names.begin(), names.end(), word) != names.end()) return {};
      return fmt::format("unknown command '{}'; {}", word, list);
    }
  }
  return fmt::format("no command; {}", list);
}

int run(int argc, char** argv) {
  CLI::App program("How far open-weight AI models are behind closed ones, in months, and how sure that is.", "gapcalc");
  set_up_help(program);
  program.set_version_flag("--version", fmt::format("gapcalc {}", version()), "Show the version")->group("Other");
  program.set_config("--config", "", "Options from a TOML file; the command line wins over it")
      ->type_name("FILE")
      ->group("Other");
  program.config_formatter(std::make_shared<ConfigOfCommand>(program));
  program.allow_config_extras(CLI::config_extras_mode::error);
  program.require_subcommand(1);
  program.fallthrough();
  program.footer(
      "Start with: gapcalc analyze\nExit status: 0 done, 1 failed, 2 wrong call, 3 done but a gate tripped.");

  // The commands: one line each.
  const Command commands[] = {
      add_analyze(program),      // the gap, by series and benchmark
      add_report(program),       // the same as a page to look at
      add_timeline(program),     // one benchmark, threshold by threshold
      add_compare(program),      // do classes differ, do claims hold
      add_catch_up(program),     // time to reach what closed models reached
      add_influence(program),    // what the gap rests on
      add_sensitivity(program),  // what other choices would make of it
      add_calibrate(program),    // do the bands cover
      add_benchmarks(program),   // the registry
      add_records(program),      // any input as tidy records
  };
  for (const Command& command : commands) {
    set_up_help(*command.app);
    command.app->group("Commands");
    command.app->footer(command.app->get_footer() + "\nOptions may also stand in a TOML file, given by --config FILE.");
  }

  if (const std::string wrong = check_command(program, argc, argv); !wrong.empty()) {
    say(wrong);
    return wrong_call;
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      print(error.get_name() == "CallForVersion" ? fmt::format("{}\n", error.what()) : program.help());
      return done;
    }
    const auto chosen = program.get_subcommands();
    const std::string name = chosen.empty() ? "" : chosen.front()->get_name() + " ";
    if (error.get_name() == "FileError") {
      say(fmt::format("{}; check the path given to --config", error.what()));
      return failed;
    }
    say(fmt::format("{}; gapcalc {}--help tells more", explain(error), name));
    return wrong_call;
  }
  for (const Command& command : commands)
    if (command.app->parsed()) return command.run();
  return wrong_call;  // not reached: a command is required
}

}  // namespace
}  // namespace gapcalc::cli

int main(int argc, char** argv) {
  using namespace gapcalc;
  try {
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
