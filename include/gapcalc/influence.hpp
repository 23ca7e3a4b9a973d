#pragma once
// How much single benchmarks, releases and organizations carry the level now. docs/method.md, section "Influence".

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"

namespace gapcalc::infer {

/// What is left out at once.
enum class LeftOut {
  benchmark,            ///< all datapoints of a benchmark
  open_release,         ///< all whose open crosser is this model
  open_organization,    ///< all whose open crosser is of this organization, alone or among others
  closed_organization,  ///< likewise for the closed crosser
  provenance,           ///< all of benchmarks with this provenance verdict
  largest_of_access,    ///< the benchmark with most datapoints of its access class
};
/// `benchmark`, `open_release`, ...
std::string_view name(LeftOut kind);

/// The level of a series on all of its datapoints, at the last date that has one. Months.
struct FullLevel {
  std::string series;
  std::optional<Date> date;     ///< empty where the series never has a level
  std::optional<double> level;  ///< likewise
  std::size_t n_datapoints = 0;
};

/// The level of the rest of a series, at the date of its full level. Months.
struct RestLevel {
  std::size_t n_left_out = 0;    ///< datapoints of this series
  std::optional<double> level;   ///< empty where the rest has none
  std::optional<double> change;  ///< level of the rest - full level
  double kernel_mass = 0;        ///< of the rest at that date
  std::string reason;            ///< why there is no level: `no_level`, `no_datapoints`, `small_mass`; else empty
};

/// What leaving out a group of datapoints does to each series.
struct Influenced {
  LeftOut kind = LeftOut::benchmark;
  std::string name;    ///< benchmark id, model, organization, or provenance verdict
  std::string access;  ///< the class that it is the largest of; only with LeftOut::largest_of_access
  std::size_t n_left_out = 0;
  std::vector<RestLevel> series;  ///< in the order of Influence::series
  std::optional<double> largest;  ///< the largest |change| over the series; empty where there is no change
};

struct Influence {
  std::vector<FullLevel> series;  ///< `all` first, then those of options.by
  std::vector<Influenced> rows;   ///< by descending `largest`, those without one last; then by kind and name
};

/// Leaves out each group of datapoints and smooths the rest, without looking for other first crossers. Throws Error
/// (bad_option) on impossible options.
Influence influence(std::span<const Datapoint> datapoints, const SmoothOptions& options);

}  // namespace gapcalc::infer
