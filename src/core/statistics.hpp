#pragma once
// Distributions and tests that need no data of ours.

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace gapcalc {

/// The logistic function, 1 / (1 + e^-x).
inline double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// P(Z >= z) of a standard normal Z: erfc(z / sqrt 2) / 2 (Abramowitz and Stegun 1964, 26.2.29).
double normal_above(double z);

/// P(|Z| >= |z|) of a standard normal Z: twice that above |z|.
double two_sided_normal(double z);

/// The z with probability p, in (0, 1), below it in the standard normal distribution.
double normal_quantile(double p);

/// The regularized incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1], to about 1e-14: the continued
/// fraction of DLMF 8.17.22 by Lentz's method, on the side of x where it converges fast.
double incomplete_beta(double a, double b, double x);

/// P(|T| >= |t|) of Student's T with df > 0 degrees of freedom, which need not be whole: I_x(df / 2, 1 / 2) at
/// x = df / (df + t^2) (Abramowitz and Stegun 1964, 26.7.1).
double two_sided_student(double t, double df);

/// The quantile of Student's T at probability p in (0, 1) with df > 0 degrees of freedom: the root of
/// two_sided_student by bisection, to the last bits. Infinite where it is beyond 1e300.
double student_quantile(double p, double df);

/// The mean of at least one value.
double mean_of(std::span<const double> values);

/// The variance of the mean of at least two values whose mean that is.
double mean_variance(std::span<const double> values, double mean);

/// A mean with its interval.
struct MeanInterval {
  double mean = 0;
  std::optional<double> low, high;  ///< empty with fewer than two values, or where all are the same
};

/// The mean of at least one value, and the interval that holds that of their population at `confidence` in (0, 1) where
/// they are drawn from a normal one: mean -+ t s / sqrt n, with s of n - 1 and t of n - 1 degrees of freedom (Student
/// 1908).
MeanInterval mean_interval(std::span<const double> values, double confidence);

/// The difference of the means of two groups of at least one value, first - second, and its interval at `confidence`
/// without taking their variances for equal (Welch 1947). Low and high are empty where a group has fewer than two
/// values or neither varies.
MeanInterval mean_difference(std::span<const double> first, std::span<const double> second, double confidence);

/// The two-sided sign test of n_below and n_above values to either side of zero, those at zero left out (Dixon and Mood
/// 1946): min(1, 2 P(X <= min)) of the binomial with n_below + n_above tries at 1/2, exact. 1 without values.
double sign_test(std::size_t n_below, std::size_t n_above);

/// The adjusted p-values (q) of Benjamini and Hochberg (1995), in the order of `p`: the i-th smallest of m gets the
/// least of m p_(j) / j over j >= i, at most 1. Rejecting all with q <= f keeps the expected share of false ones at f
/// or less where the p-values are independent, or positively dependent (Benjamini and Yekutieli 2001).
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace gapcalc
