// Which scores count, and for how much.

#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::cli {

void add_counting_options(CLI::App& app, Options& options) {
  CrossOptions& cross = options.cross;
  // Reads by a function that throws Error.
  const auto add = [&app](const char* name, const auto& parse, const auto& set, const char* help, const char* type) {
    return add_text(
        app, name,
        [=](const std::string& text) {
          try {
            set(parse(text));
          } catch (const Error& error) {
            throw wrong(name, error.what());
          }
        },
        help, type, counting_group);
  };
  add_list_of(app, "--evaluator", cross.evaluators, all_evaluators(),
              "Only scores measured by these; where a record does not say, its board tells", "WHO,...", counting_group);
  add_list_of(app, "--exclude-relationship", cross.exclude_relationships, all_evaluators(),
              "No scores measured by these; those of unknown origin stay", "WHO,...", counting_group);
  add(
      "--confirm", parse_confirm, [&cross](const Confirm& confirm) { cross.confirm = confirm; },
      "What shows that a threshold is reached: first (one score), lower-bound (the lower end of a score's 90% "
      "interval), kth=K (the K-th model), or lower-bound,kth=K [first]",
      "RULE");
  const std::vector<OnePer> units = {OnePer::model, OnePer::release_day, OnePer::family};
  const auto read_unit = [&options, units](const std::string& text) {
    options.cross.one_per = choose("--one-per", text, units);
    if (options.cross.one_per == OnePer::family) options.load.with_groups = true;
  };
  note_choices(add_text(app, "--one-per", read_unit,
                        "What counts as one model where pairs are told apart and models are counted: model (a "
                        "version), release-day (of one organization) or family (all versions of a model)",
                        "KIND", counting_group),
               names_of(units))
      ->default_str(std::string(name(OnePer::model)));
  const auto keep_scale = [&cross](const Handicap& handicap) {
    cross.handicap.open = handicap.open;
    cross.handicap.closed = handicap.closed;
  };
  CLI::Option* const handicap =
      add("--handicap", parse_handicap, keep_scale,
          "Shift the scores of a group, for instance open=+0.02: what if it had been served as well as it was built?",
          "GROUP=X");
  add_enum(app, "--scale", cross.handicap.scale, {Handicap::Scale::points, Handicap::Scale::logit},
           "What a handicap is added to: points (of a score from 0 to 1) or logit", counting_group);
  app.get_option("--scale")->needs(handicap);
}

}  // namespace gapcalc::cli
