#include <array>

#include "emit/analysis_formats.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

std::span<const Format> formats() {
  static constexpr std::array<Format, 5> list = {
      {{"table", table}, {"markdown", markdown}, {"csv", csv}, {"json", json}, {"vega-lite", vega_lite}}};
  return list;
}

}  // namespace gapcalc::emit
