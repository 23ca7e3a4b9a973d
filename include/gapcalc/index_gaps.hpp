#pragma once
// How far open models are behind closed ones on the capability index, by several definitions side by side: they answer
// different questions (docs/index.md, "Latent gaps").

#include <optional>
#include <string_view>
#include <vector>

#include "gapcalc/index.hpp"

namespace gapcalc::latent {

struct GapOptions {
  std::optional<Date> from;    ///< first day of the window; empty: the first release
  std::optional<Date> to;      ///< last day; empty: the as-of date
  std::vector<double> levels;  ///< of the index, from which on records and levels count, too; ascending
};

/// The options of published figures: data/registry/index.json.
GapOptions published_gaps();

enum class GapRule {
  record_mean,           ///< mean over open records of the time since a closed model first had that index
  level_mean,            ///< mean over levels of the index of the time between the first closed and open model there
  daily_lag,             ///< mean over days of the time since a closed model first had the index of the best open one
  daily_lag_not_below,   ///< the same, since the best open one was first significantly below a closed model
  bracket_under,         ///< release of the best open model less that of the closed record just above it
  bracket_interpolated,  ///< the same by the line between the two closed records
  bracket_over,          ///< release of the best open model less that of the closed record just below it
  vertical,              ///< mean over days of the best closed index less the best open one, in points
};
/// `record-mean`, ...
std::string_view name(GapRule rule);
std::string_view description(GapRule rule);

/// A gap in months, or, of `vertical`, in points.
struct GapEstimate {
  std::optional<double> value;      ///< empty where nothing in the window tells one
  std::optional<double> low, high;  ///< percentile interval over resampled benchmarks; empty where a tenth tell none
  std::size_t n = 0;                ///< records, levels or days that it is the mean of; 1 of a bracket
  std::size_t n_ahead = 0;          ///< those that no closed model has reached: left out, but days, which count as 0
};

struct LatentGap {
  GapRule rule = GapRule::record_mean;
  std::optional<double> from_level;  ///< of record_mean and level_mean; empty: all
  GapEstimate fitted, published;
};

/// A model that was better than all of its class before.
struct FrontierStep {
  std::uint32_t model = 0;  ///< into Index::models
  Date date;
  double index = 0;
};
/// By date, so by index.
using Frontier = std::vector<FrontierStep>;

struct Frontiers {
  Frontier open, closed;
};

struct LatentGaps {
  Date from, to;  ///< as resolved
  std::vector<LatentGap> gaps;
  Frontiers fitted, published;  ///< up to `to`
};

/// Steps of levels, in points of the index.
inline constexpr double level_step = 0.05;

/// The records of both classes until `to`; `published`: by the published index, of models that have one.
Frontiers frontiers(const Index& index, Date to, bool published);

/// The first of the records with this index or a higher one; null where there is none.
const FrontierStep* first_at(const Frontier& frontier, double level);

/// All rules on the fitted and the published index. Intervals are those of Index::draws: fit it with
/// Resampled::benchmarks. On the published index a draw moves models as it moves them on the fitted one. `as_of` is the
/// last day where GapOptions::to is empty. Throws Error (bad_option) where the window or a level is impossible, and
/// (no_usable_rows) where there is no open or no closed model until its end.
LatentGaps gaps(const Index& index, const GapOptions& options, Date as_of, double confidence);

}  // namespace gapcalc::latent
