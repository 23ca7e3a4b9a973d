#pragma once
// The benchmarks of an analysis as the correction sees them: who was tested with which score and error, and what the
// index says of everybody else (docs/correction.md, steps 1 and 4).

#include <cstdint>
#include <vector>

#include "gapcalc/correct.hpp"
#include "latent/score_model.hpp"

namespace gapcalc::latent {

/// The versions of a model on a benchmark, taken together. Scores are working scores: those of the benchmark, or their
/// logarithm where it is in minutes.
struct BoardCell {
  std::uint32_t model = no_index;  ///< into Index::models; no_index: without an index
  double best = 0;                 ///< of its versions
  double variance = 0;             ///< sampling variance of the best
  double excess = 0;               ///< by how much the best of such versions is too high in expectation
};

/// A version on a benchmark, as a member of one of the groups.
struct BoardVersion {
  std::uint32_t cell = 0;
  std::uint32_t record = 0;  ///< into BenchmarkRecords::records
  Date date;
  double offset = 0;    ///< of its working score from the best of its cell
  double variance = 0;  ///< sampling variance
};

/// What the index says of a model on a benchmark, as working scores.
struct Prediction {
  double mean = 0;
  double by_capability = 0;  ///< standard deviation that is of the model's capability, and so of all its benchmarks
  double interaction = 0;    ///< standard deviation of its true score around that
  double spread = 0;         ///< the same of a score that is measured: with sampling error
};

struct Board {
  bool is_log = false;
  std::uint32_t place = no_index;  ///< into Index::benchmarks, where that has the very scores of the analysis
  IndexRange range;                ///< in the index: that of the index, of which its cells are shares
  bool has_model = false;          ///< predictions exist: per model of the index
  [[nodiscard]] bool in_index() const { return place != no_index; }
  std::vector<BoardCell> cells;
  std::vector<BoardVersion> versions[2];  ///< by Side
  std::vector<bool> tested;               ///< per model of the index
  std::vector<Prediction> by_fitted;      ///< by ScoreModel::fitted: what one score says, for flags
  std::vector<Prediction> by_drawn;       ///< by ScoreModel::capability: for draws of all of them at once
  double mean_excess = 0;                 ///< over its cells: what curves that were fitted to best scores have too much
};

/// All benchmarks, in the order of the crossings, and what they rest on.
struct Boards {
  Known known;
  ScoreModel scores;
  std::vector<Board> list;
};

double working(double score, bool is_log);

/// Whether the open model of a datapoint came out within the last twelve months.
bool in_last_year(const Datapoint& datapoint, Date as_of);

/// Makes them of an analysis. `shifted`: predictions have the shifts of class and access.
Boards boards(const Corrected& from, const CrossOptions& options, bool shifted);

/// Makes the predictions anew, with or without the shifts.
void predict(const Corrected& from, Boards& all, bool shifted);

/// The expected maximum of independent normal variables less the largest of their means (Clark 1961, "The greatest of a
/// finite set of random variables", by pairs from the largest mean down). `means` and `variances` in the same order.
double expected_excess(std::vector<double> means, std::vector<double> variances);

}  // namespace gapcalc::latent
