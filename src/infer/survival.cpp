#include "infer/survival.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>

#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

/// A product such as 0.9 * 0.875 * ... may miss 1/2 by its last bits.
constexpr double half = 0.5 + 1e-9;

/// By time, so that sums over the same observations are the same sums whatever their order was.
std::vector<Observation> in_order(std::span<const Observation> observations) {
  std::vector<Observation> sorted;
  sorted.reserve(observations.size());
  for (const Observation& o : observations)
    if (o.weight > 0) sorted.push_back(o);
  std::sort(sorted.begin(), sorted.end(), [](const Observation& a, const Observation& b) {
    return std::tuple(a.time, !a.event, a.weight) < std::tuple(b.time, !b.event, b.weight);
  });
  return sorted;
}

/// The area under the curve between two times.
double area(const Curve& curve, double from, double to) {
  double sum = 0, level = curve.survival(from);
  for (const Step& step : curve.steps) {
    if (step.time <= from) continue;
    if (step.time >= to) break;
    sum += level * (step.time - from);
    from = step.time;
    level = step.survival;
  }
  return sum + level * (to - from);
}

}  // namespace

const Step* Curve::at(double time) const {
  const auto behind =
      std::upper_bound(steps.begin(), steps.end(), time, [](double t, const Step& step) { return t < step.time; });
  return behind == steps.begin() ? nullptr : &*(behind - 1);
}

double Curve::survival(double time) const {
  const Step* const step = at(time);
  return step == nullptr ? 1 : step->survival;
}

bool Curve::beyond(double time) const { return time > follow_up && survival(time) > 0; }

std::optional<double> Curve::median() const {
  for (const Step& step : steps)
    if (step.survival <= half) return step.time;
  return std::nullopt;
}

Curve kaplan_meier(std::span<const Observation> observations) {
  const std::vector<Observation> sorted = in_order(observations);
  Curve curve;
  if (sorted.empty()) return curve;
  curve.follow_up = sorted.back().time;
  // From the last to leave to the first: what is at risk is a sum of what comes later, never a difference, which
  // would leave a rest of its last bits where everybody has gone.
  double later = 0;
  for (std::size_t end = sorted.size(); end > 0;) {
    const double time = sorted[end - 1].time;
    double events = 0;
    std::size_t begin = end;
    for (; begin > 0 && sorted[begin - 1].time == time; --begin)
      (sorted[begin - 1].event ? events : later) += sorted[begin - 1].weight;
    if (events > 0) curve.steps.push_back({time, later + events, events, later / (later + events), 0});
    later += events;
    end = begin;
  }
  std::reverse(curve.steps.begin(), curve.steps.end());
  double survival = 1, sum = 0;
  for (Step& step : curve.steps) {
    if (step.survival > 0)
      sum += step.events / (step.at_risk * (step.at_risk - step.events));
    else
      sum = std::numeric_limits<double>::infinity();
    step.survival = survival *= step.survival;  // the factor of this step, so far
    step.hazard_variance = sum;
  }
  return curve;
}

double greenwood(const Curve& curve, double time) {
  const Step* const step = curve.at(time);
  if (step == nullptr || step->survival == 0) return 0;
  return step->survival * step->survival * step->hazard_variance;
}

std::optional<Bounds> log_log(const Step* step, double z) {
  if (step == nullptr || step->survival <= 0 || step->survival >= 1) return std::nullopt;
  const double width = z * std::sqrt(step->hazard_variance) / std::abs(std::log(step->survival));
  return Bounds{std::pow(step->survival, std::exp(width)), std::pow(step->survival, std::exp(-width))};
}

MedianBounds median_bounds(const Curve& curve, double z) {
  MedianBounds result;
  for (const Step& step : curve.steps) {
    // Where S is 0 its limits are not known; the curve has gone through 1/2 by then, whatever they are.
    const Bounds limits = log_log(&step, z).value_or(Bounds{});
    const bool known = step.survival > 0;
    if (!result.low && limits.low <= half) result.low = step.time;
    if (!result.high && known && limits.high <= half) result.high = step.time;
  }
  return result;
}

RestrictedMean restricted_mean(const Curve& curve, double tau) {
  RestrictedMean result{area(curve, 0, tau), 0};
  for (const Step& step : curve.steps) {
    // Degenerate case: everybody at risk had the event. Nothing is left behind it, and nothing can vary.
    if (step.time >= tau || step.at_risk <= step.events) break;
    const double rest = area(curve, step.time, tau);
    result.variance += rest * rest * step.events / (step.at_risk * (step.at_risk - step.events));
  }
  return result;
}

Curve beran(std::span<const Observation> observations, std::span<const double> covariate, double at, double sigma,
            double min_mass) {
  std::vector<Observation> weighted(observations.begin(), observations.end());
  for (std::size_t i = 0; i < weighted.size(); ++i) weighted[i].weight *= smooth::kernel(at - covariate[i], sigma);
  weighted = in_order(weighted);
  double mass = 0;
  auto last = weighted.rbegin();  // with those that left later, the least that is enough
  while (last != weighted.rend() && (mass += last->weight) < min_mass) ++last;
  if (last == weighted.rend()) return {};
  const double end = last->time;
  Curve curve = kaplan_meier(weighted);
  std::erase_if(curve.steps, [&](const Step& step) { return step.time > end; });
  curve.follow_up = end;
  return curve;
}

}  // namespace gapcalc::infer
