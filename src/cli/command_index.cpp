// gapcalc index: the capability index of models, from their scores on all benchmarks.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "core/text.hpp"
#include "gapcalc/index.hpp"
#include "gapcalc/index_gaps.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

constexpr const char* index_group = "The index";
constexpr const char* gaps_group = "Gaps on it";

struct IndexArgs {
  std::string path;
  LoadOptions load;
  latent::IndexOptions index = latent::published_options();
  latent::GapOptions gaps = latent::published_gaps();
  bool with_gaps = false;
  std::string format = "table", table = "models", output;
};

/// `MODEL=INDEX`; the model's name may have a = itself.
latent::Anchor read_anchor(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  const auto value = equals == text.npos ? std::nullopt : parse_number(trim(std::string_view(text).substr(equals + 1)));
  if (!value || trim(std::string_view(text).substr(0, equals)).empty())
    throw wrong("--anchor", fmt::format("'{}' is no anchor; write MODEL=INDEX", text));
  return {std::string(trim(std::string_view(text).substr(0, equals))), *value};
}

CLI::Option* add_levels(CLI::App& command, std::vector<double>& into) {
  const auto read = [&into](const std::string& text) {
    into.clear();
    for (const std::string_view item : split(text, ',')) {
      const auto value = parse_number(trim(item));
      if (!value) throw wrong("--levels", fmt::format("'{}' is no number", item));
      into.push_back(*value);
    }
    std::sort(into.begin(), into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
  };
  return add_text(command, "--levels", read, "From which index on records and levels count, too", "X,...", gaps_group)
      ->default_str(fmt::format("{}", fmt::join(into, ",")));
}

int run(const IndexArgs& args) {
  LoadOptions load = args.load;
  load.for_index = true;
  const Dataset data = load::load(args.path, load);
  latent::IndexOptions options = args.index;
  if (args.with_gaps) options.resampled = latent::Resampled::benchmarks;
  latent::Index result;
  {
    ProgressBar bar(options.resamples == 0, " refits");
    result = latent::index(data, options, [&](std::size_t done, std::size_t total) { return bar(done, total); });
  }
  const emit::Style style = style_for(args.output);
  const emit::Made made = made_of({load, {}, {}}, data);
  const emit::IndexedFrom from{made.from, options, args.gaps, made.excluded};
  std::string text;
  if (args.with_gaps) {
    const latent::LatentGaps gaps = latent::gaps(result, args.gaps, *made.from.as_of, options.confidence);
    text = emit::index_gaps(gaps, result, from, args.format, style);
  } else {
    text = emit::index(result, from, args.format, args.table, style);
  }
  deliver(args.output, text, made);
  if (!ProgressBar::interrupted()) return done;
  say("stopped early; there are no intervals");
  return failed;
}

}  // namespace

Run add_index(CLI::App& command) {
  const auto args = std::make_shared<IndexArgs>();
  latent::IndexOptions& index = args->index;
  add_load_options(command, args->path, args->load);
  command.get_option("PATH")->required()->description(
      "Hub dump (folder or zip), or score records of many models on many benchmarks (CSV, JSON), or - for standard "
      "input");
  for (const char* const without : {"--benchmarks", "--review"}) command.remove_option(command.get_option(without));
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json", "vega-lite"},
             "The form of the result");
  add_choice(command, "--table", args->table, {"models", "benchmarks", "residuals"}, "With --format csv, which table");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  command
      .add_option_function<std::vector<std::string>>(
          "--anchor",
          [&index](const std::vector<std::string>& texts) {
            index.anchors.clear();
            for (const std::string& text : texts) index.anchors.push_back(read_anchor(text));
          },
          fmt::format("A model whose index is given; two fix the scale [{}={}, {}={}]", index.anchors[0].model,
                      index.anchors[0].index, index.anchors[1].model, index.anchors[1].index))
      ->allow_extra_args(false)
      ->type_name("MODEL=INDEX")
      ->group(index_group);
  add_text(
      command, "--reference", [&index](const std::string& text) { index.reference = text; },
      "The benchmark whose slope sets the scale", "ID", index_group)
      ->default_str(index.reference);
  add_date(command, "--since", index.since, "Leave out models released before", index_group)
      ->default_str(to_string(*index.since));
  add_integer(command, "--min-cells", index.min_cells, "Leave out models with fewer benchmarks", "N", index_group);
  add_number(command, "--penalty", index.penalty, "What pulls all parameters towards 0: lambda times their number", "X",
             index_group);
  command.add_flag("--published", index.published_only, "Only models that have a published index")->group(index_group);
  add_integer(command, "--resamples", index.resamples, "Refits for the intervals; 0: none", "N", index_group);
  add_number(command, "--confidence", index.confidence, "Of the intervals", "X", index_group);
  add_integer(command, "--seed", index.seed, "Of the random numbers", "N", index_group);
  add_integer(command, "--threads", index.threads, "0: one per processor; never changes the result", "N", index_group);
  CLI::Option* const gaps =
      command.add_flag("--gaps", args->with_gaps, "How far open models are behind on it, by eight definitions");
  gaps->group(gaps_group)->excludes(command.get_option("--table"));
  add_date(command, "--from", args->gaps.from, "First day that counts; without it, the first release", gaps_group)
      ->needs(gaps);
  add_date(command, "--to", args->gaps.to, "Last day that counts; without it, the latest release", gaps_group)
      ->needs(gaps);
  add_levels(command, args->gaps.levels)->needs(gaps);
  command.footer(
      "The bundled records are too few: they keep only what set a new best.\n"
      "Example: gapcalc index benchmark_data.zip --format csv");
  command.final_callback([args] {
    if (args->format == "vega-lite" && !args->with_gaps)
      throw wrong("--format", "vega-lite draws the gaps; give --gaps, too");
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
