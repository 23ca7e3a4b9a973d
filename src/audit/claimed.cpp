#include "gapcalc/claimed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "audit/claimed_models.hpp"
#include "audit/score_error.hpp"
#include "audit/settings.hpp"
#include "core/statistics.hpp"
#include "core/units.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::audit {
namespace {

constexpr std::string_view claims_it = "first_party", reproduces_it = "third_party";

/// The scores of a model on a benchmark.
struct ClaimPlace {
  std::vector<Measured> claims, reproductions;
};
/// Benchmarks in the order of the registry, each with its models by name.
struct ClaimedOn {
  Benchmark benchmark;
  std::map<std::string, ClaimPlace> models;
};
struct ClaimPlaces {
  std::vector<ClaimedOn> list;
  std::map<std::string, std::size_t> at;  ///< in the list, by id

  std::map<std::string, ClaimPlace>& of(const Benchmark& benchmark) {
    const auto [found, is_new] = at.try_emplace(benchmark.id, list.size());
    if (is_new) list.push_back({benchmark, {}});
    return list[found->second].models;
  }
};

Measured measured_of(const Dataset& data, const Benchmark& benchmark, const Record& record) {
  const Origin& origin = data.origins[record.origin];
  Measured result;
  result.score = record.score;
  result.settings = origin.settings;
  result.source = origin.source;
  result.file = data.files[origin.file].path;
  result.line = record.line;
  const ScoreError error = score_error(record.score, record.score_se, benchmark);
  result.se = error.se;
  result.se_from = error.from;
  return result;
}

/// The best claim; of equal ones the first.
Measured best_of(const std::vector<Measured>& claims) {
  Measured best = *std::max_element(claims.begin(), claims.end(),
                                    [](const Measured& a, const Measured& b) { return a.score < b.score; });
  best.n_scores = claims.size();
  return best;
}

/// The reproduction that is set against the claim, by the rule of TakenAs.
std::pair<Measured, TakenAs> fitting(std::vector<Measured> all, const Measured& claim) {
  const std::size_t n_scores = all.size();
  TakenAs taken = n_scores == 1 ? TakenAs::only : TakenAs::median;
  const auto silent = [](const Measured& one) { return !tells(one.settings); };
  if (n_scores > 1 && tells(claim.settings) && !std::all_of(all.begin(), all.end(), silent)) {
    std::erase_if(all, silent);  // nobody can tell how far they are from the claim
    const auto distance = [&](const Measured& one) {
      return count_different(settings_difference(claim.settings, one.settings));
    };
    std::size_t least = distance(all.front());
    for (const Measured& one : all) least = std::min(least, distance(one));
    std::erase_if(all, [&](const Measured& one) { return distance(one) != least; });
    if (all.size() == 1) taken = TakenAs::settings;
  }
  std::stable_sort(all.begin(), all.end(), [](const Measured& a, const Measured& b) { return a.score < b.score; });
  Measured result = all[all.size() / 2];
  result.n_scores = n_scores;
  return {std::move(result), taken};
}

ClaimPair pair_of(const std::string& model, const Benchmark& benchmark, const ClaimPlace& place) {
  ClaimPair pair;
  pair.model = model;
  pair.benchmark = benchmark.id;
  pair.title = benchmark.title;
  pair.access = benchmark.access;
  pair.unit = benchmark.unit;
  pair.claimed = best_of(place.claims);
  std::tie(pair.reproduced, pair.taken) = fitting(place.reproductions, pair.claimed);
  const double points = is_fraction(benchmark.unit) ? 100 : 1;
  if (!same_score(pair.claimed.score, pair.reproduced.score))
    pair.drop = (pair.claimed.score - pair.reproduced.score) * points;
  if (pair.claimed.se && pair.reproduced.se) {
    const double se = std::hypot(*pair.claimed.se, *pair.reproduced.se) * points;
    if (se > 0) {
      pair.se = se;
      pair.z = pair.drop / se;
      pair.p = two_sided_normal(*pair.z);
    }
  }
  pair.differ = settings_difference(pair.claimed.settings, pair.reproduced.settings);
  pair.settings = !tells(pair.claimed.settings) || !tells(pair.reproduced.settings) ? Settings::unknown
                  : pair.differ.empty()                                             ? Settings::same
                                                                                    : Settings::differ;
  return pair;
}

void adjust(std::vector<ClaimPair>& pairs) {
  std::vector<double> p;
  for (const ClaimPair& pair : pairs)
    if (pair.p) p.push_back(*pair.p);
  const std::vector<double> q = benjamini_hochberg(p);
  std::size_t at = 0;
  for (ClaimPair& pair : pairs)
    if (pair.p) pair.q = q[at++];
}

ClaimAudit audit_places(const ClaimPlaces& places, const ClaimedOptions& options) {
  ClaimAudit result;
  for (const ClaimedOn& of : places.list) {
    for (const auto& [model, place] : of.models) {
      result.n_claims += place.claims.size();
      result.n_reproductions += place.reproductions.size();
      if (!place.claims.empty() && !place.reproductions.empty()) {
        result.pairs.push_back(pair_of(model, of.benchmark, place));
        continue;
      }
      const bool claimed = !place.claims.empty();
      const std::vector<Measured>& scores = claimed ? place.claims : place.reproductions;
      result.unmatched.push_back({model, of.benchmark.id, of.benchmark.title, of.benchmark.unit, claimed,
                                  best_of(scores).score, scores.size()});
    }
  }
  std::stable_sort(result.unmatched.begin(), result.unmatched.end(),
                   [](const Unmatched& a, const Unmatched& b) { return a.claimed && !b.claimed; });
  adjust(result.pairs);
  result.models = judge_models(result.pairs, options);
  std::map<std::string_view, std::size_t> rank;
  for (const ModelClaims& model : result.models) rank.emplace(model.model, rank.size());
  std::stable_sort(result.pairs.begin(), result.pairs.end(),
                   [&](const ClaimPair& a, const ClaimPair& b) { return rank.at(a.model) < rank.at(b.model); });
  return result;
}

}  // namespace

