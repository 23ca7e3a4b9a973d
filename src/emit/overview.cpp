#include "emit/overview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "emit/band_text.hpp"
#include "emit/correction.hpp"
#include "emit/excluded.hpp"
#include "emit/headline.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

/// The band in a cell: with a mark where it is thin, and where there is none, why.
std::string band_cell(const Trend& trend, const TrendPoint& point) {
  if (!point.low) return fmt::format("n/a ({})", why_no_band(trend, point));
  return band(point) + (point.band == BandState::thin ? "*" : "");
}

/// Whether the gap of a series has grown since it was smallest, in a word.
std::string grown(const Analysis& analysis, const Trend& trend) {
  const auto at = std::find_if(analysis.comparison.begin(), analysis.comparison.end(),
                               [&](const Quantity& q) { return q.id == fmt::format("now-minimum.{}", trend.id); });
  if (at == analysis.comparison.end()) return "-";
  if (trend.current == trend.minimum) return "smallest";
  if (!at->low) return "n/a";
  return within(*at, 0, {}) == Answer::holds ? "grew" : "unclear";
}

}  // namespace

std::string difference(const Analysis& analysis) {
  const auto at = std::find_if(analysis.comparison.begin(), analysis.comparison.end(),
                               [&](const Quantity& q) { return q.id == "private-public.now"; });
  if (at == analysis.comparison.end() || analysis.options.smooth.band == BandKind::none) return {};
  if (!at->low)
    return fmt::format("Do public and private differ? Cannot tell: private - public is {} months, without a band ({}).",
                       one_decimal(*at->estimate), at->reason);
  const bool differ = *at->low > 0 || *at->high < 0;
  return fmt::format("Do public and private differ? {}: private - public is {} months ({} {} to {}).",
                     differ ? "Yes" : "Unclear", one_decimal(*at->estimate), band_name(analysis.options.smooth),
                     one_decimal(*at->low), one_decimal(*at->high));
}

