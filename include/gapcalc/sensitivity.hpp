#pragma once
// How far the level now depends on choices that an analyst makes. docs/method.md, section "Sensitivity and
// cross-validation".

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::infer {

/// What an analyst chooses, in the order of the output.
enum class Choice { bandwidth, thresholds, verdicts, pairs, provenance, licence, level, tie, band };
inline constexpr std::size_t n_choices = 9;
/// `bandwidth`, `thresholds`, ...
std::string_view name(Choice choice);

/// The level of a series at its last date with one, under one specification. Months.
struct SpecifiedLevel {
  std::string series, split;
  std::size_t n_datapoints = 0;
  std::optional<Date> date;
  std::optional<double> level, low, high;
  std::optional<double> change;  ///< level - level under the default
  std::string reason;            ///< why there is no level, else why no interval was trusted; else empty
};

/// One value of every choice, and what comes out.
struct Specification {
  std::size_t id = 0;                         ///< 0: the default; rows with the same id are the same specification
  std::optional<Choice> choice;               ///< what the row is about; empty in a grid
  std::array<std::string, n_choices> values;  ///< by Choice; the band's is empty in a grid
  std::string reason;                         ///< why it cannot be had from these records; else empty
  std::vector<SpecifiedLevel> series;         ///< one for each of Sensitivity::series
  /// Whether every choice is as in the options given.
  [[nodiscard]] bool is_default() const { return id == 0; }
};

/// How well a series predicts each benchmark's gaps from those of the others, by bandwidth.
struct BandwidthErrors {
  std::string series;
  std::vector<double> bandwidths;            ///< days
  std::size_t n_datapoints = 0;              ///< of the series
  std::size_t n_predicted = 0;               ///< of them, those with a prediction under every bandwidth
  std::vector<std::optional<double>> error;  ///< root mean squared error in months, over these; empty without any
  std::optional<double> best;                ///< bandwidth of the smallest error, the first of equals
};

struct Sensitivity {
  bool grid = false;                ///< all combinations, without bands; else one change at a time
  std::vector<std::string> series;  ///< `all`, then those of options.by
  std::vector<Specification> rows;  ///< by choice and value; in a grid all combinations, the last choice fastest
  std::vector<BandwidthErrors> cross_validation;  ///< by series
  std::vector<std::string> notes;                 ///< what a user should know that is no error
};

/// Looks at the level now under other bandwidths (30, 45, 60, 90, 120, 180 days), threshold steps, verdicts,
/// de-duplication, provenance and licence classes, estimators, ties and bands: each value with all else as in
/// `options`, or all combinations. The result does not depend on threads. Throws Error (bad_option) on impossible
/// options.
Sensitivity sensitivity(const Dataset& data, const Options& options, bool grid);

/// A filter on what counts, and the level under it.
struct Filtered {
  std::string option;  ///< as `gapcalc analyze` takes it, for instance `--confirm kth=2`; empty: the options as given
  std::string reason;  ///< why it cannot be had from these records; else empty
  std::size_t n_datapoints = 0, n_benchmarks = 0;  ///< that are left
  std::size_t n_same = 0;                          ///< of these gaps, those of the same models at the same threshold
  std::vector<SpecifiedLevel> series;              ///< one for each of Filters::series
};

/// The headline under every filter, one at a time.
struct Filters {
  std::vector<std::string> series;  ///< `all`, then those of options.by
  std::vector<Filtered> rows;       ///< the options as given first
  std::vector<std::string> notes;
};

/// The level now under each filter on who measured a score, on what confirms a first crosser, on what counts as one
/// model, and under a small handicap: each with all else as in `options`; those that the options have already are left
/// out. Docs: docs/credibility.md. The result does not depend on threads. Throws Error (bad_option) on impossible
/// options.
Filters filtered_levels(const Dataset& data, const Options& options);

/// The level of each series where open models get a handicap.
struct HandicapPoint {
  double shift = 0;                    ///< added to scores of open models, or to their logits
  std::vector<SpecifiedLevel> series;  ///< one for each of HandicapSweep::series
};

/// How the headline falls with what open models are given.
struct HandicapSweep {
  Handicap::Scale scale = Handicap::Scale::points;
  std::vector<std::string> series;
  std::vector<HandicapPoint> points;  ///< by ascending shift, from none
  /// The least shift at which the private level is no longer above the public one, between points on a straight line:
  /// where all benchmarks get it, and where private ones alone do. Empty with a reason.
  std::optional<double> explains_on_all, explains_on_private;
  std::string reason_on_all, reason_on_private;  ///< why it is empty: `no_level`, `not_above`, `beyond`; else empty
  std::vector<std::string> notes;
};

/// Where a sweep ends that nobody gave an end: ten points of a hundred, two steps between thresholds; or one on the
/// logit, which makes 73 % of 50 %.
constexpr double largest_handicap(Handicap::Scale scale) { return scale == Handicap::Scale::points ? 0.1 : 1; }
inline constexpr int handicap_steps = 10;

/// Sweeps the handicap of open models from 0 to `most` in `steps` equal steps, with all else as in `options`. The
/// result does not depend on threads. Throws Error (bad_option) on impossible options.
HandicapSweep handicap_sweep(const Dataset& data, const Options& options, double most, int steps);

/// Leave-one-benchmark-out cross-validation of the bandwidth, for each series of options.by.
std::vector<BandwidthErrors> cross_validate(std::span<const Datapoint> datapoints, std::span<const double> bandwidths,
                                            const SmoothOptions& options);

}  // namespace gapcalc::infer
