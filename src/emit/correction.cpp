#include "emit/correction.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/figure_parts.hpp"
#include "emit/index_parts.hpp"

namespace gapcalc::emit {
namespace {

using latent::Carrier;
using latent::CorrectedGap;
using latent::CorrectedPoint;
using latent::CorrectedSeries;
using latent::Correction;
using latent::MissingTest;
using latent::MissingTests;

/// The point at which the trend is current.
const CorrectedPoint* now(const Analysis& analysis, const CorrectedSeries& series) {
  for (const Trend& trend : analysis.trends)
    if (trend.id == series.id && trend.current) return &series.points[*trend.current];
  return nullptr;
}

}  // namespace

std::string carrier_names(const MissingTests& missing) {
  std::string text;
  for (const Carrier& one : missing.carriers)
    text += fmt::format("{}{} ({}, {})", text.empty() ? "" : ", ", one.model, to_string(one.date),
                        percent(one.probability));
  return text;
}

std::string percent(double share) { return fmt::format("{:.0f}%", 100 * share); }

const Benchmark& benchmark_of(const Analysis& analysis, std::string_view id) {
  for (const BenchmarkCrossings& one : analysis.crossings.benchmarks)
    if (one.benchmark.id == id) return one.benchmark;
  return analysis.crossings.benchmarks.front().benchmark;  // never: datapoints are of these
}

std::string likeliest_first(const CorrectedGap& gap) {
  const Carrier* best = nullptr;
  std::string_view side;
  for (const auto& [missing, word] : {std::pair(&gap.closed, "closed"), std::pair(&gap.open, "open")}) {
    if (missing->carriers.empty()) continue;
    if (best != nullptr && best->probability >= missing->carriers.front().probability) continue;
    best = &missing->carriers.front();
    side = word;
  }
  return best == nullptr ? "" : fmt::format("{} {} ({})", side, best->model, percent(best->probability));
}

Table corrected_table(const Analysis& analysis) {
  const std::string interval = fmt::format("{:.4g}%", analysis.options.smooth.confidence * 100);
  Table table{"Corrected for missing tests and lucky scores, in months",
              {{"series"},
               {"last year", true},
               {"corrected", true},
               {interval, true},
               {"gaps", true},
               {"now", true},
               {"corrected", true},
               {interval, true}},
              {}};
  for (const CorrectedSeries& series : analysis.latent->correction.series) {
    const CorrectedPoint* at = now(analysis, series);
    const CorrectedPoint none;
    if (at == nullptr) at = &none;
    table.rows.push_back({series.id, or_dash(series.last_measured), or_dash(series.last),
                          interval_text(series.low, series.high), std::to_string(series.n_last), or_dash(at->measured),
                          or_dash(at->corrected), interval_text(at->low, at->high)});
  }
  return table;
}

Table flagged_table(const Analysis& analysis, std::size_t most) {
  std::vector<const CorrectedGap*> flagged;
  for (const CorrectedGap& gap : analysis.latent->correction.gaps)
    if (gap.p_change > latent::flagged_probability) flagged.push_back(&gap);
  std::stable_sort(flagged.begin(), flagged.end(),
                   [](const CorrectedGap* a, const CorrectedGap* b) { return a->p_change > b->p_change; });
  Table table{
      fmt::format("Gaps that missing tests likely change by more than a month: {} of {}", flagged.size(),
                  analysis.latent->correction.gaps.size()),
      {{"benchmark"}, {"score", true}, {"gap", true}, {"chance", true}, {"corrected", true}, {"likeliest first"}},
      {}};
  for (const CorrectedGap* gap : flagged) {
    if (table.rows.size() == most) break;
    const Datapoint& one = datapoint_of(analysis, *gap);
    const Benchmark& on = benchmark_of(analysis, one.benchmark);
    table.rows.push_back({on.title, amount(one.threshold, on.unit), one_decimal(one.gap_months()),
                          percent(gap->p_change), or_dash(gap->gap), likeliest_first(*gap)});
  }
  return table;
}

Table missing_table(const Analysis& analysis, std::size_t most) {
  const Names who = names(analysis.options.cross);
  Table table{"Missing tests that would change most",
              {{"model"}, {"group"}, {"released"}, {"not tested on"}, {"gaps", true}, {"months", true}},
              {}};
  for (const MissingTest& test : analysis.latent->correction.missing) {
    if (table.rows.size() == most) break;
    table.rows.push_back({test.model, test.open ? who.follower_column : who.leader_column, to_string(test.date),
                          benchmark_of(analysis, test.benchmark).title, std::to_string(test.n_gaps),
                          signed_decimal(test.months)});
  }
  return table;
}

std::string flag_words() {
  return "chance: probability that an untested model came first and the gap is another by more than a month. months: "
         "what a test is expected to change, summed over the gaps at which it could. Flags reject nothing.";
}

std::string correction_words(const Analysis& analysis) {
  const Correction& correction = analysis.latent->correction;
  const latent::ClassShift& open_private = correction.shifts[1];
  const Names who = names(analysis.options.cross);
  std::string text = fmt::format(
      "Corrected: what the first crossers would have been had all {} models of the capability index been tested "
      "everywhere and had every score been exact, by {} draws of true scores. Assumed: scores scatter around the "
      "curves of the index as much where a model was not tested as where it was. ",
      correction.n_models, correction.options.draws);
  text += correction.options.class_shift
              ? "Both groups may be better or worse on public and private benchmarks than the index says. "
              : "Both groups follow the same curves on public and private benchmarks; --class-shift lets them differ. ";
  std::string other;
  for (std::size_t s = 0; s < analysis.trends.size(); ++s) {
    const CorrectedSeries& series = correction.series[s];
    const std::string& split = analysis.trends[s].split;  // the shift is one of access: other splits tell little of it
    if (series.last_otherwise && (split == name(Split::none) || split == name(Split::access)))
      other += fmt::format("{} {} {}", other.empty() ? "" : ",", series.id, one_decimal(*series.last_otherwise));
  }
  if (open_private.shift)
    text += fmt::format(
        "On private benchmarks {} models do {} than the index says ({:+.2f} logits, standard error "
        "{:.2f}). ",
        who.follower_column, *open_private.shift < 0 ? "worse" : "better", *open_private.shift, *open_private.se);
  if (!other.empty())
    text += fmt::format("{} shifts the last year is{}. ", correction.options.class_shift ? "Without" : "With", other);
  text += fmt::format("last year: mean of gaps whose open model came out in the twelve months up to {}.",
                      to_string(analysis.crossings.as_of));
  const auto plain = std::count_if(correction.gaps.begin(), correction.gaps.end(),
                                   [](const CorrectedGap& gap) { return !gap.has_model; });
  if (plain > 0)
    text += fmt::format(" {} on benchmarks whose scores the index cannot predict, and only corrected for luck.",
                        plain == 1 ? "1 gap is" : fmt::format("{} gaps are", plain));
  if (correction.n_without_index > 0)
    text += fmt::format(" Nothing is known of {} with too few tests for the index where they were not tested.",
                        counted(correction.n_without_index, "model"));
  return text;
}

std::string correction_of(const CorrectedGap& gap, const SmoothOptions& options) {
  std::string text;
  const auto side = [&](const MissingTests& missing, std::string_view word) {
    text += fmt::format("{} {} model{} released before without a test: {} that one would have been first",
                        missing.n_untested, word, missing.n_untested == 1 ? "" : "s", percent(missing.probability));
    const std::string names = carrier_names(missing);
    text += names.empty() ? ". " : fmt::format(", most likely {}. ", names);
  };
  if (gap.has_model) {
    side(gap.closed, "closed");
    side(gap.open, "open");
    text += fmt::format("Missing tests change the gap by more than a month with a probability of {}.",
                        percent(gap.p_change));
  } else {
    text += "The index cannot predict scores of this benchmark: missing tests are not counted.";
  }
  if (gap.gap)
    text += fmt::format(" Corrected gap: {} months ({:.4g}% interval {} to {}).", one_decimal(*gap.gap),
                        options.confidence * 100, one_decimal(*gap.low), one_decimal(*gap.high));
  if (gap.still_open > 0)
    text += fmt::format(" In {} of the draws no open model has reached it yet.", percent(gap.still_open));
  return text;
}

}  // namespace gapcalc::emit
