#pragma once
// What every fuzz target asks of the code: an answer or an Error, and memory in proportion to the input.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "gapcalc/load.hpp"
#include "load/registry.hpp"

namespace gapcalc::fuzz {

/// The first entries of the built-in registry: copying all of them for each input would take longer than reading it.
inline load::Registry small_registry() {
  load::Registry registry = load::builtin_registry();
  registry.benchmarks.resize(3);
  return registry;
}

/// What loads every benchmark of an input.
inline LoadOptions all_benchmarks() {
  LoadOptions options;
  options.benchmarks = {"all"};
  return options;
}

/// Runs `read` on the bytes. An Error is an answer. Aborts where, at any time, more of the heap is held than twenty
/// times the input and 4 MiB, for what readers take whatever they read (the registry, buffers of 64 KiB).
void bounded(const std::uint8_t* data, std::size_t size, const std::function<void(std::string_view)>& read);

}  // namespace gapcalc::fuzz
