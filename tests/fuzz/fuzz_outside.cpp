// Files of other programs and leaderboards: the reader of each format on any bytes, whatever they look like.

#include "fuzz/bounded.hpp"
#include "load/outside.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  for (const load::OutsideFormat& format : load::outside_formats())
    fuzz::bounded(data, size, [&](std::string_view text) {
      const auto none = [](std::string_view) { return std::optional<std::string>{}; };
      static_cast<void>(format.read({"m/.eval_results/input", text, none}));
    });
  return 0;
}
