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

/// `35%`, `71.2%`, `20 min`, `$12.5`, `1203`; for people.
std::string amount(double score, Unit unit);
/// At most `most` columns wide: the middle of a longer text gives way to an ellipsis.
std::string shortened(std::string_view text, std::size_t most);

/// What a crossing's tooltip tells: threshold, gap, both crossers and their sources, and why it has its status.
Json crossing_facts(const Crossing& crossing, const Benchmark& benchmark, Date as_of);

/// The benchmarks that have a crossing.
std::vector<const BenchmarkCrossings*> crossed(const Analysis& analysis);

}  // namespace gapcalc::emit
