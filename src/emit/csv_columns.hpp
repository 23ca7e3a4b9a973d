#pragma once
// What the columns of CSV outputs are, by data/schema: their headers, and their description in datapackage.json.

#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::emit {

struct CsvColumn {
  std::string name;
  std::string type;         ///< of Frictionless' Table Schema: string, number, integer, boolean, date
  std::string unit;         ///< empty: none
  std::string description;  ///< without the unit, which the schema has in brackets behind it
};

/// A table: what a row of it is, and its columns in order.
struct Columns {
  std::string row;
  std::vector<CsvColumn> list;
};

/// Of a kind of table, for instance `trends.csv`.
Columns csv_columns(std::string_view kind);

/// The names of a table's columns, joined by commas.
std::string csv_header(std::string_view kind);

}  // namespace gapcalc::emit
