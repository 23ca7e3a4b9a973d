// Any file, against the schema of its kind.

#include "fuzz/bounded.hpp"
#include "load/validate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  fuzz::bounded(data, size, [](std::string_view text) { load::validate_text(text, "input", {"", true, 20}); });
  return 0;
}
