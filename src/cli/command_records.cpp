// gapcalc records: any input as tidy records.

#include <fmt/format.h>

#include <memory>
#include <numeric>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/tally.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

struct RecordsArgs {
  std::string path;
  Options options;
  std::string format = "csv", output;
  bool frontier = false;
};

std::vector<std::vector<std::size_t>> chosen_records(const Dataset& data, const RecordsArgs& args) {
  std::vector<std::vector<std::size_t>> chosen;
  for (const BenchmarkRecords& benchmark : data.benchmarks) {
    if (args.frontier) {
      chosen.push_back(cross::frontier(data, benchmark, args.options.cross));
    } else {
      chosen.emplace_back(benchmark.records.size());
      std::iota(chosen.back().begin(), chosen.back().end(), std::size_t{0});
    }
  }
  return chosen;
}

/// What is not in the output, on standard error: nothing is dropped silently.
void tell(const Dataset& data) {
  if (!data.excluded.empty()) say(fmt::format("rows that are no records: {}", tally(count_by_reason(data.excluded))));
  if (!data.not_selected.empty())
    say(fmt::format("benchmarks not selected: {}; --benchmarks all takes them in", data.not_selected.size()));
  for (const std::string& note : data.notes) say(note);
}

std::string text_of(const Dataset& data, const RecordsArgs& args) {
  const auto chosen = chosen_records(data, args);
  if (args.format != "eee") return emit::records(data, chosen, args.format);
  return emit::records_eee(data, chosen, static_cast<std::uint64_t>(source_date_epoch().value_or(0)));
}

int run(const RecordsArgs& args) {
  const Dataset data = load::load(args.path, args.options.load);
  const std::string bytes = text_of(data, args);
  tell(data);
  const emit::Made made = made_of(args.options, data);
  if (!names_folder(args.output)) {
    deliver(args.output, bytes, made);
    return done;
  }
  const std::string ending = args.format == "eee" ? "jsonl" : args.format;
  std::vector<emit::File> files = {{fmt::format("{}.{}", args.frontier ? "frontier" : "records", ending), bytes}};
  if (args.frontier)
    files.push_back({"benchmarks.json", emit::frontier_registry(cross::cross(data, args.options.cross))});
  deliver_folder(args.output, files, made);
  return done;
}

}  // namespace

Run add_records(CLI::App& command) {
  const auto args = std::make_shared<RecordsArgs>();
  add_load_options(command, args->path, args->options.load);
  CLI::Option* const frontier =
      command
          .add_flag(
              "--frontier", args->frontier,
              "Keep only records that set a new best in their group on their benchmark by date: they give the same "
              "crossings. Into a folder (-o), what only all records can tell goes along: floors, counts, as-of date")
          ->group(output_group);
  add_choice(command, "--format", args->format, {"csv", "json", "jsonl", "eee"},
             "The form of the result; eee is that of Every Eval Ever");
  command
      .add_option("-o,--output", args->output,
                  "Write to this file, or into this folder (it exists, or the path ends with /)")
      ->type_name("PATH")
      ->group(output_group);
  add_group_options(command, args->options.cross);
  for (CLI::Option* option : command.get_options([](const CLI::Option* o) { return o->get_group() == compare_group; }))
    option->needs(frontier);
  command.footer("Example: gapcalc records --frontier --format jsonl");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
