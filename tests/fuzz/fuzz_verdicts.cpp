// The small tables that steer an analysis: verdicts, accessibility overrides, milestones.

#include "fuzz/bounded.hpp"
#include "gapcalc/error.hpp"
#include "load/overrides.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  const auto each = [&](auto read) {
    fuzz::bounded(data, size, [&](std::string_view text) {
      load::ByteStream bytes = load::ByteStream::of(text);
      read(bytes, "input");
    });
  };
  each(load::read_verdicts);
  each(load::read_accessibility);
  each(load::read_milestones);
  return 0;
}
