// The component built with MPI: start, gather, finish.

#include "mpi/component.hpp"

#include <mpi.h>

#include <vector>

namespace {

void start(int* rank, int* size) {
  int provided = 0;  // only the thread that started MPI calls it
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, rank);
  MPI_Comm_size(MPI_COMM_WORLD, size);
}

void gather(const std::string& own, int rank, int size, std::string& all) {
  const int length = static_cast<int>(own.size());
  std::vector<int> lengths(static_cast<std::size_t>(size)), starts(static_cast<std::size_t>(size));
  MPI_Gather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (rank == 0) {
    int total = 0;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      starts[i] = total;
      total += lengths[i];
    }
    all.resize(static_cast<std::size_t>(total));
  }
  MPI_Gatherv(own.data(), length, MPI_BYTE, all.data(), lengths.data(), starts.data(), MPI_BYTE, 0, MPI_COMM_WORLD);
}

void finish() { MPI_Finalize(); }

constexpr gapcalc::MpiComponent functions = {start, gather, finish};

}  // namespace

extern "C" const gapcalc::MpiComponent* gapcalc_mpi() { return &functions; }
