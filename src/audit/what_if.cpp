#include "gapcalc/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "core/near.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::audit {
namespace {

/// The names of models, each once, in order.
std::vector<std::string> model_names(const Dataset& data) {
  std::set<std::string> names;
  for (const Model& model : data.models) names.insert(model.name);
  return {names.begin(), names.end()};
}

std::vector<std::string> benchmark_ids(const Dataset& data) {
  std::vector<std::string> ids;
  ids.reserve(data.benchmarks.size());
  for (const BenchmarkRecords& one : data.benchmarks) ids.push_back(one.benchmark.id);
  return ids;
}

/// The model of the data that `text` means.
std::string model_meant(const Dataset& data, const std::string& text) {
  const std::vector<std::string> names = model_names(data);
  if (std::binary_search(names.begin(), names.end(), text)) return text;
  std::vector<std::string> alike;
  for (const std::string& name : names)
    if (lower(name) == lower(text)) alike.push_back(name);
  if (alike.size() == 1) return alike.front();
  if (!alike.empty())
    throw Error(ErrorCode::bad_option, fmt::format("'{}' may be {}", text, join(alike, " or ")),
                "write it as one of them");
  throw Error(ErrorCode::bad_option, fmt::format("no model '{}' in the input{}", text, near_text(text, names)),
              "`gapcalc records` lists models as they are spelt");
}

BenchmarkRecords& benchmark_meant(Dataset& data, const std::string& id) {
  for (BenchmarkRecords& one : data.benchmarks)
    if (one.benchmark.id == id) return one;
  throw Error(ErrorCode::bad_option,
              fmt::format("'{}' is not among the benchmarks read{}", id, near_text(id, benchmark_ids(data))),
              "`gapcalc benchmarks` lists the ids; --benchmarks all takes every one in");
}

/// Takes the records of a model out; returns those that were there.
std::vector<Record> take(const Dataset& data, BenchmarkRecords& from, std::string_view model) {
  std::vector<Record> taken;
  ChunkedVector<Record> kept;
  for (const Record& record : from.records)
    if (data.models[record.model].name == model)
      taken.push_back(record);
    else
      kept.push_back(record);
  if (!taken.empty()) from.records = std::move(kept);
  return taken;
}

const Record* best_of(const std::vector<Record>& records) {
  const auto best = std::max_element(records.begin(), records.end(),
                                     [](const Record& a, const Record& b) { return a.score < b.score; });
  return best == records.end() ? nullptr : &*best;
}

/// A record of the model on any benchmark: it tells when the model came out.
Record any_record(const Dataset& data, const std::string& model) {
  for (const BenchmarkRecords& of : data.benchmarks)
    for (const Record& record : of.records)
      if (data.models[record.model].name == model) return record;
  throw Error(ErrorCode::bad_option, fmt::format("'{}' has no score with a release date in the input", model),
              "give a whole record by --add");
}

Edit set_score(const ScoreToSet& what, Dataset& data) {
  const std::string model = model_meant(data, what.model);
  BenchmarkRecords& on = benchmark_meant(data, what.benchmark);
  Record record = any_record(data, model);
  const std::vector<Record> there = take(data, on, model);
  const Record* const best = best_of(there);
  if (best != nullptr) record = *best;
  record.score = what.score;
  record.score_se = std::numeric_limits<double>::quiet_NaN();
  on.records.push_back(record);
  return {Edit::Kind::set,
          model,
          what.benchmark,
          best == nullptr ? std::nullopt : std::optional(best->score),
          what.score,
          record.date,
          data.models[record.model].accessibility,
          there.size()};
}

Edit drop_model(const std::string& text, Dataset& data) {
  const std::string model = model_meant(data, text);
  std::size_t n = 0;
  for (BenchmarkRecords& of : data.benchmarks) n += take(data, of, model).size();
  if (n == 0)
    throw Error(ErrorCode::bad_option, fmt::format("'{}' has no score that is used", model),
                "dropping it would change nothing");
  return {Edit::Kind::drop, model, {}, {}, {}, {}, {}, n};
}

Edit drop_benchmark(const std::string& id, Dataset& data) {
  const std::size_t n = benchmark_meant(data, id).records.size();
  const auto at = std::find_if(data.benchmarks.begin(), data.benchmarks.end(),
                               [&](const BenchmarkRecords& one) { return one.benchmark.id == id; });
  const auto index = static_cast<std::uint32_t>(at - data.benchmarks.begin());
  data.benchmarks.erase(at);
  for (Excluded& row : data.excluded) {
    if (row.benchmark == no_index || row.benchmark < index) continue;
    row.benchmark = row.benchmark == index ? no_index : row.benchmark - 1;
  }
  return {Edit::Kind::drop_benchmark, {}, id, {}, {}, {}, {}, n};
}

/// Refuses rows of the added files that are no records.
void check_rows(const Dataset& data, std::size_t first_file) {
  for (const Excluded& row : data.excluded)
    if (row.file >= first_file)
      throw Error(ErrorCode::no_usable_rows,
                  fmt::format("is no record: {}{}", describe(row.reason),
                              row.detail.empty() ? "" : fmt::format(" ({})", row.detail)),
                  "a record needs benchmark, model, accessibility, release_date and score", data.files[row.file].path,
                  row.line);
}

/// Refuses benchmarks that the added files alone have.
void check_benchmarks(const Dataset& data, const Dataset& before, std::size_t first_file,
                      const std::vector<Benchmark>& known) {
  std::set<std::string> ids;
  for (std::string& id : benchmark_ids(before)) ids.insert(std::move(id));
  for (const Benchmark& one : known) ids.insert(one.id);
  std::vector<std::string> more;  // ids are listed once for each source that has them
  std::set_difference(data.not_selected.begin(), data.not_selected.end(), before.not_selected.begin(),
                      before.not_selected.end(), std::back_inserter(more));
  if (!more.empty())
    throw Error(ErrorCode::unknown_benchmark, fmt::format("'{}' is not among the benchmarks read", more.front()),
                fmt::format("take it in by --benchmarks all, or --benchmarks {}", more.front()),
                data.files[first_file].path);
  for (const BenchmarkRecords& of : data.benchmarks) {
    if (ids.contains(of.benchmark.id)) continue;
    throw Error(ErrorCode::unknown_benchmark,
                fmt::format("there is no benchmark '{}'{}", of.benchmark.id,
                            near_text(of.benchmark.id, {ids.begin(), ids.end()})),
                "`gapcalc benchmarks` lists the ids; --registry adds one", data.files[first_file].path);
  }
}

}  // namespace

