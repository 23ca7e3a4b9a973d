#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <string>

namespace gapcalc::cli {
namespace {

std::atomic<bool> interrupt_seen = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch such");

void note_interrupt(int) { interrupt_seen = true; }

}  // namespace

ProgressBar::ProgressBar(bool quiet, const char* unit)
    : on_(!quiet && isatty(STDERR_FILENO) == 1), unit_(unit), start_(std::chrono::steady_clock::now()), last_(start_) {
  interrupt_seen = false;
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);  // what mpirun makes of Ctrl-C, and batch systems of the end of the time
}

ProgressBar::~ProgressBar() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  if (drawn_) fmt::print(stderr, "\r{:79}\r", "");
}

bool ProgressBar::interrupted() { return interrupt_seen; }

bool ProgressBar::operator()(std::size_t done, std::size_t total) {
  if (interrupted()) return false;
  if (!on_) return true;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return true;
  last_ = now;
  drawn_ = true;
  if (total == 0) {
    fmt::print(stderr, "\r{}{}  ", done, unit_);
  } else {
    constexpr std::size_t width = 40;
    const std::size_t filled = width * done / total;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double left = done == 0 ? 0 : seconds * static_cast<double>(total - done) / static_cast<double>(done);
    fmt::print(stderr, "\r[{}{}] {} of {}{}, {:.0f} s left  ", std::string(filled, '#'),
               std::string(width - filled, ' '), done, total, unit_, left);
  }
  std::fflush(stderr);
  return true;
}

}  // namespace gapcalc::cli
