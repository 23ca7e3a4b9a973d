#include "gapcalc/private_testing.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <Eigen/Core>
#include <algorithm>
#include <atomic>
#include <cmath>

#include "audit/bradley_terry.hpp"
#include "core/quantile.hpp"
#include "core/random.hpp"
#include "core/statistics.hpp"
#include "core/threads.hpp"
#include "gapcalc/board.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/selection.hpp"

namespace gapcalc::audit {
namespace {

/// What a model is worth, in logits.
using Worth = Eigen::VectorXd;

/// The board's models, the best first; their mean is 0.
Worth board_of(const TestingOptions& options) {
  const auto n = static_cast<Eigen::Index>(options.board);
  return Worth::LinSpaced(n, options.range / 2, -options.range / 2) / elo_per_logit;
}

/// Whether something of this chance happens.
bool happens(double chance, RandomStream& random) {
  constexpr double bits_range = 4294967296.0;  // 2^32
  return random.bits() < chance * bits_range;
}

/// Battles of the board among itself: `board_votes` for each model in the mean, pairs drawn evenly.
Eigen::MatrixXd board_battles(const Worth& board, const TestingOptions& options, RandomStream& random) {
  const auto n = static_cast<std::uint32_t>(board.size());
  Eigen::MatrixXd chance(n, n), wins = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) chance(i, j) = logistic(board(i) - board(j));
  for (std::size_t battle = 0; battle < options.board * options.board_votes / 2; ++battle) {
    const std::uint32_t i = random.below(n), other = random.below(n - 1), j = other < i ? other : other + 1;
    if (happens(chance(i, j), random))
      ++wins(i, j);
    else
      ++wins(j, i);
  }
  return wins;
}

/// Battles of one variant against the board, opponents drawn evenly: its wins and losses, one column each.
Eigen::MatrixXd variant_battles(double worth, std::size_t votes, const Worth& board, RandomStream& random) {
  const auto n = static_cast<std::uint32_t>(board.size());
  Eigen::VectorXd chance(n);
  for (Eigen::Index j = 0; j < n; ++j) chance(j) = logistic(worth - board(j));
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(n, 2);
  for (std::size_t vote = 0; vote < votes; ++vote) {
    const std::uint32_t j = random.below(n);
    ++result(j, happens(chance(j), random) ? 0 : 1);
  }
  return result;
}

/// The ratings of a board and of the first `n` variants, by all battles.
std::optional<Eigen::VectorXd> rated(const Eigen::MatrixXd& board, const std::vector<Eigen::MatrixXd>& variants,
                                     std::size_t n) {
  const Eigen::Index m = board.rows(), all = m + static_cast<Eigen::Index>(n);
  Eigen::MatrixXd wins = Eigen::MatrixXd::Zero(all, all);
  wins.topLeftCorner(m, m) = board;
  for (std::size_t i = 0; i < n; ++i) {
    const Eigen::Index at = m + static_cast<Eigen::Index>(i);
    wins.block(at, 0, 1, m) = variants[i].col(0).transpose();
    wins.block(0, at, m, 1) = variants[i].col(1);
  }
  return strengths(wins, m);
}

/// How many of the board are above.
double above(const Eigen::Ref<const Eigen::VectorXd>& board, double strength) {
  return static_cast<double>((board.array() > strength).count());
}

/// What one replicate shows of one number of votes and variants; nothing where a likelihood has no maximum.
struct Shown {
  bool is = false;
  double inflation = 0, gain = 0, ranks = 0, fresh = 0, fresh_ranks = 0;
};

/// One replicate with so many votes, for each number of variants. The streams are told by what is drawn, so that no
/// result depends on what else was asked for.
std::vector<Shown> play(const TestingOptions& options, std::size_t votes, std::uint32_t replicate) {
  const Worth board = board_of(options);
  const Eigen::Index m = board.size();
  RandomStream of_board(options.seed, stream_key("battles of the board"), replicate);
  const Eigen::MatrixXd battles = board_battles(board, options, of_board);
  RandomStream random(options.seed, stream_key(fmt::format("variants with {} votes", votes)), replicate);
  const std::size_t most = *std::max_element(options.candidates.begin(), options.candidates.end());
  std::vector<double> worth;
  std::vector<Eigen::MatrixXd> variants;
  worth.reserve(most);
  variants.reserve(most);
  for (std::size_t i = 0; i < most; ++i) {
    worth.push_back((options.strength + options.spread * random.normal()) / elo_per_logit);
    variants.push_back(variant_battles(worth.back(), votes, board, random));
  }
  std::vector<Shown> result;
  result.reserve(options.candidates.size());
  for (const std::size_t n : options.candidates) {
    Shown& shown = result.emplace_back();
    const auto first = rated(battles, variants, n);
    if (!first) continue;
    Eigen::Index best = 0;
    first->tail(static_cast<Eigen::Index>(n)).maxCoeff(&best);
    const double published = (*first)(m + best), true_worth = worth[static_cast<std::size_t>(best)];
    RandomStream again(options.seed, stream_key(fmt::format("the best of {} with {} fresh votes", n, votes)),
                       replicate);
    const auto second = rated(battles, {variant_battles(true_worth, votes, board, again)}, 1);
    if (!second) continue;
    double mean = 0;
    for (std::size_t i = 0; i < n; ++i) mean += worth[i] / static_cast<double>(n);
    const double belongs = above(board, true_worth);
    shown = {true,
             elo_per_logit * (published - true_worth),
             elo_per_logit * (true_worth - mean),
             belongs - above(first->head(m), published),
             elo_per_logit * ((*second)(m)-true_worth),
             belongs - above(second->head(m), (*second)(m))};
  }
  return result;
}

std::optional<Replicated> over_replicates(std::vector<double> values, double confidence) {
  if (values.empty()) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  Replicated result;
  for (const double value : values) result.mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  if (values.size() > 1) result.se = std::sqrt(squares / (n - 1) / n);
  const double tail = (1 - confidence) / 2;
  const Interval range = interval(values, tail, 1 - tail);
  result.low = range.low;
  result.high = range.high;
  return result;
}

/// What theory says, for normal errors and strengths.
void set_expected(const TestingOptions& options, TestingResult& result) {
  const Worth board = board_of(options);
  double information = 0;
  for (const double other : board) {
    const double p = logistic(options.strength / elo_per_logit - other);
    information += p * (1 - p) / static_cast<double>(board.size());
  }
  const double se = elo_per_logit / std::sqrt(static_cast<double>(result.votes) * information);
  const double all = std::sqrt(se * se + options.spread * options.spread), e = expected_maximum(result.n);
  result.rating_se = se;
  result.expected = e * se * se / all;
  result.expected_gain = e * options.spread * options.spread / all;
}

TestingResult summary_of(const TestingOptions& options, std::size_t votes, std::size_t n,
                         const std::vector<const Shown*>& shown) {
  TestingResult result;
  result.votes = votes;
  result.n = n;
  result.n_replicates = shown.size();
  set_expected(options, result);
  const auto of = [&](double Shown::*figure) {
    std::vector<double> values;
    values.reserve(shown.size());
    for (const Shown* one : shown) values.push_back(one->*figure);
    return over_replicates(std::move(values), options.confidence);
  };
  result.inflation = of(&Shown::inflation);
  result.gain = of(&Shown::gain);
  result.ranks = of(&Shown::ranks);
  result.fresh = of(&Shown::fresh);
  result.fresh_ranks = of(&Shown::fresh_ranks);
  return result;
}

}  // namespace

