#pragma once
// Do the bands cover? A known truth is planted on the design of the input. docs/method.md, section 10.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"

namespace gapcalc::infer {

/// Where the scatter of simulated gaps comes from: variances in months squared.
struct Scenario {
  std::string name;
  double benchmark = 0;   ///< one effect per benchmark
  double drift = 0;       ///< within each benchmark, slowly varying over the open date
  double open_model = 0;  ///< one effect per open model
  double noise = 0;       ///< of each datapoint
};
/// S0 independent (0, 0, 0, 12), S1 (1.5, 3, 1, 6.5), S2 (4, 3, 1, 4), S3 (1, 1, 5, 5).
std::vector<Scenario> default_scenarios();

struct CalibrateOptions {
  std::vector<Scenario> scenarios = default_scenarios();
  int sets = 250;                ///< simulated sets per scenario and series
  double drift_scale = 60;       ///< days over which the drift forgets by a factor e
  double truth_bandwidth = 200;  ///< days; the truth is the data smoothed with it
};

/// How one band did on one simulated set. Plain, so that processes can exchange it.
struct SetResult {
  std::uint32_t scenario = 0, series = 0, band = 0, set = 0;  ///< indices
  std::uint32_t shown = 0, covered = 0;                       ///< grid points with a band, and with the truth in it
  std::int32_t last = -1;                                     ///< whether the last one covers; -1: no band there
  double width = 0;                                           ///< median over the grid, months
};

/// How a band did over all sets of a scenario and series.
struct Coverage {
  std::string scenario, series, band;
  std::size_t n_sets = 0;             ///< sets that were simulated and had a band
  std::optional<double> pointwise;    ///< share of grid points that cover
  std::optional<double> error;        ///< Monte Carlo standard error of it, sets being the unit
  std::optional<double> last;         ///< share of sets that cover at the last grid point with a level
  std::optional<double> whole_curve;  ///< share of sets that cover at every point
  std::optional<double> width;        ///< median of the sets' median widths, months
  bool under =
      false;  ///< coverage, of the sup-t band that of the whole curve, is below nominal by more than two errors
};

/// Bands that are tried: two-way, points, benchmarks, two-stage, and two-way-simultaneous.
std::span<const std::string_view> calibrated_bands();

/// Which sets to simulate: those with set % of == rank. Results do not depend on how the sets are shared.
struct Share {
  int rank = 0, of = 1;
};
/// Called from any thread after each set with the number done and to do; false stops.
using Progress = std::function<bool(std::size_t done, std::size_t total)>;

/// Simulates sets on the design (dates, benchmarks, open models) of the series that `smooth.by` names:
/// gap = truth(open date) + benchmark + drift(benchmark, open date) + open model + noise, and tries every band on
/// each, with `smooth.resamples` draws. Random numbers are keyed by (seed, scenario and series, set). Series without a
/// level are left out. Throws Error (bad_option).
std::vector<SetResult> simulate(std::span<const Datapoint> datapoints, const CalibrateOptions& options,
                                const SmoothOptions& smooth, Share share, const Progress& progress);

/// Sums up results, given in any order, by scenario, series and band.
std::vector<Coverage> summarize(std::vector<SetResult> results, std::span<const Datapoint> datapoints,
                                const CalibrateOptions& options, const SmoothOptions& smooth);

}  // namespace gapcalc::infer
