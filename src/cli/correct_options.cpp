// --correct, and what it takes besides.

#include "cli/option_kinds.hpp"
#include "cli/options.hpp"

namespace gapcalc::cli {

void add_correct_options(CLI::App& app, Options& options, CorrectArgs& args) {
  constexpr const char* group = "Missing tests and lucky scores";
  CLI::Option* const flag =
      app.add_flag_callback(
             "--correct", [&] { options.load.with_groups = args.on = true; },
             "Also the gaps that tests of all models and exact scores would have shown, by the capability index of "
             "the input")
          ->group(group);
  // The draws are of all scores as they are.
  for (const char* const other :
       {"--evaluator", "--exclude-relationship", "--confirm", "--one-per", "--handicap", "--scale"})
    app.get_option(other)->excludes(flag);
  add_integer(app, "--draws", args.correct.draws, "Draws of true scores", "N", group);
  app.get_option("--draws")->needs(flag);
  app.add_flag("--class-shift", args.correct.class_shift,
               "Let open and closed models be better or worse on public and private benchmarks than the index says")
      ->group(group)
      ->needs(flag);
}

}  // namespace gapcalc::cli
