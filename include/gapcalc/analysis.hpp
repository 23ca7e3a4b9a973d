#pragma once
// The whole flow, and what comes out of it.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gapcalc/correct.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/index_gaps.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/quantity.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/selection.hpp"
#include "gapcalc/sensitivity.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc {

/// What the capability index adds to an analysis.
struct Latent {
  latent::IndexOptions options;  ///< of the fit
  latent::Index index;
  std::optional<latent::LatentGaps> gaps;  ///< empty where no model of one class has an index until the as-of date
  latent::Correction correction;
};

/// What the gap rests on: docs/credibility.md and docs/selection.md.
struct Credibility {
  infer::Filters filters;
  infer::HandicapSweep sweep;
  audit::Selection selection;  ///< without statements
};

/// Everything an analysis found; what `emit` turns into bytes.
struct Analysis {
  Options options;  ///< as resolved
  Dataset data;
  Crossings crossings;
  std::vector<Quantity> comparison;        ///< private - public now, and now - minimum of each series
  std::vector<Trend> trends;               ///< `all` first, then the splits in the order asked for
  std::vector<Excluded> excluded;          ///< of load and cross together, in order of file and line
  std::vector<std::string> notes;          ///< of both
  std::optional<Latent> latent;            ///< where it was asked for: add_latent()
  std::optional<Credibility> credibility;  ///< where it was asked for: add_credibility()
};

/// Version of the program, `MAJOR.MINOR.PATCH`.
std::string_view version();

/// Loads `path` (a hub dump, a data folder, a records file, `-` for standard input; empty: the bundled
/// records), finds the crossings, reviews them, and smooths the gaps. Throws Error.
Analysis analyze(const std::string& path, const Options& options);

/// The same for data that are loaded already.
Analysis analyze(Dataset data, const Options& options);

/// The capability index of an input, to correct the gaps of the same input by.
struct IndexedInput {
  Dataset data;
  latent::IndexOptions options;
  latent::Index index;
};

/// Loads `path` again, of which `data` are the records that are analysed, and fits the index that the hub publishes,
/// with `resamples` refits to drawn benchmarks. `progress` as of latent::index. Throws Error (bad_option) where the
/// input is standard input, which cannot be read again, or keeps only what set a new best.
IndexedInput index_of_input(const std::string& path, const Dataset& data, const Options& options, int resamples,
                            const std::function<bool(std::size_t, std::size_t)>& progress = {});

/// Adds to a list of files those that were read besides: files that it does not have, or has as seen only.
void add_files(const std::vector<InputFile>& more, std::vector<InputFile>& files);

/// Adds Analysis::latent to an analysis of `path` whose options have LoadOptions::with_groups: the capability index of
/// the same input, the gaps on it, and the gaps corrected by it. `resamples` refits give intervals of the gaps on the
/// index; 0: none. `progress` as of latent::index. Throws Error (bad_option) where the input is standard input, which
/// cannot be read again, or keeps only what set a new best.
void add_latent(Analysis& analysis, const std::string& path, const latent::CorrectOptions& correct, int resamples,
                const std::function<bool(std::size_t, std::size_t)>& progress = {});

/// Adds Analysis::credibility to an analysis whose options have LoadOptions::with_groups. Its series are those of the
/// headline: all, public, private.
void add_credibility(Analysis& analysis);

}  // namespace gapcalc
