#include "core/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "support/catch.hpp"

using namespace gapcalc;

namespace {

/// Type 7 as its definition says, by sorting.
double naive(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double h = static_cast<double>(values.size() - 1) * p;
  const auto below = static_cast<std::size_t>(h);
  const double weight = h - static_cast<double>(below);
  if (weight == 0) return values[below];
  return values[below] + weight * (values[below + 1] - values[below]);
}

double quantile_of(std::vector<double> values, double p) { return quantile(values, p); }
Interval interval_of(std::vector<double> values, double low, double high) { return interval(values, low, high); }

/// f((7919 i) mod n) for i < n: all of 0..n-1 in a mixed order.
template <typename F>
std::vector<double> mixed(std::size_t n, const F& f) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(f(static_cast<double>(i * 7919 % n)));
  return values;
}

void check_against_naive(const std::vector<double>& values, double low, double high) {
  INFO(values.size() << " values, " << low << " and " << high);
  const Interval both = interval_of(values, low, high);
  REQUIRE(both.low == naive(values, low));
  REQUIRE(both.high == naive(values, high));
  REQUIRE(quantile_of(values, low) == naive(values, low));
}

/// On both sides of 512, where interval() goes over to counting.
constexpr std::size_t sizes[] = {2, 3, 4, 7, 20, 511, 512, 513, 1024, 5000};

}  // namespace

TEST_CASE("quantiles of few values equal numpy's") {
  const std::vector<double> values = {3, 1, 4, 1, 5, 9, 2, 6};
  const std::pair<double, double> numpy[] = {{0, 1},     {0.05, 1},  {0.1, 1},     {0.25, 1.75},
                                             {0.5, 3.5}, {0.9, 6.9}, {0.95, 7.95}, {1, 9}};
  for (const auto& [p, expected] : numpy) CHECK(quantile_of(values, p) == Approx(expected).epsilon(1e-14));
  CHECK(interval_of(values, 0.05, 0.95).low == Approx(1));
  CHECK(interval_of(values, 0.05, 0.95).high == Approx(7.95).epsilon(1e-14));
  CHECK(median(values) == 3.5);
}

TEST_CASE("quantiles of many values equal numpy's") {
  struct Row {
    std::size_t n;
    double p05, p10, p333, p50, p95;
  };
  // numpy.quantile of (7919 i mod n) ** 1.5
  const Row rows[] = {
      {512, 129.16597904437683, 365.2892981349423, 2219.7213912324974, 4084.0117263905922, 10695.890032494322},
      {1000, 353.0257210636101, 998.5037562735555, 6067.571594652959, 11163.5777657198, 29237.056624636305},
      {5000, 3951.6624077337915, 11176.98746314312, 67918.96644821348, 124962.50375025003, 327272.9516839838}};
  for (const Row& row : rows) {
    INFO(row.n << " values");
    const auto values = mixed(row.n, [](double x) { return std::pow(x, 1.5); });
    CHECK(interval_of(values, 0.05, 0.95).low == Approx(row.p05).epsilon(1e-13));
    CHECK(interval_of(values, 0.05, 0.95).high == Approx(row.p95).epsilon(1e-13));
    CHECK(interval_of(values, 0.1, 0.333).low == Approx(row.p10).epsilon(1e-13));
    CHECK(interval_of(values, 0.1, 0.333).high == Approx(row.p333).epsilon(1e-13));
    CHECK(median(values) == Approx(row.p50).epsilon(1e-13));
  }
}

TEST_CASE("percentile intervals of bootstrap draws equal scipy's") {
  // scipy 1.10: gaps = [130, 398, -20, 245, 61, 310, 187, 92, 275, 154, 33, 221]
  // b = scipy.stats.bootstrap((gaps,), numpy.mean, n_resamples=25, confidence_level=0.9, method="percentile",
  //                           random_state=1); b.bootstrap_distribution; b.confidence_interval
  const std::vector<double> means = {215.16666666666666,
                                     85.41666666666667,
                                     206.16666666666666,
                                     220.25,
                                     161.08333333333334,
                                     126.58333333333333,
                                     148.33333333333334,
                                     187.16666666666666,
                                     187.41666666666666,
                                     103.0,
                                     170.16666666666666,
                                     129.41666666666666,
                                     148.91666666666666,
                                     204.25,
                                     183.25,
                                     214.41666666666666,
                                     182.0,
                                     149.25,
                                     183.41666666666666,
                                     193.83333333333334,
                                     178.41666666666666,
                                     130.91666666666666,
                                     196.0,
                                     147.0,
                                     172.91666666666666};
  CHECK(interval_of(means, 0.05, 0.95).low == Approx(107.71666666666665).epsilon(1e-14));
  CHECK(interval_of(means, 0.05, 0.95).high == Approx(215.01666666666665).epsilon(1e-14));
  // The same with numpy.median, n_resamples=24, confidence_level=0.8, random_state=2: many ties.
  const std::vector<double> medians = {221.0, 92.0,  187.0, 76.5,  154.0, 170.5, 216.0, 76.5,
                                       221.0, 221.0, 111.0, 221.0, 175.5, 221.0, 142.0, 233.0,
                                       245.0, 277.5, 142.0, 130.0, 204.0, 139.5, 124.0, 204.0};
  CHECK(interval_of(medians, 0.1, 0.9).low == Approx(97.7).epsilon(1e-14));
  CHECK(interval_of(medians, 0.1, 0.9).high == Approx(229.4).epsilon(1e-14));
  // scipy.stats.mstats.mquantiles(gaps, [0.05, 0.1, 0.333, 0.5, 0.95], alphap=1, betap=1)
  const std::vector<double> gaps = {130, 398, -20, 245, 61, 310, 187, 92, 275, 154, 33, 221};
  const std::pair<double, double> scipy[] = {{0.05, 9.15}, {0.1, 35.8}, {0.333, 117.194}, {0.5, 170.5}, {0.95, 349.6}};
  for (const auto& [p, expected] : scipy) CHECK(quantile_of(gaps, p) == Approx(expected).epsilon(1e-14));
}

