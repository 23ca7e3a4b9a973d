#pragma once
// Works that a result rests on, before they have a format.

#include <optional>
#include <string>
#include <vector>

#include "gapcalc/date.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::emit {

enum class Work { program, hub, board };

/// What is not known is empty.
struct Citation {
  Work work;
  std::string id;  ///< a word without blanks
  std::string author, title, version;
  std::optional<Date> issued;
  std::string licence, licence_link, link;
  std::string note;  ///< in words: which state of it was used, who ran the evaluations
};

/// The program, by CITATION.cff; the hub, by registry/hub.json; and the board of each benchmark in the data.
/// `bundled`: the data are the records that are compiled in.
std::vector<Citation> citations_of(const Dataset& data, bool bundled);

}  // namespace gapcalc::emit
