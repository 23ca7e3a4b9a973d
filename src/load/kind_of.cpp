#include "load/kind_of.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/schema.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/schema.hpp"
#include "load/bytes.hpp"
#include "load/json_bounds.hpp"
#include "load/json_elements.hpp"
#include "load/outside.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

constexpr std::string_view name_it = "name its kind with --kind; `gapcalc schema` lists them";

bool states_kind(const json& value) {
  const auto kind = value.find("kind");
  return kind != value.end() && kind->is_string() && !schema_source(kind->get<std::string>()).is_null();
}

bool is_record(const json& value) {
  return value.is_object() && !states_kind(value) && (value.contains("model") || value.contains("benchmark"));
}

/// Whether the columns are those of a kind of table: all that it needs, and none that it does not know.
bool is_of_a_kind(const Header& header) {
  const auto kinds = schema_kinds();
  return std::any_of(kinds.begin(), kinds.end(), [&](const SchemaKind& kind) {
    const auto schema = schema_source(kind.name);
    if (!is_table(schema)) return false;
    const auto& columns = schema["items"]["properties"];
    const auto& needed = schema["items"]["required"];
    return std::all_of(header.begin(), header.end(), [&](const std::string& name) { return columns.contains(name); }) &&
           std::all_of(needed.begin(), needed.end(), [&](const auto& name) { return has(header, name); });
  });
}

}  // namespace

void not_recognised(const std::string& path, std::string_view what, std::string_view remedy, std::size_t line) {
  throw Error(ErrorCode::not_recognised, what, remedy, path, line);
}

std::string_view json_start(std::string_view text) {
  text = without_mark(text);
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  return text;
}

bool has(const Header& header, const std::string& column) {
  return std::find(header.begin(), header.end(), column) != header.end();
}

bool has_records(std::string_view text, const std::string& path) {
  ByteStream bytes = ByteStream::of(text);
  JsonElements elements(bytes, path);
  try {
    for (std::string_view element; elements.next(element);)
      if (!excess(element) && is_record(json::parse(element, nullptr, false))) return true;
  } catch (const Error&) {  // of the text as lines, which it then is not
    return false;
  }
  return false;
}

std::string kind_of(const json& document, const std::string& path) {
  if (states_kind(document)) return document["kind"];
  if (is_record(document)) return "records";
  if (document.contains("benchmarks")) return "registry";
  if (document.contains("claims")) return "claims";
  if (document.contains("statements")) return "statements";
  if (document.value("profile", json()) == "tabular-data-package") return "datapackage";
  if (const auto kind = document.find("kind"); kind != document.end() && kind->is_string())
    not_recognised(path, fmt::format("is of the kind '{}', which is not known", kind->get<std::string>()), name_it);
  if (document.contains("$schema") && document["$schema"].is_string())
    not_recognised(path, fmt::format("is described by {}", document["$schema"].get<std::string>()),
                   "check it against that");
  not_recognised(path, "is JSON without a 'kind'", name_it);
}

void refuse_outside(std::string_view text, const std::string& path) {
  ByteStream bytes = ByteStream::of(text);
  const Shape shape = shape_of(bytes, path);
  for (const OutsideFormat& format : outside_formats()) {
    if (!format.fits(shape)) continue;
    if (shape.kind == Shape::Kind::csv && is_of_a_kind(shape.keys))
      return;  // what is written here may look like others
    not_recognised(path, fmt::format("is of the format {}, which has no schema here", format.name),
                   "`gapcalc check` and `gapcalc records` read it");
  }
}

std::string kind_of(const Header& header, const std::string& path) {
  std::string best;
  std::ptrdiff_t most = 0;
  for (const SchemaKind& kind : schema_kinds()) {
    const auto schema = schema_source(kind.name);
    if (!is_table(schema)) continue;
    const auto& columns = schema["items"]["properties"];
    const auto known =
        std::count_if(header.begin(), header.end(), [&](const std::string& name) { return columns.contains(name); });
    std::ptrdiff_t like = 2 * known - std::ssize(header);
    for (const auto& needed : schema["items"]["required"])
      if (!has(header, needed)) --like;
    if (like <= most) continue;
    most = like;
    best = kind.name;
  }
  if (!best.empty()) return best;
  if (std::any_of(header.begin(), header.end(), [](const std::string& name) { return name.find('\r') != name.npos; }))
    not_recognised(path, "has line ends of CR alone", "write LF or CR LF", 1);
  if (header.size() == 1 && header[0].find(';') != std::string::npos)
    not_recognised(path, "has semicolons between its columns", "write commas", 1);
  not_recognised(path, fmt::format("has the columns of no kind of table: {}", join(header, ", ")),
                 fmt::format("{}; `gapcalc check` looks into dumps", name_it), 1);
}

}  // namespace gapcalc::load
