#pragma once
// The small CSVs that steer an analysis or its figures: accessibility overrides, review verdicts, milestones.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/record.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {

/// Model name -> accessibility text. Columns: model, accessibility, reason.
using Accessibility = std::map<std::string, std::string, std::less<>>;

/// Throws Error (broken_csv, missing_column, bad_review) on a row that cannot be meant.
Accessibility read_accessibility(ByteStream& bytes, const std::string& path);

/// Columns: benchmark, threshold (blank: all), verdict (accept or reject), closed_model, open_model,
/// reviewer, date, reason. Throws Error (broken_csv, missing_column, bad_review).
std::vector<Verdict> read_verdicts(ByteStream& bytes, const std::string& path);

/// Columns: date, name. By date, then name. Throws Error (broken_csv, missing_column, bad_review).
std::vector<Milestone> read_milestones(ByteStream& bytes, const std::string& path);

}  // namespace gapcalc::load
