#pragma once
// A small hub dump in a temporary folder.

#include "support/load_text.hpp"

struct HubFolder : TempFolder {
  /// The model table of the flat layout, without its header.
  void models(const std::string& rows) const {
    write("epoch_capabilities_index.csv",
          "Model version,ECI Score,Release date,Organization,Country,Model accessibility\n" + rows);
  }
  /// The scores on GPQA Diamond, without their header.
  void gpqa(const std::string& rows) const {
    write("gpqa_diamond.csv",
          "Model version,Best score (across scorers),Release date,Organization,Country,stderr,Log viewer\n" + rows);
  }
  gapcalc::Dataset load(std::vector<std::string> benchmarks = {"selected"}) const {
    return gapcalc::load::load(path(), asking_for(std::move(benchmarks)));
  }
};

/// The record of the model with that name, which must be there once.
inline const gapcalc::Record& record_of(const gapcalc::Dataset& data, std::string_view benchmark,
                                        std::string_view model) {
  const gapcalc::Record* found = nullptr;
  for (const gapcalc::Record& record : records_of(data, benchmark).records)
    if (data.models[record.model].name == model) {
      REQUIRE(found == nullptr);
      found = &record;
    }
  INFO(model);
  REQUIRE(found != nullptr);
  return *found;
}
