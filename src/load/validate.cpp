// Files against the schema of their kind.

#include "load/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "core/json_schema.hpp"
#include "core/near.hpp"
#include "core/schema.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/bytes.hpp"
#include "load/claims.hpp"
#include "load/csv.hpp"
#include "load/json_bounds.hpp"
#include "load/json_document.hpp"
#include "load/json_elements.hpp"
#include "load/overrides.hpp"
#include "load/registry.hpp"
#include "load/stored_analysis.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// A whole file, and what was found in it so far.
struct Subject {
  const std::string& path;
  std::string_view text;
  const ValidateOptions& options;
  Validation result;

  void say(std::size_t line, std::string at, std::string what) {
    ++result.n_misfits;
    if (options.most_misfits == 0 || result.misfits.size() < options.most_misfits)
      result.misfits.push_back({line, std::move(at), std::move(what)});
  }
  [[noreturn]] void not_recognised(std::string_view what, std::string_view remedy, std::size_t line = 0) const {
    throw Error(ErrorCode::not_recognised, what, remedy, path, line);
  }
};

constexpr std::string_view name_it = "name its kind with --kind; `gapcalc schema` lists them";

/// Without white space and byte order mark in front.
std::string_view beginning(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  return text;
}

bool is_record(const json& value) {
  return value.is_object() && !value.contains("kind") && (value.contains("model") || value.contains("benchmark"));
}

/// Whether the first line holds a whole record, as in JSON Lines.
bool begins_with_record(std::string_view text) {
  const std::string_view line = beginning(text).substr(0, beginning(text).find('\n'));
  if (!line.starts_with('{') || excess(line)) return false;
  return is_record(json::parse(line, nullptr, false));
}

/// A JSON text that is no list and no lines of records, with its bounds kept.
json document_of(const Subject& subject) {
  constexpr std::size_t bytes_a_value = 10, always = 100'000;  // our own JSON takes 22 bytes a value without a blank
  if (const auto what = excess(subject.text, std::max(always, subject.text.size() / bytes_a_value)))
    subject.not_recognised(*what, "is it the right file?");
  return parse_document(subject.text, subject.path);
}

/// By `kind`, or by what only one of the kinds without it has.
std::string kind_of(const json& document, const Subject& subject) {
  if (const auto kind = document.find("kind"); kind != document.end() && kind->is_string()) {
    const auto name = kind->get<std::string>();
    if (!schema_source(name).is_null()) return name;
    subject.not_recognised(fmt::format("is of the kind '{}', which is not known", name), name_it);
  }
  if (document.contains("benchmarks")) return "registry";
  if (document.contains("claims")) return "claims";
  if (document.value("profile", json()) == "tabular-data-package") return "datapackage";
  if (is_record(document)) return "records";
  if (document.contains("$schema") && document["$schema"].is_string())
    subject.not_recognised(fmt::format("is described by {}", document["$schema"].get<std::string>()),
                           "check it against that");
  subject.not_recognised("is JSON without a 'kind'", name_it);
}

/// The kind of table that needs most of the header's columns, and no other.
std::string kind_of(const std::vector<std::string>& header, const Subject& subject) {
  std::string best;
  std::size_t most = 0;
  for (const SchemaKind& kind : schema_kinds()) {
    const auto schema = schema_source(kind.name);
    if (!is_table(schema)) continue;
    const auto needed = schema["items"]["required"].get<std::vector<std::string>>();
    const bool all = std::all_of(needed.begin(), needed.end(), [&](const std::string& column) {
      return std::find(header.begin(), header.end(), column) != header.end();
    });
    if (!all || needed.size() <= most) continue;
    most = needed.size();
    best = kind.name;
  }
  if (best.empty())
    subject.not_recognised("has the columns of no kind of table",
                           fmt::format("{}; `gapcalc check` looks into dumps", name_it), 1);
  return best;
}

/// A column that the schema describes.
struct Column {
  std::string name;
  std::size_t at;  ///< in the header
  bool has_numbers, has_truth_values;

  Column(std::string called, const json& schema, std::size_t place) : name(std::move(called)), at(place) {
    const json types = schema.value("type", json());
    const auto may_be = [&](const char* type) {
      return types == type || (types.is_array() && std::find(types.begin(), types.end(), type) != types.end());
    };
    has_numbers = may_be("number") || may_be("integer");
    has_truth_values = may_be("boolean");
  }

  /// A cell as the JSON value that it stands for: a blank is null, a number or truth value is one where the column has
  /// them.
  [[nodiscard]] json value(std::string_view cell) const {
    if (cell.empty()) return {};
    if (has_truth_values && (cell == "true" || cell == "false")) return cell == "true";
    if (has_numbers)
      if (const auto number = parse_number(cell)) return *number;
    return cell;
  }
};

