#pragma once
// The CSV tables of an analysis as a Frictionless data package.

#include <span>
#include <string>

#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// datapackage.json of these tables: what their columns are, in which units, from which sources, under which licences.
/// Tabular Data Package 1.0 (specs.frictionlessdata.io).
std::string data_package(const Analysis& analysis, std::span<const File> tables);

}  // namespace gapcalc::emit
