// Comparisons of series: functionals of the same draws (docs/method.md, section 8).

#include "gapcalc/compare.hpp"

#include <algorithm>
#include <cmath>

#include "gapcalc/smooth.hpp"
#include "support/datapoints.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

/// Public and private gaps in equal number over a year, on six benchmarks each, by models of their own.
std::vector<Datapoint> two_classes(int public_gap, int private_gap) {
  std::vector<Datapoint> result;
  for (int i = 0; i < 60; ++i) {
    const std::string model = "model-" + std::to_string(i % 20);
    result.push_back(datapoint("open-" + std::to_string(i % 6), model, 1000 + 6 * i, public_gap + 7 * (i % 5), i));
    result.push_back(datapoint("held-" + std::to_string(i % 6), model, 1000 + 6 * i, private_gap + 7 * (i % 5), i));
    result.back().access = "private";
  }
  return result;
}

SmoothOptions quick_draws() {
  SmoothOptions options;
  options.resamples = 300;
  return options;
}

const Quantity& find(const std::vector<Quantity>& all, std::string_view id) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const Quantity& q) { return q.id == id; });
  INFO(id);
  REQUIRE(at != all.end());
  return *at;
}

infer::Comparison compare(const std::vector<Datapoint>& datapoints, const SmoothOptions& options = quick_draws(),
                          const infer::Part& part = {"China", {}, "none given"}, std::span<const Claim> claims = {}) {
  return infer::compare(datapoints, part, claims, options);
}

}  // namespace

TEST_CASE("gaps that differ by a constant differ by it in every draw") {
  const auto result = compare(two_classes(100, 300));
  for (const char* when : {"now", "minimum", "last-year"}) {
    const Quantity& q = find(result.quantities, std::string("private-public.") + when);
    CHECK(*q.estimate == Approx(months(200)).margin(1e-8));
    REQUIRE(q.low);
    CHECK(*q.low < months(200) + 1e-8);
    CHECK(*q.high > months(200) - 1e-8);
    CHECK(q.n_draws > 270);
    const Quantity& ratio = find(result.quantities, std::string("private/public.") + when);
    CHECK(*ratio.estimate > 2);
    CHECK(*ratio.estimate < 3);
  }
}

TEST_CASE("the estimates are those of the trends") {
  const auto datapoints = random_datapoints(21, 80);
  SmoothOptions options = quick_draws();
  const auto trends = smooth::smooth(datapoints, options);
  const auto result = compare(datapoints, options);
  const auto now = [&](std::string_view series) {
    const auto at = std::find_if(trends.begin(), trends.end(), [&](const Trend& t) { return t.series == series; });
    return *at->points[*at->current].level;
  };
  CHECK(*find(result.quantities, "private-public.now").estimate == Approx(now("private") - now("public")).margin(1e-8));
  CHECK(*find(result.quantities, "private/public.now").estimate == Approx(now("private") / now("public")).margin(1e-8));
  for (const Trend& trend : trends) {
    CHECK(*find(result.quantities, "now-minimum." + trend.series).estimate ==
          Approx(now(trend.series) - *trend.points[*trend.minimum].level).margin(1e-8));
    CHECK(*find(result.quantities, "minimum-date." + trend.series).estimate == trend.points[*trend.minimum].date.days);
  }
  // The headline asks the same of the same draws.
  for (const Quantity& q : infer::headline(datapoints, trends, options)) {
    CAPTURE(q.id);
    const Quantity& same = find(result.quantities, q.id);
    CHECK(q.estimate == same.estimate);
    CHECK(q.low == same.low);
    CHECK(q.high == same.high);
    CHECK(q.reason == same.reason);
  }
}

TEST_CASE("what is not asked of a part does not depend on it") {
  const auto datapoints = two_classes(100, 300), other = two_classes(50, 70);
  const auto without = compare(datapoints), with = compare(datapoints, quick_draws(), {"China", other, {}});
  for (const Quantity& q : without.quantities) {
    if (q.id == "China-all.now") continue;
    CHECK(find(with.quantities, q.id).low == q.low);
    CHECK(find(with.quantities, q.id).high == q.high);
  }
}

TEST_CASE("the same datapoints as a part differ from all by nothing, in any draw") {
  const auto datapoints = two_classes(100, 300);
  const auto result = compare(datapoints, quick_draws(), {"China", datapoints, {}});
  const Quantity& q = find(result.quantities, "China-all.now");
  CHECK(*q.estimate == 0);
  CHECK(*q.low == 0);
  CHECK(*q.high == 0);
}

TEST_CASE("a comparison does not depend on threads, blocks or the order of datapoints") {
  auto datapoints = two_classes(100, 250);
  const auto once = compare(datapoints);
  std::reverse(datapoints.begin(), datapoints.end());
  SmoothOptions options = quick_draws();
  options.threads = 3;
  options.block = 7;
  const auto again = compare(datapoints, options);
  REQUIRE(once.quantities.size() == again.quantities.size());
  for (const Quantity& q : once.quantities) {
    const Quantity& other = find(again.quantities, q.id);
    CHECK(q.low == other.low);
    CHECK(q.high == other.high);
  }
  CHECK(once.permutation.p_value == again.permutation.p_value);
}

TEST_CASE("what cannot be trusted has no interval, and a reason") {
  const auto result = compare(six_datapoints());  // one access class, three benchmarks
  CHECK(std::none_of(result.quantities.begin(), result.quantities.end(),
                     [](const Quantity& q) { return q.id.starts_with("private"); }));
  const Quantity& growth = find(result.quantities, "now-minimum.public");
  CHECK(growth.estimate);
  CHECK_FALSE(growth.low);
  CHECK(growth.reason == "few_benchmarks in public");
  CHECK(find(result.quantities, "China-all.now").reason == "none given");
  SmoothOptions options = quick_draws();
  options.band = BandKind::none;
  CHECK(find(compare(two_classes(1, 2), options).quantities, "private-public.now").reason == "no_band");
}

