#include "load/tidy.hpp"

#include "core/text.hpp"
#include "core/units.hpp"

namespace gapcalc::load {

void read_tidy(ByteStream& bytes, const std::string& path, Builder& builder) {
  constexpr std::size_t enough_to_tell = 4096;
  const std::string_view start = trim(without_mark(bytes.peek(enough_to_tell)));
  const bool json = start.starts_with('[') || start.starts_with('{');
  (json ? read_tidy_json : read_tidy_csv)(bytes, path, builder);
}

void add_tidy(Builder& builder, std::uint32_t file, const RowText& row, std::size_t line) {
  if (row.benchmark.empty())
    return builder.exclude(Reason::bad_row, file, line, no_index, no_index, "names no benchmark");
  const std::uint32_t benchmark = builder.tidy_benchmark(row.benchmark);
  if (benchmark == no_index) {  // not asked for
    if (const auto date = parse_date(row.release_date)) builder.see_release(*date, row.model, row.accessibility);
    return;
  }
  builder.add(file, benchmark, row, tidy_scale(builder.unit(benchmark)), line);
}

}  // namespace gapcalc::load
