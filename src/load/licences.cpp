#include "load/licences.hpp"

#include <map>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "load/csv.hpp"

namespace gapcalc::load {
namespace {

/// Read when the first licence is looked up: most runs have no use for it.
const std::map<std::string, std::string, std::less<>>& licences() {
  static const auto result = [] {
    std::map<std::string, std::string, std::less<>> by_name;
    ByteStream bytes = ByteStream::of(builtin("registry/licences.csv"));
    CsvTable table(bytes, "built-in licences.csv");
    const auto licence = table.require("licence"), accessibility = table.require("accessibility");
    while (table.next()) by_name.emplace(lower(table.field(licence)), table.field(accessibility));
    return by_name;
  }();
  return result;
}

}  // namespace

std::string accessibility_of_licence(std::string_view licence) {
  const auto at = licences().find(lower(trim(licence)));
  return at == licences().end() ? std::string{} : at->second;
}

}  // namespace gapcalc::load
