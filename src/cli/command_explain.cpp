// gapcalc explain: why a datapoint is what it is.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/explain.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

struct ExplainArgs {
  std::string benchmark, threshold, path;
  Options options;
  CorrectArgs correct;
  std::string format = "table", output;
};

/// A threshold as people write it: `85%`, `0.85`, `20`.
std::optional<double> read_threshold(std::string_view text) {
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto value = parse_number(text);
  return value && percent ? std::optional(*value / 100) : value;
}

/// What is corrected of a crossing that counts; empty where it does not.
std::optional<latent::CorrectedGap> corrected(const audit::Explanation& of, Dataset data, const Crossings& crossings,
                                              const Options& options, const ExplainArgs& args) {
  Analysis analysis;
  analysis.options = options;
  analysis.data = std::move(data);
  analysis.crossings = crossings;
  add_latent(analysis, args.path, args.correct.correct, 0);
  for (const latent::CorrectedGap& gap : analysis.latent->correction.gaps) {
    const Datapoint& one = crossings.datapoints[gap.datapoint];
    if (one.benchmark == of.benchmark.id && one.threshold == of.crossing.threshold) return gap;
  }
  return std::nullopt;
}

int run(const ExplainArgs& args) {
  smooth::check(args.options.smooth);
  Options options = args.options;
  Dataset data = load::load(args.path, options.load);
  std::string id = id_meant(data, args.benchmark);
  const bool alone = id.empty() && args.path != "-";
  if (alone) {  // not among those of the headline: alone, it has no weight there
    const load::Registry registry = load::registry(options.load);
    auto ids = ids_named(registry.benchmarks, args.benchmark);
    if (ids.empty()) ids = ids_begun(registry.benchmarks, args.benchmark);
    options.load.benchmarks = {ids.size() == 1 ? ids[0] : args.benchmark};
    data = load::load(args.path, options.load);
    id = data.benchmarks.front().benchmark.id;
  }
  const auto at = std::find_if(data.benchmarks.begin(), data.benchmarks.end(),
                               [&](const BenchmarkRecords& one) { return one.benchmark.id == id; });
  if (at == data.benchmarks.end())
    throw Error(ErrorCode::unknown_benchmark, fmt::format("'{}' is not among the benchmarks read", args.benchmark),
                "give the id of one of them", args.path);
  std::optional<double> threshold = read_threshold(args.threshold);
  // 85 of a benchmark that is scored from 0 to 1 can only be meant as a percentage.
  if (threshold && is_fraction(at->benchmark.unit) && *threshold > 1) *threshold /= 100;
  if (args.threshold.ends_with('%') && !is_fraction(at->benchmark.unit))
    throw Error(ErrorCode::bad_option, fmt::format("{} is not scored in percent", id), "leave out the percent sign");
  const Crossings crossings = cross::cross(data, options.cross);
  say_notes(data, crossings);
  const auto index = static_cast<std::size_t>(at - data.benchmarks.begin());
  audit::Explanation result = audit::explain(data, crossings, index, threshold, options);
  if (alone) {
    result.weights.clear();
    result.alone = true;
  }
  const emit::Style style = style_for(args.output);
  const emit::Made made = made_of(options, data, crossings);
  std::optional<latent::CorrectedGap> gap;
  if (args.correct.on) gap = corrected(result, std::move(data), crossings, options, args);
  deliver(args.output, emit::explanation({result, args.correct.on, gap}, made.from, args.format, style), made);
  return done;
}

}  // namespace

Run add_explain(CLI::App& command) {
  const auto args = std::make_shared<ExplainArgs>();
  command
      .add_option("BENCHMARK", args->benchmark,
                  "Id or title, or what one of them begins with; gapcalc benchmarks lists them")
      ->required()
      ->type_name("");
  command
      .add_option("THRESHOLD", args->threshold,
                  "85%, 0.85 or 20, in the benchmark's unit; without it, the last gap that counts")
      ->type_name("");
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  command.remove_option(command.get_option("--benchmarks"));
  add_choice(command, "--format", args->format, {"table", "markdown", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth,
                     {"--band", "--show-band", "--simultaneous", "--resamples", "--confidence", "--seed", "--threads",
                      "--min-draw-mass"});
  add_correct_options(command, args->options, args->correct);
  command.footer("Example: gapcalc explain gpqa-diamond 85%");
  command.final_callback([args] {
    if (args->threshold.empty() || read_threshold(args->threshold)) return;
    if (!args->path.empty())
      throw CLI::ValidationError("THRESHOLD", fmt::format("'{}' is no number; write 85%, 0.85 or 20", args->threshold));
    args->path = args->threshold;  // `explain BENCHMARK PATH`
    args->threshold.clear();
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
