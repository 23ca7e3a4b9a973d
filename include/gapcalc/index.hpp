#pragma once
// The capability index: one number for each model, fitted to its scores on many benchmarks (docs/index.md). The
// Epoch Capabilities Index of Epoch AI, from the scores that its hub publishes.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gapcalc/date.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::latent {

/// A model whose index is given, which with another one fixes the scale.
struct Anchor {
  std::string model;  ///< name of its group
  double index = 0;
};

/// What the intervals take as drawn by chance.
enum class Resampled {
  cells,       ///< the scores of each model: how well a model is placed
  benchmarks,  ///< the benchmarks but the reference, for all models at once: what the choice of benchmarks does
};

struct IndexOptions {
  std::string reference;        ///< id of the benchmark whose slope is 1 and from which capability is counted
  std::vector<Anchor> anchors;  ///< two
  std::optional<Date> since;    ///< groups released before are left out; empty: none
  int min_cells = 4;            ///< groups with fewer benchmarks are left out
  double penalty = 0.1;         ///< lambda times the number of free parameters
  bool published_only = false;  ///< only groups that have a published index
  int resamples = 500;          ///< refits for the intervals; 0: none
  Resampled resampled = Resampled::cells;
  double confidence = 0.90;  ///< of the percentile intervals
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: one per processor; never changes the result
};

/// The options that the index of the hub has: data/registry/index.json.
IndexOptions published_options();

/// Versions of a model that the index takes together.
struct IndexedModel {
  std::string name;  ///< of the group
  std::string key;   ///< Model::group_key of its versions
  std::string organization, country;
  Weights weights = Weights::unclassified;  ///< open where one of the versions is, else closed where one is
  Date date;                                ///< first release of its versions with scores
  std::optional<double> published;          ///< in the hub's own fit
  double index = 0;                         ///< on the scale of the anchors
  std::optional<double> low, high;          ///< percentile interval; empty for anchors, and without resamples
  std::size_t n_cells = 0;                  ///< benchmarks with a score
  double residual = 0;                      ///< root mean square of its cells, as shares of the range
  bool is_anchor = false;
};

struct IndexedBenchmark {
  std::string id, title;
  double difficulty = 0;            ///< index at which half of the range is reached
  std::optional<double> low, high;  ///< percentile interval of the difficulty
  double slope = 0;                 ///< of the logit, per point of the index
  std::size_t n_models = 0;
  double residual = 0;  ///< root mean square of its cells, as shares of the range
  bool is_reference = false;
};

/// A group on a benchmark.
struct IndexCell {
  std::uint32_t model = 0, benchmark = 0;  ///< into Index::models and Index::benchmarks
  double score = 0;                        ///< share of the range from baseline to ceiling, 0.001 to 0.999
  double expected = 0;                     ///< the same by the curve
};

/// What is not in the index, though it has scores.
struct LeftOut {
  std::size_t below_guessing = 0;  ///< scores of groups on a benchmark, below its baseline
  std::size_t early = 0;           ///< groups released before the first date
  std::size_t not_published = 0;   ///< groups without a published index, where one is needed
  std::size_t few_cells = 0;       ///< groups with too few benchmarks
};

struct Index {
  std::vector<IndexedModel> models;          ///< by index, the highest first, then by name and date
  std::vector<IndexedBenchmark> benchmarks;  ///< by difficulty, then by id
  std::vector<IndexCell> cells;              ///< by model, then benchmark
  LeftOut left_out;
  double cost = 0;                ///< what was minimised, with the penalty
  double offset = 0, factor = 0;  ///< index = offset + factor * (capability - difficulty of the reference)
  int iterations = 0;
  std::size_t n_resamples = 0;  ///< refits that the intervals rest on: that ended flat, with the anchors in their order
  std::vector<std::vector<double>> draws;  ///< index of each model in each refit; NaN where one does not tell it
};

/// Fits the index to data that were loaded with LoadOptions::for_index. `progress` is told how many refits of how many
/// are done, from several threads; false of it stops them, and there are no intervals then. Throws Error (bad_option)
/// where an option is impossible, and (no_usable_rows) where an anchor or the reference is not among the scores, the
/// scores put the anchors in the other order, or the fit does not end.
Index index(const Dataset& data, const IndexOptions& options,
            const std::function<bool(std::size_t, std::size_t)>& progress = {});

}  // namespace gapcalc::latent
