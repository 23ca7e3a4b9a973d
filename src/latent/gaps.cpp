#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/builtin.hpp"
#include "gapcalc/error.hpp"
#include "latent/gap_rules.hpp"
#include "latent/percentiles.hpp"
#include "latent/settle.hpp"

namespace gapcalc::latent {
namespace {

/// The models of both classes until a day; those without an index are left out.
Classes classes_of(const Index& index, Date to, bool published) {
  Classes result;
  for (std::uint32_t m = 0; m < index.models.size(); ++m) {
    const IndexedModel& model = index.models[m];
    if (model.date > to || (published && !model.published)) continue;
    if (model.weights == Weights::open) result.open.push_back(m);
    if (model.weights == Weights::closed) result.closed.push_back(m);
  }
  const auto by_date = [&](std::uint32_t a, std::uint32_t b) { return index.models[a].date < index.models[b].date; };
  std::stable_sort(result.open.begin(), result.open.end(), by_date);
  std::stable_sort(result.closed.begin(), result.closed.end(), by_date);
  return result;
}

/// Of models released on one day only the best is a record. `values`: index by model; NaN: none.
Frontier records(const Index& index, const Models& models, const std::vector<double>& values) {
  Frontier result;
  for (const std::uint32_t m : models) {
    const FrontierStep step{m, index.models[m].date, values[m]};
    if (std::isnan(step.index) || (!result.empty() && step.index <= result.back().index)) continue;
    if (!result.empty() && result.back().date == step.date) result.pop_back();
    result.push_back(step);
  }
  return result;
}

std::vector<double> values_of(const Index& index, bool published) {
  std::vector<double> values;
  for (const IndexedModel& model : index.models)
    values.push_back(published ? model.published.value_or(std::nan("")) : model.index);
  return values;
}

std::vector<LatentGap> all_rules(const std::vector<double>& levels) {
  std::vector<LatentGap> list;
  const auto add = [&](GapRule rule, std::optional<double> level = std::nullopt) {
    LatentGap gap;
    gap.rule = rule;
    gap.from_level = level;
    list.push_back(gap);
  };
  add(GapRule::record_mean);
  for (const double level : levels) add(GapRule::record_mean, level);
  for (const double level : levels) add(GapRule::level_mean, level);
  for (const GapRule rule : {GapRule::daily_lag, GapRule::daily_lag_not_below, GapRule::bracket_under,
                             GapRule::bracket_interpolated, GapRule::bracket_over, GapRule::vertical})
    add(rule);
  return list;
}

/// The index of all models in a draw; on the published index a draw moves them as on the fitted one.
std::vector<double> drawn_values(const Index& index, const std::vector<double>& values, std::size_t draw) {
  std::vector<double> drawn;
  for (std::size_t m = 0; m < values.size(); ++m)
    drawn.push_back(values[m] + (index.draws[m][draw] - index.models[m].index));
  return drawn;
}

void check(const GapOptions& options, const LatentGaps& gaps) {
  if (gaps.from > gaps.to)
    throw Error(ErrorCode::bad_option,
                fmt::format("the window from {} to {} has no day", to_string(gaps.from), to_string(gaps.to)),
                "give --from and --to in this order");
  constexpr double farthest = 1000;  // points; each twentieth of one is a level
  for (const double level : options.levels)
    if (!(std::abs(level) <= farthest))
      throw Error(ErrorCode::bad_option, fmt::format("--levels cannot be {}", level), "give an index, such as 130");
}

/// All rules under one of the two indices.
Frontiers set_estimates(const Index& index, double confidence, bool published, LatentGaps& result, Margins* margins) {
  const Classes classes = classes_of(index, result.to, published);
  const auto view_of = [&](const std::vector<double>& values) {
    return View{index,       classes,
                values,      {records(index, classes.open, values), records(index, classes.closed, values)},
                result.from, result.to};
  };
  const std::vector<double> values = values_of(index, published);
  const View view = view_of(values);
  const std::size_t n_draws = margins != nullptr ? index.draws.front().size() : 0;
  std::vector<std::vector<double>> drawn(result.gaps.size());
  for (std::size_t d = 0; d < n_draws; ++d) {
    const std::vector<double> moved = drawn_values(index, values, d);
    const View draw = view_of(moved);
    for (std::size_t i = 0; i < result.gaps.size(); ++i)
      drawn[i].push_back(estimate(draw, result.gaps[i], margins).value.value_or(std::nan("")));
  }
  for (std::size_t i = 0; i < result.gaps.size(); ++i) {
    GapEstimate& into = published ? result.gaps[i].published : result.gaps[i].fitted;
    into = estimate(view, result.gaps[i], margins);
    if (!into.value) continue;
    into.value = settle(*into.value);
    set_percentiles(drawn[i], confidence, into.low, into.high);
  }
  return view.best;
}

struct RuleText {
  std::string_view name, description;
};
RuleText text_of(GapRule rule) {
  switch (rule) {
    case GapRule::record_mean: return {"record-mean", "open records: since a closed model first had their index"};
    case GapRule::level_mean: return {"level-mean", "levels: from the first closed to the first open model there"};
    case GapRule::daily_lag: return {"daily-lag", "days: since a closed model first had the best open index"};
    case GapRule::daily_lag_not_below:
      return {"daily-lag-not-below", "days: since it was first significantly below a closed one"};
    case GapRule::bracket_under: return {"bracket-under", "best open model: since the closed record just above it"};
    case GapRule::bracket_interpolated: return {"bracket-interpolated", "best open model: between those two records"};
    case GapRule::bracket_over: return {"bracket-over", "best open model: since the closed record just below it"};
    case GapRule::vertical: break;
  }
  return {"vertical", "days: best closed index less best open one, in points"};
}

}  // namespace

std::string_view name(GapRule rule) { return text_of(rule).name; }
std::string_view description(GapRule rule) { return text_of(rule).description; }

GapOptions published_gaps() {
  GapOptions options;
  options.levels = nlohmann::json::parse(builtin("registry/index.json")).at("gap_levels").get<std::vector<double>>();
  return options;
}

const FrontierStep* first_at(const Frontier& frontier, double level) {
  const auto at = std::lower_bound(frontier.begin(), frontier.end(), level,
                                   [](const FrontierStep& step, double value) { return step.index < value; });
  return at == frontier.end() ? nullptr : &*at;
}

Frontiers frontiers(const Index& index, Date to, bool published) {
  const Classes classes = classes_of(index, to, published);
  const std::vector<double> values = values_of(index, published);
  return {records(index, classes.open, values), records(index, classes.closed, values)};
}

LatentGaps gaps(const Index& index, const GapOptions& options, Date as_of, double confidence) {
  LatentGaps result;
  result.to = options.to.value_or(as_of);
  const Classes classes = classes_of(index, result.to, false);
  if (classes.open.empty() || classes.closed.empty())
    throw Error(ErrorCode::no_usable_rows,
                fmt::format("no {} model has an index until {}", classes.open.empty() ? "open" : "closed",
                            to_string(result.to)),
                "give a whole dump, or a later --to");
  const auto first = [&](const Models& models) { return index.models[models.front()].date; };
  result.from = options.from.value_or(std::min(first(classes.open), first(classes.closed)));
  check(options, result);
  result.gaps = all_rules(options.levels);
  Margins margins(index, confidence);
  Margins* const known = index.n_resamples > 0 ? &margins : nullptr;
  result.fitted = set_estimates(index, confidence, false, result, known);
  result.published = set_estimates(index, confidence, true, result, known);
  return result;
}

}  // namespace gapcalc::latent
