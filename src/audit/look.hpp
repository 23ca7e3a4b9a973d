#pragma once
// The parts of a check: each looks for some of the codes and adds what it finds, in the order of the input.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gapcalc/check.hpp"

namespace gapcalc::audit {

/// Gaps that count, by who or what is in them.
using GapsOf = std::unordered_map<std::string_view, std::vector<const Datapoint*>>;

/// What is looked at.
struct Subject {
  const Dataset& data;
  const Crossings& crossings;
  std::span<const Benchmark> registry;
  CrossOptions options;                     ///< with the as-of date set
  GapsOf gaps_of_model, gaps_of_benchmark;  ///< by name, by id
};

using Findings = std::vector<Finding>;

/// A finding with the remedy that its code has in the table.
Finding finding(Code code, std::string benchmark, std::string model, std::string message);

/// The file that a record is in, as the user named it.
const std::string& file_of(const Dataset& data, const Record& record);
/// Says where a record is.
void place(Finding& finding, const Dataset& data, const Record& record);

/// `; 2 gaps that count rest on it`; empty for none.
std::string resting(std::size_t gaps);

/// Rows and files that are not used, with their reasons; files that cannot be read; what a dump should have.
void look_at_rows(const Subject& subject, Findings& found);
/// Rows that would be first crossers, if it were known when or how their models came out.
void look_at_would_be(const Subject& subject, Findings& found);
/// Versions that contradict themselves or their family.
void look_at_models(const Subject& subject, Findings& found);
/// Crossings and benchmarks that are odd or out of date.
void look_at_crossings(const Subject& subject, Findings& found);

}  // namespace gapcalc::audit
