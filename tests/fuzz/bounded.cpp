#include "fuzz/bounded.hpp"

#include <sanitizer/allocator_interface.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "gapcalc/error.hpp"

namespace gapcalc::fuzz {
namespace {

std::atomic<std::int64_t> held, peak;

void count(const volatile void* memory, std::size_t) {
  // What the block can hold, since that is what is known of it when it is freed.
  const auto now = held += static_cast<std::int64_t>(__sanitizer_get_allocated_size(const_cast<const void*>(memory)));
  if (now > peak) peak = now;
}
void discount(const volatile void* memory) {
  if (memory != nullptr)
    held -= static_cast<std::int64_t>(__sanitizer_get_allocated_size(const_cast<const void*>(memory)));
}
const int installed = __sanitizer_install_malloc_and_free_hooks(count, discount);

}  // namespace

void bounded(const std::uint8_t* data, std::size_t size, const std::function<void(std::string_view)>& read) {
  constexpr std::int64_t times = 20, always = std::int64_t{4} << 20;
  if (installed == 0) std::abort();
  const std::int64_t before = held;
  peak = before;
  try {
    read({reinterpret_cast<const char*>(data), size});
  } catch (const Error&) {  // an answer
  }
  const std::int64_t taken = peak - before;
  if (taken <= times * static_cast<std::int64_t>(size) + always) return;
  std::fprintf(stderr, "%lld bytes of memory for %zu bytes of input\n", static_cast<long long>(taken), size);
  std::abort();
}

}  // namespace gapcalc::fuzz
