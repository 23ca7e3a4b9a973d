// How to read the numbers, and what they were made from.

#include <fmt/format.h>

#include "core/text.hpp"
#include "emit/headline.hpp"
#include "emit/report_parts.hpp"

namespace gapcalc::emit::page {
namespace {

std::string term(std::string_view name, std::string_view meaning) {
  return fmt::format("<dt>{}</dt>\n<dd>{}</dd>\n", html::text(name), html::text(meaning));
}

std::string item(std::string_view plain) { return fmt::format("<li>{}</li>\n", html::text(plain)); }

/// The titles of the benchmarks with this provenance verdict.
std::string titles(const Analysis& analysis, std::string_view verdict) {
  std::vector<std::string> result;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    if (of.benchmark.provenance.verdict == verdict) result.push_back(of.benchmark.title);
  return join(result, ", ");
}

std::string terms(const Analysis& analysis) {
  const SmoothOptions& smooth = analysis.options.smooth;
  const Names who = names(analysis.options.cross);
  const std::string &open = who.follower_column, &closed = who.leader_column;
  std::string out = term("First to reach a score",
                         fmt::format("The earliest-released {} or {} model that scores at least so much. Only models "
                                     "that somebody tested can be found.",
                                     closed, open));
  out +=
      term("Gap", fmt::format("Release date of the first {0} model minus that of the first {1} one. It looks backward "
                              "from the {0} release. Negative means that {0} models led. Two models that are first at "
                              "several scores of a benchmark count once.",
                              open, closed));
  out += term("Level, now", fmt::format("The mean of the gaps around a date, those nearer counting more (a Gaussian of "
                                        "{:.4g} days). Now is the last date with enough gaps around it, often months "
                                        "before the newest release.",
                                        smooth.bandwidth));
  if (smooth.band != BandKind::none)
    out += term("Band",
                fmt::format("Where the level falls in {:.4g}% of redraws ({}). It knows of chance in what is redrawn, "
                            "not of choices such as which scores count. Thin: only 3 or 4 benchmarks or models "
                            "carry it. Where fewer do there is none.",
                            smooth.confidence * 100,
                            smooth.band == BandKind::two_way ? std::string("of the benchmarks and the open models")
                                                             : fmt::format("kind: {}", name(smooth.band))));
  return "<dl class=\"terms\">\n" + out + "</dl>\n";
}

std::string limits(const Analysis& analysis) {
  std::string out;
  const std::string reported = titles(analysis, "self-reported"), minded = titles(analysis, "caveat");
  if (!reported.empty()) out += item(fmt::format("Scores that are largely self-reported: {}.", reported));
  if (!minded.empty())
    out += item(fmt::format("Benchmarks with a caveat, which the table of benchmarks tells: {}.", minded));
  out += item("The numbers are no better than the scores, and the first models are the first among those tested.");
  out += item("Scores that only the leading group has reached have no gap yet and are not in the level.");
  out += item("Nothing here is a forecast.");
  return "<ul>\n" + out + "</ul>\n";
}

html::Grid files(const Analysis& analysis) {
  html::Grid table{
      "Files that were read", {{"File"}, {"Kind"}, {"Bytes", true}, {"Score records", true}, {"SHA-256"}}, {}};
  for (const InputFile& file : analysis.data.files)
    table.rows.push_back({html::text(file.path), html::text(file.format),
                          file.sha256.empty() ? "-" : std::to_string(file.bytes), std::to_string(file.records),
                          file.sha256.empty() ? "only seen" : fmt::format("<code>{}</code>", html::text(file.sha256))});
  return table;
}

std::string value_text(const Json& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string text;
  for (const Json& part : value) text += (text.empty() ? "" : ", ") + value_text(part);
  return text;
}

html::Grid options(const Analysis& analysis) {
  html::Grid table{"Options", {{"Option"}, {"Value"}}, {}};
  Json all = options_json(analysis.options);
  if (analysis.latent) {
    const latent::CorrectOptions& correct = analysis.latent->correction.options;
    all.update({{"correction.draws", correct.draws}, {"correction.class_shift", correct.class_shift}});
  }
  for (const auto& [key, value] : all.items())
    table.rows.push_back({fmt::format("<code>{}</code>", html::text(key)), html::text(value_text(value))});
  return table;
}

}  // namespace

std::string reading(const Context& context) {
  return section("reading", "How to read it",
                 terms(context.analysis) + "<h3>What the numbers do not say</h3>\n" + limits(context.analysis));
}

std::string inputs(const Context& context) {
  const Analysis& analysis = context.analysis;
  return section(
      "inputs", "Inputs and options",
      paragraph(fmt::format("Made by gapcalc {} from releases up to {}. The same files and options give the same "
                            "page, byte for byte.",
                            version(), to_string(analysis.crossings.as_of))) +
          html::table(files(analysis)) + details("All options as they were in force", html::table(options(analysis))));
}

}  // namespace gapcalc::emit::page
