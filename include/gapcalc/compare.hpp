#pragma once
// Differences between series and within them, with intervals from common draws. docs/method.md, section 8.

#include <span>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/quantity.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc::infer {

/// Whether the access label matters, by exchanging it between benchmarks.
struct Permutation {
  std::size_t n_private = 0, n_public = 0;  ///< benchmarks
  std::optional<double> difference;         ///< private - public now, months; empty where a series has no level
  std::optional<double> p_value;            ///< two-sided; empty where there is nothing to exchange
  std::size_t n_permutations = 0;           ///< relabellings looked at, the true one among them
  bool exact = false;                       ///< all of them
};

/// A claim and what the data say of it.
struct ClaimAnswer {
  Claim claim;
  Answer answer = Answer::cannot_tell;
  Quantity quantity;
};

struct Comparison {
  std::vector<Quantity> quantities;
  Permutation permutation;
  std::vector<ClaimAnswer> claims;
};

/// Crossings with a narrower group of followers, to be set against all.
struct Part {
  std::string name;                       ///< for instance `China`
  std::span<const Datapoint> datapoints;  ///< its accepted crossings
  std::string missing;                    ///< why there is nothing to compare; empty where there is
};

/// What the headline says beside the levels: `private-public.now`, and `now-minimum.ID` for every trend with a level,
/// by its id, with intervals from common draws of all datapoints. `trends` are the result of
/// smooth::smooth on the same arguments.
std::vector<Quantity> headline(std::span<const Datapoint> datapoints, std::span<const Trend> trends,
                               const SmoothOptions& options);

/// Differences and ratios of the private and the public series now, at the minimum and over the last twelve months;
/// now - minimum and the date of the minimum of the series all, public and private; and
/// `NAME-all.now`, the part - all. All intervals but the last are from the same draws; that one is from draws of its
/// own of both sets together. Then the permutation test, and an answer to each claim; one about a quantity that there
/// is not cannot be told. Throws Error (bad_claims) on bounds in another measure than the quantity's.
Comparison compare(std::span<const Datapoint> datapoints, const Part& part, std::span<const Claim> claims,
                   const SmoothOptions& options);

/// Exchanges the access label between whole benchmarks: all relabellings where there are at most `most`, else that
/// many random ones, and the p-value counts the true one too (Phipson and Smyth 2010).
Permutation permute_access(std::span<const Datapoint> datapoints, std::size_t most, const SmoothOptions& options);

}  // namespace gapcalc::infer
