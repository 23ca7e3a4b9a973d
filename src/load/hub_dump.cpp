#include "load/hub_dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/csv.hpp"
#include "load/hub_index.hpp"

namespace gapcalc::load {
namespace {

constexpr std::string_view flat_models = "epoch_capabilities_index.csv";
constexpr std::string_view october_models = "model_metadata.csv";
constexpr std::string_view october_benchmarks = "benchmark_metadata.csv";
constexpr std::string_view october_index = "eci_scores.csv";

/// Last part of a path, in lower case: what files are known by, since archives differ in their top folder.
std::string base_name(std::string_view path) { return lower(path.substr(path.rfind('/') + 1)); }

/// `dir/name`: how a file of the dump is shown.
std::string shown(const DumpFiles& dump, const std::string& name) {
  return dump.path.ends_with('/') ? dump.path + name : dump.path + "/" + name;
}

/// The score files by base name. Throws Error where two have the same.
std::map<std::string, std::string> score_files(const DumpFiles& dump) {
  std::map<std::string, std::string> files;
  for (const std::string& name : dump.names) {
    const std::string base = base_name(name);
    const bool is_table = base == flat_models || base == october_models || base == october_benchmarks;
    // The capability index and its companions lie in folders of their own and hold no scores.
    const bool is_index =
        name.find("epoch_capabilities_index/") != name.npos || name.find("additional_eci_data/") != name.npos;
    if (!base.ends_with(".csv") || is_table || is_index) continue;
    const auto [at, is_new] = files.emplace(base, name);
    if (!is_new)
      throw Error(ErrorCode::duplicate_benchmark, fmt::format("holds both '{}' and '{}'", at->second, name),
                  "keep one file for each benchmark", dump.path);
  }
  return files;
}

/// Reads a file of the dump: registers it, and hands its stream to `use`.
template <typename Use>
void with_file(const DumpFiles& dump, const std::string& name, Builder& builder, const Use& use) {
  ByteStream bytes = dump.open(name);
  const std::uint32_t file = builder.begin_file(shown(dump, name), dump.format);
  use(bytes, shown(dump, name), file);
  builder.end_file(file, bytes.sha256(), bytes.bytes());
}

/// Entries that benchmark_metadata.csv makes possible for files that the registry does not know.
std::map<std::string, Benchmark> described_benchmarks(const DumpFiles& dump, Builder& builder) {
  std::map<std::string, Benchmark> result;
  std::map<std::string, std::string> successors;  // by file: id of the benchmark that came in its place
  for (const std::string& name : dump.names) {
    if (base_name(name) != october_benchmarks) continue;
    with_file(dump, name, builder, [&](ByteStream& bytes, const std::string& path, std::uint32_t file) {
      CsvTable table(bytes, path);
      const auto title = table.require("benchmark");
      const auto source_file = table.require("source_file");
      const auto score_column = table.require("score_column");
      const auto scale = table.require("scale");
      const auto baseline = table.find("random_baseline"), ceiling = table.find("score_ceiling");
      const auto in_index = table.find("in_eci"), successor = table.find("superseded_by");
      while (table.next()) {
        if (const auto defect = table.defect()) {
          builder.exclude(defect->reason, file, table.line(), no_index, no_index, defect->detail);
          continue;
        }
        if (table.field(source_file).empty() || table.field(score_column).empty()) continue;  // names no scores
        const auto factor = parse_number(table.field(scale));
        if (!factor || *factor <= 0) {
          builder.exclude(Reason::bad_row, file, table.line(), no_index, no_index,
                          fmt::format("'{}' is no scale", table.field(scale)));
          continue;
        }
        Benchmark benchmark;
        benchmark.id = slug(table.field(title));
        benchmark.title = table.field(title);
        benchmark.file = table.field(source_file);
        benchmark.score_column = table.field(score_column);
        benchmark.scale = *factor;
        benchmark.chance = parse_number(table.field(baseline));
        if (builder.for_index() && lower(table.field(in_index)) == "true")
          benchmark.index = range_of(table.field(baseline), table.field(ceiling));
        if (benchmark.index && !benchmark.index->is_possible()) {
          builder.exclude(
              Reason::bad_row, file, table.line(), no_index, no_index,
              fmt::format("'{}' to '{}' is no range of scores", table.field(baseline), table.field(ceiling)));
          benchmark.index.reset();
        }
        if (benchmark.index && !table.field(successor).empty())
          successors.emplace(base_name(benchmark.file), slug(table.field(successor)));
        result.emplace(base_name(benchmark.file), std::move(benchmark));
      }
    });
  }
  // The index takes the successor where the dump has it.
  std::set<std::string> there;
  for (const std::string& name : dump.names) {
    const auto at = result.find(base_name(name));
    if (at != result.end() && at->second.index) there.insert(at->second.id);
  }
  for (const auto& [file, successor] : successors)
    if (there.contains(successor)) result[file].index.reset();
  return result;
}

/// The published index of each model, by its group; of the layout of October 2026.
std::map<std::string, double> published_indices(const DumpFiles& dump, Builder& builder) {
  std::map<std::string, double> result;
  for (const std::string& name : dump.names) {
    if (base_name(name) != october_index) continue;
    with_file(dump, name, builder, [&](ByteStream& bytes, const std::string& path, std::uint32_t) {
      CsvTable table(bytes, path);
      const auto model = table.find("Model"), index = table.find("eci");
      if (!model || !index)
        return builder.note(fmt::format("{}: has no columns 'Model' and 'eci', and so no index", path));
      while (table.next()) {
        const auto value = parse_number(table.field(index));
        if (value && !table.defect()) result.emplace(table.field(model), *value);
      }
    });
  }
  return result;
}

/// The first of these columns that the table has: where a score comes from is named in many ways.
std::optional<std::size_t> source_column(const CsvTable& table) {
  for (const std::string_view column : {"source link", "source link (site from table)", "source", "log viewer"})
    for (std::size_t i = 0; i < table.header().size(); ++i)
      if (lower(table.header()[i]) == column) return i;
  return std::nullopt;
}

/// What the index needs besides; before any score is read.
void set_groups(const DumpFiles& dump, Models& models, Builder& builder) {
  models.published = published_indices(dump, builder);
  for (const auto& [version, model] : models.table) {
    if (!parse_date(model.release_date)) continue;
    const auto [at, is_new] = models.first_date.emplace(group_of(version, model, models).key, model.release_date);
    if (!is_new) at->second = std::min(at->second, model.release_date);
  }
}

void read_scores(const Benchmark& benchmark, ByteStream& bytes, const std::string& path, std::uint32_t file,
                 std::uint32_t index, const Models& models, Builder& builder) {
  CsvTable table(bytes, path);
  const auto version = table.require("Model version");
  const auto score = table.require(benchmark.score_column);
  const auto date = table.require("Release date");
  const auto organization = table.find("Organization"), country = table.find("Country");
  const auto score_se = benchmark.se_column.empty() ? std::nullopt : table.find(benchmark.se_column);
  const auto test_date = builder.with_test_dates() ? table.find("Started at") : std::nullopt;
  const auto source = source_column(table);
  static const ModelRow unknown;
  while (table.next()) {
    if (const auto defect = table.defect()) {
      builder.exclude(defect->reason, file, table.line(), index, no_index, defect->detail);
      continue;
    }
    const auto at = models.table.find(table.field(version));
    const ModelRow& model = at == models.table.end() ? unknown : at->second;
    const auto either = [](std::string_view first, std::string_view second) { return first.empty() ? second : first; };
    RowText row;
    row.model = table.field(version);
    row.organization = either(model.organization, table.field(organization));
    row.country = either(model.country, table.field(country));
    row.accessibility = model.accessibility;
    row.release_date = either(table.field(date), model.release_date);
    row.score = table.field(score);
    row.score_se = table.field(score_se);
    row.source = table.field(source);
    row.test_date = table.field(test_date);
    GroupOf group;
    if (builder.with_groups()) {
      group = group_of(row.model, model, models);
      row.group = group.name;
      row.group_key = group.key;
      row.published_index = group.published;
      if (const auto first = models.first_date.find(group.key);
          builder.for_index() && row.release_date.empty() && first != models.first_date.end())
        row.release_date = first->second;
    }
    builder.add(file, index, row, benchmark.scale, table.line());
  }
}

}  // namespace

bool is_hub_dump(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const std::string base = base_name(name);
    if (base == flat_models || base == october_models) return true;
  }
  return false;
}

