#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/builtin.hpp"
#include "core/quantile.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/index_gaps.hpp"
#include "latent/percentiles.hpp"
#include "latent/settle.hpp"

namespace gapcalc::latent {
namespace {

/// The models of a class, by date, then place; those without an index are left out.
using Models = std::vector<std::uint32_t>;
struct Classes {
  Models open, closed;
};

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

/// By how much a closed model has to be above an open one before draws tell them apart: their difference, less the
/// lower end of its draws. 0 where no draw has both.
class Margins {
 public:
  Margins(const Index& index, double confidence)
      : index_(index),
        lower_((1 - confidence) / 2),
        known_(index.models.size() * index.models.size(), std::numeric_limits<double>::quiet_NaN()) {}

  double operator()(std::uint32_t closed, std::uint32_t open) {
    double& margin = known_[closed * index_.models.size() + open];
    if (std::isnan(margin)) margin = made(closed, open);
    return margin;
  }

 private:
  [[nodiscard]] double made(std::uint32_t closed, std::uint32_t open) const {
    std::vector<double> differences;
    for (std::size_t d = 0; d < index_.draws[closed].size(); ++d)
      if (const double one = index_.draws[closed][d] - index_.draws[open][d]; !std::isnan(one))
        differences.push_back(one);
    if (differences.empty()) return 0;
    return index_.models[closed].index - index_.models[open].index - quantile(differences, lower_);
  }

  const Index& index_;
  double lower_;
  std::vector<double> known_;
};

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

/// One set of indices: those of the fit, the published ones, or a draw.
struct View {
  const Index& index;
  const Classes& classes;
  const std::vector<double>& values;
  Frontiers best;
  Date from, to;
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
