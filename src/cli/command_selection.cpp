// gapcalc selection: what scores gain by being the best of several, and who was tested how often.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "core/text.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/selection.hpp"
#include "gapcalc/sensitivity.hpp"

namespace gapcalc::cli {
namespace {

constexpr const char* simulate_group = "Simulated private testing";
constexpr const char* board_group = "A rating board";
constexpr const char* sweep_group = "A handicap for open models";

struct SelectionArgs {
  std::string path, statements;
  Options options;
  audit::Period period = audit::Period::year;
  bool simulate = false;
  audit::TestingOptions testing;
  std::string board, licences;
  audit::BoardOptions of_board;
  bool sweep = false;
  std::optional<double> most;  ///< empty: infer::largest_handicap()
  int steps = infer::handicap_steps;
  std::string format = "table", table, output;
};

/// Who was tested among how many, and how often: of the data.
int run_data(const SelectionArgs& args) {
  const Statements statements = load::statements(args.statements);
  const Dataset data = load::load(args.path, args.options.load);
  const Crossings crossings = cross::cross(data, args.options.cross);
  const audit::Selection result = audit::selection(data, crossings, args.options.cross, statements.list, args.period);
  emit::Made made = made_of(args.options, data, crossings);
  if (statements.file) made.from.inputs.push_back(*statements.file);
  emit::SelectedFrom from{made.from, args.period, args.statements, made.excluded, data.notes};
  from.notes.insert(from.notes.end(), crossings.notes.begin(), crossings.notes.end());
  deliver(args.output, emit::selection(result, from, args.format, args.table, style_for(args.output)), made);
  return done;
}

/// The gap now against a handicap that open models get.
int run_sweep(const SelectionArgs& args) {
  Options options = args.options;
  options.smooth.threads = args.testing.threads;
  const Dataset data = load::load(args.path, options.load);
  const double most = args.most.value_or(infer::largest_handicap(options.cross.handicap.scale));
  const infer::HandicapSweep sweep = infer::handicap_sweep(data, options, most, args.steps);
  const emit::Made made = made_of(options, data);
  deliver(args.output, emit::handicap(sweep, made.from, args.format, style_for(args.output)), made);
  return done;
}

/// Shares, silent retirement and inflation: of a board.
int run_board(const SelectionArgs& args) {
  audit::check(args.of_board);
  const Board board = load::board(args.board, args.licences);
  const audit::BoardShares shares = audit::board_shares(board, args.of_board);
  deliver(args.output,
          emit::board_shares(shares, board, args.of_board, args.format, args.table, style_for(args.output)),
          {{{}, {}, board.files}, {}});
  return done;
}

/// Private testing, simulated.
int run_simulation(const SelectionArgs& args) {
  std::vector<audit::TestingResult> results;
  {
    ProgressBar bar(false, " replicates");
    results = audit::private_testing(args.testing, [&](std::size_t n, std::size_t total) { return bar(n, total); });
  }
  deliver(args.output, emit::private_testing(results, args.testing, args.format, style_for(args.output)), {});
  if (!ProgressBar::interrupted()) return done;
  say("stopped early; not all replicates were played");
  return failed;
}

/// A list of whole numbers from 1 on, ascending.
void add_sizes(CLI::App& command, const std::string& name, std::vector<std::size_t>& into, const std::string& help) {
  const auto read = [&into, name](const std::string& text) {
    into.clear();
    for (const std::string_view item : split(text, ',')) {
      std::size_t value = 0;
      const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), value);
      if (error != std::errc{} || end != item.data() + item.size() || value == 0)
        throw wrong(name, fmt::format("'{}' is no whole number from 1 on", item));
      into.push_back(value);
    }
    std::sort(into.begin(), into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
  };
  add_text(command, name, read, help, "N,...", simulate_group)->default_str(fmt::format("{}", fmt::join(into, ",")));
}

void add_simulation_options(CLI::App& command, SelectionArgs& args) {
  audit::TestingOptions& testing = args.testing;
  command
      .add_flag("--simulate", args.simulate,
                "Simulate a rating board on which variants are tested in private and the best is published")
      ->group(simulate_group);
  add_sizes(command, "--candidates", testing.candidates, "Variants of which the best is published; of --board, too");
  add_sizes(command, "--votes", testing.votes, "Votes that each variant gets against the board");
  add_number(command, "--spread", testing.spread, "Standard deviation of what variants are worth, in points", "X",
             simulate_group);
  add_number(command, "--strength", testing.strength, "Their mean above that of the board, in points", "X",
             simulate_group);
  add_integer(command, "--board-models", testing.board, "Models of the board, evenly spaced", "N", simulate_group);
  add_number(command, "--board-range", testing.range, "Points from the worst of them to the best", "X", simulate_group);
  add_integer(command, "--board-votes", testing.board_votes, "Votes of each of them, among themselves", "N",
              simulate_group);
  add_integer(command, "--replicates", testing.replicates, "How often it is played", "N", simulate_group);
  add_number(command, "--confidence", testing.confidence, "Of the intervals over replicates", "X", simulate_group);
  add_integer(command, "--seed", testing.seed, "Of the random numbers", "N", simulate_group);
  add_integer(command, "--threads", testing.threads, "0: one per processor; never changes the result", "N",
              simulate_group);
}

void add_board_options(CLI::App& command, SelectionArgs& args) {
  CLI::Option* const board = add_text(
      command, "--board", [&args](const std::string& text) { args.board = text; },
      "Look at a table of a rating board instead: model, provider, licence, battles, recent_battles, listed_retired, "
      "or ratings with intervals as LMArena has them",
      "FILE", board_group);
  add_text(
      command, "--licences", [&args](const std::string& text) { args.licences = text; },
      "Classes of licences, instead of the built-in ones", "FILE", board_group)
      ->needs(board);
  add_number(command, "--faded-below", args.of_board.faded_below,
             "A model has faded with fewer recent battles than this part of an even share", "X", board_group);
  command.get_option("--simulate")->excludes(board);
  for (const char* const other : {"--board", "--simulate"}) command.get_option("PATH")->excludes(other);
}

void add_sweep_options(CLI::App& command, SelectionArgs& args) {
  CLI::Option* const sweep =
      command
          .add_flag("--handicap-sweep", args.sweep,
                    "The gap now against a handicap for open models: what if they had been served as well as they "
                    "were built?")
          ->group(sweep_group);
  const auto read = [&args](const std::string& text) {
    args.most = parse_number(trim(text));
    if (!args.most) throw wrong("--up-to", fmt::format("'{}' is no number", text));
  };
  add_text(command, "--up-to", read, "The largest handicap, of a score from 0 to 1 [0.1, or 1 on the logit]", "X",
           sweep_group)
      ->needs(sweep);
  add_integer(command, "--steps", args.steps, "Steps from none to the largest", "N", sweep_group);
  command.get_option("--steps")->needs(sweep);
  for (const char* const of_trend : {"--by", "--bandwidth", "--step", "--min-mass", "--level"})
    command.get_option(of_trend)->needs(sweep);
  CLI::Option* const scale = command.get_option("--scale");  // of the sweep, too
  scale->remove_needs(command.get_option("--handicap"));
  command.get_option("--handicap")->excludes(sweep);
  for (const char* const other : {"--board", "--simulate"}) command.get_option(other)->excludes(sweep);
}

/// The tables of the view that is asked for, the default first.
std::vector<std::string> tables_of(const SelectionArgs& args) {
  if (args.simulate || args.sweep) return {};
  if (!args.board.empty()) return {"models", "shares"};
  return {"crossers", "coverage", "organizations", "statements"};
}

}  // namespace

