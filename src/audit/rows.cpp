// Rows, files and benchmarks that are not used or not there.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "audit/look.hpp"
#include "core/text.hpp"

namespace gapcalc::audit {
namespace {

/// The rows of one file that have one reason.
struct Group {
  const Excluded* first = nullptr;
  std::size_t rows = 0;
  std::vector<std::string_view> models;  ///< each once, in the order of the file
  std::set<std::string_view> seen;
};

/// `8 rows of 5 models: A, B, C and 2 more`; a single model is the finding's own.
std::string message_of(const Group& group) {
  constexpr std::size_t few = 3;
  std::string text = counted(group.rows, "row");
  if (group.models.size() > 1) {
    const auto shown = static_cast<std::ptrdiff_t>(std::min(few, group.models.size()));
    text += fmt::format(" of {}: {}", counted(group.models.size(), "model"),
                        join({group.models.begin(), group.models.begin() + shown}, ", "));
    if (group.models.size() > few) text += fmt::format(" and {} more", group.models.size() - few);
  }
  if (!group.first->detail.empty())
    text += fmt::format("; {}{}", group.rows > 1 ? "the first: " : "", group.first->detail);
  return text;
}

/// A finding for each reason, file and benchmark; doubled models and unknown files one by one.
void look_at_excluded(const Subject& subject, Findings& found) {
  const Dataset& data = subject.data;
  std::vector<const Excluded*> rows;
  rows.reserve(data.excluded.size() + subject.crossings.excluded.size());
  for (const Excluded& row : data.excluded) rows.push_back(&row);
  for (const Excluded& row : subject.crossings.excluded) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const Excluded* a, const Excluded* b) {
    return std::tie(a->file, a->line) < std::tie(b->file, b->line);
  });
  std::map<std::tuple<std::uint32_t, std::uint32_t, Reason>, Group> groups;
  for (const Excluded* row : rows) {
    if (row->reason == Reason::duplicate_model || row->reason == Reason::unknown_benchmark) {
      // A whole file of a dump, or a name in the results of another program.
      const bool is_whole = row->reason == Reason::unknown_benchmark && data.files[row->file].format == "unknown";
      const std::string what = is_whole ? "nothing of it is read" : row->detail;
      Finding one = finding(*find_code(name(row->reason)), {}, {}, what);
      one.file = data.files[row->file].path;
      one.line = row->line;
      one.rows = row->line > 0 ? 1 : 0;
      found.push_back(std::move(one));
      continue;
    }
    Group& group = groups[{row->file, row->benchmark, row->reason}];
    if (group.first == nullptr) group.first = row;
    ++group.rows;
    if (row->model != no_index && group.seen.insert(data.models[row->model].name).second)
      group.models.push_back(data.models[row->model].name);
  }
  for (const auto& [key, group] : groups) {
    const Excluded& first = *group.first;
    const auto code = find_code(name(first.reason));
    if (!code) continue;  // not_in_group: what a user leaves out is no finding
    Finding one = finding(*code, first.benchmark == no_index ? "" : data.benchmarks[first.benchmark].benchmark.id,
                          group.models.size() == 1 ? std::string(group.models.front()) : "", message_of(group));
    one.file = data.files[first.file].path;
    one.line = first.line;
    one.rows = group.rows;
    found.push_back(std::move(one));
  }
}

void look_at_unread(const Subject& subject, Findings& found) {
  for (const Unread& unread : subject.data.unread) {
    const bool column = unread.code == ErrorCode::missing_column;
    Finding one = finding(column ? Code::missing_column : Code::unreadable_file, unread.benchmark, {}, unread.message);
    if (column)
      one.remedy = fmt::format(R"({}; if that of the score has a new name, give it by --registry: )"
                               R"({{"benchmarks": [{{"id": "{}", "score_column": "..."}}]}})",
                               unread.remedy, unread.benchmark);
    else if (!unread.remedy.empty())
      one.remedy = unread.remedy;
    one.file = unread.file;
    one.line = unread.line;
    found.push_back(std::move(one));
  }
}

void look_at_missing(const Subject& subject, Findings& found) {
  const auto& files = subject.data.files;
  if (std::none_of(files.begin(), files.end(), std::mem_fn(&InputFile::of_dump)))
    return;  // records of one's own need not have them all
  for (const std::string& title : subject.data.missing) {
    const auto at = std::find_if(subject.registry.begin(), subject.registry.end(),
                                 [&](const Benchmark& one) { return one.title == title; });
    const bool known = at != subject.registry.end();
    if (known && at->provenance.hub == "absent") continue;  // the hub never had it
    found.push_back(finding(Code::missing_benchmark, known ? at->id : "", {},
                            known && !at->file.empty()
                                ? fmt::format("the dump has no {}, the scores of {}", at->file, title)
                                : fmt::format("the dump has no scores of {}", title)));
  }
}

}  // namespace

void look_at_rows(const Subject& subject, Findings& found) {
  look_at_unread(subject, found);
  look_at_excluded(subject, found);
  look_at_missing(subject, found);
  for (const auto* notes : {&subject.data.notes, &subject.crossings.notes})
    for (const std::string& note : *notes) found.push_back(finding(Code::input_note, {}, {}, note));
}

}  // namespace gapcalc::audit
