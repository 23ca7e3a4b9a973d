#pragma once
// The table of models in a hub dump, in either layout; and such a table of one's own.

#include <map>
#include <string>

#include "load/builder.hpp"

namespace gapcalc::load {

struct ModelRow {
  std::string release_date, organization, country, accessibility;
  std::string group, index;  ///< the model that it is a version of, and its published index; only for the index
};

/// By trimmed model version.
using ModelTable = std::map<std::string, ModelRow, std::less<>>;

/// Reads epoch_capabilities_index.csv or model_metadata.csv, or a table with the columns model, release_date and, where
/// they are there, organization, country, accessibility; told by the column names. Blank rows are
/// nothing; rows without a version and second rows of a version are excluded in the builder. Of two rows
/// the earlier release date counts, and blanks of one are filled from the other, so row order never shows.
/// With a builder for the index, also the group, and in the flat layout its index.
ModelTable read_model_table(ByteStream& bytes, const std::string& path, std::uint32_t file, Builder& builder);

/// Has the builder see the releases of a table that is part of the input.
void see_releases(const ModelTable& models, Builder& builder);

}  // namespace gapcalc::load
