// gapcalc timeline: the crossings of one benchmark, as a chart with a list, CSV and JSON.

#include "emit/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/display.hpp"
#include "emit/analysis_formats.hpp"
#include "emit/canvas.hpp"
#include "emit/headline.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

/// What is still waited for, and for how long; empty where nothing is.
std::string still_open_sentence(const BenchmarkCrossings& of, const Names& who, int kth, Date as_of) {
  std::size_t n = 0;
  const Crossing* first = nullptr;  // the longest wait
  for (const Crossing& crossing : of.crossings) {
    if (crossing.open) continue;
    ++n;
    if (first == nullptr || crossing.closed.date < first->closed.date) first = &crossing;
  }
  if (n == 0) return {};
  const std::string what = threshold_text(first->threshold, of.benchmark.unit);
  const std::string too_few = kth == 1 ? fmt::format("No {} model has", who.follower_word)
                                       : fmt::format("Fewer than {} {} models have", kth, who.follower_word);
  return fmt::format(" {} reached {} yet, {} months after the first {} model{}.", too_few, what,
                     one_decimal(months(as_of.days - first->closed.date.days)), who.leader_word,
                     n == 1 ? "" : fmt::format(", nor {} more threshold{}", n - 1, n == 2 ? "" : "s"));
}

/// What the chart says, in words.
std::string outcome(const Analysis& analysis, const BenchmarkCrossings& of) {
  const Names who = names(analysis.options.cross);
  const std::string waiting =
      still_open_sentence(of, who, analysis.options.cross.confirm.kth, analysis.crossings.as_of);
  if (of.crossings.empty())
    return fmt::format("{}: no {} model has reached a threshold.", of.benchmark.title, who.leader_word);
  const Crossing* last = of.last_accepted();
  if (last == nullptr) return fmt::format("{}: no gap is accepted.{}", of.benchmark.title, waiting);
  const int days = *last->gap_days();
  return fmt::format("{}: the last accepted gap is {} months{}: {} reached {} in {}, {} in {}.{}", of.benchmark.title,
                     one_decimal(months(days)),
                     days < 0 ? fmt::format(", as the {} model was first", who.follower_word) : "", last->open->model,
                     threshold_text(last->threshold, of.benchmark.unit), month_name(last->open->date),
                     last->closed.model, month_name(last->closed.date), waiting);
}

/// The same, and which scores it counts where not all as they are.
std::string message(const Analysis& analysis, const BenchmarkCrossings& of) {
  return outcome(analysis, of) + counting(analysis.options.cross);
}

/// Thresholds that nobody of the leading group has reached, which the chart leaves out.
std::string not_reached(const BenchmarkCrossings& of, const Names& who) {
  std::vector<double> left;
  for (const double threshold : of.thresholds)
    if (std::none_of(of.crossings.begin(), of.crossings.end(),
                     [&](const Crossing& crossing) { return crossing.threshold == threshold; }))
      left.push_back(threshold);
  if (left.empty()) return {};
  const auto text = [&](double threshold) { return threshold_text(threshold, of.benchmark.unit); };
  return fmt::format("Not reached by a {} model: {}.", who.leader_word,
                     left.size() == 1
                         ? text(left.front())
                         : fmt::format("{} thresholds, {} to {}", left.size(), text(left.front()), text(left.back())));
}

const BenchmarkCrossings& only(const Analysis& analysis) { return analysis.crossings.benchmarks.front(); }

std::string as_table(const Analysis& analysis, const Style& style) {
  const BenchmarkCrossings& of = only(analysis);
  const Names who = names(analysis.options.cross);
  const Date as_of = analysis.crossings.as_of;
  const auto width = static_cast<std::size_t>(style.width);
  std::string text;
  for (const std::string& line : fold(message(analysis, of), width)) text += line + '\n';
  if (of.crossings.empty()) return text;
  text += '\n' + timeline_chart(of, analysis.options.cross, as_of, style) + '\n';
  text += timeline_list(of, analysis.options.cross, as_of, style);
  if (const std::string left = not_reached(of, who); !left.empty()) text += '\n' + wrap(left, width) + '\n';
  return text;
}

std::string as_csv(const Analysis& analysis, const Style&) {
  const auto tables = csv_tables();
  const auto crossings =
      std::find_if(tables.begin(), tables.end(), [](const CsvTable& table) { return table.name == "crossings"; });
  return crossings->emit(analysis);
}

std::string as_json(const Analysis& analysis, const Style&) {
  Json document = head_json("timeline", source_of(analysis),
                            {"by", "bandwidth_days", "step_days", "min_mass", "min_draw_mass", "level", "band",
                             "show_band", "simultaneous", "resamples", "confidence", "seed"});
  document.update(benchmark_json(only(analysis), analysis.crossings.as_of));
  document["notes"] = analysis.notes;
  return to_text(document);
}

}  // namespace

std::string months_text(const Crossing& crossing, Date as_of) {
  const auto days = crossing.gap_days();
  return days ? one_decimal(months(*days)) : one_decimal(months(as_of.days - crossing.closed.date.days)) + "+";
}

std::span<const Format> timeline_formats() {
  static constexpr std::array<Format, 3> list = {{{"table", as_table}, {"csv", as_csv}, {"json", as_json}}};
  return list;
}

}  // namespace gapcalc::emit
