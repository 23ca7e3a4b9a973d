// gapcalc timeline: the delays of one benchmark, threshold by threshold.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

struct TimelineArgs {
  std::string benchmark, path;
  Options options;
  std::string format = "table", output;
  Screen screen;
};

/// The benchmark by its id or title, else, where no such one is in the input, by what its id or title begins with.
Dataset load_one(const TimelineArgs& args, Options& options) {
  const load::Registry registry = load::registry(options.load);
  const auto named = ids_named(registry.benchmarks, args.benchmark);
  options.load.benchmarks = {named.size() == 1 && registry.find(args.benchmark) == nullptr ? named[0] : args.benchmark};
  try {
    return load::load(args.path, options.load);
  } catch (const Error& error) {
    const auto begun = ids_begun(registry.benchmarks, args.benchmark);
    // Standard input is read by now.
    if (error.code != ErrorCode::unknown_benchmark || begun.size() != 1 || !named.empty() || args.path == "-") throw;
    options.load.benchmarks = begun;
    return load::load(args.path, options.load);
  }
}

int run(const TimelineArgs& args) {
  Analysis analysis;
  analysis.options = args.options;
  analysis.data = load_one(args, analysis.options);
  analysis.crossings = cross::cross(analysis.data, analysis.options.cross);
  analysis.notes = analysis.data.notes;
  analysis.notes.insert(analysis.notes.end(), analysis.crossings.notes.begin(), analysis.crossings.notes.end());
  for (const emit::Format& format : emit::timeline_formats())
    if (format.name == args.format)
      deliver(args.output, format.emit(analysis, style_of(args.output, args.screen)),
              made_of(analysis.options, analysis.data, analysis.crossings));
  if (args.format != "json") say_notes(analysis.data, analysis.crossings);
  return done;
}

}  // namespace

Run add_timeline(CLI::App& command) {
  const auto args = std::make_shared<TimelineArgs>();
  const auto read_benchmark = [args](const std::string& text) {
    args->benchmark = trim(text);
    if (args->benchmark.empty() || args->benchmark == "all" || args->benchmark == "selected")
      throw CLI::ValidationError("BENCHMARK", "is one benchmark, by id or title; `gapcalc benchmarks` lists them");
  };
  command
      .add_option_function<std::string>("BENCHMARK", read_benchmark,
                                        "Id or title, or what one of them begins with; gapcalc benchmarks lists them")
      ->required()
      ->type_name("");
  add_load_options(command, args->path, args->options.load);
  command.remove_option(command.get_option("--benchmarks"));
  std::vector<std::string> formats;
  for (const emit::Format& format : emit::timeline_formats()) formats.emplace_back(format.name);
  add_choice(command, "--format", args->format, formats, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_screen_options(command, args->screen);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  command.footer("Example: gapcalc timeline gpqa-diamond");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
