#include "cli/ranks.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <limits>

#include "cli/component.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "mpi/component.hpp"

namespace gapcalc::cli {
int Ranks::announced() {
  // Open MPI's word for it, and that of launchers that speak PMI.
  for (const char* const variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
    if (const char* const text = std::getenv(variable))
      if (const auto value = parse_number(text)) return static_cast<int>(*value);
  return 1;
}

Ranks::Ranks() {
  const int n_announced = announced();
  if (n_announced <= 1) return;
  // Global: Open MPI's own plug-ins look for its symbols.
  void* const find = find_component("gapcalc_mpi", true, fmt::format("started as one of {} ranks", n_announced),
                                    "configure with -DGAPCALC_MPI=ON and build again, or run without mpirun");
  component_ = reinterpret_cast<MpiComponentFunction>(find)();
  component_->start(&rank_, &size_);
  if (size_ != n_announced)
    throw Error(ErrorCode::not_recognised,
                fmt::format("started as one of {} ranks, but MPI knows of {}", n_announced, size_),
                "start it with the mpirun of the MPI that it was built with");
}

Ranks::~Ranks() {
  // The library stays loaded: MPI may have threads. In an error no rank waits for the others: mpirun ends them when
  // one leaves without a word.
  if (component_ != nullptr && std::uncaught_exceptions() == 0) component_->finish();
}

std::string Ranks::gather(const std::string& own) const {
  if (component_ == nullptr) return own;
  if (own.size() > static_cast<std::size_t>(std::numeric_limits<int>::max() / size_))  // MPI counts in int
    throw Error(ErrorCode::bad_option, "too many simulated sets for one run on several ranks", "give fewer --sets");
  std::string all;
  component_->gather(own, rank_, size_, all);
  return all;
}

}  // namespace gapcalc::cli
