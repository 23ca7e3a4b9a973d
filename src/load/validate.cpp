// Files against the schema of their kind.

#include "load/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <optional>
#include <set>

#include "core/json_schema.hpp"
#include "core/near.hpp"
#include "core/schema.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/aliases.hpp"
#include "load/builder.hpp"
#include "load/bytes.hpp"
#include "load/claims.hpp"
#include "load/csv.hpp"
#include "load/json_bounds.hpp"
#include "load/json_document.hpp"
#include "load/json_elements.hpp"
#include "load/kind_of.hpp"
#include "load/overrides.hpp"
#include "load/rating_board.hpp"
#include "load/registry.hpp"
#include "load/statements.hpp"
#include "load/stored_analysis.hpp"
#include "load/tidy.hpp"
#include "load/zip.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// A whole file, and what was found in it so far.
struct Subject {
  const std::string& path;
  std::string_view text;
  const ValidateOptions& options;
  Validation result;
  std::set<std::size_t> lines = {};  ///< that have a misfit

  void say(std::size_t line, std::string at, std::string what) {
    lines.insert(line);
    ++result.n_misfits;
    if (options.most_misfits == 0 || result.misfits.size() < options.most_misfits)
      result.misfits.push_back({line, std::move(at), std::move(what)});
  }
  [[nodiscard]] JsonSchema schema() const { return {schema_of(result.kind), options.strict, options.most_misfits}; }
};

// --- Tables ---------------------------------------------------------------------------------------------------------

/// A column that the schema describes.
struct Column {
  std::string name;
  std::size_t at;  ///< in the header
  bool has_numbers, has_truth_values;

