#include "latent/gap_rules.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/quantile.hpp"

namespace gapcalc::latent {
namespace {

/// A sum of gaps.
struct Sum {
  double total = 0;
  std::size_t n = 0, n_ahead = 0;
  void add(double value) {
    total += value;
    ++n;
  }
  [[nodiscard]] GapEstimate mean() const {
    GapEstimate result;
    if (n > 0) result.value = total / static_cast<double>(n);
    result.n = n;
    result.n_ahead = n_ahead;
    return result;
  }
};

GapEstimate record_mean(const View& view, std::optional<double> level) {
  Sum sum;
  for (const FrontierStep& open : view.best.open) {
    if (open.date < view.from || (level && open.index < *level)) continue;
    const FrontierStep* closed = first_at(view.best.closed, open.index);
    if (closed == nullptr)
      ++sum.n_ahead;
    else
      sum.add(months(open.date.days - closed->date.days));
  }
  return sum.mean();
}

GapEstimate level_mean(const View& view, double level) {
  Sum sum;
  if (view.best.open.empty()) return {};
  const auto steps = static_cast<int>(std::floor((view.best.open.back().index - level) / level_step));
  for (int i = 0; i <= steps; ++i) {
    const double at = level + i * level_step;
    const FrontierStep *open = first_at(view.best.open, at), *closed = first_at(view.best.closed, at);
    if (open == nullptr || open->date < view.from) continue;
    if (closed == nullptr)
      ++sum.n_ahead;
    else
      sum.add(months(open->date.days - closed->date.days));
  }
  return sum.mean();
}

/// Calls `with(day, best open, best closed)` for each day of the window on which both classes have a model.
template <typename With>
void each_day(const View& view, const With& with) {
  std::size_t open = 0, closed = 0;  // records until the day
  for (Date day = view.from; day <= view.to; ++day.days) {
    while (open < view.best.open.size() && view.best.open[open].date <= day) ++open;
    while (closed < view.best.closed.size() && view.best.closed[closed].date <= day) ++closed;
    if (open > 0 && closed > 0) with(day, view.best.open[open - 1], view.best.closed[closed - 1]);
  }
}

/// A day on which open models lead has a lag of 0.
GapEstimate daily_lag(const View& view, Margins* margins) {
  const auto since = [&](const FrontierStep& open) {  // when a closed model was first there, or surely above
    if (margins == nullptr) {
      const FrontierStep* closed = first_at(view.best.closed, open.index);
      return closed == nullptr ? std::nullopt : std::optional(closed->date);
    }
    for (const std::uint32_t m : view.classes.closed)
      if (view.values[m] - (*margins)(m, open.model) >= open.index) return std::optional(view.index.models[m].date);
    return std::optional<Date>();
  };
  Sum sum;
  const FrontierStep* last = nullptr;
  std::optional<Date> then;
  each_day(view, [&](Date day, const FrontierStep& open, const FrontierStep&) {
    if (last != &open) then = since(open);
    last = &open;
    if (!then || *then > day) ++sum.n_ahead;
    sum.add(then ? months(std::max(0, day.days - then->days)) : 0);
  });
  return sum.mean();
}

GapEstimate bracket(const View& view, GapRule rule) {
  GapEstimate result;
  if (view.best.open.empty()) return result;
  const FrontierStep& open = view.best.open.back();
  const FrontierStep* above = first_at(view.best.closed, open.index);
  if (above == nullptr) {
    result.n_ahead = 1;
    return result;
  }
  result.n = 1;
  const double under = open.date.days - above->date.days;
  if (rule == GapRule::bracket_under || above->index == open.index) {
    result.value = months(under);
  } else if (above != view.best.closed.data()) {
    const FrontierStep* below = std::prev(above);
    const double over = open.date.days - below->date.days;
    const double share = (open.index - below->index) / (above->index - below->index);
    result.value = months(rule == GapRule::bracket_over ? over : over + share * (under - over));
  } else {
    result.n = 0;  // no closed record is below
  }
  return result;
}

GapEstimate vertical(const View& view) {
  Sum sum;
  each_day(view,
           [&](Date, const FrontierStep& open, const FrontierStep& closed) { sum.add(closed.index - open.index); });
  return sum.mean();
}

}  // namespace

double Margins::made(std::uint32_t closed, std::uint32_t open) const {
  std::vector<double> differences;
  for (std::size_t d = 0; d < index_.draws[closed].size(); ++d)
    if (const double one = index_.draws[closed][d] - index_.draws[open][d]; !std::isnan(one))
      differences.push_back(one);
  if (differences.empty()) return 0;
  return index_.models[closed].index - index_.models[open].index - quantile(differences, lower_);
}

GapEstimate estimate(const View& view, const LatentGap& gap, Margins* margins) {
  switch (gap.rule) {
    case GapRule::record_mean: return record_mean(view, gap.from_level);
    case GapRule::level_mean: return level_mean(view, *gap.from_level);
    case GapRule::daily_lag: return daily_lag(view, nullptr);
    case GapRule::daily_lag_not_below: return margins != nullptr ? daily_lag(view, margins) : GapEstimate{};
    case GapRule::vertical: return vertical(view);
    case GapRule::bracket_under:
    case GapRule::bracket_interpolated:
    case GapRule::bracket_over: break;
  }
  return bracket(view, gap.rule);
}

}  // namespace gapcalc::latent
