#include "core/random.hpp"

#include <Random123/philox.h>

#include <algorithm>

namespace gapcalc {

std::uint64_t stream_key(std::string_view name) {
  std::uint64_t hash = 14695981039346656037u;  // FNV offset basis and prime, 64 bits
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

/// Several blocks at once: they do not depend on each other, so the processor works on them side by side.
void RandomStream::refill() {
  using Philox = r123::Philox4x32;
  Philox::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const Philox::key_type key{{key_[0], key_[1]}};
  for (auto out = ready_.begin(); out != ready_.end(); out += counter_.size()) {
    const Philox::ctr_type block = Philox{}(counter, key);
    std::copy(block.begin(), block.end(), out);
    ++counter[0];
  }
  counter_[0] = counter[0];
  used_ = 0;
}

}  // namespace gapcalc
