// The hub's tables of the capability index, given alone, on the dump of May 2026 in both layouts.

#include <algorithm>
#include <cmath>
#include <map>

#include "conformance/shared.hpp"
#include "gapcalc/load.hpp"
#include "load/bytes.hpp"
#include "load/zip.hpp"
#include "support/catch.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

/// The highest index of each release date and organization: what the two layouts have in common.
std::map<std::string, double> best_by_release(const Dataset& data) {
  std::map<std::string, double> best;
  for (const Record& record : data.benchmarks.at(0).records) {
    double& score = best[to_string(record.date) + " " + model_of(data, record).organization];
    score = std::max(score, record.score);
  }
  return best;
}

}  // namespace

TEST_CASE("both tables of the capability index are read, and hold the same indices") {
  const LoadOptions all = asking_for({"all"});
  const Dataset flat = load::load(shared_path("hub/2026-05/epoch_capabilities_index.csv"), all);
  const load::ZipArchive zip(load::read_file(shared_path("hub/2026-05-october-layout.zip")), "october");
  std::string scores;
  for (const load::ZipEntry& entry : zip.entries())
    if (entry.name.ends_with("eci_scores.csv")) scores = zip.read(entry);
  const Dataset october = load_text(scores, all);
  REQUIRE(flat.benchmarks.size() == 1);
  REQUIRE(october.benchmarks.size() == 1);
  CHECK(flat.files.at(0).format == "eci");
  CHECK(flat.benchmarks[0].benchmark.unit == Unit::points);
  CHECK(flat.benchmarks[0].records.size() == 366);
  CHECK(october.benchmarks[0].records.size() == 152);
  const auto by_version = best_by_release(flat), by_model = best_by_release(october);
  std::size_t same = 0;
  for (const auto& [release, score] : by_model) {
    const auto at = by_version.find(release);
    if (at != by_version.end() && std::abs(at->second - score) < 1e-9) ++same;
  }
  CHECK(same > by_model.size() * 9 / 10);
}
