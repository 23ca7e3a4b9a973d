// gapcalc report: records -> a page to look at.

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::cli {
namespace {

struct Args {
  std::string path, output;
  Options options;
  CorrectArgs correct;
};

int run(const Args& args) {
  if (args.output.empty() && stdout_is_terminal())
    throw Error(ErrorCode::bad_option, "the page is no text for a terminal", "name a file: -o report.html");
  Analysis analysis = analyze(args.path, args.options);
  add_credibility(analysis);
  if (args.correct.on) {
    ProgressBar bar(false, " refits");
    add_latent(analysis, args.path, args.correct.correct, latent::published_options().resamples,
               [&](std::size_t done, std::size_t total) { return bar(done, total); });
  }
  deliver(args.output, emit::report(analysis), made_of(analysis));
  if (!ProgressBar::interrupted() || analysis.latent->index.n_resamples > 0) return done;
  say("stopped early; the gaps on the index have no intervals");
  return failed;
}

}  // namespace

Run add_report(CLI::App& command) {
  const auto args = std::make_shared<Args>();
  args->options.load.with_groups = true;
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  add_milestones_option(command, args->options.load);
  command.add_option("-o,--output", args->output, "Write to this file; - is standard output")
      ->type_name("FILE")
      ->group(output_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth);
  add_correct_options(command, args->options, args->correct);
  CLI::Option* const by = command.get_option("--by");
  by->description("Series besides all: access, category, provenance, benchmark, or none [access,category,provenance]");
  command.final_callback([args, by] {
    if (by->count() == 0) args->options.smooth.by = {Split::access, Split::category, Split::provenance};
  });
  command.footer("Example: gapcalc report -o report.html");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
