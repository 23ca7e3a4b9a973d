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

/// Leave-one-benchmark-out cross-validation of the bandwidth, for each series of options.by.
std::vector<BandwidthErrors> cross_validate(std::span<const Datapoint> datapoints, std::span<const double> bandwidths,
                                            const SmoothOptions& options);

}  // namespace gapcalc::infer