Run add_selection(CLI::App& command) {
  const auto args = std::make_shared<SelectionArgs>();
  args->options.load.with_groups = args->options.load.with_test_dates = true;
  add_load_options(command, args->path, args->options.load);
  add_text(
      command, "--statements", [args](const std::string& text) { args->statements = text; },
      "What is said that the best of several gains, instead of the built-in statements", "FILE", input_group);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json", "vega-lite"},
             "The form of the result");
  add_choice(command, "--table", args->table,
             {"crossers", "coverage", "organizations", "statements", "models", "shares"},
             "With --format csv, which table; models and shares are those of --board");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_enum(command, "--period", args->period, {audit::Period::year, audit::Period::quarter},
           "Spans of releases in which tests are counted", output_group);
  add_smooth_options(command, args->options.smooth,
                     {"--band", "--show-band", "--simultaneous", "--resamples", "--confidence", "--seed", "--threads",
                      "--min-draw-mass"});
  add_simulation_options(command, *args);
  add_board_options(command, *args);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_sweep_options(command, *args);
  command.footer("Example: gapcalc selection benchmark_data.zip");
  command.final_callback([args, &command] {
    if (command.get_option("--scale")->count() > 0 && command.get_option("--handicap")->count() == 0 && !args->sweep)
      throw wrong("--scale", "is of a handicap; give --handicap or --handicap-sweep with it");
    const std::vector<std::string> tables = tables_of(*args);
    if (!args->table.empty() && std::find(tables.begin(), tables.end(), args->table) == tables.end())
      throw wrong("--table", tables.empty() ? "there is one table of a simulation or a sweep; leave it out"
                                            : fmt::format("there is no '{}' here; it is one of {}", args->table,
                                                          join(tables, ", ")));
    if (args->format == "vega-lite" && (args->simulate || !args->board.empty()))
      throw wrong("--format", "vega-lite draws first crossers; leave --simulate and --board out");
    args->of_board.candidates = args->testing.candidates;
  });
  return [args] {
    if (args->sweep) return run_sweep(*args);
    if (args->simulate) return run_simulation(*args);
    return args->board.empty() ? run_data(*args) : run_board(*args);
  };
}

}  // namespace gapcalc::cli
