#include "load/licences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/csv.hpp"

namespace gapcalc::load {
namespace {

constexpr std::array licence_classes = {LicenceClass::proprietary, LicenceClass::open_weight, LicenceClass::open_source,
                                        LicenceClass::other};

LicenceClass licence_class_of(const CsvTable& table, std::size_t kind) {
  const auto* const at = std::find_if(licence_classes.begin(), licence_classes.end(),
                                      [&](LicenceClass one) { return name(one) == table.field(kind); });
  if (at == licence_classes.end())
    table.refuse_row(ErrorCode::bad_review, fmt::format("'{}' is no class of licences", table.field(kind)),
                     "write proprietary, open-weight, open-source or other");
  return *at;
}

}  // namespace

Licences read_licences(ByteStream& bytes, const std::string& path) {
  CsvTable table(bytes, path);
  const auto licence = table.require("licence"), kind = table.require("class");
  const auto accessibility = table.find("accessibility");
  Licences result;
  while (table.next()) {
    table.check_row(ErrorCode::bad_review);
    result.insert_or_assign(lower(table.field(licence)),
                            Licence{licence_class_of(table, kind), std::string(table.field(accessibility))});
  }
  return result;
}

const Licences& builtin_licences() {
  static const Licences result = [] {
    ByteStream bytes = ByteStream::of(builtin("registry/licences.csv"));
    return read_licences(bytes, "built-in licences.csv");
  }();
  return result;
}

std::string accessibility_of_licence(std::string_view licence) {
  const auto at = builtin_licences().find(lower(trim(licence)));
  return at == builtin_licences().end() ? std::string{} : at->second.accessibility;
}

}  // namespace gapcalc::load
