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
#include "gapcalc/schema.hpp"
#include "load/builder.hpp"
#include "load/bytes.hpp"
#include "load/claims.hpp"
#include "load/csv.hpp"
#include "load/json_bounds.hpp"
#include "load/json_document.hpp"
#include "load/json_elements.hpp"
#include "load/overrides.hpp"
#include "load/registry.hpp"
#include "load/stored_analysis.hpp"
#include "load/tidy.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;
using Header = std::vector<std::string>;

constexpr std::string_view name_it = "name its kind with --kind; `gapcalc schema` lists them";

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
  [[noreturn]] void not_recognised(std::string_view what, std::string_view remedy, std::size_t line = 0) const {
    throw Error(ErrorCode::not_recognised, what, remedy, path, line);
  }
  [[nodiscard]] JsonSchema schema() const { return {schema_of(result.kind), options.strict, options.most_misfits}; }
};

/// Without white space and byte order mark in front.
std::string_view beginning(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  return text;
}

// --- Which kind it is -----------------------------------------------------------------------------------------------

bool states_kind(const json& value) {
  const auto kind = value.find("kind");
  return kind != value.end() && kind->is_string() && !schema_source(kind->get<std::string>()).is_null();
}

bool is_record(const json& value) {
  return value.is_object() && !states_kind(value) && (value.contains("model") || value.contains("benchmark"));
}

/// Whether the text, which is not one JSON value, has records one behind the other.
bool has_records(const Subject& subject) {
  ByteStream bytes = ByteStream::of(subject.text);
  JsonElements elements(bytes, subject.path);
  try {
    for (std::string_view element; elements.next(element);)
      if (!excess(element) && is_record(json::parse(element, nullptr, false))) return true;
  } catch (const Error&) {  // of the text as lines, which it then is not
    return false;
  }
  return false;
}

/// By `kind`, or by what only one of the kinds without it has.
std::string kind_of(const json& document, const Subject& subject) {
  if (states_kind(document)) return document["kind"];
  if (is_record(document)) return "records";
  if (document.contains("benchmarks")) return "registry";
  if (document.contains("claims")) return "claims";
  if (document.value("profile", json()) == "tabular-data-package") return "datapackage";
  if (const auto kind = document.find("kind"); kind != document.end() && kind->is_string())
    subject.not_recognised(fmt::format("is of the kind '{}', which is not known", kind->get<std::string>()), name_it);
  if (document.contains("$schema") && document["$schema"].is_string())
    subject.not_recognised(fmt::format("is described by {}", document["$schema"].get<std::string>()),
                           "check it against that");
  subject.not_recognised("is JSON without a 'kind'", name_it);
}

bool has(const Header& header, const std::string& column) {
  return std::find(header.begin(), header.end(), column) != header.end();
}

/// The kind of table that the columns are most like: most that it knows, fewest that it does not know or lacks.
std::string kind_of(const Header& header, const Subject& subject) {
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
    subject.not_recognised("has line ends of CR alone", "write LF or CR LF", 1);
  if (header.size() == 1 && header[0].find(';') != std::string::npos)
    subject.not_recognised("has semicolons between its columns", "write commas", 1);
  subject.not_recognised(fmt::format("has the columns of no kind of table: {}", join(header, ", ")),
                         fmt::format("{}; `gapcalc check` looks into dumps", name_it), 1);
}

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
  if (kind.empty()) kind = kind_of(table.header(), subject);
  if (!is_table(schema_source(kind)))
    subject.not_recognised(fmt::format("is no JSON, and so no {}", kind), "give another file or --kind", 1);
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
  const bool list = beginning(subject.text).starts_with('[');
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
    subject.not_recognised(*what, "is it the right file?");
  return parse_document(subject.text, subject.path);
}

void check_json(Subject& subject) {
  std::string& kind = subject.result.kind;
  if (kind.empty() && beginning(subject.text).starts_with('[')) kind = "records";
  if (!kind.empty() && is_table(schema_of(kind))) return check_elements(subject);
  json document;
  try {
    document = document_of(subject);
  } catch (const Error&) {
    if (!kind.empty() || !has_records(subject)) throw;
    kind = "records";
  }
  if (kind.empty()) kind = kind_of(document, subject);
  if (is_table(schema_of(kind))) return check_elements(subject);
  say_all(subject, subject.schema().misfits(document), subject.text, 0, "");
}

// --- What only the reader of the kind knows: pairs that must be named both, scores that are impossible --------------

void read_records(Subject& subject) {
  Builder builder(builtin_registry(), {"all"});
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
  if (!options.kind.empty()) schema_of(options.kind);  // refuses a kind that there is not
  const std::string_view start = beginning(text);
  if (start.empty()) subject.not_recognised("is empty", "is it the right file?");
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06"))
    subject.not_recognised("is a zip archive", "name a file; `gapcalc check` looks into archives");
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
