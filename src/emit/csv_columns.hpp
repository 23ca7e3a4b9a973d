#pragma once
// What the columns of the CSV tables of an analysis are: their headers, and their description in datapackage.json.

#include <span>
#include <string>
#include <string_view>

namespace gapcalc::emit {

struct CsvColumn {
  std::string_view name;
  std::string_view type;  ///< of Frictionless' Table Schema: string, number, integer, date
  std::string_view unit;  ///< empty: none
  std::string_view description;
};

/// A table: its name, what a row of it is, and its columns in order.
struct Columns {
  std::string_view table, row;
  std::span<const CsvColumn> list;
};

/// datapoints, crossings, trends, benchmarks, excluded.
std::span<const Columns> csv_columns();

/// The names of a table's columns, joined by commas.
std::string csv_header(std::string_view table);

}  // namespace gapcalc::emit
