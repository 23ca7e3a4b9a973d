#pragma once
// Selection effects: what a score gains by being the best of several, and who was tested how often. docs/selection.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/benchmark.hpp"
#include "gapcalc/board.hpp"
#include "gapcalc/claimed.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/date.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::audit {

/// e_N: the mean of the largest of n independent standard normal draws, n times the integral of x phi(x) Phi(x)^(n - 1)
/// (David and Nagaraja 2003, "Order Statistics", section 3.1), to 1e-10 for n up to 1e9. 0 for n = 1; throws Error
/// (bad_option) for n = 0.
double expected_maximum(std::size_t n);

/// A first crosser of a datapoint, as one of those that were tested.
struct Selected {
  std::string benchmark, title;  ///< id; title
  Unit unit = Unit::fraction;
  double threshold = 0;
  bool open = false;  ///< of the group that follows, else of the one that leads
  Crosser crosser;
  std::string family;                         ///< the model that it is a version of; empty where not known
  std::optional<std::size_t> family_n;        ///< versions of the family tested up to its release, itself among them
  std::optional<std::size_t> organization_n;  ///< versions of any of its organizations, the same
  std::string reason;        ///< why a number is not known: `frontier_only`, `no_family`, `no_organization`; else empty
  std::optional<double> se;  ///< standard error of its score: points (100 of a fraction), else in the unit
  ErrorFrom se_from = ErrorFrom::none;
  double margin = 0;                 ///< score - threshold, in points or the unit
  std::optional<double> margin_ses;  ///< margin / se; empty without a se above 0
  std::string next_model;            ///< the best of another family in its group up to its release; empty: none
  std::optional<double> next_score;  ///< in the unit
  std::optional<double> distance;    ///< its score - next score, in points or the unit
  std::optional<double> inflation;   ///< e_N se for N = family_n, in points or the unit
  std::optional<double> organization_inflation;  ///< for N = organization_n
};

/// What one side says, and the standard error of a rating that would make it so.
struct Implied {
  Statement statement;
  double expected = 0;  ///< e_N
  double sigma = 0;     ///< gain / e_N, points of the rating
  std::optional<double>
      takes_votes;                   ///< against equals, with which a rating has that standard error; empty for no gain
  std::optional<double> votes_se;    ///< standard error from its votes against equals: 2 (400 / ln 10) / sqrt(votes)
  std::optional<double> votes_gain;  ///< e_N times that
};

/// Models tested, of the two groups.
struct TestCounts {
  std::size_t open = 0, closed = 0;
};

/// How long after its release a model was first tested.
struct TestDelay {
  std::size_t n = 0;             ///< models whose first test has a date
  std::optional<double> median;  ///< days, by type-7 quantiles
  std::string reason;            ///< why there is none: `no_test_dates`; else empty
};

/// A span of releases.
struct PeriodCounts {
  std::string period;  ///< `2025` or `2025-Q1`
  TestCounts models;   ///< tested, by release date
};

/// How a benchmark was tested.
struct BenchmarkTests {
  std::string benchmark, title, access;  ///< id; title; of the test items
  TestCounts models;
  std::optional<Date> last_open, last_closed;  ///< release of the last new model
  TestDelay open_delay, closed_delay;
  std::vector<PeriodCounts> periods;  ///< from the first to the last with a model; empty with records of the frontier
};

/// How much of testing and of leading an organization has.
struct OrganizationTests {
  std::string organization;
  std::size_t tests = 0;              ///< models on benchmarks; a model of several organizations counts for each
  double share = 0;                   ///< of all tests
  std::size_t first = 0;              ///< first crossers over datapoints
  std::optional<double> first_share;  ///< of all; empty where there are none
};

enum class Period : std::uint8_t { year, quarter };
/// `year`, `quarter`.
std::string_view name(Period period);

struct Selection {
  std::vector<Selected> crossers;  ///< by datapoint, the leader first
  std::vector<Implied> statements;
  bool frontier_only = false;                    ///< records keep only what set a new best
  std::vector<BenchmarkTests> benchmarks;        ///< in the order of the data
  std::vector<PeriodCounts> periods;             ///< tests over all benchmarks
  std::vector<OrganizationTests> organizations;  ///< most tests first, then by name; empty with `frontier_only`
};

/// Who was tested and who crossed first. The data should be loaded with LoadOptions::with_groups and with_test_dates.
Selection selection(const Dataset& data, const Crossings& crossings, const CrossOptions& options,
                    std::span<const Statement> statements, Period period);

}  // namespace gapcalc::audit
