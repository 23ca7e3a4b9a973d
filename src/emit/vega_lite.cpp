#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "emit/figures.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::emit {
namespace {

const BenchmarkCrossings& find(const Analysis& analysis, std::string_view id) {
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    if (of.benchmark.id == id) return of;
  throw Error(ErrorCode::bad_option, fmt::format("no benchmark '{}' in the analysis", id),
              "`gapcalc benchmarks` lists the ids");
}

}  // namespace

std::span<const Figure> figures() {
  static constexpr std::array<Figure, 4> list = {{
      {"trend", false, [](const Analysis& a, std::string_view) { return to_text(trend_figure(a)); }},
      {"timeline", true,
       [](const Analysis& a, std::string_view benchmark) { return to_text(timeline_figure(a, find(a, benchmark))); }},
      {"frontiers", false, [](const Analysis& a, std::string_view) { return to_text(frontiers_figure(a)); }},
      {"coverage", false, [](const Analysis& a, std::string_view) { return to_text(coverage_figure(a)); }},
  }};
  return list;
}

std::string vega_lite(const Analysis& analysis, const Style&) { return to_text(trend_figure(analysis)); }

}  // namespace gapcalc::emit
