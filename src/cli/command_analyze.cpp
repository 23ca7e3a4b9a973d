// gapcalc analyze: records -> gaps, trends and tables.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/tally.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/gate.hpp"

namespace gapcalc::cli {
namespace {

struct AnalyzeArgs {
  std::string path;
  Options options;
  CorrectArgs correct;
  std::string format = "table", output, table = "datapoints", figure = "trend", benchmark;
  bool strict = false, chart = false;
  std::vector<emit::Gate> gates;
  Screen screen;
};

void write(const Analysis& analysis, const AnalyzeArgs& args) {
  if (args.format == "csv") {
    if (!to_stdout(args.output)) {
      std::vector<emit::File> files = emit::csv_files(analysis);
      const std::string package = emit::data_package(analysis, files);
      files.push_back({"datapackage.json", package});
      return deliver_folder(args.output, files, made_of(analysis));
    }
    for (const emit::CsvTable& table : emit::csv_tables(args.correct.on))
      if (table.name == args.table) print(table.emit(analysis));
    return;
  }
  if (args.format == "vega-lite") {
    for (const emit::Figure& figure : emit::figures(args.correct.on))
      if (figure.name == args.figure) deliver(args.output, figure.emit(analysis, args.benchmark), made_of(analysis));
    return;
  }
  emit::Style style = style_of(args.output, args.screen);
  style.chart = args.chart;
  for (const emit::Format& format : emit::formats())
    if (format.name == args.format) deliver(args.output, format.emit(analysis, style), made_of(analysis));
}

/// --strict: exclusions that point at broken data trip the gate, after the output.
int judge(const Analysis& analysis) {
  auto counts = count_by_reason(analysis.excluded);
  std::erase_if(counts, [](const auto& item) {
    return item.first != Reason::bad_score && item.first != Reason::bad_date && item.first != Reason::unknown_benchmark;
  });
  if (counts.empty()) return done;
  say(fmt::format("--strict: {}; --format csv --table excluded lists them", tally(counts)));
  return gate_tripped;
}

/// `there`: what the analysis has; the others are those of --correct.
template <class Named>
void check_name(const char* option, std::span<const Named> there, const std::string& wanted) {
  if (std::none_of(there.begin(), there.end(), [&](const Named& one) { return one.name == wanted; }))
    throw CLI::ValidationError(option, fmt::format("{} goes with --correct", wanted));
}

int run(const AnalyzeArgs& args) {
  Analysis analysis = analyze(args.path, args.options);
  if (args.correct.on) add_latent(analysis, args.path, args.correct.correct, 0);
  const std::vector<std::string> tripped = emit::tripped_gates(args.gates, analysis);  // a wrong one before any output
  write(analysis, args);
  for (const std::string& one : tripped) say(one);
  const int verdict = args.strict ? judge(analysis) : done;
  return tripped.empty() ? verdict : gate_tripped;
}

}  // namespace

Run add_analyze(CLI::App& command) {
  const auto args = std::make_shared<AnalyzeArgs>();
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  add_milestones_option(command, args->options.load);
  std::vector<std::string> formats;
  for (const emit::Format& format : emit::formats()) formats.emplace_back(format.name);
  add_choice(command, "--format", args->format, formats, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file; with csv, all tables into this folder")
      ->type_name("PATH")
      ->group(output_group);
  std::vector<std::string> tables;
  for (const emit::CsvTable& one : emit::csv_tables(true)) tables.emplace_back(one.name);
  CLI::Option* const table =
      add_choice(command, "--table", args->table, tables, "Which table csv writes to standard output");
  std::vector<std::string> figures;
  for (const emit::Figure& one : emit::figures(true)) figures.emplace_back(one.name);
  CLI::Option* const figure = add_choice(command, "--figure", args->figure, figures, "Which figure vega-lite draws");
  CLI::Option* const benchmark = command.add_option("--benchmark", args->benchmark, "Whose timeline vega-lite draws")
                                     ->type_name("ID")
                                     ->group(output_group);
  CLI::Option* const chart =
      command.add_flag("--chart", args->chart, "Draw the trends over time in the table, with characters")
          ->group(output_group);
  for (CLI::Option* const option : add_screen_options(command, args->screen)) option->needs(chart);
  command
      .add_flag("--strict", args->strict,
                "Exit status 3 when rows were excluded as bad_score, bad_date or unknown_benchmark")
      ->group(output_group);
  command
      .add_option_function<std::vector<std::string>>(
          "--gate",
          [args](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) args->gates.push_back(emit::parse_gate(text));
          },
          "Exit status 3 unless this holds, for instance 'private.current<=9' or 'excluded.unclassified<=120'; may be "
          "given again")
      ->allow_extra_args(false)
      ->type_name("CONDITION")
      ->group(output_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth);
  add_correct_options(command, args->options, args->correct);
  command.footer("Example: gapcalc analyze --by access,category --format json -o gaps.json");
  command.final_callback([args, table, figure, benchmark] {
    if (figure->count() > 0 && args->format != "vega-lite")
      throw CLI::ValidationError("--figure", "goes with --format vega-lite");
    const bool of_benchmark = args->format == "vega-lite" && args->figure == "timeline";
    if (of_benchmark != (benchmark->count() > 0))
      throw CLI::ValidationError("--benchmark", of_benchmark ? "is needed: the id of the benchmark whose timeline it is"
                                                             : "goes with --format vega-lite --figure timeline");
    if (args->chart && args->format != "table") throw CLI::ValidationError("--chart", "goes with --format table");
    if (table->count() > 0 && (args->format != "csv" || !to_stdout(args->output)))
      throw CLI::ValidationError("--table", "goes with --format csv on standard output");
    check_name("--table", emit::csv_tables(args->correct.on), args->table);
    check_name("--figure", emit::figures(args->correct.on), args->figure);
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
