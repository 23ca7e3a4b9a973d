#pragma once

#include "latent/boards.hpp"

namespace gapcalc::latent {

/// The correction by boards that are made already, with their predictions: all that correct() gives but
/// CorrectedSeries::last_otherwise. Throws as that.
Correction correct_by(const Boards& all, const Corrected& from, const Options& options, const CorrectOptions& correct);

}  // namespace gapcalc::latent
