// gapcalc index: models and benchmarks on one scale.

#include "gapcalc/index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/quantile.hpp"
#include "core/tally.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/index_parts.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using latent::Index;
using latent::IndexedBenchmark;
using latent::IndexedModel;

/// What fits on a screen.
constexpr std::size_t models_shown = 20, open_shown = 10, benchmarks_shown = 12;

/// Placed by few of the benchmarks: under twice as many as it takes to be placed at all.
bool few_cells(const IndexedModel& model, const latent::IndexOptions& options) {
  return model.n_cells < 2 * static_cast<std::size_t>(options.min_cells);
}

std::vector<std::string> row_of(const IndexedModel& model, const latent::IndexOptions& options) {
  return {model.name,
          std::string(class_of(model.weights)),
          to_string(model.date),
          one_decimal(model.index),
          model.is_anchor ? "anchor" : interval_text(model.low, model.high),
          fmt::format("{}{}", model.n_cells, few_cells(model, options) ? "*" : "")};
}

Table models_table(const std::string& title, const Index& index, const latent::IndexOptions& options, std::size_t most,
                   std::optional<Weights> only) {
  Table table{title,
              {{"model"},
               {"weights"},
               {"released"},
               {"index", true},
               {fmt::format("{:.4g} % interval", options.confidence * 100), true},
               {"tests", true}},
              {}};
  for (const IndexedModel& model : index.models)
    if (table.rows.size() < most && (!only || model.weights == *only)) table.rows.push_back(row_of(model, options));
  return table;
}

std::string best_of(const Index& index, Weights weights) {
  const auto at = std::find_if(index.models.begin(), index.models.end(),
                               [&](const IndexedModel& model) { return model.weights == weights; });
  if (at == index.models.end()) return fmt::format("no {} model", class_of(weights));
  return fmt::format("the best {} model is {} with {}", class_of(weights), at->name, one_decimal(at->index));
}

/// How far the published index is off, where models have one.
std::string published_text(const Index& index) {
  std::vector<double> differences;
  for (const IndexedModel& model : index.models)
    if (model.published) differences.push_back(std::abs(model.index - *model.published));
  if (differences.empty()) return "The input has no published index to compare with.";
  const double largest = *std::max_element(differences.begin(), differences.end());
  return fmt::format("{} of the models have a published index; it differs by {:.3f} at most, by {:.4f} in the median.",
                     differences.size(), largest, median(differences));
}

bool on_the_published_scale(const latent::IndexOptions& options) {
  const latent::IndexOptions published = latent::published_options();
  return std::is_permutation(
      options.anchors.begin(), options.anchors.end(), published.anchors.begin(), published.anchors.end(),
      [](const latent::Anchor& a, const latent::Anchor& b) { return a.model == b.model && a.index == b.index; });
}

std::vector<Block> page_of(const Index& index, const IndexedFrom& from) {
  const latent::IndexOptions& options = from.index;
  std::vector<Block> page;
  page.push_back({fmt::format("On the scale of {} = {} and {} = {}, {}, and {}.", options.anchors[0].model,
                              options.anchors[0].index, options.anchors[1].model, options.anchors[1].index,
                              best_of(index, Weights::closed), best_of(index, Weights::open)),
                  {}});
  page.push_back({{}, models_table("Highest index", index, options, models_shown, std::nullopt)});
  page.push_back({{}, models_table("Highest index of open models", index, options, open_shown, Weights::open)});
  Table hardest{"Hardest benchmarks", {{"benchmark"}, {"difficulty", true}, {"slope", true}, {"models", true}}, {}};
  for (auto one = index.benchmarks.rbegin(); one != index.benchmarks.rend(); ++one)
    if (hardest.rows.size() < benchmarks_shown)
      hardest.rows.push_back(
          {one->title, one_decimal(one->difficulty), fmt::format("{:.3f}", one->slope), std::to_string(one->n_models)});
  page.push_back({{}, std::move(hardest)});
  if (on_the_published_scale(options)) page.push_back({published_text(index), {}});
  page.push_back({left_out_text(index, from), {}});
  page.push_back(
      {fmt::format("{} models, {} benchmarks, {} scores. A model at the difficulty of a benchmark reaches half of its "
                   "range. tests: benchmarks with a score; *: fewer than {}, so that one more could move it far. "
                   "{}--format csv and json have all.",
                   index.models.size(), index.benchmarks.size(), index.cells.size(), 2 * options.min_cells,
                   index.n_resamples == 0
                       ? ""
                       : fmt::format("Intervals: {} refits to resampled tests of each model. ", index.n_resamples)),
       {}});
  return page;
}

std::string models_csv(const Index& index, const latent::IndexOptions& options) {
  CsvWriter out(csv_header("index.csv"));
  for (const IndexedModel& m : index.models) {
    out.cell(m.name).cell(m.organization).cell(m.country).cell(class_of(m.weights)).date(m.date).number(m.index);
    out.number(m.low).number(m.high).count(m.n_cells).truth(few_cells(m, options));
    out.number(m.residual).number(m.published).truth(m.is_anchor).end_row();
  }
  return out.take();
}

std::string benchmarks_csv(const Index& index) {
  CsvWriter out(csv_header("index-benchmarks.csv"));
  for (const IndexedBenchmark& b : index.benchmarks) {
    out.cell(b.id).cell(b.title).number(b.difficulty).number(b.low).number(b.high).number(b.slope).count(b.n_models);
    out.number(b.residual).truth(b.is_reference).end_row();
  }
  return out.take();
}

