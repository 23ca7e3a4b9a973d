// gapcalc catch-up: how long until open models reach what a closed model was first to reach.

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/catch_up.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

struct CatchUpArgs {
  std::string path;
  Options options;
  std::string format = "table", output;
};

int run(const CatchUpArgs& args) {
  smooth::check(args.options.smooth);  // before the work, not after it
  const Dataset data = load::load(args.path, args.options.load);
  const Crossings crossings = cross::cross(data, args.options.cross);
  const infer::CatchUp result = infer::catch_up(crossings, args.options);
  say_notes(data, crossings);
  const emit::Style style = style_for(args.output);
  deliver(args.output, emit::catch_up(result, data.files, args.format, style), made_of(args.options, data, crossings));
  return done;
}

}  // namespace

Run add_catch_up(CLI::App& command) {
  const auto args = std::make_shared<CatchUpArgs>();
  add_load_options(command, args->path, args->options.load);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_group_options(command, args->options.cross);
  add_thresholds_option(command, args->options.cross);
  add_counting_options(command, args->options);
  add_catch_up_options(command, args->options.smooth);
  for (CLI::Option* option : command.get_options([](const CLI::Option* o) { return o->get_group() == smooth_group; }))
    option->group("Estimates");
  command.footer("Example: gapcalc catch-up --format json -o catch-up.json");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
