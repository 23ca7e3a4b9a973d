#pragma once
// Gaps corrected for missing tests and lucky scores: what the first crossers would have been had every model of the
// capability index been tested everywhere, and had every score been exact (docs/correction.md).

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/index.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc::latent {

struct CorrectOptions {
  int draws = 400;
  bool class_shift = false;  ///< open and closed models may do better or worse on public or private benchmarks than
                             ///< the index says, by what the scores show
};

/// A test that is missing, and what it would be expected to change.
struct MissingTest {
  std::string benchmark, model;
  Date date;               ///< of the model's release
  bool open = false;       ///< side of the model
  std::size_t n_gaps = 0;  ///< datapoints at which it may have been first
  double months = 0;       ///< sum over them of the probability to have been first times the change of the gap by it
};

/// A model without a test on a benchmark, and the probability that it would have been the first of its class.
struct Carrier {
  std::string model;
  Date date;
  double probability = 0;
};

/// Whether an untested earlier model of a class would have crossed first.
struct MissingTests {
  double probability = 0;         ///< that one of them would have
  std::size_t n_untested = 0;     ///< models of the class released before the first crosser, without a test
  std::vector<Carrier> carriers;  ///< the likeliest, at most three, of 1 % at least
};

/// A datapoint with what is corrected of it. Months.
struct CorrectedGap {
  std::size_t datapoint = 0;  ///< into Crossings::datapoints
  bool has_model = false;     ///< false: the benchmark has too few scores of models on the index, or another unit;
                              ///< it is as measured
  MissingTests closed, open;  ///< by missing tests alone, with every score taken as exact
  double p_change = 0;        ///< that missing tests change the gap by more than a month
  std::optional<double> gap;  ///< mean over draws; empty where fewer than nine tenths of them have one
  std::optional<double> low, high;  ///< percentile interval
  double still_open = 0;  ///< share of draws in which no open model has crossed: they count until the as-of date
};

struct CorrectedPoint {
  Date date;
  std::optional<double> measured, corrected, low, high;  ///< levels, months; empty as in the measured trend
};

/// A series with its corrected gaps, each at the open date that was measured.
struct CorrectedSeries {
  std::string id;                                        ///< that of the trend
  std::size_t n_last = 0;                                ///< datapoints of the last twelve months before the as-of date
  std::optional<double> last_measured, last, low, high;  ///< mean gap over them; percentile interval of the corrected
  std::optional<double> last_otherwise;                  ///< corrected with CorrectOptions::class_shift the other way
  std::vector<CorrectedPoint> points;                    ///< the grid of the trend
};

/// How a class does on benchmarks of one access against what the index says, in logits.
struct ClassShift {
  bool open = false, private_items = false;
  std::optional<double> shift, se;  ///< empty where no such score is there
};

struct Correction {
  CorrectOptions options;
  std::vector<CorrectedGap> gaps;       ///< in the order of datapoints
  std::vector<CorrectedSeries> series;  ///< in the order of trends
  std::vector<MissingTest> missing;     ///< by size of the change, the largest first
  std::array<ClassShift, 4> shifts;     ///< as estimated, whether used or not
  double spread = 0;                    ///< pooled standard deviation around the curves, in units of that of one item
  std::size_t n_models = 0;             ///< models of either group with an index: candidates for missing tests
  std::size_t n_without_index = 0;      ///< models of either group, tested on a benchmark, that the index cannot place
};

/// The lengths that a gap has to change by to be flagged, in months.
inline constexpr double flagged_change = 1;
/// The probability of that above which a datapoint is flagged. Flags reject nothing.
inline constexpr double flagged_probability = 0.5;

/// What a correction is made from.
struct Corrected {
  const Dataset& data;               ///< of the analysis, loaded with LoadOptions::with_groups
  const Crossings& crossings;        ///< made of it
  const std::vector<Trend>& trends;  ///< of them
  const Dataset& indexed;            ///< loaded with LoadOptions::for_index from the same input
  const Index& index;                ///< fitted to it by these options
  const IndexOptions& index_options;
};

/// Corrects the gaps of an analysis. Confidence, seed and threads are those of options.smooth. Throws Error
/// (bad_option) where an option is impossible.
Correction correct(const Corrected& from, const Options& options, const CorrectOptions& correct);

struct CheckOptions {
  int sets = 100;           ///< simulated data sets, 1 to 1000000
  bool true_shift = false;  ///< whether the truth has the shifts of class and access
  CorrectOptions correct;
};

/// How measured and corrected gaps of some datapoints do against the truth, over sets. Months. Empty without a set.
struct CorrectionCheck {
  std::string series;                                   ///< `all`, `public`, ...
  bool last_year = false;                               ///< only datapoints of the last twelve months
  std::size_t n_sets = 0;                               ///< that have such datapoints
  std::optional<double> truth;                          ///< mean gap
  std::optional<double> measured_bias, corrected_bias;  ///< of the mean gap of a set, on average
  std::optional<double> error;  ///< Monte Carlo standard error of corrected_bias; of two sets on
  std::optional<double> measured_rmse, corrected_rmse;  ///< of the mean gap of a set
  std::optional<double> covered;                        ///< share of datapoints whose interval holds the truth
  std::optional<double> mean_covered;  ///< of last_year: share of sets whose interval of the mean holds the truth
};

struct CorrectionChecks {
  std::vector<CorrectionCheck> list;  ///< by series: of all datapoints, then of those of the last twelve months
  std::size_t n_sets = 0;             ///< that were simulated: all, unless stopped
  std::size_t n_without_index = 0;    ///< of them, left out: no index can be fitted to their scores
};

/// Simulates, then corrects: sets of true scores of all models on all benchmarks are drawn by the score model of the
/// input; of them is measured, with sampling error, what the input has measured; the index is fitted anew, first
/// crossers are found anew, and their gaps corrected and compared with those of the true scores. Corrected::trends is
/// not needed. Random numbers are keyed by (options.smooth.seed, set). `progress` is told how many sets of how many are
/// done, from any thread; false stops. Throws Error (bad_option) where an option is impossible.
CorrectionChecks check_correction(const Corrected& from, const Options& options, const CheckOptions& check,
                                  const std::function<bool(std::size_t, std::size_t)>& progress = {});

}  // namespace gapcalc::latent
