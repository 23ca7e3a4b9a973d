#pragma once
// Files of other programs, given as text in the test.

#include <string>
#include <vector>

#include "support/load_text.hpp"

/// Models for the tests of readers: `open` and `closed`, by --models.
inline const std::string outside_models =
    "model,organization,country,accessibility,release_date\n"
    "open,O,France,Open weights (unrestricted),2024-05-01\n"
    "closed,C,China,API access,2024-01-01\n";

/// What loading a file of that name with these bytes gives, with `outside_models` and, where given, aliases.
inline gapcalc::Dataset load_outside(const std::string& bytes, const std::string& name = "file.json",
                                     const std::string& aliases = {}) {
  const TempFolder folder;
  gapcalc::LoadOptions options = asking_for({"all"});
  options.models = folder.write("models.csv", outside_models);
  if (!aliases.empty()) options.aliases = folder.write("aliases.csv", "format,name,metric,benchmark,scale\n" + aliases);
  return gapcalc::load::load(folder.write("in/" + name, bytes), options);
}

/// Records as `benchmark model date score se settings`, in order.
inline std::vector<std::string> outside_rows(const gapcalc::Dataset& data) {
  std::vector<std::string> rows;
  for (const auto& benchmark : data.benchmarks)
    for (const gapcalc::Record& record : benchmark.records)
      rows.push_back(benchmark.benchmark.id + " " + model_of(data, record).name + " " + to_string(record.date) + " " +
                     std::to_string(record.score) + " " + std::to_string(record.score_se) + " " +
                     data.origins[record.origin].settings);
  return rows;
}

/// Exclusions as `reason: detail`, in order.
inline std::vector<std::string> outside_left(const gapcalc::Dataset& data) {
  std::vector<std::string> rows;
  for (const gapcalc::Excluded& row : data.excluded) rows.push_back(std::string(name(row.reason)) + ": " + row.detail);
  return rows;
}
