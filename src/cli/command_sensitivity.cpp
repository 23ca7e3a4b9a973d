// gapcalc sensitivity: how far the gap now depends on choices of the analyst.

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/sensitivity.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

struct SensitivityArgs {
  std::string path;
  Options options;
  std::string format = "table", output, table = "specifications";
  bool grid = false, filters = false;
};

int run(const SensitivityArgs& args) {
  smooth::check(args.options.smooth);
  const Dataset data = load::load(args.path, args.options.load);
  if (args.filters) {
    const infer::Filters result = infer::filtered_levels(data, args.options);
    const emit::Style style = style_for(args.output);
    const emit::Made made = made_of(args.options, data);
    deliver(args.output, emit::filters(result, made.from, args.format, style), made);
    return done;
  }
  const auto result = infer::sensitivity(data, args.options, args.grid);
  const emit::Style style = style_for(args.output);
  const std::string format = args.format == "csv" && args.table == "cross-validation" ? args.table : args.format;
  const emit::Made made = made_of(args.options, data);  // each specification crosses anew
  deliver(args.output, emit::sensitivity(result, made.from, format, style), made);
  return done;
}

}  // namespace

Run add_sensitivity(CLI::App& command) {
  const auto args = std::make_shared<SensitivityArgs>();
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  CLI::Option* const table =
      add_choice(command, "--table", args->table, {"specifications", "cross-validation"}, "Which table csv writes");
  CLI::Option* const grid =
      command.add_flag("--grid", args->grid, "All combinations of the choices, without bands")->group(output_group);
  command
      .add_flag_callback(
          "--filters", [args] { args->options.load.with_groups = args->filters = true; },
          "Instead of choices of the method: filters on who measured and on what makes a first crosser")
      ->group(output_group)
      ->excludes(grid)
      ->excludes(table);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth, {"--simultaneous"});
  command.footer("Example: gapcalc sensitivity --grid --format csv -o specifications.csv");
  command.final_callback([args, table, &command] {
    for (const char* const name : {"--band", "--min-draw-mass", "--resamples", "--confidence", "--seed"})
      if (args->grid && command.get_option(name)->count() > 0)
        throw CLI::ValidationError(name, "is about bands, and --grid shows none; leave one of them out");
    if (table->count() > 0 && args->format != "csv") throw CLI::ValidationError("--table", "goes with --format csv");
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
