#include "emit/analysis_formats.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {

std::string table(const Analysis& analysis, const Style& style) {
  return render_text(overview(analysis), style.colour);
}
std::string markdown(const Analysis& analysis, const Style&) { return render_markdown(overview(analysis)); }

}  // namespace gapcalc::emit
