// gapcalc index: the capability index of models, from their scores on all benchmarks.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "core/text.hpp"
#include "gapcalc/index.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

constexpr const char* index_group = "The index";

struct IndexArgs {
  std::string path;
  LoadOptions load;
  latent::IndexOptions index = latent::published_options();
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

int run(const IndexArgs& args) {
  LoadOptions load = args.load;
  load.for_index = true;
  const Dataset data = load::load(args.path, load);
  latent::Index result;
  {
    ProgressBar bar(args.index.resamples == 0, " refits");
    result = latent::index(data, args.index, [&](std::size_t done, std::size_t total) { return bar(done, total); });
  }
  const emit::Style style = to_stdout(args.output) ? style_of_stdout() : emit::Style{};
  const emit::Made made = made_of({load, {}, {}}, data);
  const emit::IndexedFrom from{made.from, args.index, made.excluded};
  deliver(args.output, emit::index(result, from, args.format, args.table, style), made);
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
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
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
  add_text(
      command, "--since",
      [&index](const std::string& text) {
        index.since = parse_date(text);
        if (!index.since) throw wrong("--since", fmt::format("'{}' is no date; write YYYY-MM-DD", text));
      },
      "Leave out models released before", "DATE", index_group)
      ->default_str(to_string(*index.since));
  add_integer(command, "--min-cells", index.min_cells, "Leave out models with fewer benchmarks", "N", index_group);
  add_number(command, "--penalty", index.penalty, "What pulls all parameters towards 0: lambda times their number", "X",
             index_group);
  command.add_flag("--published", index.published_only, "Only models that have a published index")->group(index_group);
  add_integer(command, "--resamples", index.resamples, "Refits for the intervals; 0: none", "N", index_group);
  add_number(command, "--confidence", index.confidence, "Of the intervals", "X", index_group);
  add_integer(command, "--seed", index.seed, "Of the random numbers", "N", index_group);
  add_integer(command, "--threads", index.threads, "0: one per processor; never changes the result", "N", index_group);
  command.footer(
      "The bundled records are too few: they keep only what set a new best.\n"
      "Example: gapcalc index benchmark_data.zip --format csv");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
