#include "load/aliases.hpp"

#include <fmt/format.h>

#include <set>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/csv.hpp"
#include "load/outside.hpp"

namespace gapcalc::load {
namespace {

/// Read when the first name is looked up: most runs have no use for it.
const Aliases& built_in() {
  static const Aliases aliases = [] {
    Aliases table;
    ByteStream bytes = ByteStream::of(builtin("registry/aliases.csv"));
    table.merge(bytes, "built-in aliases.csv");
    return table;
  }();
  return aliases;
}

Alias read_alias(const CsvTable& table, std::string_view benchmark, std::string_view scale) {
  Alias alias{std::string(benchmark), 1};
  if (scale.empty()) return alias;
  const auto factor = parse_number(scale);
  if (!factor || !(*factor > 0))
    table.refuse_row(ErrorCode::bad_registry, fmt::format("'{}' is no scale", scale),
                     "give the factor to the benchmark's unit, above 0");
  alias.scale = *factor;
  return alias;
}

}  // namespace

void Aliases::merge(ByteStream& bytes, const std::string& path) {
  CsvTable table(bytes, path);
  const auto format = table.require("format"), name = table.require("name"), benchmark = table.require("benchmark");
  const auto metric = table.find("metric"), scale = table.find("scale");
  std::set<Key> seen;
  while (table.next()) {
    table.check_row(ErrorCode::bad_registry);
    const Key key{table.field(format), table.field(name), table.field(metric)};
    if (outside_format(std::get<0>(key)) == nullptr)
      table.refuse_row(ErrorCode::bad_registry, fmt::format("'{}' is no format", std::get<0>(key)),
                       fmt::format("use one of {}", join(outside_format_names(), ", ")));
    if (std::get<1>(key).empty())
      table.refuse_row(ErrorCode::bad_registry, "the row has no name", "give the format's name of the benchmark");
    if (!seen.insert(key).second)
      table.refuse_row(ErrorCode::bad_registry,
                       fmt::format("a second row for '{}', metric '{}'", std::get<1>(key), std::get<2>(key)),
                       "keep one of them");
    table_[key] = read_alias(table, table.field(benchmark), table.field(scale));
  }
}

const Alias* Aliases::exact(const Key& key) const {
  const auto own = table_.find(key);
  if (own != table_.end()) return &own->second;
  return this == &built_in() ? nullptr : built_in().exact(key);
}

const Alias* Aliases::find(std::string_view format, std::string_view name, std::string_view metric,
                           bool is_main) const {
  const Alias* alias = exact({std::string(format), std::string(name), std::string(metric)});
  if (alias == nullptr && is_main) alias = exact({std::string(format), std::string(name), {}});
  return alias == nullptr || alias->benchmark.empty() ? nullptr : alias;
}

}  // namespace gapcalc::load
