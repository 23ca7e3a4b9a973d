#include <fmt/format.h>

#include <algorithm>

#include "core/builtin.hpp"
#include "core/digest.hpp"
#include "core/text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/json_common.hpp"

namespace gapcalc::emit {
namespace {

Json schema_json(const std::vector<CsvColumn>& columns) {
  Json fields = Json::array();
  for (const CsvColumn& column : columns) {
    Json field = {{"name", column.name}, {"type", column.type}, {"description", column.description}};
    if (!column.unit.empty()) field["unit"] = column.unit;
    fields.push_back(std::move(field));
  }
  return {{"fields", std::move(fields)}, {"missingValues", {""}}};
}

Json resource_json(const File& file) {
  const Columns table = csv_columns(file.name);
  return {{"name", file.name.substr(0, file.name.find('.'))},
          {"path", file.name},
          {"profile", "tabular-data-resource"},
          {"description", table.row},
          {"format", "csv"},
          {"mediatype", "text/csv"},
          {"encoding", "utf-8"},
          {"bytes", file.bytes.size()},
          {"hash", "sha256:" + sha256(file.bytes)},
          {"schema", schema_json(table.list)}};
}

/// Whether the scores are the hub's: its dump, or the records that are compiled in, which come from one.
bool from_the_hub(const InputFile& file) { return file.of_dump() || file.path.starts_with("bundled/"); }

/// The hub where scores are its, then the files that were read, by name: a path of the user's machine would lead
/// nobody anywhere.
Json sources_json(const Analysis& analysis, const Json& hub, bool of_the_hub) {
  Json sources = Json::array();
  if (of_the_hub)
    sources.push_back(
        {{"title", fmt::format("{}, {}", hub["author"].get<std::string>(), hub["title"].get<std::string>())},
         {"path", hub["link"]}});
  for (const InputFile& file : analysis.data.files)
    if (!file.sha256.empty() && !file.of_dump())
      sources.push_back({{"title", fmt::format("{} ({}, SHA-256 {})", file.path, file.format, file.sha256)}});
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) {
    const Provenance& board = of.benchmark.provenance;
    if (board.hub == "mirrors" && !board.link.empty())
      sources.push_back({{"title", fmt::format("{}, {}", of.benchmark.title, board.evaluator)}, {"path", board.link}});
  }
  return sources;
}

}  // namespace

std::string data_package(const Analysis& analysis, std::span<const File> tables) {
  const Json hub = Json::parse(builtin("registry/hub.json"));
  const auto& inputs = analysis.data.files;
  const bool of_the_hub = std::any_of(inputs.begin(), inputs.end(), from_the_hub);
  Json package = {{"profile", "tabular-data-package"},
                  {"name", "gapcalc-analysis"},
                  {"title", fmt::format("How far open-weight models are behind closed ones, as of {}",
                                        to_string(analysis.crossings.as_of))},
                  {"description",
                   "Gaps between the first closed and the first open model to reach each score, and "
                   "their trends. docs/formats.md of gapcalc describes the tables, docs/method.md the "
                   "method."},
                  {"version", version()},
                  {"sources", sources_json(analysis, hub, of_the_hub)}};
  if (of_the_hub) {                   // what others' own records may be used for, they know
    std::string id = hub["licence"];  // the package wants it with hyphens
    std::replace(id.begin(), id.end(), ' ', '-');
    package["licenses"] =
        Json::array({{{"name", id},
                      {"path", hub["licence_link"]},
                      {"title", "of the hub's scores; boards that it mirrors keep their own licences"}}});
  }
  package["resources"] = Json::array();
  for (const File& table : tables) package["resources"].push_back(resource_json(table));
  return to_text(package);
}

}  // namespace gapcalc::emit