std::string residuals_csv(const Index& index) {
  CsvWriter out(csv_header("index-residuals.csv"));
  for (const latent::IndexCell& cell : index.cells) {
    const IndexedModel& model = index.models[cell.model];
    const double residual = std::round((cell.score - cell.expected) * 1e6) / 1e6 + 0.0;  // of two settled so
    out.cell(model.name).date(model.date).number(model.published).cell(index.benchmarks[cell.benchmark].id);
    out.number(cell.score).number(cell.expected).number(residual).end_row();
  }
  return out.take();
}

std::string json_of(const Index& index, const IndexedFrom& from) {
  Json models = Json::array(), benchmarks = Json::array(), cells = Json::array();
  for (const IndexedModel& m : index.models)
    models.push_back({{"model", m.name},
                      {"organization", text_json(m.organization)},
                      {"country", text_json(m.country)},
                      {"weights", class_of(m.weights)},
                      {"date", to_string(m.date)},
                      {"index", m.index},
                      {"low", number_json(m.low)},
                      {"high", number_json(m.high)},
                      {"n_cells", m.n_cells},
                      {"few_cells", few_cells(m, from.index)},
                      {"residual", m.residual},
                      {"published", number_json(m.published)},
                      {"is_anchor", m.is_anchor}});
  for (const IndexedBenchmark& b : index.benchmarks)
    benchmarks.push_back({{"benchmark", b.id},
                          {"title", b.title},
                          {"difficulty", b.difficulty},
                          {"low", number_json(b.low)},
                          {"high", number_json(b.high)},
                          {"slope", b.slope},
                          {"n_models", b.n_models},
                          {"residual", b.residual},
                          {"is_reference", b.is_reference}});
  for (const latent::IndexCell& cell : index.cells)
    cells.push_back(
        {{"model", cell.model}, {"benchmark", cell.benchmark}, {"score", cell.score}, {"expected", cell.expected}});
  Json document = opening_json("index");
  document.update({{"inputs", inputs_json(from.inputs)},
                   {"options", index_options_json(from)},
                   {"as_of", date_json(from.as_of)},
                   {"cost", index.cost},
                   {"offset", index.offset},
                   {"factor", index.factor},
                   {"n_resamples", index.n_resamples},
                   {"left_out", left_out_json(index)},
                   {"excluded", by_reason_json(from.excluded)},
                   {"models", models},
                   {"benchmarks", benchmarks},
                   {"cells", cells}});
  return to_text(document);
}

}  // namespace

std::string_view class_of(Weights weights) {
  switch (weights) {
    case Weights::open: return "open";
    case Weights::closed: return "closed";
    case Weights::not_released: return "not_released";
    case Weights::unclassified: break;
  }
  return "unclassified";
}

std::string interval_text(std::optional<double> low, std::optional<double> high) {
  return low ? fmt::format("{} to {}", one_decimal(*low), one_decimal(*high)) : "";
}

std::string left_out_text(const Index& index, const IndexedFrom& from) {
  const latent::LeftOut& left_out = index.left_out;
  std::string text =
      fmt::format("Left out: {} with fewer than {} tests", counted(left_out.few_cells, "model"), from.index.min_cells);
  if (from.index.since) text += fmt::format(", {} released before {}", left_out.early, to_string(*from.index.since));
  if (from.index.published_only) text += fmt::format(", {} without a published index", left_out.not_published);
  text += fmt::format("; {} below guessing", counted(left_out.below_guessing, "score"));
  if (!from.excluded.empty()) text += fmt::format("; rows: {}", tally(from.excluded));
  return text + ".";
}

Json index_options_json(const IndexedFrom& from) {
  Json anchors = Json::array();
  for (const latent::Anchor& anchor : from.index.anchors)
    anchors.push_back({{"model", anchor.model}, {"index", anchor.index}});
  return {{"registry", text_json(from.options.load.registry)},
          {"accessibility", text_json(from.options.load.accessibility)},
          {"models", text_json(from.options.load.models)},
          {"aliases", text_json(from.options.load.aliases)},
          {"input_format", text_json(from.options.load.input_format)},
          {"reference", from.index.reference},
          {"anchors", anchors},
          {"since", date_json(from.index.since)},
          {"min_cells", from.index.min_cells},
          {"penalty", from.index.penalty},
          {"published_only", from.index.published_only},
          {"resamples", from.index.resamples},
          {"resampled", from.index.resampled == latent::Resampled::cells ? "cells" : "benchmarks"},
          {"confidence", from.index.confidence},
          {"seed", from.index.seed}};
}

Json left_out_json(const Index& index) {
  return {{"below_guessing", index.left_out.below_guessing},
          {"early", index.left_out.early},
          {"not_published", index.left_out.not_published},
          {"few_cells", index.left_out.few_cells}};
}

std::string index(const Index& index, const IndexedFrom& from, std::string_view format, std::string_view table,
                  const Style& style) {
  if (format == "json") return json_of(index, from);
  if (format != "csv") return render(page_of(index, from), format, style);
  return table == "benchmarks"  ? benchmarks_csv(index)
         : table == "residuals" ? residuals_csv(index)
                                : models_csv(index, from.index);
}

}  // namespace gapcalc::emit
