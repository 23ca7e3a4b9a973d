#pragma once
// What the index and the gaps on it are printed with.

#include <optional>
#include <string>

#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// `open`, `closed`, `not_released`, `unclassified`.
std::string_view class_of(Weights weights);

/// `1.2 to 3.4`; empty without an interval.
std::string interval_text(std::optional<double> low, std::optional<double> high);

/// The gaps on the index by all definitions, fitted and published.
Table gaps_table(const latent::LatentGaps& gaps, const latent::IndexOptions& options);
/// Open records, the latest first, at most `most`, with the closed models that were there first.
Table records_table(const latent::LatentGaps& gaps, const latent::Index& index, std::size_t most);
/// What each definition of gaps_table() is, once; and what its columns are.
std::string definitions_text(const latent::LatentGaps& gaps);
std::string columns_text(const latent::LatentGaps& gaps, const latent::Index& index);

/// The least index that the figure shows: what lies far below all records would take half of the room.
double lowest_shown(const latent::LatentGaps& gaps);

/// Options of the fit, as resolved.
Json index_options_json(const IndexedFrom& from);

/// What is not in the index, by reason.
Json left_out_json(const latent::Index& index);
/// The same as a sentence, with the rows that were not used.
std::string left_out_text(const latent::Index& index, const IndexedFrom& from);

}  // namespace gapcalc::emit
