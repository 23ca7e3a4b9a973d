#pragma once
// What the index and the gaps on it are printed with.

#include <optional>
#include <string>

#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// `open`, `closed`, `not_released`, `unclassified`.
std::string_view class_of(Weights weights);

/// `1.2 to 3.4`; empty without an interval.
std::string interval_text(std::optional<double> low, std::optional<double> high);

/// Options of the fit, as resolved.
Json index_options_json(const IndexedFrom& from);

/// What is not in the index, by reason; and rows that were not used.
Json left_out_json(const latent::Index& index);
Json excluded_json(const IndexedFrom& from);
/// The same as a sentence.
std::string left_out_text(const latent::Index& index, const IndexedFrom& from);

}  // namespace gapcalc::emit
