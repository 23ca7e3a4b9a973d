// gapcalc index --gaps: how far open models are behind on the index, by each definition.

#include "gapcalc/index_gaps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/figures.hpp"
#include "emit/index_parts.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

using latent::Frontier;
using latent::FrontierStep;
using latent::GapEstimate;
using latent::GapRule;
using latent::Index;
using latent::LatentGap;
using latent::LatentGaps;

/// What fits on a screen.
constexpr std::size_t records_shown = 10;

std::string_view unit_of(const LatentGap& gap) { return gap.rule == GapRule::vertical ? "points" : "months"; }

std::string value_text(const GapEstimate& estimate) { return estimate.value ? one_decimal(*estimate.value) : "-"; }

std::vector<Block> page_of(const LatentGaps& gaps, const Index& index, const IndexedFrom& from) {
  std::vector<Block> page;
  page.push_back({fmt::format("How far open models are behind closed ones on the capability index, from {} to {}. The "
                              "definitions answer different questions, so that they differ.",
                              to_string(gaps.from), to_string(gaps.to)),
                  {}});
  page.push_back({{}, gaps_table(gaps, from.index)});
  if (Table records = records_table(gaps, index, records_shown); !records.rows.empty())
    page.push_back({{}, std::move(records)});
  page.push_back({definitions_text(gaps), {}});
  page.push_back({columns_text(gaps, index) + " " + left_out_text(index, from), {}});
  return page;
}

std::string csv_of(const LatentGaps& gaps) {
  CsvWriter out(csv_header("index-gaps.csv"));
  for (const LatentGap& gap : gaps.gaps) {
    out.cell(name(gap.rule)).number(gap.from_level).cell(unit_of(gap));
    for (const GapEstimate& e : {gap.fitted, gap.published})
      out.number(e.value).number(e.low).number(e.high).count(e.n).count(e.n_ahead);
    out.end_row();
  }
  return out.take();
}

Json estimate_json(const GapEstimate& e) {
  return {{"value", number_json(e.value)},
          {"low", number_json(e.low)},
          {"high", number_json(e.high)},
          {"n", e.n},
          {"n_ahead", e.n_ahead}};
}

Json frontier_json(const Frontier& frontier, const Index& index) {
  Json list = Json::array();
  for (const FrontierStep& step : frontier)
    list.push_back({{"model", index.models[step.model].name}, {"date", to_string(step.date)}, {"index", step.index}});
  return list;
}

Json frontiers_json(const latent::Frontiers& both, const Index& index) {
  return {{"open", frontier_json(both.open, index)}, {"closed", frontier_json(both.closed, index)}};
}

std::string json_of(const LatentGaps& gaps, const Index& index, const IndexedFrom& from) {
  Json list = Json::array();
  for (const LatentGap& gap : gaps.gaps)
    list.push_back({{"rule", name(gap.rule)},
                    {"what", description(gap.rule)},
                    {"from_level", number_json(gap.from_level)},
                    {"unit", unit_of(gap)},
                    {"fitted", estimate_json(gap.fitted)},
                    {"published", estimate_json(gap.published)}});
  Json options = index_options_json(from);
  options.update({{"from", date_json(from.gaps.from)}, {"to", date_json(from.gaps.to)}, {"levels", from.gaps.levels}});
  Json document = opening_json("index-gaps");
  document.update(
      {{"inputs", inputs_json(from.inputs)},
       {"options", options},
       {"as_of", date_json(from.as_of)},
       {"n_resamples", index.n_resamples},
       {"left_out", left_out_json(index)},
       {"excluded", by_reason_json(from.excluded)},
       {"from", to_string(gaps.from)},
       {"to", to_string(gaps.to)},
       {"gaps", list},
       {"frontiers",
        {{"fitted", frontiers_json(gaps.fitted, index)}, {"published", frontiers_json(gaps.published, index)}}}});
  return to_text(document);
}

}  // namespace

Table gaps_table(const LatentGaps& gaps, const latent::IndexOptions& options) {
  const std::string interval = fmt::format("{:.4g} %", options.confidence * 100);
  Table table{"Gap in months; of vertical in points",
              {{"definition"},
               {"from", true},
               {"fitted", true},
               {interval, true},
               {"published", true},
               {interval, true},
               {"over", true}},
              {}};
  for (const LatentGap& gap : gaps.gaps)
    table.rows.push_back({std::string(name(gap.rule)), gap.from_level ? fmt::format("{}", *gap.from_level) : "",
                          value_text(gap.fitted), interval_text(gap.fitted.low, gap.fitted.high),
                          value_text(gap.published), interval_text(gap.published.low, gap.published.high),
                          std::to_string(gap.fitted.n)});
  return table;
}

Table records_table(const LatentGaps& gaps, const Index& index, std::size_t most) {
  Table table{"Latest open records, on the fitted index",
              {{"open model"}, {"released"}, {"index", true}, {"first closed one there"}, {"months", true}},
              {}};
  for (auto open = gaps.fitted.open.rbegin(); open != gaps.fitted.open.rend() && open->date >= gaps.from; ++open) {
    if (table.rows.size() == most) break;
    const FrontierStep* closed = latent::first_at(gaps.fitted.closed, open->index);
    table.rows.push_back({index.models[open->model].name, to_string(open->date), one_decimal(open->index),
                          closed != nullptr ? index.models[closed->model].name : "none yet",
                          closed != nullptr ? one_decimal(months(open->date.days - closed->date.days)) : "-"});
  }
  return table;
}

std::string definitions_text(const LatentGaps& gaps) {
  std::string text;
  for (const LatentGap& gap : gaps.gaps) {
    const std::string one = fmt::format("{}: {}", name(gap.rule), description(gap.rule));
    if (text.find(one) == text.npos) text += (text.empty() ? "" : "; ") + one;
  }
  return text + ".";
}

std::string columns_text(const LatentGaps& gaps, const Index& index) {
  std::string text =
      "from: counts records or levels from this index on. over: records, levels or days that the fitted gap is the "
      "mean of; what no closed model has reached is not among them. Means are over all of the window. A day counts as "
      "0 "
      "where no closed model is ahead, or, of daily-lag-not-below, surely ahead.";
  if (index.n_resamples == 0) text += " Intervals and daily-lag-not-below need refits: --resamples.";
  if (index.n_resamples > 0) text += fmt::format(" Intervals: {} refits to resampled benchmarks.", index.n_resamples);
  if (gaps.published.open.empty() || gaps.published.closed.empty()) text += " The input has no published index.";
  return text;
}

std::string index_gaps(const LatentGaps& gaps, const Index& index, const IndexedFrom& from, std::string_view format,
                       const Style& style) {
  if (format == "json") return json_of(gaps, index, from);
  if (format == "csv") return csv_of(gaps);
  if (format == "vega-lite") return to_text(index_figure(index, gaps));
  return render(page_of(gaps, index, from), format, style);
}

}  // namespace gapcalc::emit
