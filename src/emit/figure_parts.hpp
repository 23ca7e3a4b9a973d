#pragma once
// What the figures share.

#include <string>
#include <string_view>
#include <vector>

#include "emit/figures.hpp"
#include "emit/headline.hpp"

namespace gapcalc::emit {

/// The template of a figure, `data/figures/NAME.vl.json`, with the settings that all figures share. `{leader}`,
/// `{follower}` and `{follower_word}` in it become what the groups are called.
Json figure_template(std::string_view name, const Names& who);

/// Sets title, subtitle and the description for those who do not see the picture. Each is wrapped at `width`
/// characters.
void set_title(Json& figure, std::string_view title, std::string_view subtitle, std::size_t width);

/// Leaves out the marks of intervals where none of the rows has one: a mark without data has no scale.
void drop_missing_intervals(Json& view, const Json& rows);

/// `35%`, `71.2%`, `20 min`, `$12.5`, `1203`; for people.
std::string amount(double score, Unit unit);
/// At most `most` columns wide: the middle of a longer text gives way to an ellipsis.
std::string shortened(std::string_view text, std::size_t most);

/// `Model A (2025-01-20, 35%)`.
std::string crosser_words(const Crosser& crosser, Unit unit);

/// What a crossing's tooltip tells: threshold, gap, both crossers and their sources, and why it has its status.
Json crossing_facts(const Crossing& crossing, const Benchmark& benchmark, Date as_of);

/// The trends of a split that have a level; empty: of the first split that the analysis has, or `all` alone.
std::vector<const Trend*> shown_trends(const Analysis& analysis, std::string_view split);

/// The scale of their colours: those of public and private test items are always the same.
Json series_colours(const std::vector<const Trend*>& trends);

/// The benchmarks that have a crossing.
std::vector<const BenchmarkCrossings*> crossed(const Analysis& analysis);

}  // namespace gapcalc::emit
