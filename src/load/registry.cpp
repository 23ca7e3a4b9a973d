#include "load/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/bytes.hpp"
#include "load/json_bounds.hpp"
#include "load/json_document.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// One entry under reading: knows where it is, for errors.
struct Entry {
  const json& object;
  const std::string& path;
  std::string id;

  [[noreturn]] void fail(std::string_view message, std::string_view remedy) const {
    throw Error(ErrorCode::bad_registry, fmt::format("benchmark '{}': {}", id, message), remedy, path);
  }
  /// The field, or a null pointer where it is absent. Texts, numbers and lists that are null are cleared.
  const json* get(const char* field) const {
    const auto at = object.find(field);
    return at == object.end() ? nullptr : &*at;
  }
  void text(const char* field, std::string& into) const {
    const json* value = get(field);
    if (value == nullptr) return;
    if (!value->is_null() && !value->is_string()) fail(fmt::format("'{}' is no text", field), "write it in quotes");
    into = value->is_null() ? std::string{} : std::string{trim(value->get<std::string>())};
  }
  void choice(const char* field, std::string& into, std::initializer_list<std::string_view> allowed,
              bool may_be_empty) const {
    text(field, into);
    if (into.empty() && may_be_empty) return;
    if (std::find(allowed.begin(), allowed.end(), into) == allowed.end())
      fail(fmt::format("'{}' is '{}'", field, into), fmt::format("use one of {}", fmt::join(allowed, ", ")));
  }
  void number(const char* field, std::optional<double>& into) const {
    const json* value = get(field);
    if (value == nullptr) return;
    if (!value->is_null() && !value->is_number())
      fail(fmt::format("'{}' is no number", field), "write a number or null");
    into = value->is_null() ? std::nullopt : std::optional(value->get<double>());
  }
  void numbers(const char* field, std::optional<std::vector<double>>& into) const {
    const json* value = get(field);
    if (value == nullptr) return;
    into.reset();
    if (value->is_null()) return;
    const bool all_numbers =
        value->is_array() && std::all_of(value->begin(), value->end(), [](const json& v) { return v.is_number(); });
    if (!all_numbers) fail(fmt::format("'{}' is no list of numbers", field), "write for instance [0.1, 0.2]");
    into = value->get<std::vector<double>>();
    std::sort(into->begin(), into->end());
    into->erase(std::unique(into->begin(), into->end()), into->end());
  }
};

void read_tested(const Entry& entry, Benchmark& benchmark) {
  const json* value = entry.get("tested");
  if (value == nullptr) return;
  benchmark.tested.reset();
  if (value->is_null()) return;
  if (!value->is_object()) entry.fail("'tested' is no object", "leave it out; `gapcalc records --frontier` writes it");
  const Entry inner{*value, entry.path, entry.id};
  Tested tested;
  const auto count = [&](const char* field) {
    std::optional<double> models;
    inner.number(field, models);
    constexpr double most = 1e9;
    if (models && !(*models >= 0 && *models <= most))
      inner.fail(fmt::format("'{}' is no number of models", field), "write a number from 0 on");
    return static_cast<std::size_t>(models.value_or(0));
  };
  const auto date = [&](const char* field) {
    std::string text;
    inner.text(field, text);
    const auto day = parse_date(text);
    if (!text.empty() && !day) inner.fail(fmt::format("'{}' is no date", field), "write YYYY-MM-DD");
    return day;
  };
  tested.open = count("open");
  tested.closed = count("closed");
  tested.first = date("first_date");
  tested.last = date("last_date");
  tested.last_open = date("last_open");
  tested.last_closed = date("last_closed");
  benchmark.tested = tested;
}

void read_index(const Entry& entry, Benchmark& benchmark) {
  const json* value = entry.get("index");
  if (value == nullptr) return;
  benchmark.index.reset();
  if (value->is_null()) return;
  if (!value->is_object()) entry.fail("'index' is no object", R"(write {"baseline": 0.25, "ceiling": 1}, or null)");
  const Entry inner{*value, entry.path, entry.id};
  std::optional<double> baseline, ceiling;
  IndexRange range;
  inner.number("baseline", baseline);
  inner.number("ceiling", ceiling);
  inner.text("score_column", range.score_column);
  inner.number("scale", range.scale);
  range.baseline = baseline.value_or(benchmark.chance.value_or(0));
  range.ceiling = ceiling.value_or(1);
  for (const auto& [field, unused] : value->items())
    if (field != "baseline" && field != "ceiling" && field != "score_column" && field != "scale")
      inner.fail(fmt::format("unknown field '{}' in 'index'", field),
                 "the fields are baseline, ceiling, score_column, scale");
  if (range.scale && !(*range.scale > 0))
    inner.fail("'scale' of 'index' is not above 0", "give the factor to the unit");
  if (!range.is_possible())
    inner.fail("'baseline' is not below 'ceiling'", "give the scores of guessing and of perfection");
  benchmark.index = range;
}

void read_provenance(const Entry& entry, Provenance& provenance) {
  const json* value = entry.get("provenance");
  if (value == nullptr) return;
  if (!value->is_object()) entry.fail("'provenance' is no object", "give evaluator, hub, verdict, caveat, link");
  const Entry inner{*value, entry.path, entry.id};
  inner.text("evaluator", provenance.evaluator);
  inner.choice("hub", provenance.hub, {"runs", "mirrors", "absent"}, true);
  inner.choice("verdict", provenance.verdict, {"independent", "caveat", "self-reported", "unknown"}, false);
  inner.text("caveat", provenance.caveat);
  inner.text("link", provenance.link);
}

