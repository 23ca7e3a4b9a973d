#pragma once
// What changed between two analyses, and what hangs on it.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc::audit {

/// One of the two analyses.
struct Side {
  const Dataset* data = nullptr;         ///< null: only what the JSON of an analysis holds is known
  const Crossings* crossings = nullptr;  ///< of the data
  std::span<const Trend> trends;         ///< of the crossings
  std::span<const Excluded> excluded;    ///< rows that were not used
};

enum class Change { added, removed, changed };
/// `added`, `removed`, `changed`.
std::string_view name(Change change);

/// Why a change matters: what the model is, or was, to the gaps on the benchmarks that the change is about.
struct Role {
  std::size_t first_before = 0, first_after = 0;     ///< thresholds at which it is the first crosser, on each side
  bool record_before = false, record_after = false;  ///< it set a new best in its group
  std::size_t datapoints = 0;                        ///< changed datapoints that name it
  double share = 0;  ///< of these together in the kernel mass of the level now of all gaps, 0 to 1 or a bit more
};

/// A model's score on a benchmark: the best of its rows, which is the one that counts for crossings.
struct Score {
  double score = 0;      ///< in the benchmark's unit
  Date date;             ///< release of the model by that row
  std::size_t rows = 1;  ///< rows of the model on the benchmark
};

struct BenchmarkChange {
  std::string id;
  Change change = Change::added;
  std::size_t n_models = 0;  ///< that were tested on it
};

struct ScoreOn {
  std::string benchmark;
  Score score;
};

/// A model that only one side has.
struct ModelChange {
  std::string model;
  Change change = Change::added;
  std::string accessibility;  ///< empty where unknown
  std::vector<ScoreOn> scores;
  std::string
      reason;  ///< removed: why its rows are there but not used, for instance `no_date`; empty where they are not
  std::string same_as;  ///< the model with the very same scores and dates that only the other side has: a new name?
  Role role;
};

/// A score of a model that both sides have, on a benchmark that both have.
struct ScoreChange {
  std::string benchmark, model;
  Change change = Change::added;
  std::optional<Score> before, after;
  std::string reason;  ///< as in ModelChange
  Role role;

  /// The score stands and only the number of rows behind it differs.
  [[nodiscard]] bool only_rows() const { return change == Change::changed && before->score == after->score; }
};

/// Another release date.
struct DateChange {
  std::string model;
  std::vector<std::string> benchmarks;  ///< where it differs so
  Date before, after;
  Role role;
};

struct AccessibilityChange {
  std::string model, before, after;  ///< several texts of one model are joined by `; `
  Role role;
};

/// Another first crosser on a benchmark that both sides have, at neighbouring thresholds.
struct CrosserChange {
  std::string benchmark;
  bool closed = false;  ///< of the closed (leading) group, else of the open one
  std::vector<double> thresholds;
  std::optional<Crosser> before, after;  ///< empty: the group does not reach these thresholds
  std::size_t datapoints = 0;            ///< changed datapoints that name either
};

/// A datapoint that only one side has, or that is another one: of the same pair of models or, failing that, at the same
/// threshold.
struct DatapointChange {
  Change change = Change::added;
  std::optional<Datapoint> before, after;
  std::string reason;  ///< what differs, or what the other side has at this threshold
  double share = 0;    ///< in the kernel mass of the level now of all gaps: after, or of a removed one before
};

/// A verdict that held for the pair of models before and not after.
struct LapsedVerdict {
  std::string benchmark;
  double threshold = 0;
  Crosser closed_before, open_before, closed_after;
  std::optional<Crosser> open_after;
};

/// The level now of one series, months.
struct HeadlineChange {
  std::string series;                       ///< id
  std::optional<TrendPoint> before, after;  ///< the last one with a level; empty without one
  std::size_t datapoints_before = 0, datapoints_after = 0, benchmarks_before = 0, benchmarks_after = 0;
  std::optional<double> change;  ///< after - before
  /// Of it: the change of both data seen on Difference::common_as_of, and the rest, which came with time.
  std::optional<double> revised, elapsed;
  std::string reason;  ///< why `change`, else why `revised` does not exist: `no_level`, `no_records`
};

struct Difference {
  Date as_of_before, as_of_after;
  Date common_as_of;  ///< the earlier of them
  /// Each side has all of its records, not only those that set a new best. What an incomplete side lacks may be there.
  bool complete_before = true, complete_after = true;
  bool accessibility_known = true;        ///< on both sides
  std::vector<Benchmark> all_benchmarks;  ///< of either side, those of the later analysis first
  std::vector<BenchmarkChange> benchmarks;
  std::vector<ModelChange> models;
  std::vector<ScoreChange> scores;
  std::vector<DateChange> dates;
  std::vector<AccessibilityChange> accessibility;
  std::vector<CrosserChange> crossers;
  std::vector<DatapointChange> datapoints;
  std::vector<LapsedVerdict> lapsed;
  std::vector<HeadlineChange> headline;  ///< every series of either side, changed or not
  std::vector<std::string> notes;        ///< of the crossings on the common as-of date

  /// Neither list holds anything, and no level, band or number of gaps differs.
  [[nodiscard]] bool nothing() const;
};

/// Compares two analyses by the same options, which are given. Models are the same where their names are; scores to
/// 1e-12. Of lists with a role the weightiest come first: by share, datapoints, first crossings, records, then name.
/// Throws Error (bad_option) where the common as-of date cannot be looked from.
Difference diff(const Side& before, const Side& after, const Options& options);

}  // namespace gapcalc::audit