  Column(std::string called, const json& schema, std::size_t place) : name(std::move(called)), at(place) {
    const auto types = types_of(schema);
    has_numbers = has(types, "number") || has(types, "integer");
    has_truth_values = has(types, "boolean");
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

/// The columns that are read; says which are missing and, where that was asked for, which are not known.
std::optional<std::vector<Column>> columns_of(const CsvTable& table, const json& row_schema, Subject& subject) {
  const json& described = row_schema["properties"];
  Header unknown, names;
  for (const std::string& name : table.header())
    if (!described.contains(name)) unknown.push_back(name);
  for (const auto& [name, schema] : described.items()) names.push_back(name);
  bool complete = true;
  for (const json& needed : row_schema["required"]) {
    const auto name = needed.get<std::string>();
    if (has(table.header(), name)) continue;
    subject.say(1, "", fmt::format("lacks the column '{}'{}", name, near_text(name, unknown)));
    complete = false;
  }
  for (const std::string& name : unknown)
    if (subject.options.strict)
      subject.say(1, "", fmt::format("has a column '{}', which is not known{}", name, near_text(name, names)));
  if (!complete) return std::nullopt;  // rows could only say it again
  std::vector<Column> read;
  for (const auto& [name, schema] : described.items())
    if (const auto at = table.find(name)) read.emplace_back(name, schema, *at);
  return read;
}

/// What is said of JSON, for a cell: a blank one is null.
std::string of_cell(const json& value, std::string what) {
  constexpr std::string_view or_null = " or null";
  if (value.is_null()) return "is blank";
  if (what.ends_with(or_null)) what.replace(what.size() - or_null.size(), or_null.size(), " or blank");
  return what;
}

void check_table(Subject& subject) {
  ByteStream bytes = ByteStream::of(subject.text);
  CsvTable table(bytes, subject.path);
  std::string& kind = subject.result.kind;
  if (kind.empty()) kind = kind_of(table.header(), subject.path);
  if (!is_table(schema_source(kind)))
    not_recognised(subject.path, fmt::format("is no JSON, and so no {}", kind), "give another file or --kind", 1);
  JsonSchema schema = subject.schema();
  const json& row_schema = schema.root()["items"];
  const auto columns = columns_of(table, row_schema, subject);
  if (!columns) return;
  json row = json::object();
  while (table.next()) {
    if (const auto defect = table.defect()) {
      subject.say(table.line(), "", defect->detail.empty() ? "is not valid UTF-8" : defect->detail);
      continue;
    }
    for (const Column& column : *columns) row[column.name] = column.value(table.field(column.at));
    auto misfits = schema.misfits(row, row_schema);
    for (auto& misfit : misfits.kept) {
      const std::string column = misfit.at.substr(std::min<std::size_t>(misfit.at.size(), 1));
      subject.say(table.line(), column, of_cell(row.value(column, json(0)), std::move(misfit.what)));
    }
    subject.result.n_misfits += misfits.n - misfits.kept.size();
  }
}

// --- JSON -----------------------------------------------------------------------------------------------------------

/// Misfits in a part of the file, by line. `at`: pointer to the part.
void say_all(Subject& subject, JsonSchema::Misfits found, std::string_view text, std::size_t lines_above,
             const std::string& at) {
  std::vector<JsonSchema::Misfit>& misfits = found.kept;
  std::vector<std::string> pointers;
  pointers.reserve(misfits.size());
  for (const JsonSchema::Misfit& misfit : misfits) pointers.push_back(misfit.at);
  const std::vector<std::size_t> lines = lines_of(text, pointers);
  std::vector<std::size_t> order(misfits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lines[a] < lines[b]; });
  for (const std::size_t i : order) subject.say(lines_above + lines[i], at + misfits[i].at, std::move(misfits[i].what));
  subject.result.n_misfits += found.n - misfits.size();
}

/// Lists of rows, and rows one behind the other: an element at a time, so that each has its line and a broken one takes
/// no other along.
void check_elements(Subject& subject) {
  JsonSchema schema = subject.schema();
  const json& row_schema = schema.root()["items"];
  const bool list = json_start(subject.text).starts_with('[');
  ByteStream bytes = ByteStream::of(subject.text);
  JsonElements elements(bytes, subject.path);
  std::size_t i = 0;
  for (std::string_view element; elements.next(element); ++i) {
    const std::string at = list ? fmt::format("/{}", i) : "";
    const std::size_t lines_above = elements.line() - 1;
    if (auto what = excess(element)) {
      subject.say(elements.line(), at, std::move(*what));
      continue;
    }
    try {
      json row = parse_document(element, "");
      if (row.is_object())
        for (json& text : row)
          if (text.is_string()) text = std::string(trim(text.get_ref<const std::string&>()));  // as the reader does
      JsonSchema::Misfits found = schema.misfits(row, row_schema);
      if (found.n > 0) subject.lines.insert(elements.line());
      say_all(subject, std::move(found), element, lines_above, at);
    } catch (const Error& error) {
      subject.say(lines_above + std::max<std::size_t>(error.line, 1), at, error.message);
    }
  }
}

/// The text as one JSON value. Throws Error (not_recognised, broken_json).
json document_of(const Subject& subject) {
  constexpr std::size_t bytes_a_value = 10, always = 100'000;  // our own JSON takes 22 bytes a value without a blank
  if (const auto what = excess(subject.text, std::max(always, subject.text.size() / bytes_a_value)))
    not_recognised(subject.path, *what, "is it the right file?");
  return parse_document(subject.text, subject.path);
}

void check_json(Subject& subject) {
  std::string& kind = subject.result.kind;
  if (kind.empty() && json_start(subject.text).starts_with('[')) kind = "records";
  if (!kind.empty() && is_table(schema_source(kind))) return check_elements(subject);
  json document;
  try {
    document = document_of(subject);
  } catch (const Error&) {
    if (!kind.empty() || !has_records(subject.text, subject.path)) throw;
    kind = "records";
  }
  if (kind.empty()) kind = kind_of(document, subject.path);
  if (is_table(schema_source(kind))) return check_elements(subject);
  say_all(subject, subject.schema().misfits(document), subject.text, 0, "");
}

// --- What only the reader of the kind knows: pairs that must be named both, scores that are impossible --------------

void read_records(Subject& subject) {
  LoadOptions all;
  all.benchmarks = {"all"};
  Builder builder(builtin_registry(), all);
  ByteStream bytes = ByteStream::of(subject.text);
  try {
    read_tidy(bytes, subject.path, builder);
  } catch (const Error& error) {  // of the whole: what is wrong with it may have been told
    if (subject.result.n_misfits == 0) subject.say(error.line, "", fmt::format("{}; {}", error.message, error.remedy));
    return;
  }
  const std::set<std::size_t> told = subject.lines;
  for (const Excluded& row : builder.excluded())
    if (!told.contains(row.line))
      subject.say(row.line, "",
                  fmt::format("{}{}{}", describe(row.reason), row.detail.empty() ? "" : ": ", row.detail));
  std::stable_sort(subject.result.misfits.begin(), subject.result.misfits.end(),
                   [](const Misfit& a, const Misfit& b) { return a.line < b.line; });
}

void read_as_a_run_would(Subject& subject) {
  const std::string& kind = subject.result.kind;
  ByteStream bytes = ByteStream::of(subject.text);
  try {
    if (kind == "registry") {
      Registry registry = builtin_registry();
      merge_registry(registry, subject.text, subject.path);
    } else if (kind == "claims") {
      read_claims(subject.text, subject.path);
    } else if (kind == "statements") {
      read_statements(subject.text, subject.path);
    } else if (kind == "analysis") {
      read_analysis(subject.text, subject.path);
    } else if (kind == "verdicts.csv") {
      read_verdicts(bytes, subject.path);
    } else if (kind == "boards.csv") {
      read_board(bytes, subject.path, {});
    } else if (kind == "licences.csv") {
      read_licences(bytes, subject.path);
    } else if (kind == "accessibility.csv") {
      read_accessibility(bytes, subject.path);
    } else if (kind == "milestones.csv") {
      read_milestones(bytes, subject.path);
    } else if (kind == "aliases.csv") {
      Aliases().merge(bytes, subject.path);
    }
  } catch (const Error& error) {
    subject.say(error.line, "", fmt::format("{}; {}", error.message, error.remedy));
  }
}

}  // namespace

Validation validate_text(std::string_view text, const std::string& path, const ValidateOptions& options) {
  Subject subject{path, text, options, {options.kind, 0, {}}};
  if (!options.kind.empty()) schema_of(options.kind);  // refuses a kind that there is not
  const std::string_view start = json_start(text);
  if (start.empty()) not_recognised(subject.path, "is empty", "is it the right file?");
  if (starts_as_zip(start))
    not_recognised(subject.path, "is a zip archive", "name a file; `gapcalc check` looks into archives");
  if (options.kind.empty()) refuse_outside(text, path);
  if (start.starts_with('[') || start.starts_with('{'))
    check_json(subject);
  else
    check_table(subject);
  if (subject.result.kind == "records")
    read_records(subject);
  else if (subject.result.n_misfits == 0)
    read_as_a_run_would(subject);
  return std::move(subject.result);
}

Validation validate(const std::string& path, const ValidateOptions& options) {
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored))
    throw Error(ErrorCode::not_recognised, "is a folder", "name a file; `gapcalc check` looks into folders", path);
  return validate_text(read_file(path), path == "-" ? "standard input" : path, options);
}

}  // namespace gapcalc::load
