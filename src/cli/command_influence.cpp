// gapcalc influence: what single benchmarks, releases and organizations do to the gap now.

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/influence.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

struct InfluenceArgs {
  std::string path;
  Options options;
  std::string format = "table", output;
};

int run(const InfluenceArgs& args) {
  smooth::check(args.options.smooth);
  const Dataset data = load::load(args.path, args.options.load);
  const Crossings crossings = cross::cross(data, args.options.cross);
  say_notes(data, crossings);
  const auto result = infer::influence(crossings.datapoints, args.options.smooth);
  const emit::Style style = style_for(args.output);
  const emit::Made made = made_of(args.options, data, crossings);
  deliver(args.output, emit::influence(result, made.from, args.format, style), made);
  return done;
}

}  // namespace

Run add_influence(CLI::App& command) {
  const auto args = std::make_shared<InfluenceArgs>();
  add_load_options(command, args->path, args->options.load);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  // Levels only: nothing is drawn.
  add_smooth_options(command, args->options.smooth,
                     {"--band", "--show-band", "--simultaneous", "--min-draw-mass", "--resamples", "--confidence",
                      "--seed", "--threads"});
  command.footer("Example: gapcalc influence --format csv -o influence.csv");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
