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

std::span<const Figure> figures(bool corrected) {
  static constexpr std::array<Figure, 7> list = {{
      {"trend", false, [](const Analysis& a, std::string_view) { return to_text(trend_figure(a)); }},
      {"timeline", true,
       [](const Analysis& a, std::string_view benchmark) { return to_text(timeline_figure(a, find(a, benchmark))); }},
      {"frontiers", false, [](const Analysis& a, std::string_view) { return to_text(frontiers_figure(a)); }},
      {"coverage", false, [](const Analysis& a, std::string_view) { return to_text(coverage_figure(a)); }},
      {"correction", false, [](const Analysis& a, std::string_view) { return to_text(correction_figure(a)); }},
      {"missing-tests", false, [](const Analysis& a, std::string_view) { return to_text(missing_tests_figure(a)); }},
      {"index", false,
       [](const Analysis& a, std::string_view) {
         if (!a.latent->gaps)
           throw Error(ErrorCode::no_usable_rows, "no model of one class has an index until the as-of date",
                       "give a later --as-of");
         return to_text(index_figure(a.latent->index, *a.latent->gaps));
       }},
  }};
  constexpr std::size_t of_correction = 3;
  return std::span(list).first(corrected ? list.size() : list.size() - of_correction);
}

std::string vega_lite(const Analysis& analysis, const Style&) { return to_text(trend_figure(analysis)); }

}  // namespace gapcalc::emit
