#pragma once
// The files that steer an analysis: built in, named by options, or of a data folder. All but the built-in ones are
// noted among the inputs, as results depend on them as on the records.

#include <string>

#include "load/builder.hpp"
#include "load/outside.hpp"

namespace gapcalc::load {

/// Gives a builder what is compiled in beside the registry.
void set_up(Builder& builder);

/// What the options name goes over what the input brings along. Throws what the readers throw, as the next ones.
void apply(const LoadOptions& options, Builder& builder, Outside& outside);

/// Takes registry/ and review/ of a folder like our own data/, but for what the options give instead.
void apply_folder(const std::string& folder, const LoadOptions& options, Builder& builder, Outside& outside);

/// Merges a file over the builder's registry.
void add_registry(const std::string& path, Builder& builder);

/// Whether a file is one that an option names.
bool is_given(const std::string& path, const LoadOptions& options);

}  // namespace gapcalc::load