Table series_table(const Analysis& analysis, const std::vector<const Trend*>& trends) {
  const bool has_band = analysis.options.smooth.band != BandKind::none;
  Table table{"The gap in months, by series", {{"series"}, {"now", true}}, {}};
  if (has_band) table.columns.push_back({band_name(analysis.options.smooth), true});
  for (const Column& column : {Column{"at"}, Column{"median", true}, Column{"smallest", true}})
    table.columns.push_back(column);
  if (has_band) table.columns.push_back({"since"});
  table.columns.push_back({"gaps", true});
  for (const Trend* one : trends) {
    const Trend& trend = *one;
    const TrendPoint* now = current(trend);
    const TrendPoint* least = trend.minimum ? &trend.points[*trend.minimum] : nullptr;
    std::vector<std::string> row{trend.id, now ? one_decimal(*now->level) : "n/a"};
    if (has_band) row.push_back(now ? band_cell(trend, *now) : "n/a");
    row.push_back(now ? month_name(now->date) : "n/a");
    row.push_back(trend.n_datapoints > 0 ? one_decimal(trend.median_gap_months) : "n/a");
    row.push_back(least ? fmt::format("{} {}", one_decimal(*least->level), month_name(least->date)) : "n/a");
    if (has_band) row.push_back(grown(analysis, trend));
    row.push_back(fmt::format("{}/{}", trend.n_datapoints, trend.n_benchmarks));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string series_legend(const Analysis& analysis) {
  std::string text = "now: smoothed level at the last date with enough gaps around it. gaps: datapoints/benchmarks.";
  const bool has_band = analysis.options.smooth.band != BandKind::none;
  const auto any = [&](BandState state) {
    return has_band && std::any_of(analysis.trends.begin(), analysis.trends.end(),
                                   [&](const Trend& t) { return current(t) != nullptr && current(t)->band == state; });
  };
  if (std::any_of(analysis.trends.begin(), analysis.trends.end(), [](const Trend& t) { return !t.current; }))
    text += fmt::format(" n/a: nowhere a kernel mass of {:.4g}.", analysis.options.smooth.min_mass);
  if (has_band) text += " since: whether the gap grew since it was smallest, or is smallest now.";
  if (any(BandState::thin)) text += " *: thin, carried by 3 or 4 benchmarks or open models.";
  if (any(BandState::few_benchmarks) || any(BandState::few_open_models) || any(BandState::small_effective_size))
    text += " n/a as a band: a series needs 4 benchmarks, a date 3 of them and 3 open models.";
  if (any(BandState::few_draws)) text += " n/a with draws: fewer than 90% of them have a level.";
  return fmt::format("{} Releases up to {}.", text, to_string(analysis.crossings.as_of));
}

std::string simultaneous(const Analysis& analysis) {
  std::string text;
  for (const Trend& trend : analysis.trends) {
    const TrendPoint* now = current(trend);
    if (now == nullptr || !now->simultaneous_low) continue;
    text +=
        fmt::format("{} {} {} to {} (critical value {:.2f})", text.empty() ? "" : ",", trend.series,
                    one_decimal(*now->simultaneous_low), one_decimal(*now->simultaneous_high), *trend.critical_value);
  }
  if (text.empty()) return {};
  return fmt::format("{:.4g}% band over the whole curve at once, now:{}.", analysis.options.smooth.confidence * 100,
                     text);
}

namespace {

std::vector<std::string> benchmark_row(const BenchmarkCrossings& benchmark) {
  const Reached numbers = reached(benchmark);
  return {benchmark.benchmark.title,
          std::to_string(benchmark.n_open),
          std::to_string(benchmark.n_closed),
          std::to_string(numbers.both),
          std::to_string(numbers.left),
          numbers.last ? one_decimal(months(*numbers.last->gap_days())) : "-",
          numbers.last ? month_name(numbers.last->open->date) : "-",
          benchmark.benchmark.provenance.verdict};
}

void add_benchmark_tables(const Analysis& analysis, std::vector<Block>& page) {
  const Names who = names(analysis.options.cross);
  for (const std::string_view access : {"public", "private", "unknown"}) {
    Table table{access == "unknown" ? "Benchmarks with test items of unknown access"
                                    : fmt::format("Benchmarks with {} test items", access),
                {{"benchmark"},
                 {who.follower_column, true},
                 {who.leader_column, true},
                 {"both", true},
                 {"left", true},
                 {"last", true},
                 {"in"},
                 {"scores are"}},
                {}};
    for (const BenchmarkCrossings& benchmark : analysis.crossings.benchmarks)
      if (benchmark.benchmark.access == access) table.rows.push_back(benchmark_row(benchmark));
    if (!table.rows.empty()) page.push_back({{}, std::move(table)});
  }
}

void add_excluded(const Analysis& analysis, std::vector<Block>& page) {
  Table table{"Rows not used", {{"rows", true}, {"reason"}, {"meaning"}}, {}};
  for (const auto& [reason, count] : count_excluded(analysis))
    table.rows.push_back({std::to_string(count), std::string(name(reason)), std::string(describe(reason))});
  if (table.rows.empty())
    page.push_back({"Every row was used.", {}});
  else
    page.push_back({{}, std::move(table)});
}

void add_correction(const Analysis& analysis, std::vector<Block>& page) {
  constexpr std::size_t corrections_shown = 10;
  page.push_back({{}, corrected_table(analysis)});
  page.push_back({correction_words(analysis), {}});
  Table flagged = flagged_table(analysis, corrections_shown), missing = missing_table(analysis, corrections_shown);
  if (flagged.rows.empty()) page.push_back({flagged.title + ".", {}});
  for (Table* table : {&flagged, &missing})
    if (!table->rows.empty()) page.push_back({{}, std::move(*table)});
  page.push_back({flag_words() + " --format csv and json have all.", {}});
}

}  // namespace

Reached reached(const BenchmarkCrossings& benchmark) {
  Reached result;
  for (const Crossing& crossing : benchmark.crossings) {
    ++(crossing.open ? result.both : result.left);
    if (crossing.status == Status::accepted && (!result.last || crossing.open->date >= result.last->open->date))
      result.last = &crossing;
  }
  return result;
}

std::vector<Block> remarks(const Analysis& analysis) {
  std::vector<Block> page;
  if (const std::size_t n = analysis.data.not_selected.size(); n > 0)
    page.push_back(
        {fmt::format("{} more {} not selected; --benchmarks all takes {} in.", n,
                     n == 1 ? "benchmark of the input is" : "benchmarks of the input are", n == 1 ? "it" : "them"),
         {}});
  constexpr std::size_t few = 5;
  if (analysis.data.missing.size() > few)
    page.push_back({fmt::format("Selected, but not in the input: {} benchmarks.", analysis.data.missing.size()), {}});
  else if (!analysis.data.missing.empty())
    page.push_back({fmt::format("Selected, but not in the input: {}.", join(analysis.data.missing, ", ")), {}});
  for (const std::string& note : analysis.notes) page.push_back({fmt::format("Note: {}", note), {}});
  return page;
}

std::vector<Block> overview(const Analysis& analysis) {
  std::vector<Block> page;
  page.push_back({headline(analysis), {}});
  if (std::string text = difference(analysis); !text.empty()) page.push_back({std::move(text), {}});
  std::vector<const Trend*> trends;
  for (const Trend& trend : analysis.trends) trends.push_back(&trend);
  page.push_back({{}, series_table(analysis, trends)});
  if (std::string text = simultaneous(analysis); !text.empty()) page.push_back({std::move(text), {}});
  page.push_back({series_legend(analysis), {}});
  if (analysis.latent) add_correction(analysis, page);
  add_benchmark_tables(analysis, page);
  const Names who = names(analysis.options.cross);
  page.push_back(
      {fmt::format("{}, {}: models tested. both: thresholds that both reached; left: reached by the {} group only. "
                   "last: latest "
                   "accepted gap, in months.",
                   who.follower_column, who.leader_column, who.leader_word),
       {}});
  add_excluded(analysis, page);
  for (Block& remark : remarks(analysis)) page.push_back(std::move(remark));
  return page;
}

}  // namespace gapcalc::emit
