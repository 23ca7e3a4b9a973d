#include "core/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace gapcalc {
namespace {

/// The continued fraction of I_x(a, b), which converges fast where x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;  // in place of a zero in a denominator (Lentz 1976)
  constexpr int most = 10'000;     // it takes some sqrt(max(a, b)) steps
  const auto not_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1, d = 1 / not_zero(1 - (a + b) * x / (a + 1)), result = d;
  for (int m = 1; m <= most; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / not_zero(1 + even * d);
    c = not_zero(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / not_zero(1 + odd * d);
    c = not_zero(1 + odd / c);
    const double step = d * c;
    result *= step;
    if (std::abs(step - 1) < std::numeric_limits<double>::epsilon()) break;
  }
  return result;
}

/// Whether values differ by more than the noise of their last bits.
bool vary(std::span<const double> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return *most - *least > 1e-9 * std::max(1.0, std::max(std::abs(*least), std::abs(*most)));
}

MeanInterval around(double mean, double variance, double df, double confidence) {
  const double half = student_quantile((1 + confidence) / 2, df) * std::sqrt(variance);
  return {mean, mean - half, mean + half};
}

}  // namespace

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double mean_variance(std::span<const double> values, double mean) {
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const auto n = static_cast<double>(values.size());
  return squares / (n - 1) / n;
}

double normal_above(double z) { return std::erfc(z / std::numbers::sqrt2) / 2; }

double two_sided_normal(double z) { return 2 * normal_above(std::abs(z)); }

double normal_quantile(double p) {
  // Bisection on the distribution function: slower than a rational approximation, and right to the last digits.
  double low = -40, high = 40;
  for (int i = 0; i < 200 && low < high; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(-middle / std::numbers::sqrt2) / 2 < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double two_sided_student(double t, double df) {
  // The complement where |t| is small: 1 - x would lose its digits.
  const double square = t * t;
  if (square < df) return 1 - incomplete_beta(0.5, df / 2, square / (df + square));
  return incomplete_beta(df / 2, 0.5, df / (df + square));
}

double student_quantile(double p, double df) {
  if (p == 0.5) return 0;
  if (p < 0.5) return -student_quantile(1 - p, df);
  const double tails = 2 * (1 - p);
  double low = 0, high = 1;
  constexpr double beyond = 1e300;
  while (two_sided_student(high, df) > tails) {
    low = high;
    high *= 2;
    if (high > beyond) return std::numeric_limits<double>::infinity();
  }
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    (two_sided_student(middle, df) > tails ? low : high) = middle;
  return high;
}

MeanInterval mean_interval(std::span<const double> values, double confidence) {
  const double mean = mean_of(values);
  if (values.size() < 2 || !vary(values)) return {mean, {}, {}};
  return around(mean, mean_variance(values, mean), static_cast<double>(values.size() - 1), confidence);
}

MeanInterval mean_difference(std::span<const double> first, std::span<const double> second, double confidence) {
  const double a = mean_of(first), b = mean_of(second);
  if (first.size() < 2 || second.size() < 2 || (!vary(first) && !vary(second))) return {a - b, {}, {}};
  const double va = mean_variance(first, a), vb = mean_variance(second, b);
  // Degrees of freedom of the sum of the two variances (Satterthwaite 1946).
  const double df =
      (va + vb) * (va + vb) /
      (va * va / static_cast<double>(first.size() - 1) + vb * vb / static_cast<double>(second.size() - 1));
  return around(a - b, va + vb, df, confidence);
}

double sign_test(std::size_t n_below, std::size_t n_above) {
  const std::size_t n = n_below + n_above, fewer = std::min(n_below, n_above);
  if (n_below == n_above) return 1;
  constexpr std::size_t most_summed = 1000;  // from some 1030 on, a binomial coefficient is too large for a double
  if (n > most_summed)
    return std::min(1.0, 2 * incomplete_beta(static_cast<double>(n - fewer), static_cast<double>(fewer + 1), 0.5));
  double ways = 1, sum = 1;
  for (std::size_t i = 0; i < fewer; ++i) sum += ways *= static_cast<double>(n - i) / static_cast<double>(i + 1);
  return std::min(1.0, std::ldexp(sum, 1 - static_cast<int>(n)));
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> q(p.size());
  double least = 1;
  for (std::size_t rank = p.size(); rank > 0; --rank) {
    const std::size_t at = order[rank - 1];
    least = std::min(least, static_cast<double>(p.size()) * p[at] / static_cast<double>(rank));
    q[at] = least;
  }
  return q;
}

}  // namespace gapcalc
