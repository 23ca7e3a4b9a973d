#include "load/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "core/text.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

constexpr std::size_t most_yaml_levels = 64;
constexpr std::size_t most_yaml_values = 100'000;  // as of JSON that is read whole

[[noreturn]] void fail_yaml(std::string_view what, std::string_view remedy, const std::string& path, std::size_t line) {
  throw Error(ErrorCode::broken_yaml, what, remedy, path, line);
}

/// Makes the tree of what the parser meets.
class YamlTree : public YAML::EventHandler {
 public:
  YamlTree(const std::string& path, std::size_t first_line) : path_(path), first_line_(first_line) {}

  Yaml take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    fail_yaml("holds an alias (*name), which may unfold without bound", "write out what it stands for", path_,
              line(mark));
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override { put(Yaml::Kind::null, mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    if (awaits_key()) return put_key(mark, value);
    put(Yaml::Kind::text, mark).text = value;
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {
    open_.push_back({&put(Yaml::Kind::list, mark), {}});
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    open_.push_back({&put(Yaml::Kind::map, mark), {}});
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  /// A list or mapping that has not ended.
  struct Open {
    Yaml* value;
    std::set<std::string> seen;  ///< its keys
  };
  [[nodiscard]] std::size_t line(const YAML::Mark& mark) const {
    return first_line_ + static_cast<std::size_t>(std::max(mark.line, 0));
  }
  [[nodiscard]] bool awaits_key() const {
    if (open_.empty()) return false;
    const Yaml& value = *open_.back().value;
    return value.kind == Yaml::Kind::map && value.names.size() == value.items.size();
  }
  void put_key(const YAML::Mark& mark, const std::string& name) {
    if (!open_.back().seen.insert(name).second)
      fail_yaml(fmt::format("holds '{}' twice in one mapping", name), "keep one of them", path_, line(mark));
    open_.back().value->names.push_back(name);
  }
  /// The place of a new value. It stays where it is until its container gets another one, and so as long as it is open.
  Yaml& put(Yaml::Kind kind, const YAML::Mark& mark) {
    if (awaits_key()) fail_yaml("holds a key that is no text", "write a word before the colon", path_, line(mark));
    if (++values_ > most_yaml_values)
      fail_yaml(fmt::format("holds more than {} values", most_yaml_values), "give it in parts", path_, line(mark));
    if (open_.size() >= most_yaml_levels)
      fail_yaml(fmt::format("goes more than {} levels deep", most_yaml_levels), "mend it", path_, line(mark));
    Yaml& value = open_.empty() ? root_ : open_.back().value->items.emplace_back();
    value.kind = kind;
    value.line = line(mark);
    return value;
  }

  const std::string& path_;
  std::size_t first_line_;
  Yaml root_;
  std::vector<Open> open_;
  std::size_t values_ = 0;
};

/// The line on which more brackets are open than any document opens, or 0; brackets in texts count, too. The parser
/// looks far ahead of an opening bracket, at 230 bytes each.
std::size_t line_of_too_many_brackets(std::string_view text, std::size_t first_line) {
  constexpr int most_open = 1000;
  int open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') ++first_line;
    if (text[i] == '[' || text[i] == '{') ++open;
    if (text[i] == ']' || text[i] == '}') open = std::max(open - 1, 0);
    if (open > most_open) return first_line;
  }
  return 0;
}

/// The text before the next line end, which is taken away with it.
std::string_view take_front_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  return line;
}

}  // namespace

bool is_hyphens(std::string_view line) { return line.starts_with("---") && trim(line) == "---"; }

const Yaml* Yaml::find(std::string_view name) const {
  const auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? nullptr : &items[static_cast<std::size_t>(at - names.begin())];
}

std::optional<std::string> Yaml::text_at(std::string_view name) const {
  const Yaml* value = find(name);
  if (value == nullptr || value->kind == Kind::null) return std::string{};
  if (value->kind != Kind::text) return std::nullopt;
  return std::string{trim(value->text)};
}

Yaml parse_yaml(std::string_view text, const std::string& path, std::size_t first_line) {
  if (!valid_utf8(text)) fail_yaml("is not UTF-8", "convert it", path, 0);
  if (const std::size_t line = line_of_too_many_brackets(text, first_line); line != 0)
    fail_yaml("opens more brackets than any document needs", "mend it", path, line);
  std::istringstream stream{std::string(text)};
  YamlTree tree(path, first_line);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(tree);
    YamlTree second(path, first_line);
    if (parser.HandleNextDocument(second))
      fail_yaml("holds more than one document", "give each in a file of its own", path, second.take().line);
  } catch (const YAML::Exception& error) {
    const int line = std::max(error.mark.line, 0);
    fail_yaml(fmt::format("is no valid YAML: {}", error.msg), "mend it", path,
              first_line + static_cast<std::size_t>(line));
  }
  return tree.take();
}

FrontMatter front_matter(std::string_view text, const std::string& path) {
  FrontMatter result;
  std::string_view line = take_front_line(text);
  for (; trim(line).empty() && !text.empty(); line = take_front_line(text)) ++result.first_line;
  if (!is_hyphens(line))
    fail_yaml("has no front matter", "begin it with YAML between two lines of three hyphens", path, 1);
  ++result.first_line;
  const char* const begin = text.data();
  while (!text.empty()) {
    const char* const end = text.data();
    if (!is_hyphens(take_front_line(text))) continue;
    result.text = {begin, static_cast<std::size_t>(end - begin)};
    return result;
  }
  fail_yaml("has front matter that never ends", "close it by a line of three hyphens", path, result.first_line - 1);
}

}  // namespace gapcalc::load
