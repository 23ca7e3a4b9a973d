// Which datapoints make which series (METHOD, section 6).

#include <array>
#include <limits>

#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

/// `split:series` with the open models in it.
using Shown = std::vector<std::pair<std::string, std::string>>;
Shown shown(const std::vector<Datapoint>& datapoints, std::vector<Split> by) {
  Shown result;
  for (const smooth::Series& series : smooth::series(datapoints, by)) {
    std::string models;
    for (const Datapoint* d : series.datapoints) models += d->open.model;
    result.emplace_back(series.split + ":" + series.name, models);
  }
  return result;
}

std::vector<Datapoint> four() {
  std::vector<Datapoint> result = {datapoint("x", "A", 1000, 1), datapoint("y", "B", 1000, 2),
                                   datapoint("x", "C", 1000, 3), datapoint("z", "D", 1000, 4)};
  result[1].access = "private";
  result[0].category = result[1].category = "math";
  result[2].category = "coding";
  result[3].provenance = "caveat";
  return result;
}

}  // namespace

TEST_CASE("the series of all datapoints comes first, then each split in the order asked for") {
  CHECK(shown(four(), {}) == Shown{{"none:all", "ABCD"}});
  CHECK(shown(four(), {Split::none}) == Shown{{"none:all", "ABCD"}});
  CHECK(shown(four(), {Split::category, Split::access}) == Shown{{"none:all", "ABCD"},
                                                                 {"category:math", "AB"},
                                                                 {"category:coding", "C"},
                                                                 {"category:no-category", "D"},
                                                                 {"access:public", "ACD"},
                                                                 {"access:private", "B"}});
  CHECK(shown(four(), {Split::provenance}) ==
        Shown{{"none:all", "ABCD"}, {"provenance:independent", "ABC"}, {"provenance:caveat", "D"}});
  CHECK(shown(four(), {Split::benchmark}) ==
        Shown{{"none:all", "ABCD"}, {"benchmark:x", "AC"}, {"benchmark:y", "B"}, {"benchmark:z", "D"}});
  CHECK(shown({}, {Split::access}) == Shown{{"none:all", ""}});
}

TEST_CASE("every series has an id of its own, which is its name where no series before it is called so") {
  std::vector<Datapoint> datapoints = four();
  datapoints[0].access = datapoints[1].provenance = "unknown";
  datapoints[2].benchmark = "all";
  datapoints[3].benchmark = "provenance.unknown";
  std::vector<std::string> ids;
  for (const auto& one : smooth::series(datapoints, std::array{Split::access, Split::provenance, Split::benchmark}))
    ids.push_back(one.id);
  CHECK(ids == std::vector<std::string>{"all", "unknown", "private", "public", "independent", "provenance.unknown",
                                        "caveat", "x", "y", "benchmark.all", "benchmark.provenance.unknown"});
}

TEST_CASE("series of the same name in different splits stay apart") {
  std::vector<Datapoint> datapoints = four();
  datapoints[0].benchmark = "public";
  const Shown both = shown(datapoints, {Split::benchmark, Split::access});
  CHECK(both[1] == std::pair<std::string, std::string>("benchmark:public", "A"));
  CHECK(both[5] == std::pair<std::string, std::string>("access:public", "ACD"));
}

TEST_CASE("impossible options are bad options") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const auto refused = [](const auto& change) {
    SmoothOptions options;
    change(options);
    try {
      smooth::smooth(std::vector<Datapoint>{}, options);
      return false;
    } catch (const Error& error) {
      return error.code == ErrorCode::bad_option && !error.remedy.empty();
    }
  };
  for (const double value : {0.0, -1.0, nan, inf}) {
    CAPTURE(value);
    CHECK(refused([&](SmoothOptions& o) { o.bandwidth = value; }));
    CHECK(refused([&](SmoothOptions& o) { o.confidence = value; }));
  }
  for (const double value : {0.0, -1.0, nan}) CHECK(refused([&](SmoothOptions& o) { o.min_mass = value; }));
  CHECK(refused([](SmoothOptions& o) { o.confidence = 1; }));
  for (const int value : {0, -1}) {
    CHECK(refused([&](SmoothOptions& o) { o.step = value; }));
    CHECK(refused([&](SmoothOptions& o) { o.resamples = value; }));
    CHECK(refused([&](SmoothOptions& o) { o.block = value; }));
  }
  CHECK(refused([](SmoothOptions& o) { o.resamples = 10'000'001; }));
  CHECK(refused([](SmoothOptions& o) { o.threads = -1; }));
  CHECK(refused([](SmoothOptions& o) { o.threads = 1025; }));
  CHECK_FALSE(refused([](SmoothOptions&) {}));
}
