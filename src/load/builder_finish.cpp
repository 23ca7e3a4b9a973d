// The end of a Builder: what was asked for and is not there, and what should be told.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/near.hpp"
#include "core/tally.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/builder.hpp"
#include "load/registry.hpp"

namespace gapcalc::load {

/// Nothing can be used: says what was there, and where the first of it is.
void Builder::fail_without_records(const std::string& path) const {
  if (!data_.unread.empty()) {
    const Unread& first = data_.unread.front();
    throw Error(first.code, first.message, first.remedy, first.file, first.line);
  }
  std::vector<std::string> parts;
  if (!data_.excluded.empty()) parts.push_back(tally(count_by_reason(data_.excluded)));
  if (!data_.not_selected.empty())
    parts.push_back(fmt::format("{} benchmarks not asked for", data_.not_selected.size()));
  std::string message = "no row can be used" + (parts.empty() ? std::string() : ": " + join(parts, ", "));
  const auto& rows = data_.excluded;
  auto first = std::find_if(rows.begin(), rows.end(), [](const Excluded& row) { return row.line > 0; });
  if (first == rows.end())  // of a file without lines
    first = std::find_if(rows.begin(), rows.end(), [](const Excluded& row) { return !row.detail.empty(); });
  if (first != rows.end() && first->line == 0)
    message += fmt::format("; the first is in {}: {}", data_.files[first->file].path, first->detail);
  else if (first != rows.end())
    message += fmt::format("; the first is line {} of {}{}", first->line, data_.files[first->file].path,
                           first->detail.empty() ? "" : fmt::format(": {}", first->detail));
  throw Error(ErrorCode::no_usable_rows, message,
              !remedy_.empty()             ? remedy_
              : data_.not_selected.empty() ? "a row needs a benchmark, a model, a score and a release date"
              : options_.for_index         ? "give scores on benchmarks that have an 'index' in the registry"
                                           : "--benchmarks all takes every benchmark in",
              path);
}

/// A benchmark that is not there: whether it exists at all, and what may have been meant.
void Builder::fail_without_benchmark(const std::string& id, const std::string& path) const {
  if (registry_.find(id) != nullptr)
    throw Error(ErrorCode::unknown_benchmark,
                fmt::format("has no scores of benchmark '{}', which the registry knows", id),
                "give an input that has them", path);
  std::vector<std::string> names = data_.not_selected;
  for (const BenchmarkRecords& there : data_.benchmarks) names.push_back(there.benchmark.id);
  for (const Benchmark& benchmark : registry_.benchmarks) names.push_back(benchmark.id);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  throw Error(ErrorCode::unknown_benchmark, fmt::format("has no benchmark '{}'{}", id, near_text(id, names)),
              "`gapcalc benchmarks` lists the ids", path);
}

/// A benchmark asked for by its id must be there.
void Builder::check_asked(const std::string& path) const {
  for (const std::string& id : options_.benchmarks) {
    if (id == "all" || id == "selected") {
      if (options_.benchmarks.size() > 1)
        throw Error(ErrorCode::bad_option, fmt::format("--benchmarks takes ids or the one word {}, not both", id),
                    "drop one of them");
    } else if (!benchmarks_.contains(id)) {
      fail_without_benchmark(id, path);
    }
  }
}

/// Nothing is dropped silently, and a misspelt name in a user's file would be.
void Builder::note_what_matched_nothing() {
  if (bad_errors_ > 0)
    note(fmt::format("standard errors that are no numbers were left out: {}; the first is {}", bad_errors_,
                     first_bad_error_));
  const auto tell = [&](const std::string& file, const std::vector<std::string>& names, const char* what) {
    if (!file.empty() && !names.empty())
      note(fmt::format("{}: names {} {} without any record; the first is '{}'", file, names.size(), what,
                       names.front()));
  };
  std::set<std::string_view> models;
  for (const Model& model : data_.models) models.insert(model.name);
  std::vector<std::string> unmatched;
  for (const auto& [model, accessibility] : overrides_)
    if (!models.contains(model)) unmatched.push_back(model);
  tell(overrides_path_, unmatched, unmatched.size() == 1 ? "model" : "models");
  unmatched.clear();
  std::set<std::string_view> told;
  for (const Verdict& verdict : data_.verdicts)
    if (told.insert(verdict.benchmark).second && !benchmarks_.contains(verdict.benchmark) &&
        registry_.find(verdict.benchmark) == nullptr)
      unmatched.push_back(verdict.benchmark);
  tell(verdicts_path_, unmatched, unmatched.size() == 1 ? "benchmark" : "benchmarks");
}

Dataset Builder::finish(const std::string& path) {
  check_asked(path);
  check_provisional();
  if (std::all_of(data_.benchmarks.begin(), data_.benchmarks.end(), [](const auto& b) { return b.records.empty(); }))
    fail_without_records(path);
  const bool all =
      options_.benchmarks.size() == 1 && options_.benchmarks[0] == "all";  // then nothing was asked for by name
  for (const Benchmark& benchmark : registry_.benchmarks)
    if (!all && wanted(benchmark) && !benchmarks_.contains(benchmark.id)) data_.missing.push_back(benchmark.title);
  note_what_matched_nothing();
  put_in_order();
  data_.as_of = registry_.as_of;
  return std::move(data_);
}

}  // namespace gapcalc::load
