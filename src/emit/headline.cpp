#include "emit/headline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

const Trend* find(const Analysis& analysis, std::string_view series, std::string_view split) {
  const auto at = std::find_if(analysis.trends.begin(), analysis.trends.end(),
                               [&](const Trend& t) { return t.series == series && t.split == split; });
  return at == analysis.trends.end() || !at->current ? nullptr : &*at;
}

/// `models`, `open models from China`, ...
std::string models_of(const Group& group) {
  std::string text = group.weights == Group::Weights::any
                         ? "models"
                         : fmt::format("{} models", group.weights == Group::Weights::open ? "open" : "closed");
  if (!group.countries.empty()) text += fmt::format(" from {}", join(group.countries, " or "));
  if (!group.organizations.empty()) text += fmt::format(" of {}", join(group.organizations, " or "));
  if (!group.licences.empty()) text += fmt::format(" under {} licences", join(group.licences, " or "));
  return text;
}

/// `6.5 months behind closed ones on public benchmarks (90% band 5.1 to 7.9)`; a negative gap is a lead.
std::string phrase(const Analysis& analysis, const Trend& trend, std::string_view whom, std::string_view where) {
  const TrendPoint& point = *current(trend);
  std::string text =
      fmt::format("{} months {}", one_decimal(std::abs(*point.level)), *point.level < 0 ? "ahead" : "behind");
  if (!whom.empty()) text += fmt::format("{} {}", *point.level < 0 ? " of" : "", whom);
  text += fmt::format(" {}", where);
  return point.low ? fmt::format("{} ({} {})", text, band_name(analysis.options.smooth), band(point)) : text;
}

}  // namespace

const TrendPoint* current(const Trend& trend) { return trend.current ? &trend.points[*trend.current] : nullptr; }

std::string band_name(const SmoothOptions& options) { return fmt::format("{:.4g}% band", options.confidence * 100); }

std::string band(const TrendPoint& point) {
  return fmt::format("{} to {}", one_decimal(*point.low), one_decimal(*point.high));
}

Names names(const CrossOptions& options) {
  const CrossOptions usual;
  if (options.open == usual.open && options.closed == usual.closed) return {"open-weight models", "closed ones"};
  Names result{models_of(options.open), models_of(options.closed)};
  if (options.open.weights != Group::Weights::open || options.closed.weights != Group::Weights::closed) {
    result.follower_column = "follower";
    result.leader_column = "leader";
    result.follower_word = "following";
    result.leader_word = "leading";
  }
  return result;
}

std::string counting(const CrossOptions& options) {
  const std::vector<std::string> all = filter_clauses(options);
  return all.empty() ? std::string() : fmt::format(" Counted so: {}.", join(all, "; "));
}

std::vector<Block> with_filters(std::vector<Block> page, const CrossOptions& options) {
  if (std::string text = counting(options); !text.empty())
    page.insert(page.begin() + (page.empty() ? 0 : 1), {text.substr(1), {}});
  return page;
}

std::string headline(const Analysis& analysis) {
  const Trend* all = find(analysis, "all", "none");
  const Trend* open_set = find(analysis, "public", "access");
  const Trend* held_back = find(analysis, "private", "access");
  if (all == nullptr)
    return fmt::format("No level of the gap can be given: too few accepted gaps lie close together (there are {}).{}",
                       analysis.crossings.datapoints.size(), counting(analysis.options.cross));
  const Names who = names(analysis.options.cross);
  const std::string_view whom = who.leader;
  const std::string what = open_set == nullptr || held_back == nullptr
                               ? phrase(analysis, *all, whom, "over all benchmarks")
                               : fmt::format("{} and {}", phrase(analysis, *open_set, whom, "on public benchmarks"),
                                             phrase(analysis, *held_back, "", "on private ones"));
  std::string sentence = fmt::format("{} are {}.", who.follower, what);
  if (sentence.front() >= 'a' && sentence.front() <= 'z')
    sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
  return sentence + counting(analysis.options.cross);
}

}  // namespace gapcalc::emit
