// gapcalc benchmarks: the registry with its provenance.

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

struct BenchmarksArgs {
  LoadOptions load;
  std::string format = "table", output;
};

int run(const BenchmarksArgs& args) {
  const load::Registry registry = load::registry(args.load);
  const emit::Style style = to_stdout(args.output) ? style_of_stdout() : emit::Style{};
  deliver(args.output, emit::benchmarks(registry.benchmarks, args.format, style));
  return done;
}

}  // namespace

Command add_benchmarks(CLI::App& program) {
  CLI::App* const app = program.add_subcommand(
      "benchmarks", "The benchmarks that gapcalc knows: units, access, and who ran the evaluations");
  const auto args = std::make_shared<BenchmarksArgs>();
  app->add_option("--registry", args->load.registry, "Benchmark entries merged over the built-in ones by id")
      ->type_name("FILE")
      ->group(input_group);
  add_choice(*app, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  app->add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  app->footer("Example: gapcalc benchmarks --format csv");
  return {app, [args] { return run(*args); }};
}

}  // namespace gapcalc::cli
