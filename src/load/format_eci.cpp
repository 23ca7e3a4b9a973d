// The Epoch Capabilities Index as the hub publishes it, given alone: `epoch_capabilities_index.csv` of the flat layout,
// `eci_scores.csv` of the layout of October 2026, and that table as epoch.ai/data has it, with fewer columns.
// docs/readers.md

#include "core/text.hpp"
#include "load/csv.hpp"
#include "load/formats.hpp"
#include "load/interval.hpp"

namespace gapcalc::load {

bool fits_eci(const Shape& shape) {
  return shape.kind == Shape::Kind::csv && (shape.has({"Model version", "ECI Score"}) || shape.has({"Model", "eci"}));
}

OutsideScores read_eci(const OutsideInput& input) {
  ByteStream bytes = ByteStream::of(input.text);
  CsvTable table(bytes, input.path);
  const bool flat = table.find("ECI Score").has_value();
  const auto model = table.require(flat ? "Model version" : "Model");
  const auto index = table.require(flat ? "ECI Score" : "eci");
  const auto date = table.find(flat ? "Release date" : "date");
  const auto organization = table.find("Organization");
  const auto country = table.find(flat ? "Country" : "Country (of organization)");
  const auto accessibility = table.find("Model accessibility");
  const auto low = table.find("eci_ci_low"), high = table.find("eci_ci_high");
  OutsideScores found;
  while (table.next()) {
    if (const auto defect = table.defect()) {
      found.left.push_back({defect->reason, defect->detail, table.line()});
      continue;
    }
    OutsideScore score;
    score.benchmark = "ECI";
    score.model = table.field(model);
    score.organization = table.field(organization);
    score.country = table.field(country);
    score.accessibility = table.field(accessibility);
    score.release_date = table.field(date);
    score.score = table.field(index);
    score.score_se = error_of_ends(table.field(low), table.field(high), normal_90);
    score.source = "Epoch Capabilities Index";
    score.relationship = "third_party";
    score.line = table.line();
    found.scores.push_back(std::move(score));
  }
  return found;
}

}  // namespace gapcalc::load
