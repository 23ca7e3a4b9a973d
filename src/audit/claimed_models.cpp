#include "audit/claimed_models.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace gapcalc::audit {
namespace {

using PairList = std::vector<const ClaimPair*>;

std::vector<double> drops_of(const PairList& pairs, std::string_view access = {}) {
  std::vector<double> drops;
  for (const ClaimPair* pair : pairs)
    if (is_fraction(pair->unit) && (access.empty() || pair->access == access)) drops.push_back(pair->drop);
  return drops;
}

Exposure exposure_of(const PairList& pairs, const ClaimedOptions& options) {
  const std::vector<double> of_public = drops_of(pairs, "public"), of_private = drops_of(pairs, "private");
  Exposure result;
  result.n_public = of_public.size();
  result.n_private = of_private.size();
  if (!of_public.empty()) result.public_drop = mean_interval(of_public, options.confidence).mean;
  if (!of_private.empty()) result.private_drop = mean_interval(of_private, options.confidence).mean;
  if (of_public.empty() || of_private.empty()) {
    result.reason = of_public.empty() ? "no_public" : "no_private";
    return result;
  }
  const MeanInterval of = mean_difference(of_public, of_private, options.confidence);
  result.difference = of.mean;
  result.low = of.low;
  result.high = of.high;
  if (!of.low) result.reason = std::min(of_public.size(), of_private.size()) < 2 ? "few_pairs" : "no_spread";
  return result;
}

/// What settings leave open, behind the reason of a drop.
std::string settings_clause(const ModelClaims& of) {
  if (of.n_differ == 0 && of.n_unknown == 0) return "; all settings are the same, so they are not why";
  std::vector<std::string> parts;
  if (of.n_differ > 0) parts.push_back(fmt::format("differ on {}", of.n_differ));
  if (of.n_unknown > 0) parts.push_back(fmt::format("are not known on {}", of.n_unknown));
  return fmt::format("; settings {} of {}, so this says that the claim does not hold as reproduced, not why",
                     join(parts, " and "), of.n_pairs);
}

void judge(ModelClaims& of, const ClaimedOptions& options) {
  const auto set = [&](ClaimVerdict verdict, std::string why) {
    of.verdict = verdict;
    of.why = std::move(why);
  };
  const auto interval = [&] {
    return fmt::format("{:.4g} % interval {} to {} points", 100 * options.confidence, one_decimal(*of.low),
                       one_decimal(*of.high));
  };
  using enum ClaimVerdict;
  if (of.n_points < options.min_pairs)
    return set(cannot_tell, fmt::format("{} in fractions with both scores, and a verdict needs {}",
                                        counted(of.n_points, "benchmark"), options.min_pairs));
  if (!of.low) {
    if (of.n_lower + of.n_higher == 0) return set(consistent, "every reproduction is at its claim");
    return set(cannot_tell,
               fmt::format("all drops are the same, {} points, which gives no interval", one_decimal(*of.mean_drop)));
  }
  if (*of.low > 0)
    return set(inflated, fmt::format("the mean drop is above 0 ({}){}", interval(), settings_clause(of)));
  if (*of.high < 0) return set(consistent, fmt::format("reproductions are above the claims ({})", interval()));
  if (of.n_clearly_lower > 0)
    return set(cannot_tell,
               fmt::format("{} clearly below the claim, but the mean drop may be 0 ({}){}",
                           of.n_clearly_lower == 1 ? "one reproduction is"
                                                   : fmt::format("{} reproductions are", of.n_clearly_lower),
                           interval(), settings_clause(of)));
  if (*of.high > options.margin)
    return set(cannot_tell, fmt::format("the mean drop may be 0, and may be more than {:g} points ({})", options.margin,
                                        interval()));
  set(consistent, fmt::format("the mean drop is not above {:g} points, and may be 0 ({})", options.margin, interval()));
}

ModelClaims model_of(const std::string& model, const PairList& pairs, const ClaimedOptions& options) {
  ModelClaims result;
  result.model = model;
  result.n_pairs = pairs.size();
  for (const ClaimPair* pair : pairs) {
    ++(pair->drop > 0 ? result.n_lower : pair->drop < 0 ? result.n_higher : result.n_equal);
    if (pair->q && *pair->q <= options.fdr && pair->drop != 0)
      ++(pair->drop > 0 ? result.n_clearly_lower : result.n_clearly_higher);
    if (pair->settings == Settings::differ) ++result.n_differ;
    if (pair->settings == Settings::unknown) ++result.n_unknown;
  }
  result.sign_p = sign_test(result.n_lower, result.n_higher);
  const std::vector<double> drops = drops_of(pairs);
  result.n_points = drops.size();
  if (drops.empty()) {
    result.reason = "no_fractions";
  } else {
    const MeanInterval mean = mean_interval(drops, options.confidence);
    result.mean_drop = mean.mean;
    result.low = mean.low;
    result.high = mean.high;
    if (!mean.low) result.reason = drops.size() < 2 ? "few_pairs" : "no_spread";
  }
  result.exposure = exposure_of(pairs, options);
  judge(result, options);
  return result;
}

}  // namespace

std::vector<ModelClaims> judge_models(std::span<const ClaimPair> pairs, const ClaimedOptions& options) {
  std::map<std::string, PairList> by_model;
  for (const ClaimPair& pair : pairs) by_model[pair.model].push_back(&pair);
  std::vector<ModelClaims> result;
  result.reserve(by_model.size());
  for (const auto& [model, list] : by_model) result.push_back(model_of(model, list, options));
  std::stable_sort(result.begin(), result.end(), [](const ModelClaims& a, const ModelClaims& b) {
    return std::tuple(a.verdict, !a.mean_drop, -a.mean_drop.value_or(0)) <
           std::tuple(b.verdict, !b.mean_drop, -b.mean_drop.value_or(0));
  });
  return result;
}

}  // namespace gapcalc::audit
