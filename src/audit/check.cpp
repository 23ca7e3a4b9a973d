#include "gapcalc/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit/look.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::audit {

Finding finding(Code code, std::string benchmark, std::string model, std::string message) {
  return {code, std::move(benchmark), std::move(model), std::move(message), std::string(info(code).remedy), {}};
}

const std::string& file_of(const Dataset& data, const Record& record) {
  return data.files[data.origins[record.origin].file].path;
}

void place(Finding& finding, const Dataset& data, const Record& record) {
  finding.file = file_of(data, record);
  finding.line = record.line;
}

std::string resting(std::size_t gaps) {
  if (gaps == 0) return {};
  return gaps == 1 ? "; 1 gap that counts rests on it" : fmt::format("; {} gaps that count rest on it", gaps);
}

std::size_t count(const Check& check, Code code) {
  return static_cast<std::size_t>(std::count_if(check.findings.begin(), check.findings.end(),
                                                [&](const Finding& one) { return one.code == code; }));
}

std::size_t count(const Check& check, Severity severity) {
  return static_cast<std::size_t>(std::count_if(check.findings.begin(), check.findings.end(), [&](const Finding& one) {
    return info(one.code).severity == severity;
  }));
}

Check check(const Dataset& data, const Crossings& crossings, std::span<const Benchmark> registry,
            const CrossOptions& options) {
  Subject subject{data, crossings, registry, options, {}, {}};
  subject.options.as_of = crossings.as_of;
  for (const Datapoint& gap : crossings.datapoints) {
    subject.gaps_of_benchmark[gap.benchmark].push_back(&gap);
    subject.gaps_of_model[gap.closed.model].push_back(&gap);
    subject.gaps_of_model[gap.open.model].push_back(&gap);
  }
  Check result;
  result.as_of = crossings.as_of;
  result.n_benchmarks = data.benchmarks.size();
  for (const BenchmarkRecords& benchmark : data.benchmarks) result.n_records += benchmark.records.size();
  result.n_not_selected = data.not_selected.size();
  result.only_frontier = cross::only_frontier(data);
  look_at_rows(subject, result.findings);
  look_at_would_be(subject, result.findings);
  look_at_models(subject, result.findings);
  look_at_crossings(subject, result.findings);
  // The table of codes has the worst first.
  std::stable_sort(result.findings.begin(), result.findings.end(), [](const Finding& a, const Finding& b) {
    return a.code != b.code ? a.code < b.code : a.gaps.value_or(0) > b.gaps.value_or(0);
  });
  return result;
}

}  // namespace gapcalc::audit
