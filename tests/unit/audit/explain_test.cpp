// Why a datapoint is what it is.

#include "gapcalc/explain.hpp"

#include <algorithm>

#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

TEST_CASE("an explanation starts with the first crossers, and those who fell short did") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Dataset data = dataset(random_rows(seed, 80));
    const Options options;
    const Crossings crossings = cross::cross(data, options.cross);
    for (std::size_t b = 0; b < crossings.benchmarks.size(); ++b) {
      for (const Crossing& crossing : crossings.benchmarks[b].crossings) {
        const auto result = audit::explain(data, crossings, b, crossing.threshold, options);
        const Reach& reach = result.reach;
        REQUIRE(!reach.closed.empty());
        CHECK(reach.closed.front().model == crossing.closed.model);
        CHECK(reach.open.empty() == !crossing.open.has_value());
        if (crossing.open) CHECK(reach.open.front().model == crossing.open->model);
        for (const auto* group : {&reach.closed, &reach.open})
          for (std::size_t i = 0; i < group->size(); ++i) {
            CHECK((*group)[i].score >= crossing.threshold);
            if (i > 0) CHECK((*group)[i - 1].date <= (*group)[i].date);
          }
        const Date other = crossing.open ? crossing.open->date : result.as_of;
        const auto [from, until] = std::minmax(crossing.closed.date, other);
        const auto& second = other < crossing.closed.date ? reach.closed : reach.open;
        for (const Crosser& one : reach.short_of_it) {
          CHECK(one.score < crossing.threshold);
          CHECK(one.date >= from);
          CHECK(one.date <= until);
          CHECK(
              std::none_of(second.begin(), second.end(), [&](const Crosser& that) { return that.model == one.model; }));
        }
        CHECK(result.weights.empty() == (crossing.status != Status::accepted));
      }
    }
  }
}

TEST_CASE("the shares of all datapoints in a series are one") {
  const Dataset data = dataset(random_rows(4, 120));
  const Options options;
  const Crossings crossings = cross::cross(data, options.cross);
  double total = 0;
  for (std::size_t b = 0; b < crossings.benchmarks.size(); ++b)
    for (const Crossing& crossing : crossings.benchmarks[b].crossings)
      for (const audit::Weight& weight : audit::explain(data, crossings, b, crossing.threshold, options).weights)
        if (weight.series == "all") total += weight.share.value_or(0);
  CHECK(total == Approx(1).margin(1e-6));
}

TEST_CASE("without a threshold the last accepted gap is explained, and an absent threshold is refused") {
  const Dataset data = dataset(random_rows(5, 120));
  const Options options;
  const Crossings crossings = cross::cross(data, options.cross);
  const Crossing* const last = crossings.benchmarks[0].last_accepted();
  REQUIRE(last != nullptr);
  CHECK(audit::explain(data, crossings, 0, {}, options).crossing.threshold == last->threshold);
  CHECK_THROWS_AS(audit::explain(data, crossings, 0, 0.123, options), Error);
}
