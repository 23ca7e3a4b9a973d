#include "gapcalc/cross.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "core/quantile.hpp"
#include "cross/claims.hpp"
#include "cross/counted.hpp"
#include "cross/first_crossers.hpp"
#include "cross/notes.hpp"
#include "cross/record_setters.hpp"
#include "cross/review.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::cross {
namespace {

/// Below the 10th percentile of all scores the first crosser mostly shows which models were tested
/// (METHOD, section 5, rule 3).
constexpr double floor_quantile = 0.10;

void check_thresholds(const Dataset& data, const CrossOptions& options) {
  const auto check_fractions = [](const std::vector<double>& list) {
    for (const double value : list)
      if (!(value > 0 && value <= 1))
        throw Error(ErrorCode::bad_option, fmt::format("--thresholds has {}, which no fraction can cross", value),
                    "give fractions above 0 and up to 1: 0.5, not 50");
  };
  check_fractions(options.thresholds);
  for (const auto& [id, list] : options.thresholds_of) {
    const auto at = std::find_if(data.benchmarks.begin(), data.benchmarks.end(),
                                 [&, &wanted = id](const BenchmarkRecords& b) { return b.benchmark.id == wanted; });
    if (at == data.benchmarks.end())
      throw Error(ErrorCode::bad_option, fmt::format("--thresholds names '{}', which is not in the analysis", id),
                  "`gapcalc benchmarks` lists the ids");
    if (is_fraction(at->benchmark.unit)) check_fractions(list);
  }
}

/// How well the benchmark was covered, and the scores that the floor and the grid need.
struct Coverage {
  std::vector<double> scores;  ///< of all records up to the as-of date, in either group or in none
  double lowest = 0, highest = 0;
};

/// One pass over the records of benchmark `b`: coverage, and the records that are in neither group or count for
/// nothing.
Coverage survey(const Dataset& data, std::uint32_t b, std::span<const Membership> members, const Counted& counted,
                Date as_of, BenchmarkCrossings& result, std::vector<Excluded>& excluded) {
  const BenchmarkRecords& source = data.benchmarks[b];
  Coverage coverage;
  coverage.scores.reserve(source.records.size());
  std::vector<bool> seen(data.models.size());
  std::unordered_set<std::string_view> open, closed;  // a name may stand for several entries of the model list
  std::size_t at = 0;
  for (const Record& record : source.records) {
    const Membership& member = members[record.model];
    const auto uncounted = counted.excluded(at++);
    const auto reason = record.date > as_of ? std::optional(Reason::after_as_of)
                        : member.excluded   ? member.excluded
                                            : uncounted;
    if (reason) excluded.push_back({*reason, data.origins[record.origin].file, record.line, b, record.model, {}});
    if (record.date > as_of) continue;
    coverage.scores.push_back(record.score);
    if (reason) continue;
    if (!result.first_date || record.date < *result.first_date) result.first_date = record.date;
    if (!result.last_date || record.date > *result.last_date) result.last_date = record.date;
    if (member.open) result.last_open = std::max(result.last_open, std::optional(record.date));
    if (member.closed) result.last_closed = std::max(result.last_closed, std::optional(record.date));
    if (seen[record.model]) continue;
    seen[record.model] = true;
    if (member.open) open.insert(data.models[record.model].name);
    if (member.closed) closed.insert(data.models[record.model].name);
  }
  result.n_open = open.size();
  result.n_closed = closed.size();
  if (const auto& tested = source.benchmark.tested) {  // frontier records: the full source tested more
    result.n_open = std::max(result.n_open, tested->open);
    result.n_closed = std::max(result.n_closed, tested->closed);
    if (tested->first && (!result.first_date || *tested->first < *result.first_date)) result.first_date = tested->first;
    const auto later = [as_of](std::optional<Date>& last, std::optional<Date> full) {
      if (full && (!last || *full > *last)) last = std::min(*full, as_of);
    };
    later(result.last_date, tested->last);
    later(result.last_open, tested->last_open);
    later(result.last_closed, tested->last_closed);
  }
  if (!coverage.scores.empty()) {
    const auto [least, most] = std::minmax_element(coverage.scores.begin(), coverage.scores.end());
    coverage.lowest = *least;
    coverage.highest = *most;
  }
  return coverage;
}

BenchmarkCrossings cross_benchmark(const Dataset& data, std::uint32_t b, std::span<const Membership> members,
                                   Date as_of, const CrossOptions& options, std::vector<Excluded>& excluded) {
  const BenchmarkRecords& source = data.benchmarks[b];
  BenchmarkCrossings result;
  result.benchmark = source.benchmark;
  const Counted counted(data, source, members, options);
  Coverage coverage = survey(data, b, members, counted, as_of, result, excluded);
  if (coverage.scores.empty()) return result;
  result.floor = source.benchmark.floor ? *source.benchmark.floor : quantile(coverage.scores, floor_quantile);

  const auto& grid = result.thresholds = thresholds(source.benchmark, options, coverage.lowest, coverage.highest);
  const auto [closed, open] = options.confirm.kth == 1
                                  ? first_crossers(counted.records(), grid, data.models, members, as_of, options.tie)
                                  : kth_crossers(counted.records(), grid, data.models, members, as_of, options);
  for (std::size_t k = 0; k < grid.size(); ++k) {
    if (closed[k] == FirstCrossers::nowhere) continue;  // the closed group never got here: no crossing
    Crossing crossing;
    crossing.threshold = grid[k];
    crossing.closed = counted.crosser(closed[k]);
    if (open[k] != FirstCrossers::nowhere)
      crossing.open = counted.crosser(open[k]);
    else
      crossing.reason = options.confirm.kth == 1 ? "no_open_model" : "too_few_open_models";
    result.crossings.push_back(std::move(crossing));
  }
  std::vector<Reached> crossers;
  for (Crossing& crossing : result.crossings) {
    crossers.push_back({&crossing.closed, crossing.threshold});
    if (crossing.open) crossers.push_back({&*crossing.open, crossing.threshold});
  }
  confirm_claims(data, source, counted, crossers);
  review(result, data.verdicts, options);
  for (const RecordSetter& setter : record_setters(counted.records(), data.models, members, as_of, options.tie)) {
    Crosser best = counted.crosser(setter.index);
    best.claimed_only = false;  // which is of a threshold
    if (setter.closed) result.closed_frontier.push_back(best);
    if (setter.open) result.open_frontier.push_back(best);
  }
  return result;
}

}  // namespace

