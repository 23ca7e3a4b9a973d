#pragma once
// Many variants tested in private on a rating board, of which the best is published: a simulation. docs/selection.md.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace gapcalc::audit {

/// Ratings are on the Elo scale: 400 points are odds of 10.
struct TestingOptions {
  std::vector<std::size_t> candidates = {2, 5, 10, 20, 50};  ///< variants tested, of which the best is published
  std::vector<std::size_t> votes = {300, 1000, 3000};        ///< against the board, for each variant
  double spread = 0;                                         ///< standard deviation of what variants are worth, points
  double strength = 0;                                       ///< their mean above that of the board, points
  /// Models of the board, evenly spaced over `range` points. 50 in 200 are as dense as the top of the Arena was: four
  /// models within 17 points, nine within 38 ("The Leaderboard Illusion", on identical checkpoints).
  std::size_t board = 50;
  double range = 200;
  std::size_t board_votes = 3000;  ///< for each of them, among themselves
  int replicates = 200;
  double confidence = 0.90;  ///< of the intervals over replicates
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: one per processor; never changes the result
};
/// Throws Error (bad_option) where a value is impossible.
void check(const TestingOptions& options);

/// Of a figure over replicates.
struct Replicated {
  double mean = 0, se = 0;   ///< the error of the mean by simulation, s / sqrt(replicates)
  double low = 0, high = 0;  ///< percentiles over replicates, type 7
};

/// What testing `n` variants with so many votes each does.
struct TestingResult {
  std::size_t votes = 0, n = 0;
  std::size_t n_replicates = 0;  ///< with a likelihood that has a maximum: nobody won or lost every vote
  /// Standard error of the rating of one variant by formula, points: (400 / ln 10) / sqrt(votes mean p (1 - p)) over
  /// the board.
  double rating_se = 0;
  double expected = 0;                  ///< inflation by formula: e_n se^2 / sqrt(se^2 + spread^2)
  double expected_gain = 0;             ///< true gain by formula: e_n spread^2 / sqrt(se^2 + spread^2)
  std::optional<Replicated> inflation;  ///< rating of the published variant - what it is worth, points
  std::optional<Replicated> gain;       ///< what the published variant is worth - the mean of all variants, points
  std::optional<Replicated> ranks;      ///< by which it stands above where it belongs
  std::optional<Replicated> fresh;      ///< inflation of its rating from as many fresh votes instead
  std::optional<Replicated> fresh_ranks;
};

/// One for each number of votes and variants, in that order. Each replicate plays the battles of the board and of the
/// variants, rates all of them by maximum likelihood (Bradley and Terry 1952), and publishes the variant that is rated
/// best. `progress` is called with replicates done and to do, by any thread; where it returns false, the replicates
/// that are left are not played. Throws Error (bad_option).
std::vector<TestingResult> private_testing(const TestingOptions& options,
                                           const std::function<bool(std::size_t, std::size_t)>& progress = {});

}  // namespace gapcalc::audit
