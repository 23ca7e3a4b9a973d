#include <fmt/format.h>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/csv.hpp"
#include "load/tidy.hpp"

namespace gapcalc::load {

void read_tidy_csv(ByteStream& bytes, const std::string& path, Builder& builder) {
  const std::uint32_t file = builder.begin_file(path, "tidy-csv");
  CsvTable table(bytes, path);
  const auto require = [&](std::string_view column) {
    if (const auto at = table.find(column)) return *at;
    if (table.find("Model version"))
      throw Error(ErrorCode::not_recognised, "is one file of a hub dump",
                  "give the folder or the zip of the whole dump", path, 1);
    throw Error(ErrorCode::missing_column, fmt::format("no column '{}'", column),
                fmt::format("score records need {}; the header names {}",
                            builder.takes_undated() ? "benchmark, model and score"
                                                    : "benchmark, model, accessibility, release_date and score",
                            join(table.header(), ", ")),
                path, 1);
  };
  const auto benchmark = require("benchmark");
  const auto model = require("model");
  const auto when_dated = [&](std::string_view column) {
    return builder.takes_undated() ? table.find(column) : std::optional(require(column));
  };
  const auto accessibility = when_dated("accessibility"), release_date = when_dated("release_date");
  const auto score = require("score");
  const auto organization = table.find("organization"), country = table.find("country");
  const auto score_se = table.find("score_se"), source = table.find("source"),
             relationship = table.find("relationship"), settings = table.find("settings");
  while (table.next()) {
    if (const auto defect = table.defect()) {
      builder.exclude(defect->reason, file, table.line(), no_index, no_index, defect->detail);
      continue;
    }
    const RowText row{table.field(benchmark),    table.field(model),         table.field(organization),
                      table.field(country),      table.field(accessibility), table.field(release_date),
                      table.field(score),        table.field(score_se),      table.field(source),
                      table.field(relationship), table.field(settings)};
    add_tidy(builder, file, row, table.line());
  }
  builder.end_file(file, bytes.sha256(), bytes.bytes());
}

}  // namespace gapcalc::load