void check_table(Subject& subject) {
  ByteStream bytes = ByteStream::of(subject.text);
  CsvTable table(bytes, subject.path);
  std::string& kind = subject.result.kind;
  if (kind.empty()) kind = kind_of(table.header(), subject);
  JsonSchema schema(schema_of(kind), subject.options.strict, subject.options.most_misfits);
  if (!is_table(schema_of(kind))) subject.not_recognised(fmt::format("is no JSON, and so no {}", kind), name_it, 1);
  const json& row_schema = schema.root()["items"];
  const json& columns = row_schema["properties"];
  bool complete = true;
  for (const json& column : row_schema["required"]) {
    if (table.find(column.get<std::string>())) continue;
    subject.say(1, "", fmt::format("lacks the column '{}'", column.get<std::string>()));
    complete = false;
  }
  std::vector<std::string> names;
  for (const auto& [name, column] : columns.items()) names.push_back(name);
  if (subject.options.strict)
    for (const std::string& name : table.header())
      if (!columns.contains(name))
        subject.say(1, "", fmt::format("has a column '{}', which is not known{}", name, near_text(name, names)));
  if (!complete) return;  // rows could only say it again
  std::vector<Column> read;
  for (const auto& [name, column] : columns.items())
    if (const auto at = table.find(name)) read.emplace_back(name, column, *at);
  json row = json::object();
  while (table.next()) {
    if (const auto defect = table.defect()) {
      subject.say(table.line(), "", defect->detail.empty() ? "is not valid UTF-8" : defect->detail);
      continue;
    }
    for (const Column& column : read) row[column.name] = column.value(table.field(column.at));
    auto misfits = schema.misfits(row, row_schema);
    for (auto& misfit : misfits.kept) {
      const std::string column = misfit.at.substr(std::min<std::size_t>(misfit.at.size(), 1));
      const bool blank = row.contains(column) && row[column].is_null();
      subject.say(table.line(), column, blank ? "is blank" : std::move(misfit.what));
    }
    subject.result.n_misfits += misfits.n - misfits.kept.size();
  }
}

/// Misfits in a part of the file, by line.
void say_all(Subject& subject, JsonSchema::Misfits found, std::string_view text, std::size_t lines_above) {
  std::vector<JsonSchema::Misfit>& misfits = found.kept;
  std::vector<std::string> pointers;
  pointers.reserve(misfits.size());
  for (const JsonSchema::Misfit& misfit : misfits) pointers.push_back(misfit.at);
  const std::vector<std::size_t> lines = lines_of(text, pointers);
  std::vector<std::size_t> order(misfits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lines[a] < lines[b]; });
  for (const std::size_t i : order)
    subject.say(lines_above + lines[i], std::move(misfits[i].at), std::move(misfits[i].what));
  subject.result.n_misfits += found.n - misfits.size();
}

/// Lists of rows and lines with one each: an element at a time, so that each has its line and a broken one takes no
/// other along.
void check_elements(Subject& subject) {
  JsonSchema schema(schema_of(subject.result.kind), subject.options.strict, subject.options.most_misfits);
  const json& row_schema = schema.root()["items"];
  ByteStream bytes = ByteStream::of(subject.text);
  JsonElements elements(bytes, subject.path);
  for (std::string_view element; elements.next(element);) {
    const std::size_t lines_above = elements.line() - 1;
    if (const auto what = excess(element)) {
      subject.say(elements.line(), "", *what);
      continue;
    }
    try {
      say_all(subject, schema.misfits(parse_document(element, ""), row_schema), element, lines_above);
    } catch (const Error& error) {
      subject.say(lines_above + std::max<std::size_t>(error.line, 1), "", error.message);
    }
  }
}

void check_document(Subject& subject, const json& document) {
  JsonSchema schema(schema_of(subject.result.kind), subject.options.strict, subject.options.most_misfits);
  say_all(subject, schema.misfits(document), subject.text, 0);
}

/// What only the reader of the kind knows: pairs that must be named both, bounds in the wrong order.
void read_as_a_run_would(Subject& subject) {
  const std::string& kind = subject.result.kind;
  ByteStream bytes = ByteStream::of(subject.text);
  try {
    if (kind == "registry") {
      Registry registry = builtin_registry();
      merge_registry(registry, subject.text, subject.path);
    } else if (kind == "claims") {
      read_claims(subject.text, subject.path);
    } else if (kind == "analysis") {
      read_analysis(subject.text, subject.path);
    } else if (kind == "verdicts.csv") {
      read_verdicts(bytes, subject.path);
    } else if (kind == "accessibility.csv") {
      read_accessibility(bytes, subject.path);
    } else if (kind == "milestones.csv") {
      read_milestones(bytes, subject.path);
    }
  } catch (const Error& error) {
    subject.say(error.line, "", fmt::format("{}; {}", error.message, error.remedy));
  }
}

}  // namespace

Validation validate_text(std::string_view text, const std::string& path, const ValidateOptions& options) {
  Subject subject{path, text, options, {options.kind, 0, {}}};
  if (text.starts_with("PK\x03\x04"))
    subject.not_recognised("is a zip archive", "name a file; `gapcalc check` looks into archives");
  const std::string_view start = beginning(text);
  std::string& kind = subject.result.kind;
  const bool rows = kind.empty() ? start.starts_with('[') || begins_with_record(text) : is_table(schema_of(kind));
  if (!start.starts_with('[') && !start.starts_with('{')) {
    check_table(subject);
  } else if (rows) {
    if (kind.empty()) kind = "records";
    check_elements(subject);
  } else {
    const json document = document_of(subject);
    if (kind.empty()) kind = kind_of(document, subject);
    if (is_table(schema_of(kind)))
      check_elements(subject);
    else
      check_document(subject, document);
  }
  if (subject.result.n_misfits == 0) read_as_a_run_would(subject);
  return std::move(subject.result);
}

Validation validate(const std::string& path, const ValidateOptions& options) {
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored))
    throw Error(ErrorCode::not_recognised, "is a folder", "name a file; `gapcalc check` looks into folders", path);
  return validate_text(read_file(path), path, options);
}

}  // namespace gapcalc::load
