#pragma once
// How long open models take to reach what a closed model was first to reach, with the thresholds that they have
// not reached yet as censored observations. docs/method.md, "Censored catch-up".

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"

namespace gapcalc::infer {

/// Until when an open model could have been seen to reach a threshold.
enum class Censoring {
  as_of,        ///< the as-of date: a board that tests no open models counts as open models failing
  last_tested,  ///< the last release of an open model tested on the benchmark: silence is no evidence of a gap
};
/// `as-of`, `last-tested`.
std::string_view name(Censoring rule);

/// What counts as one unit while it is still open. Thresholds that both groups reached count once a pair either way.
enum class StillOpen {
  pair,       ///< the thresholds that one closed model was first to reach on a benchmark, together
  threshold,  ///< each threshold by itself
};
/// `pair`, `threshold`.
std::string_view name(StillOpen counting);

/// What was watched: a closed model's first crossing, until an open model's or until now.
struct CatchUpUnit {
  std::string benchmark, access, category;  ///< id, access, category (may be empty)
  double threshold = 0;                     ///< the highest that the pair spans
  Crosser closed;
  std::optional<Crosser> open;    ///< empty while no open model has reached the threshold
  std::optional<Date> last_open;  ///< last release of an open model tested on the benchmark
  bool highest = true;            ///< of the still-open thresholds of its closed model on the benchmark

  /// The day on which watching ended, by event or by the rule; empty where the rule has none.
  [[nodiscard]] std::optional<Date> end(Censoring rule, Date as_of) const {
    if (open) return open->date;
    return rule == Censoring::as_of ? std::optional(as_of) : last_open;
  }
};

/// A figure with its intervals. Months or shares.
struct Estimate {
  std::optional<double> value;
  bool upper_bound = false;                   ///< nobody was watched for that long: the figure is at most `value`
  std::optional<double> se;                   ///< Greenwood's standard error; of shares and means
  std::optional<double> low, high;            ///< of units as if they were independent: log-log, for a mean normal
  std::optional<double> boot_low, boot_high;  ///< percentile interval over resamples of benchmarks
  std::string reason;                         ///< why there is no value (`no_units`, `not_reached`), else empty
  std::string low_reason;                     ///< why `low` or `high` is empty, else empty
  std::string boot_reason;                    ///< why `boot_low` or `boot_high` is empty, else empty
};

/// Months at which the share not caught up is reported: half a year, three quarters, a year.
inline constexpr std::array<int, 3> catch_up_months = {6, 9, 12};
/// End of the restricted mean, months.
inline constexpr int restricted_to = 12;

/// The estimates of one series of units under one rule.
struct CatchUpSeries {
  Censoring rule{};
  StillOpen counting{};
  std::string series;               ///< `all`, `2025H2`, `public`, `math`, ...
  std::string split;                ///< `none`, `half-year` (of the closed release), `access`, `category`
  std::size_t n_units = 0;          ///< at risk
  std::size_t n_caught_up = 0;      ///< of these
  std::size_t n_open_first = 0;     ///< not at risk: open led, or both came out on the same day
  std::size_t n_never_at_risk = 0;  ///< not at risk: the rule ended watching on the day of the closed release or before
  std::size_t n_benchmarks = 0;     ///< of the units at risk
  std::optional<double> follow_up;  ///< months for which the unit watched longest was watched
  Estimate median;                  ///< months; empty where S never is 1/2 or less
  std::array<Estimate, 3> not_caught_up;  ///< S at catch_up_months
  Estimate restricted_mean;               ///< months, of min(time, restricted_to)
};

/// The conditional estimate at one date of closed releases (Beran 1981).
struct ForwardPoint {
  Date date;
  double kernel_mass = 0;           ///< sum of kernel weights of the units at risk
  std::optional<double> follow_up;  ///< months up to which enough kernel mass is at risk
  std::optional<double> median;     ///< months
  std::string reason;               ///< why there is none: `kernel_mass`, `not_reached`
};

/// The forward-looking median over time, under one rule, still-open thresholds counted by pair.
struct ForwardMedian {
  Censoring rule{};
  std::vector<ForwardPoint> points;  ///< every `step` days from the first closed release of a unit at risk on
};

struct CatchUp {
  Options options;
  Date as_of;
  std::vector<CatchUpUnit> units;      ///< by benchmark and threshold; `highest` ones are the units of StillOpen::pair
  std::vector<CatchUpSeries> series;   ///< by rule, counting, split; `all` first
  std::vector<ForwardMedian> forward;  ///< by rule
};

/// The units: every datapoint (METHOD, section 5), and every still-open threshold that would be accepted.
std::vector<CatchUpUnit> catch_up_units(const Crossings& crossings);

/// Time from a closed first crossing until an open model reaches the same threshold: Kaplan-Meier estimates under
/// both rules and both countings, by half-year, access and category, and the forward-looking median. Uses bandwidth,
/// step, min_mass, resamples, confidence and seed of `options.smooth`. Does not depend on threads.
/// Throws Error (bad_option) on impossible options, and where `crossings` were narrowed by --since or --until: these
/// go by the open date, which a still-open threshold does not have.
CatchUp catch_up(const Crossings& crossings, const Options& options);

}  // namespace gapcalc::infer