TEST_CASE("quantiles of two values lie on the line between them") {
  const std::vector<double> values = {10, -2.5};
  CHECK(quantile_of(values, 0.3) == Approx(1.25));
  CHECK(interval_of(values, 0.05, 0.95).low == Approx(-1.875));
  CHECK(interval_of(values, 0.05, 0.95).high == Approx(9.375));
}

TEST_CASE("every quantile of one value is that value") {
  for (const double p : {0.0, 0.05, 0.5, 1.0}) CHECK(quantile_of({7.25}, p) == 7.25);
  CHECK(interval_of({7.25}, 0.05, 0.95).low == 7.25);
  CHECK(interval_of({7.25}, 0.05, 0.95).high == 7.25);
}

TEST_CASE("probabilities 0 and 1 give the least and the greatest value") {
  for (const std::size_t n : sizes) {
    const auto values = mixed(n, [](double x) { return 3 * x - 100; });
    const Interval both = interval_of(values, 0, 1);
    CHECK(both.low == -100);
    CHECK(both.high == 3 * static_cast<double>(n - 1) - 100);
  }
}

TEST_CASE("quantiles of equal values are that value") {
  for (const std::size_t n : sizes)
    for (const double value : {0.0, -4.27, 1e300}) {
      const Interval both = interval_of(std::vector<double>(n, value), 0.05, 0.95);
      CHECK(both.low == value);
      CHECK(both.high == value);
    }
}

TEST_CASE("ties are no trouble") {
  for (const std::size_t n : sizes) {
    const auto sevenths = mixed(n, [](double x) { return std::fmod(x, 7); });
    const auto nearly_all_equal = mixed(n, [](double x) { return x == 0 ? 1.0 : 5.0; });
    for (const double low : {0.0, 0.05, 0.333, 0.5})
      for (const double high : {0.5, 0.95, 0.999, 1.0}) {
        check_against_naive(sevenths, low, high);
        check_against_naive(nearly_all_equal, low, high);
      }
  }
}

TEST_CASE("a huge outlier does not spoil the quantiles of the rest") {
  for (const std::size_t n : sizes)
    for (const double outlier : {1e300, -1e300, 1e15}) {
      auto values = mixed(n, [](double x) { return std::sqrt(x) - 3; });
      values[n / 2] = outlier;
      check_against_naive(values, 0.05, 0.95);
      check_against_naive(values, 0, 1);
    }
}

TEST_CASE("values that span all doubles are still put in order") {
  for (const std::size_t n : sizes) {
    auto values = mixed(n, [](double x) { return x; });
    values[0] = 1.7e308;
    values[n - 1] = -1.7e308;  // their distance is no double
    check_against_naive(values, 0.05, 0.95);
  }
}

TEST_CASE("values closer together than any normal double are still put in order") {
  for (const std::size_t n : sizes) check_against_naive(mixed(n, [](double x) { return x * 5e-324; }), 0.05, 0.95);
}

TEST_CASE("quantiles of random values of random number equal those by sorting") {
  std::mt19937 bits(1);
  const auto uniform = [&] { return static_cast<double>(bits()) / 4294967296.0; };
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 1 + bits() % 1500;
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i)
      values.push_back(round % 3 == 0 ? std::floor(uniform() * 20) : std::exp(uniform() * 8 - 4) - 1);
    double low = uniform(), high = uniform();
    if (low > high) std::swap(low, high);
    check_against_naive(values, low, high);
    check_against_naive(values, low, low);
  }
}

TEST_CASE("a quantile may reorder its values but not change them") {
  for (const std::size_t n : sizes) {
    auto values = mixed(n, [](double x) { return x; });
    interval(values, 0.05, 0.95);
    quantile(values, 0.333);
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < n; ++i) REQUIRE(values[i] == static_cast<double>(i));
  }
}
