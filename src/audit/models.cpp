// Versions that contradict themselves, their name or their family.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "audit/look.hpp"
#include "core/text.hpp"
#include "core/units.hpp"

namespace gapcalc::audit {
namespace {

/// Where a release date was first seen.
struct Sighting {
  Date date;
  const Record* record;
};

/// One version under all its spellings.
struct Version {
  std::vector<Sighting> dates;     ///< ascending, each date once
  std::set<std::uint32_t> models;  ///< indices into Dataset::models
  std::set<std::string_view> names;
};

/// What spellings of one version have in common: `chutes/Qwen3-32B` and `qwen3-32b` are one. A provider before a slash,
/// case, and what stands between words do not count.
std::string key_of(std::string_view name) {
  std::string key = lower(name.substr(name.rfind('/') + 1));
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
  return key;
}

using Versions = std::map<std::string, Version, std::less<>>;

Versions versions_of(const Dataset& data) {
  std::vector<std::vector<Sighting>> dates(data.models.size());
  for (const BenchmarkRecords& benchmark : data.benchmarks)
    for (const Record& record : benchmark.records)  // nearly always one date for all rows of a model
      if (auto& seen = dates[record.model]; seen.empty() || seen.back().date != record.date)
        seen.push_back({record.date, &record});
  Versions versions;
  for (std::uint32_t m = 0; m < data.models.size(); ++m) {
    Version& version = versions[key_of(data.models[m].name)];
    version.models.insert(m);
    version.names.insert(data.models[m].name);
    version.dates.insert(version.dates.end(), dates[m].begin(), dates[m].end());
  }
  for (auto& [key, version] : versions) {
    auto& list = version.dates;
    std::stable_sort(list.begin(), list.end(), [](const Sighting& a, const Sighting& b) { return a.date < b.date; });
    const auto same = [](const Sighting& a, const Sighting& b) { return a.date == b.date; };
    list.erase(std::unique(list.begin(), list.end(), same), list.end());
  }
  return versions;
}

/// Accepted gaps that one of the spellings is in.
std::size_t gaps_of(const Subject& subject, const Version& version) {
  std::set<const Datapoint*> gaps;
  for (const std::string_view name : version.names)
    if (const auto at = subject.gaps_of_model.find(name); at != subject.gaps_of_model.end())
      gaps.insert(at->second.begin(), at->second.end());
  return gaps.size();
}

const std::string& spelling(const Dataset& data, const Version& version, std::size_t date = 0) {
  return data.models[version.dates[date].record->model].name;
}

/// A finding on the version as it was dated first.
Finding on_version(const Subject& subject, const Version& version, Code code, std::string message) {
  Finding one = finding(code, {}, spelling(subject.data, version), std::move(message));
  place(one, subject.data, *version.dates.front().record);
  one.rows = 1;
  one.gaps = gaps_of(subject, version);
  one.message += resting(*one.gaps);
  return one;
}

void look_at_dates(const Subject& subject, const Version& version, Findings& found) {
  if (version.dates.size() < 2) return;
  constexpr std::size_t few = 4;
  std::string text = to_string(version.dates.front().date) + ", but";
  for (std::size_t i = 1; i < std::min(few, version.dates.size()); ++i) {
    const Record& record = *version.dates[i].record;
    const std::string& file = file_of(subject.data, record);
    text += fmt::format("{} {} as {} in {}:{}", i > 1 ? "," : "", to_string(record.date),
                        spelling(subject.data, version, i), file.substr(file.rfind('/') + 1), record.line);
  }
  if (version.dates.size() > few) text += fmt::format(", and {} more", version.dates.size() - few);
  Finding one = on_version(subject, version, Code::conflicting_dates, text);
  one.rows = version.dates.size();
  found.push_back(std::move(one));
}

void look_at_accessibility(const Subject& subject, const Version& version, Findings& found) {
  std::map<Weights, std::string> classes;
  for (const std::uint32_t m : version.models) {
    const Model& model = subject.data.models[m];
    classes.emplace(weights(model.accessibility),
                    fmt::format("'{}' as {}", model.accessibility.empty() ? "blank" : model.accessibility, model.name));
  }
  if (classes.size() < 2) return;
  std::vector<std::string> parts;
  parts.reserve(classes.size());
  for (const auto& [kind, text] : classes) parts.push_back(text);
  const std::string message = join(parts, ", ");
  if (!version.dates.empty())
    return found.push_back(on_version(subject, version, Code::conflicting_accessibility, message));
  found.push_back(finding(Code::conflicting_accessibility, {}, std::string(*version.names.begin()), message));
}

/// Whether words behind a family's name say why a release may be earlier: a preview, or a day of its own.
bool may_be_earlier(std::string_view words) {
  static constexpr std::array<std::string_view, 7> before = {"preview", "exp",   "experimental", "beta",
                                                             "alpha",   "early", "pre"};
  static constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                              "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  };
  const auto tells = [&](std::string_view word) {
    if (std::find(before.begin(), before.end(), word) != before.end()) return true;
    const bool month = std::find(months.begin(), months.end(), word.substr(0, 3)) != months.end();
    return (digits(word) && word.size() >= 4) || (month && digits(word.substr(3)));
  };
  const auto parts = split(words, '-');
  return std::any_of(parts.begin(), parts.end(), tells);
}

/// The organizations do not contradict each other.
bool may_be_kin(const Dataset& data, const Version& a, const Version& b) {
  const std::string& one = data.models[a.dates.front().record->model].organization;
  const std::string& other = data.models[b.dates.front().record->model].organization;
  return one.empty() || other.empty() || one == other;
}

/// A version whose name goes on from another's, `Qwen-14B-Chat` from `Qwen-14B`, is made from it or came with it.
void look_at_family(const Subject& subject, const Versions& versions, const std::string& key, const Version& version,
                    Findings& found) {
  if (version.dates.empty()) return;
  std::size_t words = 64;  // more than any name has
  for (std::size_t end = key.rfind('-'); end != key.npos && end > 0 && words-- > 0; end = key.rfind('-', end - 1)) {
    const auto base = versions.find(std::string_view(key).substr(0, end));
    if (base == versions.end() || base->second.dates.empty()) continue;
    const Date own = version.dates.front().date, of_base = base->second.dates.front().date;
    if (own >= of_base || may_be_earlier(std::string_view(key).substr(end + 1)) ||
        !may_be_kin(subject.data, version, base->second))
      continue;
    Finding one = on_version(subject, version, Code::before_family,
                             fmt::format("released {}, {} before {} ({})", to_string(own),
                                         counted(static_cast<std::size_t>(of_base.days - own.days), "day"),
                                         spelling(subject.data, base->second), to_string(of_base)));
    one.rows = 2;
    return found.push_back(std::move(one));
  }
}

/// The first whole date in a name, `2024-05-13` or `20250514`, that no other digit touches.
std::optional<Date> date_in(std::string_view name) {
  const auto is_digit = [&](std::size_t i) { return i < name.size() && name[i] >= '0' && name[i] <= '9'; };
  for (std::size_t i = 0; i + 8 <= name.size(); ++i) {
    if (!is_digit(i) || (i > 0 && is_digit(i - 1))) continue;
    const std::string_view rest = name.substr(i);
    if (rest.size() >= 10 && rest[4] == '-' && !is_digit(i + 10))
      if (const auto date = parse_date(rest.substr(0, 10))) return date;
    if (is_digit(i + 8) || rest.substr(0, 8).find_first_not_of("0123456789") != rest.npos) continue;
    if (const auto date = parse_date(fmt::format("{}-{}-{}", rest.substr(0, 4), rest.substr(4, 2), rest.substr(6, 2))))
      return date;
  }
  return std::nullopt;
}

void look_at_name(const Subject& subject, const std::string& key, const Version& version, Findings& found) {
  const auto named = date_in(key);
  if (!named || version.dates.empty() || version.dates.front().date >= *named) return;
  const Date own = version.dates.front().date;
  found.push_back(on_version(subject, version, Code::before_name_date,
                             fmt::format("released {}, {} before the day in its name", to_string(own),
                                         counted(static_cast<std::size_t>(named->days - own.days), "day"))));
}

/// The scores of one model on a benchmark.
struct Spread {
  const Record *lowest = nullptr, *highest = nullptr;
  std::size_t rows = 0;
};

void widen(Spread& spread, const Record& record) {
  if (spread.rows == 0 || record.score < spread.lowest->score) spread.lowest = &record;
  if (spread.rows == 0 || record.score > spread.highest->score) spread.highest = &record;
  ++spread.rows;
}

/// Settings, agents or shots differ, or a run was repeated: the highest score counts, and gaps may rest on the choice.
void look_at_scores(const Subject& subject, std::size_t b, Findings& found) {
  const Dataset& data = subject.data;
  const BenchmarkRecords& source = data.benchmarks[b];
  std::unordered_map<std::string_view, Spread> by_name;
  for (const Record& record : source.records) widen(by_name[data.models[record.model].name], record);
  std::vector<std::pair<std::string_view, Spread>> spreads;
  for (const auto& [model, spread] : by_name)
    if (spread.lowest->score < spread.highest->score) spreads.emplace_back(model, spread);
  std::sort(spreads.begin(), spreads.end(), [](const auto& a, const auto& b_) { return a.first < b_.first; });
  for (const auto& [model, spread] : spreads) {
    const double low = spread.lowest->score, high = spread.highest->score;
    const Unit unit = source.benchmark.unit;
    Finding one = finding(
        Code::conflicting_scores, source.benchmark.id, std::string(model),
        fmt::format("{} from {} to {}", counted(spread.rows, "row"), score_text(low, unit), score_text(high, unit)));
    place(one, data, *spread.highest);
    one.rows = spread.rows;
    one.gaps = 0;
    if (const auto at = subject.gaps_of_model.find(model); at != subject.gaps_of_model.end())
      for (const Datapoint* gap : at->second)
        if (gap->benchmark == source.benchmark.id && gap->threshold > low) ++*one.gaps;
    if (*one.gaps > 0)
      one.message += *one.gaps == 1 ? "; 1 gap that counts would differ at the lowest"
                                    : fmt::format("; {} gaps that count would differ at the lowest", *one.gaps);
    found.push_back(std::move(one));
  }
}

}  // namespace

void look_at_models(const Subject& subject, Findings& found) {
  const Versions versions = versions_of(subject.data);
  for (const auto& [key, version] : versions) {
    look_at_dates(subject, version, found);
    look_at_accessibility(subject, version, found);
    look_at_family(subject, versions, key, version, found);
    look_at_name(subject, key, version, found);
  }
  for (std::size_t b = 0; b < subject.data.benchmarks.size(); ++b) look_at_scores(subject, b, found);
}

}  // namespace gapcalc::audit
