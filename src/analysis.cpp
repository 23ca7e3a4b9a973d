#include "gapcalc/analysis.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "gapcalc/compare.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc {

std::string_view version() { return GAPCALC_VERSION; }

Analysis analyze(const std::string& path, const Options& options) {
  smooth::check(options.smooth);  // before the work, not after it
  // 1. Bytes -> score records (METHOD, section 1).
  return analyze(load::load(path, options.load), options);
}

Analysis analyze(Dataset data, const Options& options) {
  Analysis result;
  result.options = options;
  result.data = std::move(data);
  smooth::check(options.smooth);
  // 2. Records -> first crossers, reviewed and de-duplicated (METHOD, sections 2 to 5).
  result.crossings = cross::cross(result.data, options.cross);
  // 3. Datapoints -> trends with bands (METHOD, sections 6 and 7).
  result.trends = smooth::smooth(result.crossings.datapoints, options.smooth);
  // 4. Whether the classes differ and the gap grew (docs/method.md, section 8).
  result.comparison = infer::headline(result.crossings.datapoints, result.trends, options.smooth);
  // 5. What was not used, in one list, in the order of the input; and what else a user should know.
  result.excluded = std::move(result.data.excluded);
  std::move(result.crossings.excluded.begin(), result.crossings.excluded.end(), std::back_inserter(result.excluded));
  result.crossings.excluded.clear();
  std::stable_sort(result.excluded.begin(), result.excluded.end(), [](const Excluded& a, const Excluded& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  result.notes = result.data.notes;
  result.notes.insert(result.notes.end(), result.crossings.notes.begin(), result.crossings.notes.end());
  return result;
}

IndexedInput index_of_input(const std::string& path, const Dataset& data, const Options& options, int resamples,
                            const std::function<bool(std::size_t, std::size_t)>& progress) {
  if (path == "-")
    throw Error(ErrorCode::bad_option, "a correction reads its input twice, and standard input is there once",
                "give a file");
  if (path.empty() || cross::only_frontier(data))
    throw Error(ErrorCode::bad_option, "records that keep only what set a new best cannot tell who was not tested",
                "give a whole dump");
  LoadOptions load = options.load;
  load.for_index = true;
  IndexedInput result;
  result.data = load::load(path, load);
  result.options = latent::published_options();
  result.options.resamples = resamples;
  result.options.resampled = latent::Resampled::benchmarks;
  result.options.threads = options.smooth.threads;
  result.index = latent::index(result.data, result.options, progress);
  return result;
}

void add_files(const std::vector<InputFile>& more, std::vector<InputFile>& files) {
  for (const InputFile& file : more) {
    const auto at =
        std::find_if(files.begin(), files.end(), [&](const InputFile& known) { return known.path == file.path; });
    if (at == files.end())
      files.push_back(file);
    else if (at->sha256.empty())
      *at = file;
  }
}

void add_latent(Analysis& analysis, const std::string& path, const latent::CorrectOptions& correct, int resamples,
                const std::function<bool(std::size_t, std::size_t)>& progress) {
  // 1. All scores -> one number per model (docs/index.md).
  IndexedInput indexed = index_of_input(path, analysis.data, analysis.options, resamples, progress);
  Latent result;
  result.options = std::move(indexed.options);
  result.index = std::move(indexed.index);
  // 2. How far open models are behind on it.
  const latent::Frontiers best = latent::frontiers(result.index, analysis.crossings.as_of, false);
  if (!best.open.empty() && !best.closed.empty())
    result.gaps =
        latent::gaps(result.index, latent::published_gaps(), analysis.crossings.as_of, result.options.confidence);
  // 3. The gaps that all models and exact scores would have shown (docs/correction.md).
  const latent::Corrected from{analysis.data, analysis.crossings, analysis.trends,
                               indexed.data,  result.index,       result.options};
  result.correction = latent::correct(from, analysis.options, correct);
  // 4. All files that this rests on.
  add_files(indexed.data.files, analysis.data.files);
  analysis.latent = std::move(result);
}

void add_credibility(Analysis& analysis) {
  Options options = analysis.options;
  options.smooth.by = {Split::access};  // that of the headline
  // 1. The headline under every filter, and what a handicap of open models would change (docs/credibility.md).
  infer::Filters filters = infer::filtered_levels(analysis.data, options);
  infer::HandicapSweep sweep = infer::handicap_sweep(
      analysis.data, options, infer::largest_handicap(options.cross.handicap.scale), infer::handicap_steps);
  // 2. Of how many versions each first crosser was the best (docs/selection.md).
  audit::Selection selection =
      audit::selection(analysis.data, analysis.crossings, options.cross, {}, audit::Period::year);
  analysis.credibility = {std::move(filters), std::move(sweep), std::move(selection)};
}

}  // namespace gapcalc
