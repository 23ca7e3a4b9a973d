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
  const emit::Style style = style_for(args.output);
  emit::Made made;
  made.from.options.load = args.load;
  if (registry.file) made.from.inputs.push_back(*registry.file);
  deliver(args.output, emit::benchmarks(registry.benchmarks, args.format, style), made);
  return done;
}

}  // namespace

Run add_benchmarks(CLI::App& command) {
  const auto args = std::make_shared<BenchmarksArgs>();
  command.add_option("--registry", args->load.registry, "Benchmark entries merged over the built-in ones by id")
      ->type_name("FILE")
      ->group(input_group);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  command.footer("Example: gapcalc benchmarks --format csv");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
