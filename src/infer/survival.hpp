#pragma once
// Estimators of the time to an event that has not happened to everybody yet. Plain lists in, numbers out.

#include <optional>
#include <span>
#include <vector>

namespace gapcalc::infer {

/// A unit that was watched: for how long, in months, and whether the event ended that.
struct Observation {
  double time = 0;  ///< above 0; until the event, or until nobody looked any more (censored)
  bool event = false;
  double weight = 1;  ///< 0 or more
};

/// A step down of the survival curve, at a time of events.
struct Step {
  double time = 0;             ///< months
  double at_risk = 0;          ///< weight of those watched until this time or longer; censored at this time still count
  double events = 0;           ///< weight of the events at this time
  double survival = 1;         ///< share without the event after this time
  double hazard_variance = 0;  ///< Greenwood's sum of d / (n (n - d)) up to here; infinite where survival is 0
};

/// A survival curve: 1 before the first step.
struct Curve {
  std::vector<Step> steps;  ///< by ascending time
  double follow_up = 0;     ///< months until the last unit left; behind it the curve is not known, unless it is 0

  /// The last step at or before `time`, or null.
  [[nodiscard]] const Step* at(double time) const;
  /// S(time); behind the follow-up the last value, which S cannot exceed there.
  [[nodiscard]] double survival(double time) const;
  /// Whether nobody was watched for that long, and some had not had the event by then.
  [[nodiscard]] bool beyond(double time) const;
  /// The first time at which S is 1/2 or less, within 1e-9; empty where it never is ("not reached").
  [[nodiscard]] std::optional<double> median() const;
};

/// An interval around an estimate.
struct Bounds {
  double low = 0, high = 0;
};

/// The product-limit estimate (Kaplan and Meier 1958): S(t) = product over event times t_j <= t of 1 - d_j / n_j, with
/// Greenwood's variance (1926). With weights, n and d are sums of weights, and the variance means nothing unless
/// these are whole numbers. Does not depend on the order of the observations. Observations of weight 0 are left out.
Curve kaplan_meier(std::span<const Observation> observations);

/// Greenwood's variance of S(time): S^2 times the sum; 0 before the first event and where S is 0.
double greenwood(const Curve& curve, double time);

/// The interval for S at a step on the scale of log(-log S): S^exp(-+ z sqrt(V) / log S), with V the step's sum of
/// d / (n (n - d)) (Kalbfleisch and Prentice 1980; `conf.type = "log-log"` of R's survival). Empty before the first
/// event and where S is 0: it has no width there that the data could tell.
std::optional<Bounds> log_log(const Step* step, double z);

/// The interval of the median by the log-log limits of S (Brookmeyer and Crowley 1982): from the first time at
/// which the lower limit is 1/2 or less to the first at which the upper limit is; empty where there is none.
struct MedianBounds {
  std::optional<double> low, high;
};
MedianBounds median_bounds(const Curve& curve, double z);

/// The restricted mean: the area under S from 0 to `tau` months, and its variance, the sum over event times t_j < tau
/// of (area from t_j to tau)^2 d_j / (n_j (n_j - d_j)) (Klein and Moeschberger 2003, section 4.5). Behind the
/// follow-up the last value of S is taken, so that the mean is an upper bound where `curve.beyond(tau)`.
struct RestrictedMean {
  double mean = 0, variance = 0;
};
RestrictedMean restricted_mean(const Curve& curve, double tau);

/// Beran's conditional estimate (1981): Kaplan-Meier with the weight of each observation multiplied by the Gaussian
/// kernel of the distance, in days, of its `covariate` to `at`. The curve ends where the weight at risk falls below
/// `min_mass`: behind it a few units far away would decide. Both lists have the same length.
Curve beran(std::span<const Observation> observations, std::span<const double> covariate, double at, double sigma,
            double min_mass);

}  // namespace gapcalc::infer
