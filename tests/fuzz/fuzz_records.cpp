// Tidy records, read as the build says: GAPCALC_FUZZ_READ is read_tidy_csv or read_tidy_json. Then crossed.

#include "fuzz/bounded.hpp"
#include "gapcalc/cross.hpp"
#include "load/tidy.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  static const load::Registry registry = fuzz::small_registry();
  fuzz::bounded(data, size, [](std::string_view text) {
    load::Builder builder(registry, fuzz::all_benchmarks());
    load::ByteStream bytes = load::ByteStream::of(text);
    load::GAPCALC_FUZZ_READ(bytes, "input", builder);
    cross::cross(builder.finish("input"), {});
  });
  return 0;
}