bool only_frontier(const Dataset& data) {
  return std::any_of(data.benchmarks.begin(), data.benchmarks.end(),
                     [](const BenchmarkRecords& b) { return b.benchmark.tested.has_value(); });
}

Date as_of(const Dataset& data, const CrossOptions& options) {
  if (options.as_of) return *options.as_of;
  if (data.as_of) return *data.as_of;
  if (data.latest) return *data.latest;
  throw Error(ErrorCode::bad_option, "no release date in the input tells the as-of date", "give --as-of");
}

Crossings cross(const Dataset& data, const CrossOptions& options) {
  check_thresholds(data, options);
  if (options.since && options.until && *options.until < *options.since)
    throw Error(ErrorCode::bad_option, "--until is before --since", "swap them");
  if (options.handicap.scale == Handicap::Scale::points &&
      std::max(std::abs(options.handicap.open), std::abs(options.handicap.closed)) >= 1)
    throw Error(ErrorCode::bad_option, "a handicap of 1 would take every score from 0 to 1",
                "0.02 is two points of a hundred");
  Crossings result;
  result.as_of = as_of(data, options);
  const auto members = memberships(data, options);
  for (std::uint32_t b = 0; b < data.benchmarks.size(); ++b)
    result.benchmarks.push_back(cross_benchmark(data, b, members, result.as_of, options, result.excluded));
  for (const BenchmarkCrossings& benchmark : result.benchmarks)
    for (const Crossing& crossing : benchmark.crossings)
      if (crossing.status == Status::accepted)
        result.datapoints.push_back({benchmark.benchmark.id, benchmark.benchmark.access, benchmark.benchmark.category,
                                     benchmark.benchmark.provenance.verdict, crossing.threshold, crossing.closed,
                                     *crossing.open});
  add_notes(data, options, result);
  return result;
}

std::vector<std::size_t> frontier(const Dataset& data, const BenchmarkRecords& benchmark, const CrossOptions& options) {
  std::vector<std::size_t> chosen;
  const auto members = memberships(data, options);
  const Counted counted(data, benchmark, members, options);
  for (const RecordSetter& setter :
       record_setters(counted.records(), data.models, members, as_of(data, options), options.tie))
    chosen.push_back(setter.index);
  return chosen;
}

}  // namespace gapcalc::cross
