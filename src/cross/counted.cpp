#include "cross/counted.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/statistics.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/standard_error.hpp"

namespace gapcalc::cross {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();

/// To the 12 digits in which scores differ (same_score): 0.63 + 0.02 reaches 0.65.
double to_digits(double score) {
  constexpr double digits = 1e12;
  return std::round(score * digits) / digits;
}

double shifted(double score, double shift, Handicap::Scale scale) {
  if (shift == 0) return score;
  if (scale == Handicap::Scale::points) return std::clamp(to_digits(score + shift), 0.0, 1.0);
  if (score <= 0 || score >= 1) return score;
  return to_digits(logistic(std::log(score / (1 - score)) + shift));
}

/// A relative error is one of the logarithm: minutes are known up to a factor.
std::optional<double> lower_bound(const Record& record, const Benchmark& benchmark, double z) {
  const StandardError error = standard_error(record.score, record.score_se, benchmark);
  if (error.from == ErrorFrom::relative) return record.score * std::exp(-z * *benchmark.relative_se);
  return error.se ? std::optional(record.score - z * *error.se) : std::nullopt;
}

bool holds(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

bool is_left_out(const Origin& origin, const Benchmark& benchmark, const CrossOptions& options) {
  const std::string_view who = evaluator(origin, benchmark);
  return (!options.evaluators.empty() && !holds(options.evaluators, who)) || holds(options.exclude_relationships, who);
}

Counted::Counted(const Dataset& data, const BenchmarkRecords& source, std::span<const Membership> members,
                 const CrossOptions& options)
    : data_(data), source_(source) {
  const Benchmark& benchmark = source.benchmark;
  const Handicap handicap = is_fraction(benchmark.unit) ? options.handicap : Handicap{};
  if (options.evaluators.empty() && options.exclude_relationships.empty() && !options.confirm.lower_bound &&
      handicap.closed == 0 && handicap.open == 0)
    return;
  std::vector<bool> left_out(data.origins.size());
  for (std::size_t i = 0; i < left_out.size(); ++i) left_out[i] = is_left_out(data.origins[i], benchmark, options);
  const double z = normal_quantile((1 + bound_confidence) / 2);

  copy_.emplace(BenchmarkRecords{benchmark, {}});
  reasons_.reserve(source.records.size());
  for (const Record& record : source.records) {
    Record as = record;
    std::optional<Reason> reason;
    if (left_out[record.origin]) reason = Reason::other_evaluator;
    if (!reason && options.confirm.lower_bound) {
      if (const auto bound = lower_bound(record, benchmark, z))
        as.score = *bound;
      else
        reason = Reason::no_standard_error;
    }
    const Membership& member = members[record.model];
    if (member.closed != member.open)  // a model of both groups stays as it is
      as.score = shifted(as.score, member.open ? handicap.open : handicap.closed, handicap.scale);
    if (reason) as.score = nothing;
    copy_->records.push_back(as);
    reasons_.push_back(reason);
  }
}

Crosser Counted::crosser(std::size_t i) const {
  const Record& record = source_.records[i];
  const Model& model = data_.models[record.model];
  const Origin& origin = data_.origins[record.origin];
  Crosser result{model.name,  record.date,        record.score,  origin.file,
                 record.line, model.organization, origin.source, model.group};
  result.score_se = record.score_se;
  result.counted = records().records[i].score;
  result.claimed_only = origin.relationship == "first_party";
  return result;
}

}  // namespace gapcalc::cross
