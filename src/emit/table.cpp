#include <fmt/format.h>

#include <algorithm>

#include "core/display.hpp"
#include "core/text.hpp"
#include "emit/analysis_formats.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {

std::string table(const Analysis& analysis, const Style& style) {
  std::vector<Block> page = overview(analysis);
  if (!style.chart) return render_text(page, style.colour);
  // The chart stands behind the answer and before the figures.
  constexpr int widest_text = 80;
  const std::string answer =
      join(fold(page.front().paragraph, static_cast<std::size_t>(std::min(style.width, widest_text))), "\n");
  page.erase(page.begin());
  return fmt::format("{}\n\n{}\n{}", answer, trend_chart(analysis, style), render_text(page, style.colour));
}

std::string markdown(const Analysis& analysis, const Style&) { return render_markdown(overview(analysis)); }

}  // namespace gapcalc::emit