void check(const TestingOptions& options) {
  const auto require = [](bool holds, std::string_view option, auto value, std::string_view remedy) {
    if (!holds) throw Error(ErrorCode::bad_option, fmt::format("{} cannot be {}", option, value), remedy);
  };
  constexpr std::size_t most_candidates = 1000, most_votes = 1'000'000, most_board = 1000;
  require(!options.candidates.empty(), "the number of --candidates", 0, "give one at least");
  for (const std::size_t n : options.candidates)
    require(n >= 1 && n <= most_candidates, "--candidates", n, "give numbers from 1 to 1000");
  require(!options.votes.empty(), "the number of --votes", 0, "give one at least");
  for (const std::size_t n : options.votes)
    require(n >= 1 && n <= most_votes, "--votes", n, "give numbers from 1 to 1000000");
  require(options.spread >= 0, "--spread", options.spread, "give a number from 0 on");
  require(options.board >= 2 && options.board <= most_board, "--board-models", options.board,
          "give a number from 2 to 1000");
  require(options.range >= 0, "--board-range", options.range, "give a number from 0 on");
  require(options.board_votes >= 1 && options.board_votes <= most_votes, "--board-votes", options.board_votes,
          "give a number from 1 to 1000000");
  require(options.replicates >= 1 && options.replicates <= 100'000, "--replicates", options.replicates,
          "give a number from 1 to 100000");
  require(options.confidence > 0 && options.confidence < 1, "--confidence", options.confidence,
          "give a number between 0 and 1");
}

std::vector<TestingResult> private_testing(const TestingOptions& options,
                                           const std::function<bool(std::size_t, std::size_t)>& progress) {
  check(options);
  const auto replicates = static_cast<std::size_t>(options.replicates);
  const std::size_t total = replicates * options.votes.size();
  std::vector<std::vector<Shown>> played(total);
  std::atomic<std::size_t> done = 0;
  std::atomic<bool> stopped = false;
  in_arena(options.threads, [&] {
    tbb::parallel_for(std::size_t{0}, total, [&](std::size_t i) {  // each writes to its own place
      if (stopped) return;
      played[i] = play(options, options.votes[i / replicates], static_cast<std::uint32_t>(i % replicates));
      if (progress && !progress(++done, total)) stopped = true;
    });
  });
  std::vector<TestingResult> result;
  result.reserve(options.votes.size() * options.candidates.size());
  for (std::size_t v = 0; v < options.votes.size(); ++v) {
    for (std::size_t c = 0; c < options.candidates.size(); ++c) {
      std::vector<const Shown*> shown;
      shown.reserve(replicates);
      for (std::size_t r = 0; r < replicates; ++r)
        if (const auto& one = played[v * replicates + r]; c < one.size() && one[c].is) shown.push_back(&one[c]);
      result.push_back(summary_of(options, options.votes[v], options.candidates[c], shown));
    }
  }
  return result;
}

}  // namespace gapcalc::audit
