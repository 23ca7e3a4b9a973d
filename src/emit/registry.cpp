#include <fmt/format.h>

#include "core/text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

std::string list_text(const std::optional<std::vector<double>>& list) {
  if (!list) return {};
  std::vector<std::string> parts;
  for (const double value : *list) parts.push_back(exact(value));
  return join(parts, " ");
}

std::string registry_csv(std::span<const Benchmark> registry) {
  CsvWriter out(csv_header("registry.csv"));
  for (const Benchmark& b : registry) {
    out.cell(b.id).cell(b.title).cell(b.file).cell(b.score_column).cell(b.se_column).cell(name(b.unit)).number(b.scale);
    out.cell(list_text(b.grid)).number(b.chance).cell(b.access).cell(b.category).truth(b.selected).number(b.floor);
    out.cell(list_text(b.accept)).cell(b.provenance.evaluator).cell(b.provenance.hub).cell(b.provenance.verdict);
    out.cell(b.provenance.caveat).cell(b.provenance.link).end_row();
  }
  return out.take();
}

Json index_json(const std::optional<IndexRange>& range) {
  if (!range) return {};
  Json result = {{"baseline", range->baseline}, {"ceiling", range->ceiling}};
  if (!range->score_column.empty()) result["score_column"] = range->score_column;
  if (range->scale) result["scale"] = *range->scale;
  return result;
}

std::string registry_json(std::span<const Benchmark> registry) {
  Json list = Json::array();
  for (const Benchmark& b : registry)
    list.push_back({{"id", b.id},
                    {"title", b.title},
                    {"file", text_json(b.file)},
                    {"score_column", text_json(b.score_column)},
                    {"se_column", text_json(b.se_column)},
                    {"unit", name(b.unit)},
                    {"scale", b.scale},
                    {"grid", b.grid ? Json(*b.grid) : Json()},
                    {"chance", number_json(b.chance)},
                    {"access", b.access},
                    {"category", text_json(b.category)},
                    {"selected", b.selected},
                    {"floor", number_json(b.floor)},
                    {"accept", b.accept ? Json(*b.accept) : Json()},
                    {"items", number_json(b.items)},
                    {"relative_se", number_json(b.relative_se)},
                    {"provenance", provenance_json(b.provenance)},
                    {"index", index_json(b.index)}});
  return to_text({{"schema_version", "1.0"}, {"kind", "registry"}, {"benchmarks", list}});
}

}  // namespace

std::vector<Block> registry_page(std::span<const Benchmark> registry) {
  std::vector<Block> page;
  for (const bool selected : {true, false}) {
    Table table{selected ? "Benchmarks of the headline" : "Other benchmarks",
                {{"benchmark"}, {"id"}, {"access"}, {"category"}, {"scores are"}},
                {}};
    for (const Benchmark& b : registry)
      if (b.selected == selected)
        table.rows.push_back({b.title, b.id, b.access, b.category.empty() ? "-" : b.category, b.provenance.verdict});
    if (!table.rows.empty()) page.push_back({{}, std::move(table)});
  }
  page.push_back(
      {"Scores are independent (one independent "
       "evaluator "
       "ran every model in a fixed harness), with a caveat, or largely self-reported:",
       {}});
  for (const Benchmark& b : registry)
    if (b.selected)
      page.push_back({fmt::format("{}: {}.{}", b.title, b.provenance.evaluator,
                                  b.provenance.caveat.empty() ? "" : fmt::format(" {}", b.provenance.caveat)),
                      {}});
  return page;
}

std::string benchmarks(std::span<const Benchmark> registry, std::string_view format, const Style& style) {
  if (format == "csv") return registry_csv(registry);
  if (format == "json") return registry_json(registry);
  return render(registry_page(registry), format, style);
}

}  // namespace gapcalc::emit
