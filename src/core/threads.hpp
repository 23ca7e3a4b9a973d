#pragma once
// Where parallel loops run.

#include <tbb/info.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace gapcalc {

/// Runs `work` where its parallel loops use at most `threads` threads, 0 or more than there are processors: one
/// per processor. The calling thread works from the start; others join when they are awake.
template <typename Work>
void in_arena(int threads, const Work& work) {
  const int processors = tbb::info::default_concurrency();
  tbb::task_arena arena(threads > 0 ? std::min(threads, processors) : processors);
  arena.execute(work);
}

}  // namespace gapcalc
