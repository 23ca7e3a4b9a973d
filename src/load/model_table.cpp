#include "load/model_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <tuple>
#include <vector>

#include "core/text.hpp"
#include "load/csv.hpp"

namespace gapcalc::load {
namespace {

struct NumberedRow {
  ModelRow row;
  std::size_t line;
};

/// The rows of one version as one: the row with the earliest date, a date that is none last, with its blanks
/// filled from the others in order. The order of the file never shows.
ModelRow merge(std::vector<NumberedRow>& entries) {
  std::sort(entries.begin(), entries.end(), [](const NumberedRow& a, const NumberedRow& b) {
    const auto key = [](const ModelRow& row) {
      return std::tuple(!parse_date(row.release_date), std::string_view(row.release_date), row.accessibility.empty(),
                        std::string_view(row.accessibility), std::string_view(row.organization),
                        std::string_view(row.country));
    };
    return key(a.row) < key(b.row);
  });
  ModelRow merged = entries.front().row;
  for (const NumberedRow& entry : entries) {
    for (std::string ModelRow::*field : {&ModelRow::release_date, &ModelRow::organization, &ModelRow::country,
                                         &ModelRow::accessibility, &ModelRow::group, &ModelRow::index})
      if ((merged.*field).empty()) merged.*field = entry.row.*field;
  }
  return merged;
}

/// Refuses a table without any of the columns that name models.
void check_model_columns(const CsvTable& table, const std::string& path) {
  for (const char* const name : {"model_version", "model", "Model version"})
    if (table.find(name)) return;
  throw Error(ErrorCode::missing_column, fmt::format("has no column of models, but {}", join(table.header(), ", ")),
              "a table of models needs the columns model and release_date; accessibility, organization and country "
              "may be there; epoch_capabilities_index.csv and model_metadata.csv of the hub are such tables, too",
              path, 1);
}

}  // namespace

ModelTable read_model_table(ByteStream& bytes, const std::string& path, std::uint32_t file, Builder& builder) {
  CsvTable table(bytes, path);
  check_model_columns(table, path);
  const bool october = table.find("model_version").has_value(), own = !october && table.find("model").has_value();
  const auto version = table.require(october ? "model_version" : own ? "model" : "Model version");
  const auto date = table.require(october ? "date" : own ? "release_date" : "Release date");
  const auto rest = [&](std::string_view of_october, std::string_view flat) {
    return own ? table.find(of_october) : std::optional(table.require(october ? of_october : flat));
  };
  const auto organization = rest("organization", "Organization"), country = rest("country", "Country");
  const auto accessibility = rest("accessibility", "Model accessibility");

  const auto group = builder.with_groups() ? table.find(october ? "model_group" : "Model name") : std::nullopt;
  const auto index = builder.with_groups() ? table.find("ECI Score") : std::nullopt;

  std::map<std::string, std::vector<NumberedRow>> rows;
  while (table.next()) {
    if (const auto defect = table.defect()) {
      builder.exclude(defect->reason, file, table.line(), no_index, no_index, defect->detail);
      continue;
    }
    bool blank = true;
    for (std::size_t i = 0; i < table.n_fields(); ++i) blank = blank && table.field(i).empty();
    if (blank) continue;
    const std::string name{table.field(version)};
    if (name.empty()) {
      builder.exclude(Reason::no_model, file, table.line());
      continue;
    }
    const ModelRow row{std::string(table.field(date)),    std::string(table.field(organization)),
                       std::string(table.field(country)), std::string(table.field(accessibility)),
                       std::string(table.field(group)),   std::string(table.field(index))};
    rows[name].push_back({row, table.line()});
  }
  ModelTable models;
  for (auto& [name, entries] : rows) {
    const ModelRow& merged = models[name] = merge(entries);
    for (const NumberedRow& entry : std::span(entries).subspan(1))
      builder.exclude(Reason::duplicate_model, file, entry.line, no_index, no_index,
                      fmt::format("'{}', dated '{}'; the row dated '{}' counts", name, entry.row.release_date,
                                  merged.release_date));
  }
  return models;
}

void see_releases(const ModelTable& models, Builder& builder) {
  for (const auto& [name, model] : models)
    if (const auto day = parse_date(model.release_date)) builder.see_release(*day, name, model.accessibility);
}

}  // namespace gapcalc::load
