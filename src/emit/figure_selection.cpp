#include <fmt/format.h>

#include <map>

#include "core/units.hpp"
#include "emit/figure_parts.hpp"

namespace gapcalc::emit {

Json best_of_figure(const audit::Selection& selection, const Options& options) {
  constexpr double beside = 0.06;  // versions: those of one number stand beside each other
  constexpr int most_beside = 6;
  const Names who = names(options.cross);
  Json figure = figure_template("best-of-n", who);
  Json rows = Json::array();
  std::map<std::size_t, int> drawn;
  for (const audit::Selected& one : selection.crossers) {
    if (one.family_n.value_or(1) < 2 || !one.inflation || !is_fraction(one.unit)) continue;
    const int nth = drawn[*one.family_n]++;
    const double shift = beside * ((nth + 1) / 2 % most_beside) * (nth % 2 == 0 ? 1 : -1);
    rows.push_back({{"model", one.crosser.model},
                    {"group", one.open ? who.follower_column : who.leader_column},
                    {"benchmark", one.title},
                    {"threshold", threshold_text(one.threshold, one.unit)},
                    {"n", *one.family_n},
                    {"organization_n", one.organization_n ? Json(*one.organization_n) : Json()},
                    {"place", static_cast<double>(*one.family_n) + shift},
                    {"margin", one.margin},
                    {"margin_is", one.margin < *one.inflation ? "below the gain" : "above"},
                    {"se", *one.se},
                    {"gain", *one.inflation}});
  }
  set_title(figure, "What first crossers may have gained by being the best of several versions",
            fmt::format("Points that the best of so many equally good versions is too high by chance, by the standard "
                        "error of its score. {} of {} first crossers: those with other versions tested by then.",
                        rows.size(), selection.crossers.size()),
            95);
  figure["datasets"] = {{"crossers", rows}};
  return figure;
}

}  // namespace gapcalc::emit