std::string_view name(Edit::Kind kind) {
  switch (kind) {
    case Edit::Kind::add: return "add";
    case Edit::Kind::set: return "set";
    case Edit::Kind::drop: return "drop";
    case Edit::Kind::drop_benchmark: break;
  }
  return "drop_benchmark";
}

std::vector<Edit> added(Dataset& data, const Dataset& before, std::size_t first_file,
                        const std::vector<Benchmark>& known) {
  if (first_file >= data.files.size()) return {};
  check_rows(data, first_file);
  check_benchmarks(data, before, first_file, known);
  std::vector<Edit> edits;
  for (const BenchmarkRecords& of : data.benchmarks) {
    std::map<std::string_view, std::vector<const Record*>> there;  // records of each model
    std::vector<const Record*> more;
    for (const Record& record : of.records)
      if (data.origins[record.origin].file < first_file)
        there[data.models[record.model].name].push_back(&record);
      else
        more.push_back(&record);
    for (const Record* const record : more) {
      const Model& model = data.models[record->model];
      if (data.as_of && *data.as_of < record->date) data.as_of = record->date;
      const auto& others = there[model.name];
      const auto best = std::max_element(others.begin(), others.end(),
                                         [](const Record* x, const Record* y) { return x->score < y->score; });
      edits.push_back({Edit::Kind::add, model.name, of.benchmark.id,
                       best == others.end() ? std::nullopt : std::optional((*best)->score), record->score, record->date,
                       model.accessibility, others.size()});
    }
  }
  return edits;
}

std::vector<Edit> apply(const Edits& edits, Dataset& data) {
  std::vector<Edit> done;
  done.reserve(edits.set.size() + edits.drop.size() + edits.drop_benchmarks.size());
  for (const ScoreToSet& one : edits.set) done.push_back(set_score(one, data));
  for (const std::string& one : edits.drop) done.push_back(drop_model(one, data));
  for (const std::string& one : edits.drop_benchmarks) done.push_back(drop_benchmark(one, data));
  return done;
}

}  // namespace gapcalc::audit
