#pragma once
// What the program knows of the MPI component, which it loads when mpirun started it.

#include <string>

namespace gapcalc {

struct MpiComponent {
  void (*start)(int* rank, int* size);
  /// `all` becomes the bytes of all ranks on rank 0.
  void (*gather)(const std::string& own, int rank, int size, std::string& all);
  void (*finish)();
};
/// The one symbol of the component, `gapcalc_mpi`.
using MpiComponentFunction = const MpiComponent* (*)();

}  // namespace gapcalc
