#include "cli/ranks.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <limits>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "mpi/component.hpp"

namespace gapcalc::cli {
namespace {

/// How many ranks the environment speaks of: Open MPI's word for it, and that of launchers that speak PMI.
int ranks_announced() {
  for (const char* const variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
    if (const char* const text = std::getenv(variable))
      if (const auto value = parse_number(text)) return static_cast<int>(*value);
  return 1;
}

/// Beside the program, as built; or in the folder of libraries, as installed.
std::string component_path() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const fs::path& path : {folder / GAPCALC_MPI_COMPONENT, folder / GAPCALC_MPI_INSTALLED / GAPCALC_MPI_COMPONENT})
    if (fs::exists(path, ignored)) return path.string();
  return {};
}

}  // namespace

struct Ranks::Component {
  void* library;
  const MpiComponent* functions;
};

Ranks::Ranks() {
  const int announced = ranks_announced();
  if (announced <= 1) return;
  const std::string path = component_path();
  // RTLD_GLOBAL: Open MPI's own plug-ins look for its symbols.
  void* const library = path.empty() ? nullptr : dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
  const auto find =
      library == nullptr ? nullptr : reinterpret_cast<MpiComponentFunction>(dlsym(library, "gapcalc_mpi"));
  if (find == nullptr)
    throw Error(ErrorCode::not_recognised,
                fmt::format("started as one of {} ranks, but the MPI component is missing", announced),
                "configure with -DGAPCALC_MPI=ON and build again, or run without mpirun");
  component_ = std::make_unique<Component>(Component{library, find()});
  component_->functions->start(&rank_, &size_);
  if (size_ != announced)
    throw Error(ErrorCode::not_recognised,
                fmt::format("started as one of {} ranks, but MPI knows of {}", announced, size_),
                "start it with the mpirun of the MPI that it was built with");
}

Ranks::~Ranks() {
  // The library stays loaded: MPI may have threads. In an error no rank waits for the others: mpirun ends them when
  // one leaves without a word.
  if (component_ && std::uncaught_exceptions() == 0) component_->functions->finish();
}

std::string Ranks::gather(const std::string& own) const {
  if (!component_) return own;
  if (own.size() > static_cast<std::size_t>(std::numeric_limits<int>::max() / size_))  // MPI counts in int
    throw Error(ErrorCode::bad_option, "too many simulated sets for one run on several ranks", "give fewer --sets");
  std::string all;
  component_->functions->gather(own, rank_, size_, all);
  return all;
}

}  // namespace gapcalc::cli
