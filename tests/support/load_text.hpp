#pragma once
// Loads an input that is given as text in the test.

#include <string>
#include <vector>

#include "gapcalc/load.hpp"
#include "support/catch.hpp"
#include "support/temp_folder.hpp"

/// The header of tidy records, in the order of METHOD, section 1.
inline const std::string tidy_header =
    "benchmark,model,organization,country,accessibility,release_date,score,score_se,source,relationship\n";

inline gapcalc::LoadOptions asking_for(std::vector<std::string> benchmarks) {
  gapcalc::LoadOptions options;
  options.benchmarks = std::move(benchmarks);
  return options;
}

/// What loading a file of these bytes gives.
inline gapcalc::Dataset load_text(const std::string& bytes, const gapcalc::LoadOptions& options = asking_for({"all"})) {
  const TempFolder folder;
  return gapcalc::load::load(folder.write("records", bytes), options);
}

/// The same for rows of tidy CSV, without their header; the first row is on line 2.
inline gapcalc::Dataset load_rows(const std::string& rows, const gapcalc::LoadOptions& options = asking_for({"all"})) {
  return load_text(tidy_header + rows, options);
}

/// The records of a benchmark; fails the test where it is not there.
inline const gapcalc::BenchmarkRecords& records_of(const gapcalc::Dataset& data, std::string_view id) {
  for (const auto& benchmark : data.benchmarks)
    if (benchmark.benchmark.id == id) return benchmark;
  FAIL("no benchmark " << id);
  throw;  // not reached
}

/// The model of a record.
inline const gapcalc::Model& model_of(const gapcalc::Dataset& data, const gapcalc::Record& record) {
  return data.models[record.model];
}

/// Exclusions as `line reason`, for comparison as a whole.
inline std::vector<std::string> exclusions(const gapcalc::Dataset& data) {
  std::vector<std::string> result;
  for (const gapcalc::Excluded& row : data.excluded)
    result.push_back(std::to_string(row.line) + " " + std::string(name(row.reason)));
  return result;
}
