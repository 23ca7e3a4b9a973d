#include "gapcalc/selection.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "audit/coverage.hpp"
#include "audit/tested_models.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/standard_error.hpp"

namespace gapcalc::audit {
namespace {

/// e_N with those that were asked for before: crossers share few N.
class Maxima {
 public:
  double operator()(std::size_t n) {
    const auto [at, is_new] = known_.try_emplace(n, 0);
    if (is_new) at->second = expected_maximum(n);
    return at->second;
  }

 private:
  std::map<std::size_t, double> known_;
};

/// From the unit to what differences are told in.
double points_per(Unit unit) { return is_fraction(unit) ? 100 : 1; }

bool share_one(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const auto& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

/// Counts the candidates of a crosser, and finds the next model of its group.
void look_around(const std::vector<TestedModel>& tested, Selected& of) {
  const auto self =
      std::find_if(tested.begin(), tested.end(), [&](const TestedModel& one) { return one.name == of.crosser.model; });
  if (self == tested.end()) return;
  of.family = self->family;
  std::size_t family_n = 0, organization_n = 0;
  const TestedModel* next = nullptr;
  for (const TestedModel& one : tested) {
    if (one.date > of.crosser.date) continue;
    const bool same_family = one.name == self->name || (!one.family.empty() && one.family == self->family);
    if (same_family) ++family_n;
    if (share_one(one.organizations, self->organizations)) ++organization_n;
    if (same_family || !(of.open ? one.open : one.closed)) continue;
    if (next == nullptr || one.best > next->best) next = &one;
  }
  if (next != nullptr) {
    of.next_model = next->name;
    of.next_score = next->best;
  }
  if (self->family.empty())
    of.reason = "no_family";
  else
    of.family_n = family_n;
  if (!self->organizations.empty())
    of.organization_n = organization_n;
  else if (of.reason.empty())
    of.reason = "no_organization";
}

Selected selected(const Benchmark& benchmark, const std::vector<TestedModel>& tested, const Datapoint& datapoint,
                  bool open, bool frontier_only, Maxima& maximum) {
  const double points = points_per(benchmark.unit);
  Selected result;
  result.benchmark = datapoint.benchmark;
  result.title = benchmark.title;
  result.unit = benchmark.unit;
  result.threshold = datapoint.threshold;
  result.open = open;
  result.crosser = open ? datapoint.open : datapoint.closed;
  if (frontier_only)
    result.reason = "frontier_only";  // the others are not there to be counted
  else
    look_around(tested, result);
  const double score = result.crosser.score;
  const StandardError error = standard_error(score, result.crosser.score_se, benchmark);
  result.se_from = error.from;
  result.margin = points * (result.crosser.counted - datapoint.threshold);
  if (result.next_score) result.distance = points * (score - *result.next_score);
  if (!error.se) return result;
  result.se = points * *error.se;
  if (*result.se > 0) result.margin_ses = result.margin / *result.se;
  if (result.family_n) result.inflation = maximum(*result.family_n) * *result.se;
  if (result.organization_n) result.organization_inflation = maximum(*result.organization_n) * *result.se;
  return result;
}

Implied implied(const Statement& statement) {
  constexpr double one_vote_se = 2 * elo_per_logit;  // against an equal, where its information is 1/4 per logit squared
  Implied result;
  result.statement = statement;
  result.expected = expected_maximum(statement.n);
  result.sigma = statement.gain / result.expected;
  if (result.sigma > 0) result.takes_votes = one_vote_se * one_vote_se / (result.sigma * result.sigma);
  if (statement.votes) {
    result.votes_se = one_vote_se / std::sqrt(static_cast<double>(*statement.votes));
    result.votes_gain = result.expected * *result.votes_se;
  }
  return result;
}

}  // namespace

Selection selection(const Dataset& data, const Crossings& crossings, const CrossOptions& options,
                    std::span<const Statement> statements, Period period) {
  Selection result;
  result.frontier_only = cross::only_frontier(data);
  std::map<std::string_view, std::size_t> place;
  std::vector<std::vector<TestedModel>> tested;
  tested.reserve(data.benchmarks.size());
  for (const BenchmarkRecords& benchmark : data.benchmarks) {
    place.emplace(benchmark.benchmark.id, tested.size());
    tested.push_back(tested_models(data, benchmark, options, crossings.as_of));
  }
  Maxima maximum;
  result.crossers.reserve(2 * crossings.datapoints.size());
  for (const Datapoint& datapoint : crossings.datapoints) {
    const std::size_t b = place.at(datapoint.benchmark);
    for (const bool open : {false, true})
      result.crossers.push_back(
          selected(data.benchmarks[b].benchmark, tested[b], datapoint, open, result.frontier_only, maximum));
  }
  result.statements.reserve(statements.size());
  for (const Statement& statement : statements) result.statements.push_back(implied(statement));
  add_coverage(crossings, tested, period, result);
  return result;
}

}  // namespace gapcalc::audit
