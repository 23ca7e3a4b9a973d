#pragma once
// The processes of one run: alone, or the ranks that mpirun started.

#include <cstddef>
#include <string>
#include <vector>

namespace gapcalc {
struct MpiComponent;
}

namespace gapcalc::cli {

/// Joins the other ranks where mpirun started several. The MPI part is a component of its own, loaded only then, so
/// that a run alone neither needs MPI nor waits for it. Throws Error (not_recognised) where it is needed and missing.
class Ranks {
 public:
  Ranks();
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  /// How many ranks mpirun started, by what it says in the environment; 1 without it.
  [[nodiscard]] static int announced();

  [[nodiscard]] int rank() const { return rank_; }
  [[nodiscard]] int size() const { return size_; }
  /// On rank 0 the bytes of all ranks, in their order; on the others nothing. All ranks must call it.
  [[nodiscard]] std::string gather(const std::string& own) const;

 private:
  const MpiComponent* component_ = nullptr;
  int rank_ = 0, size_ = 1;
};

}  // namespace gapcalc::cli