void read_entry(const Entry& entry, Benchmark& benchmark) {
  constexpr std::array known = {"id",         "title",  "file",   "score_column", "se_column",  "unit",  "scale",
                                "grid",       "chance", "access", "category",     "selected",   "floor", "accept",
                                "provenance", "tested", "index",  "items",        "relative_se"};
  for (const auto& [field, value] : entry.object.items())
    if (std::find(known.begin(), known.end(), field) == known.end())
      entry.fail(fmt::format("unknown field '{}'", field), fmt::format("the fields are {}", fmt::join(known, ", ")));
  entry.text("title", benchmark.title);
  if (benchmark.title.empty()) benchmark.title = benchmark.id;
  entry.text("file", benchmark.file);
  entry.text("score_column", benchmark.score_column);
  entry.text("se_column", benchmark.se_column);
  std::string unit{name(benchmark.unit)};
  entry.choice("unit", unit, {"fraction", "percent", "minutes", "points", "usd"}, false);
  benchmark.unit = *parse_unit(unit);
  const double default_scale = benchmark.unit == Unit::percent ? 0.01 : 1;
  if (entry.get("unit") != nullptr) benchmark.scale = default_scale;
  std::optional<double> scale = benchmark.scale;
  entry.number("scale", scale);
  benchmark.scale = scale.value_or(default_scale);
  if (!(benchmark.scale > 0))
    entry.fail("'scale' is not above 0", "give the factor from the file's number to the unit");
  entry.numbers("grid", benchmark.grid);
  if (benchmark.grid && benchmark.grid->empty())
    entry.fail("'grid' is empty", "list thresholds, or write null for the default");
  entry.number("chance", benchmark.chance);
  entry.choice("access", benchmark.access, {"public", "private", "unknown"}, false);
  entry.choice("category", benchmark.category, {"math", "knowledge", "coding", "reasoning"}, true);
  entry.number("floor", benchmark.floor);
  entry.numbers("accept", benchmark.accept);
  entry.number("items", benchmark.items);
  entry.number("relative_se", benchmark.relative_se);
  if (benchmark.items && !(*benchmark.items >= 1))
    entry.fail("'items' is not at least 1", "give their number, or null");
  if (benchmark.relative_se && !(*benchmark.relative_se > 0))
    entry.fail("'relative_se' is not above 0", "give a share, for instance 0.3, or null");
  if (const json* selected = entry.get("selected")) {
    if (!selected->is_boolean()) entry.fail("'selected' is neither true nor false", "write true or false");
    benchmark.selected = selected->get<bool>();
  }
  read_provenance(entry, benchmark.provenance);
  read_tested(entry, benchmark);
  read_index(entry, benchmark);
}

}  // namespace

const Benchmark* Registry::find(std::string_view id) const {
  const auto at = std::find_if(benchmarks.begin(), benchmarks.end(), [&](const Benchmark& b) { return b.id == id; });
  return at == benchmarks.end() ? nullptr : &*at;
}

void merge_registry(Registry& registry, std::string_view text, const std::string& path) {
  constexpr std::size_t most_benchmarks = 10'000;  // the hub has some fifty
  if (const auto what = excess(text)) throw Error(ErrorCode::bad_registry, *what, "is it the right file?", path);
  const json document = parse_document(text, path);
  const auto list = document.find("benchmarks");
  if (!document.is_object() || list == document.end() || !list->is_array())
    throw Error(ErrorCode::bad_registry, "is no registry", R"(a registry is {"benchmarks": [ ... ]})", path);
  if (const auto as_of = document.find("as_of"); as_of != document.end()) {
    registry.as_of = as_of->is_string() ? parse_date(as_of->get<std::string>()) : std::nullopt;
    if (!registry.as_of) throw Error(ErrorCode::bad_registry, "'as_of' is no date", "write YYYY-MM-DD", path);
  }
  if (list->size() > most_benchmarks)
    throw Error(ErrorCode::bad_registry, fmt::format("has {} entries", list->size()), "is it the right file?", path);
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < registry.benchmarks.size(); ++i) places.emplace(registry.benchmarks[i].id, i);
  for (const json& object : *list) {
    const auto id = object.find("id");
    if (!object.is_object() || id == object.end() || !id->is_string() || id->get<std::string>().empty())
      throw Error(ErrorCode::bad_registry, fmt::format("entry {} has no id", &object - &list->front() + 1),
                  "every entry needs an \"id\"", path);
    const std::string key = id->get<std::string>();
    const auto [at, is_new] = places.emplace(key, registry.benchmarks.size());
    if (is_new) registry.benchmarks.emplace_back().id = key;
    read_entry({object, path, key}, registry.benchmarks[at->second]);
  }
}

Registry builtin_registry() {
  Registry registry;
  merge_registry(registry, builtin("registry/benchmarks.json"), "built-in registry");
  return registry;
}

Registry registry(const LoadOptions& options) {
  Registry result = builtin_registry();
  if (options.registry.empty()) return result;
  InputText input = read_input(options.registry, "registry");
  merge_registry(result, input.text, options.registry);
  result.file = std::move(input.file);
  return result;
}

std::string entry_to_paste(std::string_view id, double lowest, double highest) {
  const bool percent = lowest >= 0 && highest <= 100;
  nlohmann::ordered_json entry = {{"id", id},        {"title", id},         {"unit", percent ? "percent" : "points"},
                                  {"grid", nullptr}, {"access", "unknown"}, {"category", nullptr},
                                  {"selected", true}};
  return nlohmann::ordered_json{{"benchmarks", {entry}}}.dump();
}

}  // namespace gapcalc::load
