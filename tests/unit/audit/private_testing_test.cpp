// Private testing on a rating board, and ratings from battles.

#include "gapcalc/private_testing.hpp"

#include <cmath>

#include "audit/bradley_terry.hpp"
#include "gapcalc/board.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/selection.hpp"
#include "support/catch.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;

namespace {

audit::TestingOptions small_board() {
  audit::TestingOptions options;
  options.candidates = {1, 5, 20};
  options.votes = {400};
  options.board = 20;
  options.board_votes = 2000;
  options.replicates = 200;
  return options;
}

/// Within four errors of simulation, and what so few battles bend.
bool agrees(const audit::Replicated& of, double expected) {
  constexpr double errors = 4, bend = 0.3;  // points
  return std::abs(of.mean - expected) < errors * of.se + bend;
}

}  // namespace

TEST_CASE("two that won 3 and 1 of four battles are the logarithm of 3 apart") {
  Eigen::MatrixXd wins(2, 2);
  wins << 0, 3, 1, 0;
  const auto found = audit::strengths(wins, 2);
  REQUIRE(found);
  CHECK((*found)(0) - (*found)(1) == Approx(std::log(3)).epsilon(1e-9));
  CHECK(found->sum() == Approx(0).margin(1e-9));
}

TEST_CASE("ratings make the wins of each what they were") {
  Eigen::MatrixXd wins(3, 3);
  wins << 0, 7, 12, 5, 0, 9, 3, 4, 0;
  const auto found = audit::strengths(wins, 2);
  REQUIRE(found);
  for (Eigen::Index i = 0; i < 3; ++i) {
    double expected = 0;
    for (Eigen::Index j = 0; j < 3; ++j)
      if (j != i) expected += (wins(i, j) + wins(j, i)) / (1 + std::exp((*found)(j) - (*found)(i)));
    CHECK(expected == Approx(wins.row(i).sum()).epsilon(1e-9));
  }
  CHECK((*found)(0) + (*found)(1) == Approx(0).margin(1e-9));
}

TEST_CASE("who won or lost everything has no rating") {
  Eigen::MatrixXd wins(2, 2);
  wins << 0, 3, 0, 0;
  CHECK(!audit::strengths(wins, 2));
}

TEST_CASE("the best of equals is too high by e_N standard errors, and by none from fresh votes", "[long]") {
  const audit::TestingOptions options = small_board();
  const auto results = audit::private_testing(options);
  REQUIRE(results.size() == 3);
  for (const audit::TestingResult& one : results) {
    INFO(one.n);
    CHECK(one.n_replicates == 200);
    CHECK(one.expected == Approx(audit::expected_maximum(one.n) * one.rating_se));
    // 400 votes against a board within 100 points of them
    CHECK(one.rating_se == Approx(2 * elo_per_logit / std::sqrt(400)).epsilon(0.05));
    CHECK(agrees(*one.inflation, one.expected));
    CHECK(agrees(*one.fresh, 0));
    CHECK(std::abs(one.gain->mean) < 1e-9);
    CHECK(one.inflation->low < one.inflation->mean);
    CHECK(one.inflation->mean < one.inflation->high);
  }
  CHECK(results[2].ranks->mean > 1);
  CHECK(std::abs(results[2].fresh_ranks->mean) < 0.5);
}

TEST_CASE("of variants that differ the best is better indeed, and less inflated", "[long]") {
  audit::TestingOptions options = small_board();
  options.candidates = {10};
  options.spread = 20;
  const audit::TestingResult one = audit::private_testing(options).front();
  CHECK(agrees(*one.inflation, one.expected));
  CHECK(agrees(*one.gain, one.expected_gain));
  CHECK(agrees(*one.fresh, 0));
  CHECK(one.expected_gain > one.expected);  // by 20^2 to 17^2
}

TEST_CASE("a simulation does not depend on threads, nor on what else was asked for") {
  audit::TestingOptions options = small_board();
  options.replicates = 20;
  options.threads = 1;
  const auto alone = audit::private_testing(options);
  options.threads = 4;
  options.candidates = {5};
  options.votes = {400, 50};
  const auto others = audit::private_testing(options);
  CHECK(alone[1].inflation->mean == others[0].inflation->mean);
  CHECK(alone[1].fresh->high == others[0].fresh->high);
}

TEST_CASE("replicates without likeliest ratings are left out and counted") {
  audit::TestingOptions options = small_board();
  options.candidates = {1};
  options.votes = {1};
  options.replicates = 5;
  const audit::TestingResult one = audit::private_testing(options).front();
  CHECK(one.n_replicates == 0);  // one vote is won or lost
  CHECK(!one.inflation);
  CHECK(one.expected == 0);
}

TEST_CASE("a simulation stops when it is told to") {
  audit::TestingOptions options = small_board();
  options.threads = 1;
  const auto results = audit::private_testing(options, [](std::size_t done, std::size_t) { return done < 3; });
  CHECK(results.front().n_replicates == 3);
}

TEST_CASE("impossible simulations of private testing are refused") {
  const auto refuses = [](auto change) {
    audit::TestingOptions options;
    change(options);
    return error_of([&] { audit::check(options); }).code == ErrorCode::bad_option;
  };
  CHECK(refuses([](auto& o) { o.candidates = {}; }));
  CHECK(refuses([](auto& o) { o.candidates = {0}; }));
  CHECK(refuses([](auto& o) { o.votes = {}; }));
  CHECK(refuses([](auto& o) { o.spread = -1; }));
  CHECK(refuses([](auto& o) { o.board = 1; }));
  CHECK(refuses([](auto& o) { o.replicates = 0; }));
  CHECK(refuses([](auto& o) { o.confidence = 1; }));
}
