#pragma once
// Scores that developers claim against those that others reproduced. docs/commands/audit.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/benchmark.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/standard_error.hpp"

namespace gapcalc::audit {

struct ClaimedOptions {
  double fdr = 0.05;          ///< false discovery rate at which a difference counts, over all pairs
  double confidence = 0.90;   ///< of intervals
  std::size_t min_pairs = 3;  ///< benchmarks that a verdict on a model needs
  double margin = 5;          ///< points of mean drop that matter: `consistent` means that the interval is below
};
/// Throws Error (bad_option) where a value is impossible.
void check(const ClaimedOptions& options);

/// One score of a pair, with where it is from.
struct Measured {
  double score = 0;          ///< in the benchmark's unit
  std::optional<double> se;  ///< standard error in the same unit
  ErrorFrom se_from = ErrorFrom::none;
  std::string settings, source;  ///< as the record has them, may be empty
  std::string file;              ///< as the user named it
  std::size_t line = 0;          ///< 1-based
  std::size_t n_scores = 0;      ///< of this side, of which this one was taken
};

/// What of the settings differs in one aspect: terms that only one side has, as they are written.
struct SettingsDifference {
  std::string aspect;  ///< `shots`, `prompting`, `sampling`, `subset`, `harness`, `other`
  std::vector<std::string> claimed, reproduced;
};

/// Whether both scores were measured alike, as far as their settings say.
enum class Settings : std::uint8_t { same, differ, unknown };
/// `same`, `differ`, `unknown`: a side states none.
std::string_view name(Settings settings);

/// Why a reproduction was taken.
enum class TakenAs : std::uint8_t {
  only,      ///< there was no other
  settings,  ///< its settings differ in fewer terms from those of the claim than those of all others
  median,    ///< the median by score of those that settings do not tell apart; of an even number the better one
};
/// `only`, `settings`, `median`.
std::string_view name(TakenAs taken);

/// A model's claimed and reproduced score on one benchmark.
struct ClaimPair {
  std::string model, benchmark, title;  ///< exact name; id; title of the benchmark
  std::string access;                   ///< of the benchmark
  Unit unit = Unit::fraction;
  Measured claimed, reproduced;
  TakenAs taken = TakenAs::only;
  double drop = 0;                ///< claimed - reproduced: points (100 of a fraction), else in the unit
  std::optional<double> se;       ///< of the drop, both errors taken as independent; empty where one is not known or
                                  ///< both are 0
  std::optional<double> z, p, q;  ///< drop / se; two-sided normal; adjusted over all pairs (Benjamini and Hochberg)
  Settings settings = Settings::unknown;
  std::vector<SettingsDifference> differ;  ///< by aspect
};

/// A score without a counterpart.
struct Unmatched {
  std::string model, benchmark, title;
  Unit unit = Unit::fraction;
  bool claimed = false;      ///< else reproduced
  double score = 0;          ///< the best of them
  std::size_t n_scores = 0;  ///< of the model on the benchmark
};

/// Whether drops are larger where test items are public.
struct Exposure {
  std::size_t n_public = 0, n_private = 0;          ///< benchmarks in fractions
  std::optional<double> public_drop, private_drop;  ///< mean drops, points
  std::optional<double> difference, low, high;      ///< public - private, with Welch's interval
  /// Why there is no difference or interval: `no_public`, `no_private`, `few_pairs` (a class has one benchmark),
  /// `no_spread`; else empty.
  std::string reason;
};

enum class ClaimVerdict : std::uint8_t { inflated, cannot_tell, consistent };
/// `inflated`, `cannot_tell`, `consistent`.
std::string_view name(ClaimVerdict verdict);

/// What the pairs of a model say together.
struct ModelClaims {
  std::string model;
  std::size_t n_pairs = 0, n_lower = 0, n_higher = 0, n_equal = 0;  ///< reproductions below, above, at the claim
  std::size_t n_clearly_lower = 0, n_clearly_higher = 0;            ///< with q <= fdr
  std::size_t n_differ = 0, n_unknown = 0;                          ///< pairs by Settings
  double sign_p = 1;                                                ///< of n_lower against n_higher
  std::size_t n_points = 0;                                         ///< pairs on benchmarks in fractions
  std::optional<double> mean_drop, low, high;  ///< over these, points, with Student's interval over benchmarks
  std::string reason;                          ///< why there is no interval: `no_fractions`, `few_pairs`, `no_spread`
  Exposure exposure;
  ClaimVerdict verdict = ClaimVerdict::cannot_tell;
  std::string why;  ///< of the verdict, a sentence
};

struct ClaimAudit {
  std::vector<ClaimPair> pairs;                   ///< by model as below, then as the benchmarks come in the registry
  std::vector<ModelClaims> models;                ///< by verdict, then by mean drop, largest first, then by name
  std::vector<Unmatched> unmatched;               ///< claims first, then by benchmark and model
  std::size_t n_claims = 0, n_reproductions = 0;  ///< scores
  std::size_t n_neither = 0;                      ///< scores whose relationship is neither first_party nor third_party
};

/// Claims and reproductions of one dataset by who measured: `first_party` claims, `third_party` reproduces, others do
/// neither. Throws Error (bad_option) on impossible options; (no_usable_rows) where there is no claim or no
/// reproduction.
ClaimAudit audit_claims(const Dataset& data, const ClaimedOptions& options);
/// Claims in one dataset, reproductions in another, whoever measured. Throws Error (bad_option) on impossible options.
ClaimAudit audit_claims(const Dataset& claimed, const Dataset& reproduced, const ClaimedOptions& options);

}  // namespace gapcalc::audit
