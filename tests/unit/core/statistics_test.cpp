// Distributions and tests against tables and closed forms.

#include "core/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "support/catch.hpp"

using namespace gapcalc;

TEST_CASE("two-sided normal probabilities are those of the tables, far out too") {
  CHECK(two_sided_normal(0) == 1);
  CHECK(two_sided_normal(1.959963984540054) == Approx(0.05).epsilon(1e-12));
  CHECK(two_sided_normal(-2.5758293035489004) == Approx(0.01).epsilon(1e-12));
  CHECK(two_sided_normal(10) == Approx(1.5239706048321052e-23).epsilon(1e-10));
}

TEST_CASE("the incomplete beta function has its closed forms") {
  for (const double x : {0.0, 0.001, 0.2, 0.5, 0.9, 0.999, 1.0}) {
    CHECK(incomplete_beta(1, 1, x) == Approx(x).margin(1e-15));
    CHECK(incomplete_beta(3, 1, x) == Approx(x * x * x).margin(1e-15));
    CHECK(incomplete_beta(0.5, 0.5, x) == Approx(2 / std::numbers::pi * std::asin(std::sqrt(x))).margin(1e-13));
    CHECK(incomplete_beta(2.5, 40, x) + incomplete_beta(40, 2.5, 1 - x) == Approx(1).epsilon(1e-13));
  }
}

TEST_CASE("quantiles of Student's distribution are those of the tables") {
  struct Known {
    double p, df, t;
  };
  for (const Known& known :
       {Known{0.95, 3, 2.353363434801825}, Known{0.975, 3, 3.182446305284263}, Known{0.975, 1, 12.706204736432095},
        Known{0.995, 2, 9.924843200918294}, Known{0.95, 10, 1.8124611228107335}, Known{0.975, 30, 2.0422724563012373},
        Known{0.975, 120, 1.9799304050824413}, Known{0.9995, 5, 6.868826625892222}})
    CHECK(student_quantile(known.p, known.df) == Approx(known.t).epsilon(1e-10));
  CHECK(student_quantile(0.5, 4) == 0);
  CHECK(student_quantile(0.05, 3) == Approx(-2.353363434801825).epsilon(1e-10));
  CHECK(student_quantile(0.975, 1e7) == Approx(1.959963984540054).epsilon(1e-6));  // the normal one
  for (const double p : {0.6, 0.9, 0.999}) {
    CHECK(student_quantile(p, 1) == Approx(std::tan(std::numbers::pi * (p - 0.5))).epsilon(1e-11));
    const double q = 2 * p - 1;
    CHECK(student_quantile(p, 2) == Approx(q * std::sqrt(2 / (1 - q * q))).epsilon(1e-11));
    CHECK(two_sided_student(student_quantile(p, 2.7), 2.7) == Approx(2 * (1 - p)).epsilon(1e-11));
  }
}

TEST_CASE("the interval of a mean is Student's, and absent where nothing tells it") {
  const double drops[] = {8.4, 7.4, 7.8, 13.0};
  const MeanInterval of = mean_interval(drops, 0.9);
  CHECK(of.mean == Approx(9.15));
  // The squares of what they differ by from their mean sum to 20.27.
  CHECK(*of.low == Approx(9.15 - 2.353363434801825 * std::sqrt(20.27 / 3) / 2));
  CHECK(*of.high == Approx(9.15 + 2.353363434801825 * std::sqrt(20.27 / 3) / 2));
  const double one[] = {3.0};
  CHECK(mean_interval(one, 0.9).mean == 3);
  CHECK_FALSE(mean_interval(one, 0.9).low);
  const double same[] = {0.1 + 0.2, 0.3, 0.3};
  CHECK_FALSE(mean_interval(same, 0.9).high);
}

TEST_CASE("the difference of two means is Welch's") {
  const double a[] = {1, 2, 3, 4, 5}, b[] = {10, 14, 18};
  const double va = 2.5 / 5, vb = 16.0 / 3;
  const double df = (va + vb) * (va + vb) / (va * va / 4 + vb * vb / 2);
  const MeanInterval of = mean_difference(a, b, 0.95);
  CHECK(of.mean == -11);
  CHECK(*of.low == Approx(-11 - student_quantile(0.975, df) * std::sqrt(va + vb)));
  CHECK(*of.high == Approx(-11 + student_quantile(0.975, df) * std::sqrt(va + vb)));
  const double one[] = {3.0};
  CHECK(mean_difference(a, one, 0.95).mean == 0);
  CHECK_FALSE(mean_difference(a, one, 0.95).low);
  // One group that does not vary has a mean that is known.
  const double same[] = {2, 2, 2};
  CHECK(*mean_difference(a, same, 0.95).high == Approx(1 + student_quantile(0.975, 4) * std::sqrt(0.5)));
}

TEST_CASE("the sign test is the binomial one") {
  CHECK(sign_test(0, 0) == 1);
  CHECK(sign_test(0, 1) == 1);
  CHECK(sign_test(0, 4) == 0.125);
  CHECK(sign_test(5, 0) == 0.0625);
  CHECK(sign_test(1, 9) == 22.0 / 1024);
  CHECK(sign_test(5, 5) == 1);
  CHECK(sign_test(4, 5) == 1);
  CHECK(sign_test(2, 10) == Approx(2 * (1 + 12 + 66) / 4096.0));
  // The sum and the incomplete beta function meet; far out nothing overflows.
  CHECK(sign_test(470, 530) == Approx(2 * incomplete_beta(530, 471, 0.5)).epsilon(1e-10));
  CHECK(sign_test(0, 1000) == Approx(std::ldexp(1.0, -999)));
  CHECK(sign_test(900, 1100) == Approx(8.48e-6).epsilon(0.01));
}

TEST_CASE("adjusted p-values step up, and never fall as p rises") {
  // Benjamini and Hochberg (1995), section 4: 15 p-values, of which 4 are rejected at 0.05.
  const std::vector<double> p = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const std::vector<double> q = benjamini_hochberg(p);
  CHECK(std::count_if(q.begin(), q.end(), [](double one) { return one <= 0.05; }) == 4);
  CHECK(q[0] == Approx(0.0015));
  CHECK(q[3] == Approx(15 * 0.0095 / 4));
  CHECK(q[4] == Approx(15 * 0.0201 / 5));
  CHECK(q[5] == Approx(15 * 0.0298 / 7));  // the next one is less
  CHECK(std::is_sorted(q.begin(), q.end()));
  CHECK(q[14] == 1);
  const std::vector<double> mixed = {0.04, 0.01, 0.03, 0.02};
  CHECK(benjamini_hochberg(mixed) == std::vector<double>{0.04, 0.04, 0.04, 0.04});
  CHECK(benjamini_hochberg({}).empty());
}