void check(const ClaimedOptions& options) {
  const auto require = [](bool holds, std::string_view option, auto value, std::string_view remedy) {
    if (!holds) throw Error(ErrorCode::bad_option, fmt::format("{} cannot be {}", option, value), remedy);
  };
  require(options.fdr > 0 && options.fdr < 1, "--fdr", options.fdr, "give a number between 0 and 1");
  require(options.confidence > 0 && options.confidence <= 0.9999, "--confidence", options.confidence,
          "give a number above 0, up to 0.9999");
  require(options.min_pairs >= 2, "--min-pairs", options.min_pairs,
          "give a whole number from 2 on: an interval needs two benchmarks");
  require(options.margin > 0 && options.margin <= 100, "--margin", options.margin,
          "give a number of points above 0, up to 100");
}

ClaimAudit audit_claims(const Dataset& data, const ClaimedOptions& options) {
  check(options);
  ClaimPlaces places;
  std::size_t n_neither = 0;
  for (const BenchmarkRecords& of : data.benchmarks) {
    auto& models = places.of(of.benchmark);
    for (const Record& record : of.records) {
      const std::string& relationship = data.origins[record.origin].relationship;
      const bool claims = relationship == claims_it;
      if (!claims && relationship != reproduces_it) {
        ++n_neither;
        continue;
      }
      ClaimPlace& place = models[data.models[record.model].name];
      (claims ? place.claims : place.reproductions).push_back(measured_of(data, of.benchmark, record));
    }
  }
  ClaimAudit result = audit_places(places, options);
  result.n_neither = n_neither;
  if (result.n_claims == 0 || result.n_reproductions == 0)
    throw Error(ErrorCode::no_usable_rows,
                fmt::format("no score has the relationship {}",
                            result.n_claims > 0          ? reproduces_it
                            : result.n_reproductions > 0 ? claims_it
                                                         : fmt::format("{} or {}", claims_it, reproduces_it)),
                fmt::format("fill in that column, {} for claims and {} for reproductions, or give the two apart by "
                            "--claimed FILE --reproduced FILE",
                            claims_it, reproduces_it),
                data.files.size() == 1 ? data.files.front().path : "");  // of a folder no single file is to blame
  return result;
}

ClaimAudit audit_claims(const Dataset& claimed, const Dataset& reproduced, const ClaimedOptions& options) {
  check(options);
  ClaimPlaces places;
  const auto add = [&](const Dataset& data, std::vector<Measured> ClaimPlace::*side) {
    for (const BenchmarkRecords& of : data.benchmarks) {
      auto& models = places.of(of.benchmark);
      for (const Record& record : of.records)
        (models[data.models[record.model].name].*side).push_back(measured_of(data, of.benchmark, record));
    }
  };
  add(claimed, &ClaimPlace::claims);
  add(reproduced, &ClaimPlace::reproductions);
  return audit_places(places, options);
}

std::string_view name(ErrorFrom from) {
  constexpr std::array<std::string_view, 4> names = {"given", "items", "relative", "none"};
  return names[static_cast<std::size_t>(from)];
}
std::string_view name(Settings settings) {
  constexpr std::array<std::string_view, 3> names = {"same", "differ", "unknown"};
  return names[static_cast<std::size_t>(settings)];
}
std::string_view name(TakenAs taken) {
  constexpr std::array<std::string_view, 3> names = {"only", "settings", "median"};
  return names[static_cast<std::size_t>(taken)];
}
std::string_view name(ClaimVerdict verdict) {
  constexpr std::array<std::string_view, 3> names = {"inflated", "cannot_tell", "consistent"};
  return names[static_cast<std::size_t>(verdict)];
}

}  // namespace gapcalc::audit
