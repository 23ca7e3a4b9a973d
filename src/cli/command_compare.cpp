// gapcalc compare: do the gaps differ between classes, have they grown, and do the published claims hold.

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/compare.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

struct CompareArgs {
  std::string path;
  Options options;
  std::string country = "China", claims;
  std::string format = "table", output;
};

int run(const CompareArgs& args) {
  smooth::check(args.options.smooth);
  const load::Claims claims = load::claims(args.claims);
  const Dataset data = load::load(args.path, args.options.load);
  const Crossings all = cross::cross(data, args.options.cross);
  say_notes(data, all);
  Crossings narrow;
  infer::Part part{args.country, {}, {}};
  if (cross::only_frontier(data)) {
    part.missing = "needs the whole dump";
  } else {
    CrossOptions options = args.options.cross;
    options.open.countries = {args.country};
    narrow = cross::cross(data, options);
    part.datapoints = narrow.datapoints;
  }
  const auto result = infer::compare(all.datapoints, part, claims.list, args.options.smooth);
  const emit::Style style = style_for(args.output);
  emit::Compared from{{args.options, all.as_of, data.files}, args.country, args.claims};
  if (claims.file) from.inputs.push_back(*claims.file);
  emit::Made made = made_of(args.options, data, all);
  made.from = from;
  deliver(args.output, emit::comparison(result, from, args.format, style), made);
  return done;
}

}  // namespace

Run add_compare(CLI::App& command) {
  const auto args = std::make_shared<CompareArgs>();
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  command.add_option("--claims", args->claims, "Claims to test instead of the built-in ones")
      ->type_name("FILE")
      ->group(input_group);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  command.add_option("--country", args->country, "Open models of this country alone are set against all")
      ->type_name("NAME")
      ->group(compare_group)
      ->capture_default_str();
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth, {"--by", "--simultaneous"});
  command.footer("Example: gapcalc compare --format json -o comparison.json");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
