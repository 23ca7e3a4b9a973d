#include "gapcalc/large_array.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

#include "gapcalc/chunked_vector.hpp"

namespace gapcalc {
namespace {

constexpr std::size_t huge_page = std::size_t{1} << 21;

}  // namespace

void FreeLargeArray::operator()(double* values) const { std::free(values); }

LargeArray large_array(std::size_t n) {
  if (n > (std::size_t{1} << 60)) throw std::bad_alloc();  // the bytes would not fit a size
  const std::size_t bytes = n * sizeof(double),
                    alignment = bytes < huge_page / 4 ? alignof(std::max_align_t) : huge_page;
  const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
  void* const memory = std::aligned_alloc(alignment, rounded > 0 ? rounded : alignment);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  if (alignment == huge_page) madvise(memory, rounded, MADV_HUGEPAGE);  // a wish: without it, the same with small pages
#endif
  return LargeArray(static_cast<double*>(memory));
}

std::byte* Arena::take(std::size_t bytes) {
  constexpr std::size_t alignment = alignof(std::max_align_t), first_block = std::size_t{1} << 16;
  bytes = (bytes + alignment - 1) / alignment * alignment;
  if (static_cast<std::size_t>(end_ - next_) < bytes) {
    // Blocks double up to a huge page, so that little data takes little memory.
    const std::size_t usual = std::min(first_block << std::min<std::size_t>(blocks_.size(), 16), huge_page);
    const std::size_t size = std::max(usual, bytes);
    blocks_.push_back(large_array((size + sizeof(double) - 1) / sizeof(double)));
    next_ = reinterpret_cast<std::byte*>(blocks_.back().get());
    end_ = next_ + size;
  }
  std::byte* const taken = next_;
  next_ += bytes;
  return taken;
}

}  // namespace gapcalc