void read_hub_dump(const DumpFiles& dump, Builder& builder) {
  // 1. The models: which are open, which closed, and when they came out.
  Models models;
  for (const std::string& name : dump.names) {
    if (base_name(name) != flat_models && base_name(name) != october_models) continue;
    models.october = models.october || base_name(name) == october_models;
    with_file(dump, name, builder, [&](ByteStream& bytes, const std::string& path, std::uint32_t file) {
      ModelTable table = read_model_table(bytes, path, file, builder);
      see_releases(table, builder);
      models.table.merge(table);
    });
  }
  if (builder.with_groups()) set_groups(dump, models, builder);

  // 2. Which file is which benchmark: by the registry, else by the dump's own description.
  const std::map<std::string, Benchmark> described = described_benchmarks(dump, builder);
  std::map<std::string, const Benchmark*> by_file;
  for (const Benchmark& benchmark : builder.registry().benchmarks)
    if (!benchmark.file.empty()) by_file.emplace(lower(benchmark.file), &benchmark);

  const bool has_policy =
      std::any_of(described.begin(), described.end(), [](const auto& one) { return one.second.index.has_value(); });

  // 3. The scores.
  std::map<std::string, std::string> file_of;  // by benchmark id
  for (const auto& [base, name] : score_files(dump)) {
    const auto known = by_file.find(base);
    const auto own = described.find(base);
    if (known == by_file.end() && own == described.end()) {
      builder.exclude(Reason::unknown_benchmark, builder.begin_file(shown(dump, name), "unknown"), 0, no_index,
                      no_index, "not in the registry");
      continue;
    }
    const Benchmark& usual = known != by_file.end() ? *known->second : own->second;
    const Benchmark benchmark =
        builder.for_index() ? as_indexed(usual, own == described.end() ? nullptr : &own->second, has_policy) : usual;
    if (const auto [first, is_new] = file_of.emplace(benchmark.id, name); !is_new)
      throw Error(ErrorCode::duplicate_benchmark,
                  fmt::format("'{}' and '{}' both hold benchmark '{}'", first->second, name, benchmark.id),
                  "keep one file for each benchmark, or give them ids of their own by --registry", dump.path);
    if (!builder.wanted(benchmark)) {
      builder.skip_benchmark(benchmark.id);
      continue;
    }
    const std::uint32_t index = builder.open_benchmark(benchmark);
    try {
      with_file(dump, name, builder, [&](ByteStream& bytes, const std::string& path, std::uint32_t file) {
        read_scores(benchmark, bytes, path, file, index, models, builder);
      });
    } catch (const Error& error) {
      builder.fail_file(index, shown(dump, name), error);
    }
  }
}

}  // namespace gapcalc::load
