#include "gapcalc/fail_on.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "emit/layout.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::emit {
namespace {

using audit::Change;
using audit::Difference;

/// What a condition found: sentences' ends, empty where it is not met.
using Found = std::string;

/// `3 models (A, B, C)`, with the first few names; empty for none.
Found named_few(std::vector<std::string> names, std::string_view what) {
  if (names.empty()) return {};
  constexpr std::size_t few = 3;
  const std::size_t n = names.size();
  if (n > few) {
    names.resize(few);
    names.emplace_back("...");
  }
  return fmt::format("{} ({})", counted(n, what), join(names, ", "));
}

template <typename T, typename Keep, typename NameOf>
std::vector<std::string> names_of(const std::vector<T>& list, const Keep& keep, const NameOf& name_of) {
  std::vector<std::string> names;
  for (const T& one : list)
    if (keep(one)) names.push_back(name_of(one));
  return names;
}

constexpr auto always = [](const auto&) { return true; };
constexpr auto model_name = [](const auto& one) { return one.model; };

std::string score_name(const audit::ScoreChange& one) { return fmt::format("{} on {}", one.model, one.benchmark); }

Found one_sided(const Difference& of, Change change, bool known) {
  const auto is = [&](const auto& one) { return one.change == change; };
  std::vector<std::string> parts{
      named_few(names_of(of.benchmarks, is, [](const auto& one) { return one.id; }), "benchmark"),
      named_few(names_of(of.models, is, model_name), "model"), named_few(names_of(of.scores, is, score_name), "score")};
  std::erase(parts, "");
  if (!parts.empty()) return fmt::format("{} {}", join(parts, ", "), name(change));
  return known ? ""
               : fmt::format("cannot be told, as {} keeps only what set a new best",
                             change == Change::removed ? "the new side" : "the old side");
}

Found removed(const Difference& of) { return one_sided(of, Change::removed, of.complete_after); }
Found added(const Difference& of) { return one_sided(of, Change::added, of.complete_before); }

Found changed_scores(const Difference& of) {
  return named_few(
      names_of(
          of.scores, [](const auto& one) { return one.change == Change::changed && !one.only_rows(); }, score_name),
      "score");
}

Found changed_dates(const Difference& of) { return named_few(names_of(of.dates, always, model_name), "release date"); }

Found changed_accessibility(const Difference& of) {
  if (!of.accessibility_known) return "cannot be told, as one side is the JSON of an analysis";
  return named_few(names_of(of.accessibility, always, model_name), "model");
}

std::string place_of(std::string_view benchmark, double threshold) {
  return fmt::format("{} at {}", benchmark, threshold);
}

Found first_crossers(const Difference& of) {
  return named_few(
      names_of(of.crossers, always, [](const auto& one) { return place_of(one.benchmark, one.thresholds.front()); }),
      "first crosser");
}

Found datapoints(const Difference& of) {
  return named_few(names_of(of.datapoints, always,
                            [](const auto& one) {
                              const Datapoint& d = one.after ? *one.after : *one.before;
                              return place_of(d.benchmark, d.threshold);
                            }),
                   "datapoint");
}

Found lapsed(const Difference& of) {
  return named_few(names_of(of.lapsed, always, [](const auto& one) { return place_of(one.benchmark, one.threshold); }),
                   "verdict");
}

Found any(const Difference& of) { return of.nothing() ? "" : "the sides differ"; }

struct Word {
  std::string_view word;
  Found (*find)(const Difference&);
};
constexpr std::array fail_on_words = {Word{"removed", removed},
                                      Word{"added", added},
                                      Word{"changed-scores", changed_scores},
                                      Word{"changed-dates", changed_dates},
                                      Word{"changed-accessibility", changed_accessibility},
                                      Word{"first-crossers", first_crossers},
                                      Word{"datapoints", datapoints},
                                      Word{"lapsed", lapsed},
                                      Word{"any", any}};
constexpr std::string_view headline_word = "headline";

[[noreturn]] void fail_on_fails(std::string_view text, std::string_view why) {
  std::vector<std::string> list;
  list.reserve(fail_on_words.size());
  for (const Word& one : fail_on_words) list.emplace_back(one.word);
  throw Error(ErrorCode::bad_option, fmt::format("--fail-on '{}': {}", text, why),
              fmt::format("use {}, headline>0.5 or SERIES.headline>0.5", join(list, ", ")));
}

Found moved(const FailOn& condition, const Difference& of) {
  std::vector<std::string> parts, known;
  bool there = false;
  for (const audit::HeadlineChange& one : of.headline) {
    known.push_back(one.series);
    if (!condition.series.empty() && one.series != condition.series) continue;
    there = true;
    if (!one.change) {
      if (one.before || one.after)
        parts.push_back(fmt::format("{} has no level {}", one.series, one.after ? "before" : "after"));
    } else if (condition.relation == Relation::more ? std::abs(*one.change) > condition.months
                                                    : std::abs(*one.change) >= condition.months) {
      parts.push_back(fmt::format("{} moved by {} months", one.series, signed_decimal(*one.change)));
    }
  }
  if (!there)
    throw Error(ErrorCode::bad_option,
                fmt::format("--fail-on '{}': there is no series '{}'", condition.text, condition.series),
                fmt::format("there is {}", join(known, ", ")));
  return join(parts, ", ");
}

}  // namespace

FailOn parse_fail_on(std::string_view text) {
  FailOn result{std::string(text), std::string(text), {}, {}, 0};
  if (std::any_of(fail_on_words.begin(), fail_on_words.end(), [&](const Word& one) { return one.word == text; }))
    return result;
  if (text.find_first_of("<>=!") == text.npos) fail_on_fails(text, "is no condition");
  const Gate bound = parse_gate(text, "--fail-on");
  const auto months = parse_number(bound.bound);
  const std::string_view path = bound.path;
  if (path != headline_word &&
      !(path.ends_with(fmt::format(".{}", headline_word)) && path.size() > headline_word.size() + 1))
    fail_on_fails(text, "only headline has a bound");
  if ((bound.relation != Relation::more && bound.relation != Relation::at_least) || !months || *months < 0)
    fail_on_fails(text, "the bound of headline is > or >= a number of months from 0 on");
  result.word = headline_word;
  result.series = path.size() == headline_word.size() ? "" : path.substr(0, path.size() - headline_word.size() - 1);
  result.relation = bound.relation;
  result.months = *months;
  return result;
}

std::vector<std::string> met(std::span<const FailOn> conditions, const Difference& difference) {
  std::vector<std::string> result;
  for (const FailOn& condition : conditions) {
    const auto at = std::find_if(fail_on_words.begin(), fail_on_words.end(),
                                 [&](const Word& one) { return one.word == condition.word; });
    const Found found = at == fail_on_words.end() ? moved(condition, difference) : at->find(difference);
    if (!found.empty()) result.push_back(fmt::format("--fail-on '{}' is met: {}", condition.text, found));
  }
  return result;
}

}  // namespace gapcalc::emit