TEST_CASE("a claim holds inside its bounds, fails outside, and else cannot be told") {
  Quantity q;
  CHECK(within(q, 0, {}) == Answer::cannot_tell);  // no interval
  q.low = 1;
  q.high = 2;
  CHECK(within(q, 0, 3) == Answer::holds);
  CHECK(within(q, 0, {}) == Answer::holds);
  CHECK(within(q, {}, 3) == Answer::holds);
  CHECK(within(q, 2.5, {}) == Answer::does_not_hold);
  CHECK(within(q, {}, 0.5) == Answer::does_not_hold);
  CHECK(within(q, 1.5, {}) == Answer::cannot_tell);
  CHECK(within(q, 0, 1.5) == Answer::cannot_tell);
  q.low = q.high = 0;  // a gap that is smallest now has not grown
  CHECK(within(q, 0, {}) == Answer::cannot_tell);
}

TEST_CASE("claims are answered by the quantity that they name") {
  const std::vector<Claim> claims = {{"a", "t", "s", "private-public.now", 0, {}, {}},
                                     {"b", "t", "s", "nothing", 0, {}, {}}};
  const auto result = compare(two_classes(100, 300), quick_draws(), {"China", {}, "none"}, claims);
  REQUIRE(result.claims.size() == 2);
  CHECK(result.claims[0].answer == Answer::holds);
  CHECK(result.claims[1].answer == Answer::cannot_tell);
  CHECK(result.claims[1].quantity.reason == "no such quantity");
  for (const Claim& wrong : {Claim{"d", "t", "s", "private-public.now", 0, {}, Measure::date},
                             Claim{"m", "t", "s", "private/public.now", 0, {}, Measure::months},
                             Claim{"n", "t", "s", "minimum-date.all", 0, {}, {}}})
    CHECK(error_of([&] {
            compare(two_classes(100, 300), quick_draws(), {"China", {}, "none"}, std::span(&wrong, 1));
          }).code == ErrorCode::bad_claims);
}

TEST_CASE("the permutation test looks at all relabellings of few benchmarks") {
  // Two private benchmarks with larger gaps than two public ones: of six relabellings, the true one and its
  // opposite are as extreme.
  std::vector<Datapoint> datapoints;
  for (int i = 0; i < 40; ++i) {
    datapoints.push_back(
        datapoint(std::string(1, static_cast<char>('a' + i % 4)), "m", 1000 + i / 4, i % 4 < 2 ? 100 : 200, i));
    datapoints.back().access = i % 4 < 2 ? "public" : "private";
  }
  const auto test = infer::permute_access(datapoints, 1000, quick_draws());
  CHECK(test.n_private == 2);
  CHECK(test.n_public == 2);
  CHECK(test.exact);
  CHECK(test.n_permutations == 6);
  CHECK(*test.difference == Approx(months(100)).margin(1e-8));
  CHECK(*test.p_value == Approx(2.0 / 6));
  const auto random = infer::permute_access(datapoints, 5, quick_draws());
  CHECK_FALSE(random.exact);
  CHECK(random.n_permutations == 5);
  CHECK(*random.p_value >= 0.2);
  CHECK_FALSE(infer::permute_access(six_datapoints(), 1000, quick_draws()).p_value);  // one class only
}

TEST_CASE("the permutation test reads the same level as the trends do") {
  for (const LevelKind level : {LevelKind::local_constant, LevelKind::local_linear}) {
    for (const int step : {1, 7, 50}) {
      SmoothOptions options = quick_draws();
      options.band = BandKind::none;
      options.level = level;
      options.step = step;
      // The access class goes by benchmark: the label of a benchmark is what is exchanged.
      auto datapoints = random_datapoints(static_cast<std::uint32_t>(step), 50);
      for (Datapoint& d : datapoints) d.access = d.benchmark < "c" ? "public" : "private";
      const auto trends = smooth::smooth(datapoints, options);
      const auto now = [&](std::string_view series) {
        const auto at = std::find_if(trends.begin(), trends.end(), [&](const Trend& t) { return t.series == series; });
        return *at->points[*at->current].level;
      };
      CAPTURE(name(level), step);
      CHECK(*infer::permute_access(datapoints, 10, options).difference ==
            Approx(now("private") - now("public")).margin(3e-9));
    }
  }
}

TEST_CASE("two series of one name have quantities of their own in the headline") {
  auto datapoints = random_datapoints(4, 60);
  for (Datapoint& d : datapoints) {
    d.provenance = d.open.date.days % 2 == 0 ? "unknown" : "independent";
    if (d.access == "private") d.access = "unknown";
  }
  SmoothOptions options = quick_draws();
  options.by = {Split::access, Split::provenance};
  const auto trends = smooth::smooth(datapoints, options);
  const auto quantities = infer::headline(datapoints, trends, options);
  REQUIRE(quantities.size() == trends.size());
  for (const Trend& trend : trends) {
    const double now = *trend.points[*trend.current].level, least = *trend.points[*trend.minimum].level;
    CHECK(*find(quantities, "now-minimum." + trend.id).estimate == Approx(now - least).margin(1e-8));
  }
  CHECK(find(quantities, "now-minimum.unknown").estimate !=
        find(quantities, "now-minimum.provenance.unknown").estimate);
}
