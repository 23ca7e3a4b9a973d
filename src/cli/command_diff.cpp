// gapcalc diff: what changed between two dumps, records or analyses.

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <utility>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/tally.hpp"
#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/diff.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/fail_on.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::cli {
namespace {

/// What stands for the records compiled in, where a path must be given.
constexpr std::string_view bundled_word = "bundled";

struct DiffArgs {
  std::string before, after;
  Options options;
  std::vector<std::string> given;  ///< options that the JSON of an analysis has itself
  std::string format = "table", output;
  bool all_rows = false;
  std::vector<emit::FailOn> fail_on;
};

/// Options for both sides: those of the JSON of an analysis, if one side is that, as it cannot be computed anew.
Options options_for(const DiffArgs& args, const std::optional<load::StoredAnalysis>& stored, const std::string& path) {
  if (!stored) return args.options;
  if (!args.given.empty())
    throw Error(
        ErrorCode::bad_option,
        fmt::format("{} cannot be given: {} is the JSON of an analysis, and its options are used for both sides",
                    join(args.given, ", "), path),
        "leave it out, or give the data that were analyzed");
  Options options = stored->options;
  options.smooth.threads = args.options.smooth.threads;
  for (std::string LoadOptions::*file : {&LoadOptions::registry, &LoadOptions::accessibility, &LoadOptions::review})
    if (!(args.options.load.*file).empty()) options.load.*file = args.options.load.*file;
  return options;
}

struct Analysed {
  Analysis analysis;
  emit::DiffSide side;

  [[nodiscard]] audit::Side for_audit() const {
    return {side.stored ? nullptr : &analysis.data, &analysis.crossings, analysis.trends, analysis.excluded};
  }
};

Analysed analysed(const std::string& path, std::optional<load::StoredAnalysis> stored, const Options& options) {
  Analysed result;
  result.side.path = path == "-" ? "standard input" : path;
  result.side.stored = stored.has_value();
  if (stored) {
    result.side.version = std::move(stored->version);
    result.analysis.options = std::move(stored->options);
    result.analysis.crossings = std::move(stored->crossings);
    result.analysis.trends = std::move(stored->trends);
    result.analysis.notes = std::move(stored->notes);
    result.analysis.data.files = {std::move(stored->file)};
  } else {
    std::error_code ignored;
    const bool bundled = path == bundled_word && !std::filesystem::exists(path, ignored);
    result.side.version = version();
    result.analysis = analyze(bundled ? std::string() : path, options);
  }
  result.side.options = result.analysis.options;
  result.side.as_of = result.analysis.crossings.as_of;
  result.side.inputs = result.analysis.data.files;
  result.side.notes = result.analysis.notes;
  return result;
}

int run(const DiffArgs& args) {
  smooth::check(args.options.smooth);
  auto stored_before = load::stored_analysis(args.before), stored_after = load::stored_analysis(args.after);
  const Options options =
      stored_before ? options_for(args, stored_before, args.before) : options_for(args, stored_after, args.after);
  smooth::check(options.smooth);  // of a JSON too
  const Analysed before = analysed(args.before, std::move(stored_before), options);
  const Analysed after = analysed(args.after, std::move(stored_after), options);
  const audit::Difference difference = audit::diff(before.for_audit(), after.for_audit(), options);
  const std::vector<std::string> met = emit::met(args.fail_on, difference);  // a wrong one before any output
  const emit::Style style = style_for(args.output);
  const emit::Diffed from{before.side, after.side, args.all_rows};
  emit::Made made{emit::source_of(from), count_by_reason(before.analysis.excluded)};
  count_by_reason(after.analysis.excluded, made.excluded);
  deliver(args.output, emit::diff(difference, from, args.format, style), made);
  for (const std::string& one : met) say(one);
  return met.empty() ? done : gate_tripped;
}

}  // namespace

Run add_diff(CLI::App& command) {
  const auto args = std::make_shared<DiffArgs>();
  const auto add_side = [&](const char* name, std::string& into, const std::string& help) {
    command
        .add_option_function<std::string>(
            name,
            [&into, name](const std::string& text) {
              if (text.empty()) throw CLI::ValidationError(name, "is empty; write bundled for the bundled records");
              into = text;
            },
            help)
        ->required()
        ->type_name("");
  };
  add_side("OLD", args->before,
           "Hub dump (folder or zip), data folder, CSV or JSON of score records, JSON of gapcalc analyze, - for "
           "standard input, or bundled: the bundled records");
  add_side("NEW", args->after, "Likewise");
  add_profile_option(command, args->options);
  std::string unused;
  add_load_options(command, unused, args->options.load);
  command.remove_option(command.get_option("PATH"));
  add_choice(command, "--format", args->format, {"table", "markdown", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  command.add_flag("--all", args->all_rows, "Show every change, not only the weightiest of each kind")
      ->group(output_group);
  command
      .add_option_function<std::vector<std::string>>(
          "--fail-on",
          [args](const std::vector<std::string>& texts) {
            for (const std::string& text : texts)
              for (const std::string_view one : split(text, ',')) args->fail_on.push_back(emit::parse_fail_on(one));
          },
          "Exit status 3 where this changed: removed, added, changed-scores, changed-dates, changed-accessibility, "
          "first-crossers, datapoints, lapsed, any, headline>0.5 (months), private.headline>0.5")
      ->allow_extra_args(false)
      ->type_name("WHAT,...")
      ->group(output_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth, {"--simultaneous"});
  command.footer("Example: gapcalc diff old.zip new.zip --format markdown -o changes.md");
  command.final_callback([args, &command] {
    if (args->before == "-" && args->after == "-")
      throw CLI::ValidationError("OLD, NEW", "cannot both be standard input");
    for (const CLI::Option* const option : command.get_options()) {
      const std::string group = option->get_group(), name = option->get_name();
      const bool stored = group == compare_group || group == datapoint_group || group == smooth_group;
      if (option->count() > 0 && ((stored && name != "--threads") || name == "--benchmarks"))
        args->given.push_back(name);
    }
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
