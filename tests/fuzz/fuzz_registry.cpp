// A registry of benchmarks, merged over the built-in one.

#include "fuzz/bounded.hpp"
#include "load/registry.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  static const load::Registry builtin = fuzz::small_registry();
  fuzz::bounded(data, size, [](std::string_view text) {
    load::Registry registry = builtin;
    load::merge_registry(registry, text, "input");
  });
  return 0;
}
