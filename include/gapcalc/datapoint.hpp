#pragma once
// What `cross` hands to `smooth` and `emit`: crossings, and the datapoints that survive review.

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/benchmark.hpp"
#include "gapcalc/date.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc {

/// The first model of a group to reach a threshold.
struct Crosser {
  std::string model;
  Date date;                             ///< its release
  double score = 0;                      ///< the score that reached it, in the benchmark's unit
  std::uint32_t record_file = no_index;  ///< index into Dataset::files
  std::uint32_t record_line = 0;         ///< line of the record in that file
  std::string organization = {};         ///< of the model; may be a list, separated by commas, or empty
  std::string source = {};               ///< where the score comes from, text or address; may be empty
  std::string group = {};                ///< Model::group; may be empty
  double score_se = std::numeric_limits<double>::quiet_NaN();  ///< of the record; NaN where it has none
  double counted = score;  ///< what the score counts as: less or more where CrossOptions say so
  /// Who made the model says so, and nobody else measured it there: no score of another evaluator reaches the
  /// threshold. Never on the word of a board alone.
  bool claimed_only = false;
};

enum class Status { accepted, duplicate, rejected, needs_review, still_open };

/// `accepted`, `duplicate`, `rejected`, `needs_review`, `still_open`.
std::string_view name(Status status);

/// One threshold of one benchmark that the closed group has reached (METHOD, section 4).
struct Crossing {
  double threshold = 0;
  Crosser closed;
  std::optional<Crosser> open;  ///< empty while no open model has reached the threshold
  Status status = Status::still_open;
  std::string reason;  ///< why it has this status, in words that start with a stable code
  /// Still open: it would be accepted, by verdict or floor. The allow-list does not count: it was drawn up from
  /// thresholds that both groups had reached.
  bool awaited = false;

  /// Open date - closed date, in days; negative when open led. Empty while still open.
  [[nodiscard]] std::optional<int> gap_days() const {
    return open ? std::optional<int>(open->date.days - closed.date.days) : std::nullopt;
  }
  /// The code that the reason starts with.
  [[nodiscard]] std::string_view reason_code() const { return std::string_view(reason).substr(0, reason.find(':')); }
  /// A verdict on it lapsed. It may count nevertheless, as the highest of its pair: its reason goes on to say so.
  [[nodiscard]] bool verdict_lapsed() const { return reason.find("verdict_lapsed") != std::string::npos; }
};

/// An accepted crossing: one unit of the trend (METHOD, sections 5 and 6).
struct Datapoint {
  std::string benchmark, access, category, provenance;  ///< id, access, category, provenance verdict
  double threshold = 0;
  Crosser closed, open;

  /// Backward-looking gap in days: open date - closed date.
  [[nodiscard]] int gap_days() const { return open.date.days - closed.date.days; }
  [[nodiscard]] double gap_months() const { return months(gap_days()); }
};

/// The crossings of one benchmark, and how well it was covered.
struct BenchmarkCrossings {
  Benchmark benchmark;
  std::size_t n_open = 0, n_closed = 0;                 ///< distinct models tested per group
  std::optional<Date> first_date, last_date;            ///< release dates of the first and last model tested
  std::optional<Date> last_open, last_closed;           ///< release dates of the last model tested of each group
  std::optional<double> floor;                          ///< the validity floor in force; empty without scores
  std::vector<double> thresholds;                       ///< the grid in force, ascending
  std::vector<Crossing> crossings;                      ///< by ascending threshold
  std::vector<Crosser> open_frontier, closed_frontier;  ///< the models that set a new best in their group, by date

  /// The accepted crossing whose open model came last, the highest of equals; null where there is none.
  [[nodiscard]] const Crossing* last_accepted() const;
};

/// Who reached a threshold, each model once, in the order in which a first crosser is looked for; and the models that
/// did not, best first, of the group that came second (or has not come), released from the first of the one group to
/// the first of the other (or to the as-of date).
struct Reach {
  std::vector<Crosser> closed, open, short_of_it;
};

/// What the cross stage returns.
struct Crossings {
  Date as_of;
  std::vector<BenchmarkCrossings> benchmarks;  ///< in the dataset's order
  std::vector<Datapoint> datapoints;           ///< in the order of benchmarks and thresholds
  std::vector<Excluded> excluded;              ///< records that are in neither group
  std::vector<std::string> notes;              ///< things a user should know that are no error
};

}  // namespace gapcalc
