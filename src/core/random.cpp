#include "core/random.hpp"

namespace gapcalc {

std::uint64_t stream_key(std::string_view name) {
  std::uint64_t hash = 14695981039346656037u;  // FNV offset basis and prime, 64 bits
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

}  // namespace gapcalc
