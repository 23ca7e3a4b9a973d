#include "load/shape.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "load/csv.hpp"
#include "load/json_members.hpp"
#include "load/yaml.hpp"
#include "load/zip.hpp"

namespace gapcalc::load {
namespace {

constexpr std::size_t shape_bytes = std::size_t{1} << 16;
// The largest file that a format reads is as large; what goes on longer is told by what is there.
constexpr std::size_t most_shape_bytes = std::size_t{1} << 28;

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The object whose members count: the text itself, or what its array begins with.
std::string_view first_object(std::string_view text) {
  text = trim(text);
  return text.starts_with('[') ? trim(text.substr(1)) : text;
}

std::vector<std::string> json_keys(ByteStream& bytes) {
  const auto members_within = [&](std::size_t n) { return members_of(first_object(without_mark(bytes.peek(n)))); };
  JsonMembers members = members_within(shape_bytes);
  if (!members.closed && bytes.peek(shape_bytes).size() == shape_bytes) {
    const std::string_view object = first_object(without_mark(bytes.peek(shape_bytes)));
    if (object.starts_with('{')) members = members_within(most_shape_bytes);
  }
  std::vector<std::string> keys;
  keys.reserve(members.list.size());
  for (JsonMembers::Member& member : members.list) keys.push_back(std::move(member.name));
  return keys;
}

std::vector<std::string> csv_keys(std::string_view text) {
  std::vector<std::string> keys;
  const std::string_view line = text.substr(0, text.find('\n'));
  ByteStream bytes = ByteStream::of(line);
  std::vector<std::string_view> fields;
  try {
    CsvReader reader(bytes, "");
    if (reader.next(fields))
      for (const std::string_view field : fields) keys.emplace_back(trim(field));
  } catch (const Error&) {  // the reader of the table says what is wrong with it
    keys.clear();
  }
  return keys;
}

bool is_key_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/// The key that a line of YAML begins with, `key:` or `"key":`; empty where it begins with something else.
std::string_view yaml_key(std::string_view line) {
  const bool quoted = line.starts_with('"') || line.starts_with('\'');
  if (quoted) line.remove_prefix(1);
  std::size_t length = 0;
  while (length < line.size() && is_key_char(line[length])) ++length;
  const std::string_view key = line.substr(0, length);
  line.remove_prefix(length);
  if (quoted && !line.empty()) line.remove_prefix(1);
  const bool is_key = line.starts_with(':') && (line.size() == 1 || line[1] == ' ' || line[1] == '\r');
  return is_key ? key : std::string_view{};
}

/// Lines of YAML, and what they begin with.
struct YamlStart {
  std::vector<std::string> keys;
  bool is_yaml = false;    ///< the first line that says something is one of YAML
  bool separated = false;  ///< began with a line of hyphens
  bool has_end = false;    ///< and a second one follows
};

YamlStart yaml_start(std::string_view text) {
  YamlStart start;
  bool first = true, in_list = false, in_first_item = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty() || line.starts_with('#')) continue;
    if (is_hyphens(line)) {
      start.has_end = start.separated || !first;
      if (start.has_end) return start;
      start.separated = true;
      continue;
    }
    if (first) in_list = in_first_item = line.starts_with("- ");
    if (in_list) {
      if (!first && line.starts_with("- ")) in_first_item = false;
      if (!in_first_item) continue;
      if (line.starts_with("- ") || line.starts_with("  ")) line.remove_prefix(2);
    }
    const std::string_view key = yaml_key(line);
    if (first) start.is_yaml = !key.empty();
    first = false;
    if (!key.empty()) start.keys.emplace_back(key);
    if (!start.is_yaml) return start;
  }
  return start;
}

}  // namespace

bool Shape::has(std::initializer_list<std::string_view> wanted) const {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); });
}

Shape shape_of(ByteStream& bytes, const std::string& path) {
  Shape shape;
  shape.name = file_name(path);
  const std::string_view text = without_mark(bytes.peek(shape_bytes));
  const std::string_view start = trim(text);
  if (starts_as_zip(text)) {
    shape.kind = Shape::Kind::zip;
  } else if (start.starts_with('{') || start.starts_with('[')) {
    shape.kind = start.starts_with('{') ? Shape::Kind::json_object : Shape::Kind::json_array;
    shape.keys = json_keys(bytes);
  } else if (!start.empty()) {
    YamlStart yaml = yaml_start(text);
    if (yaml.separated && !yaml.has_end && bytes.peek(shape_bytes).size() == shape_bytes)  // front matter may be long
      yaml = yaml_start(without_mark(bytes.peek(most_shape_bytes)));
    if (!yaml.is_yaml) {
      shape.kind = Shape::Kind::csv;
      shape.keys = csv_keys(trim(without_mark(bytes.peek(shape_bytes))));
    } else {
      shape.kind = yaml.separated && yaml.has_end ? Shape::Kind::front_matter : Shape::Kind::yaml;
      shape.keys = std::move(yaml.keys);
    }
  }
  return shape;
}

Shape shape_of_archive(std::vector<std::string> entries, const std::string& path) {
  return {Shape::Kind::zip, file_name(path), std::move(entries)};
}

}  // namespace gapcalc::load
