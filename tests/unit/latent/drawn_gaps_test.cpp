#include "latent/drawn_gaps.hpp"

#include <cmath>

#include "gapcalc/date.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using latent::Side;

namespace {

constexpr double exactly = 1e-9;  ///< a standard deviation next to none

/// One board, on which days are counted from day 0. Models are tested, with an exact score, or are not, with a
/// prediction.
struct BoardMaker {
  latent::Boards boards;
  latent::Index index;
  BoardMaker() {
    boards.list.emplace_back();
    boards.list[0].has_model = true;
  }
  latent::Board& board() { return boards.list[0]; }
  std::uint32_t add(Side side, int day, double predicted, bool tested) {
    latent::IndexedModel model;
    model.date = Date{20000 + day};
    index.models.push_back(model);
    boards.known.side.push_back(side);
    board().tested.push_back(tested);
    board().by_drawn.push_back({predicted, 0, exactly, exactly});
    return static_cast<std::uint32_t>(index.models.size() - 1);
  }
  void untested(Side side, int day, double predicted) { add(side, day, predicted, false); }
  void tested(Side side, int day, double score) {
    const auto cell = static_cast<std::uint32_t>(board().cells.size());
    board().cells.push_back({add(side, day, score, true), score, 0, 0});
    board().versions[static_cast<std::size_t>(side)].push_back({cell, 0, Date{20000 + day}, 0, 0});
  }
  [[nodiscard]] latent::DrawnGaps draw(double threshold = 0.5, latent::DrawnKinds kinds = {}) const {
    return latent::draw_gaps(boards, index, Date{20300}, {{0, threshold}}, 20, {}, kinds);
  }
};

/// A closed model reaches 0.6 on day 100, an open one on day 200.
BoardMaker hundred_days() {
  BoardMaker made;
  made.tested(Side::closed, 100, 0.6);
  made.tested(Side::open, 200, 0.6);
  return made;
}

/// The gap in days, which all draws have; -1 where they differ.
double days_in_all(const latent::DrawnGaps& drawn) {
  for (std::size_t d = 1; d < drawn.n_draws; ++d)
    if (!(drawn.at(d, 0) == drawn.at(0, 0))) return -1;
  return drawn.at(0, 0) * days_per_month;
}

}  // namespace

TEST_CASE("with exact scores and nobody untested, gaps are those measured") {
  const latent::DrawnGaps drawn = hundred_days().draw();
  CHECK(drawn.n_draws == 20);
  CHECK(drawn.n_wanted == 1);
  CHECK(days_in_all(drawn) == Approx(100));
  CHECK_FALSE(drawn.still_open[0]);
}

TEST_CASE("an untested closed model that would have been first makes the gap longer by exactly its lead") {
  BoardMaker made = hundred_days();
  made.untested(Side::closed, 40, 0.9);
  CHECK(days_in_all(made.draw()) == Approx(160));
  CHECK(days_in_all(made.draw(0.5, {true, false})) == Approx(100));  // missing tests are not drawn
}

TEST_CASE("an untested closed model that would have failed changes nothing, nor does a later one") {
  BoardMaker made = hundred_days();
  made.untested(Side::closed, 40, 0.1);
  made.untested(Side::closed, 120, 0.9);
  made.untested(Side::neither, 10, 0.9);
  CHECK(days_in_all(made.draw()) == Approx(100));
}

TEST_CASE("an untested open model that would have been first makes the gap shorter") {
  BoardMaker made = hundred_days();
  made.untested(Side::open, 150, 0.9);
  CHECK(days_in_all(made.draw()) == Approx(50));
  made.untested(Side::open, 30, 0.9);  // before the closed one
  CHECK(days_in_all(made.draw()) == Approx(-70));
}

TEST_CASE("what no open model reaches counts until the as-of date, and is still open") {
  BoardMaker made;
  made.tested(Side::closed, 100, 0.6);
  made.tested(Side::open, 200, 0.4);
  made.untested(Side::open, 310, 0.9);  // does not exist yet on day 300
  const latent::DrawnGaps drawn = made.draw();
  CHECK(days_in_all(drawn) == Approx(200));
  for (std::size_t d = 0; d < drawn.n_draws; ++d) CHECK(drawn.still_open[d]);
}

TEST_CASE("what no closed model reaches has no gap") {
  const latent::DrawnGaps drawn = hundred_days().draw(0.7);
  for (std::size_t d = 0; d < drawn.n_draws; ++d) {
    CHECK(std::isnan(drawn.at(d, 0)));
    CHECK_FALSE(drawn.still_open[d]);
  }
}

TEST_CASE("a score with much error is drawn towards its curve, one with little stays") {
  BoardMaker made = hundred_days();
  made.board().by_drawn[0].mean = 0.1;   // the closed model was lucky ...
  made.board().cells[0].variance = 1e4;  // ... if scores are next to worthless
  made.tested(Side::closed, 130, 0.6);
  made.board().by_drawn[2].mean = 0.1;
  CHECK(days_in_all(made.draw()) == Approx(70));
  CHECK(days_in_all(made.draw(0.5, {false, true})) == Approx(100));  // scores are not drawn
}

TEST_CASE("the best of several scores is made less by what it is too high in expectation") {
  BoardMaker made = hundred_days();
  made.tested(Side::closed, 50, 0.52);
  CHECK(days_in_all(made.draw()) == Approx(150));
  made.board().cells[2].excess = 0.03;
  CHECK(days_in_all(made.draw()) == Approx(100));
  made.board().cells[2].model = no_index;  // the same without an index
  CHECK(days_in_all(made.draw()) == Approx(100));
}

TEST_CASE("thresholds of a benchmark in minutes are met by logarithms") {
  BoardMaker made;
  made.board().is_log = true;
  made.tested(Side::closed, 100, std::log(30));
  made.tested(Side::open, 200, std::log(30));
  CHECK(days_in_all(made.draw(29)) == Approx(100));
  CHECK(std::isnan(made.draw(31).at(0, 0)));
}

TEST_CASE("draws of true scores are the same for any number of threads") {
  BoardMaker made = hundred_days();
  for (int day = 10; day < 90; day += 10) made.untested(day % 20 == 0 ? Side::closed : Side::open, day, 0.45);
  for (latent::Prediction& one : made.board().by_drawn) one.by_capability = one.interaction = 0.1;
  for (latent::BoardCell& cell : made.board().cells) cell.variance = 0.01;
  const auto gaps = [&](int threads) {
    SmoothOptions options;
    options.threads = threads;
    return latent::draw_gaps(made.boards, made.index, Date{20300}, {{0, 0.4}, {0, 0.5}, {0, 0.6}}, 200, options);
  };
  const latent::DrawnGaps one = gaps(1), two = gaps(2);
  std::size_t differ = 0, without = 0;
  for (std::size_t i = 0; i < one.months.size(); ++i) {
    const bool same = one.months[i] == two.months[i] || (std::isnan(one.months[i]) && std::isnan(two.months[i]));
    if (!same) ++differ;
    if (std::isnan(one.months[i])) ++without;
  }
  CHECK(differ == 0);
  CHECK(one.still_open == two.still_open);
  CHECK(without < one.months.size() / 2);
  // A higher threshold is not met earlier, in any draw.
  for (std::size_t d = 0; d < one.n_draws; ++d)
    if (one.still_open[d * 3]) CHECK((one.still_open[d * 3 + 1] || std::isnan(one.at(d, 1))));
}
