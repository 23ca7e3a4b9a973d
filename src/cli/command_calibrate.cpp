// gapcalc calibrate: do the bands, or the corrected gaps, hold a truth that is planted on the design of the input.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/ranks.hpp"
#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/calibrate.hpp"
#include "gapcalc/correct.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

/// Draws per band and set: enough for coverage, whose error comes from the number of sets.
constexpr int usual_draws = 300;

struct CalibrateArgs {
  std::string path;
  Options options;
  infer::CalibrateOptions calibrate;
  bool of_correction = false;
  latent::CheckOptions check;
  std::string format = "table", output;
};

std::string to_bytes(const std::vector<infer::SetResult>& results) {
  return {reinterpret_cast<const char*>(results.data()), results.size() * sizeof(infer::SetResult)};
}

std::vector<infer::SetResult> from_bytes(const std::string& bytes) {
  std::vector<infer::SetResult> results(bytes.size() / sizeof(infer::SetResult));
  if (!results.empty()) std::memcpy(results.data(), bytes.data(), bytes.size());
  return results;
}

/// `NAME=benchmark,drift,open-model,noise`.
infer::Scenario read_scenario(const std::string& text) {
  const auto fail = [&] {
    return CLI::ValidationError("--scenario",
                                fmt::format("'{}' is no scenario; write NAME=benchmark,drift,open-model,noise, "
                                            "variances in months squared",
                                            text));
  };
  const std::size_t equals = text.find('=');
  if (equals == text.npos || equals == 0) throw fail();
  std::vector<double> variances;
  for (const std::string_view part : split(std::string_view(text).substr(equals + 1), ',')) {
    const auto value = parse_number(part);
    if (!value || *value < 0) throw fail();
    variances.push_back(*value);
  }
  if (variances.size() != 4) throw fail();
  return {text.substr(0, equals), variances[0], variances[1], variances[2], variances[3]};
}

constexpr const char* stopped_early = "stopped early; the figures are of the sets that were done";

int run_correction(const CalibrateArgs& args) {
  smooth::check(args.options.smooth);
  if (Ranks::announced() > 1)
    throw Error(ErrorCode::bad_option,
                fmt::format("--correction runs on threads only, and this is one of {} ranks", Ranks::announced()),
                "run it without mpirun");
  const Dataset data = load::load(args.path, args.options.load);
  const IndexedInput indexed = index_of_input(args.path, data, args.options, 0);
  const Crossings crossings = cross::cross(data, args.options.cross);
  say_notes(data, crossings);
  const std::vector<Trend> no_trends;  // the mean gap is checked, not the smoothed one
  latent::CorrectionChecks checks;
  {
    ProgressBar bar(false, " sets");
    checks = latent::check_correction({data, crossings, no_trends, indexed.data, indexed.index, indexed.options},
                                      args.options, args.check,
                                      [&](std::size_t done, std::size_t total) { return bar(done, total); });
  }
  const emit::Style style = style_for(args.output);
  emit::Made made = made_of(args.options, data, crossings);
  add_files(indexed.data.files, made.from.inputs);
  deliver(args.output, emit::correction_check(checks, args.check, made.from, args.format, style), made);
  if (!ProgressBar::interrupted()) return done;
  say(stopped_early);
  return failed;
}

int run(const CalibrateArgs& args) {
  smooth::check(args.options.smooth);
  const Ranks ranks;
  const Dataset data = load::load(args.path, args.options.load);
  const Crossings crossings = cross::cross(data, args.options.cross);
  if (ranks.rank() == 0) say_notes(data, crossings);
  std::vector<infer::SetResult> own;
  {
    ProgressBar bar(ranks.rank() != 0);
    own = infer::simulate(crossings.datapoints, args.calibrate, args.options.smooth, {ranks.rank(), ranks.size()},
                          [&](std::size_t done, std::size_t total) { return bar(done, total); });
  }
  const auto all = from_bytes(ranks.gather(to_bytes(own)));
  const bool stopped = ranks.gather(ProgressBar::interrupted() ? "1" : "0").find('1') != std::string::npos;
  if (ranks.rank() != 0) return done;
  const auto table = infer::summarize(all, crossings.datapoints, args.calibrate, args.options.smooth);
  const emit::Style style = style_for(args.output);
  const emit::Made made = made_of(args.options, data, crossings);
  deliver(args.output, emit::calibration(table, args.calibrate, made.from, args.format, style), made);
  if (!stopped) return done;
  say(stopped_early);
  return failed;
}

/// --correction and its options. Others that change nothing with it exclude it.
void add_correction_options(CLI::App& command, CalibrateArgs& args) {
  constexpr const char* group = "The correction";
  CLI::Option* const flag = command.add_flag_callback(
      "--correction", [&args] { args.options.load.with_groups = args.of_correction = true; },
      "Check analyze --correct instead of the bands: draw true scores, measure some of them, correct, and compare with "
      "the truth");
  flag->group(group);
  add_integer(command, "--draws", args.check.correct.draws, "Draws of true scores for the correction of a set", "N",
              group);
  command.get_option("--draws")->needs(flag);
  command
      .add_flag("--class-shift", args.check.correct.class_shift,
                "Correct with shifts: open and closed models may be better or worse on public and private benchmarks "
                "than the index says")
      ->group(group)
      ->needs(flag);
  command.add_flag("--true-shift", args.check.true_shift, "The simulated truth has such shifts")
      ->group(group)
      ->needs(flag);
  for (const char* const option : {"--profile", "--scenario", "--drift-scale", "--truth-bandwidth", "--show-band",
                                   "--level", "--bandwidth", "--step", "--min-mass", "--min-draw-mass", "--resamples"})
    command.get_option(option)->excludes(flag);
}

}  // namespace

Run add_calibrate(CLI::App& command) {
  const auto args = std::make_shared<CalibrateArgs>();
  args->options.smooth.resamples = usual_draws;
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_calibrate_number(
      command, "--sets", args->calibrate.sets,
      fmt::format("Simulated sets per scenario and series; with --correction {} in all", args->check.sets), "N");
  add_calibrate_number(command, "--drift-scale", args->calibrate.drift_scale,
                       "Days over which the drift of a benchmark forgets", "DAYS");
  add_calibrate_number(command, "--truth-bandwidth", args->calibrate.truth_bandwidth,
                       "The truth is the data smoothed with this bandwidth", "DAYS");
  command
      .add_option_function<std::vector<std::string>>(
          "--scenario",
          [args](const std::vector<std::string>& texts) {
            args->calibrate.scenarios.clear();
            for (const std::string& text : texts) {
              infer::Scenario scenario = read_scenario(text);
              for (const infer::Scenario& other : args->calibrate.scenarios)
                if (other.name == scenario.name)
                  throw CLI::ValidationError("--scenario", fmt::format("two are called '{}'; rename one", other.name));
              args->calibrate.scenarios.push_back(std::move(scenario));
            }
          },
          "Variances in months squared, NAME=benchmark,drift,open-model,noise, instead of S0 to S3; may be repeated")
      ->allow_extra_args(false)
      ->type_name("TEXT")
      ->group(calibrate_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth, {"--band", "--simultaneous"});
  add_correction_options(command, *args);
  command.footer("Every kind of band is tried.\nExample: gapcalc calibrate --sets 50 --by access");
  command.final_callback([args, sets = command.get_option("--sets")] {
    if (sets->count() > 0) args->check.sets = args->calibrate.sets;
  });
  return [args] { return args->of_correction ? run_correction(*args) : run(*args); };
}

}  // namespace gapcalc::cli
