#include "load/licences.hpp"

#include <string>

#include "core/builtin.hpp"
#include "gapcalc/record.hpp"
#include "load/csv.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

TEST_CASE("a licence of the table has its accessibility, whatever its capitals") {
  CHECK(accessibility_of_licence("Proprietary") == "API access");
  CHECK(accessibility_of_licence(" apache-2.0 ") == "Open weights (unrestricted)");
  CHECK(accessibility_of_licence("CC-BY-NC-4.0") == "Open weights (non-commercial)");
}

TEST_CASE("a licence that the table does not have says nothing, however like another it is") {
  for (const char* const licence : {"", "other", "Apache", "MIT (modified)", "Qwen", "proprietary licence"})
    CHECK(accessibility_of_licence(licence).empty());
}

TEST_CASE("every licence of the table stands there once, for open or for closed weights or for neither") {
  ByteStream bytes = ByteStream::of(builtin("registry/licences.csv"));
  CsvTable table(bytes, "licences.csv");
  const auto licence = table.require("licence"), accessibility = table.require("accessibility");
  std::size_t rows = 0;
  while (table.next()) {
    CHECK_FALSE(table.defect().has_value());
    CHECK(accessibility_of_licence(table.field(licence)) == table.field(accessibility));
    const Weights kind = weights(table.field(accessibility));
    CHECK((kind == Weights::open || kind == Weights::closed || table.field(accessibility).empty()));
    ++rows;
  }
  CHECK(rows > 30);
}
