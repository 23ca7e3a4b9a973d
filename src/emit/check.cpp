// gapcalc check: what is wrong or odd in the data, the worst first.

#include "gapcalc/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/display.hpp"
#include "core/text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

using audit::Check;
using audit::CodeInfo;
using audit::Finding;
using audit::Severity;
using Findings = std::span<const Finding>;

/// Findings of a code that are shown where all are not asked for.
std::size_t most_shown(Severity severity) { return severity == Severity::note ? 2 : 5; }

std::string summary(const Check& check) {
  const auto of = [&](Severity severity) { return counted(count(check, severity), name(severity)); };
  const std::string what = check.findings.empty() ? "Nothing found"
                                                  : fmt::format("{}, {} and {}", of(Severity::error),
                                                                of(Severity::warning), of(Severity::note));
  std::string text = fmt::format("{} in {} of {}, as of {}.", what, counted(check.n_records, "score row"),
                                 counted(check.n_benchmarks, "benchmark"), to_string(check.as_of));
  if (check.n_not_selected > 0)
    text += fmt::format(" {} of the input {} not selected and not looked at; --benchmarks all takes them in.",
                        counted(check.n_not_selected, "benchmark"), check.n_not_selected == 1 ? "is" : "are");
  if (check.only_frontier)
    text += " The records keep only what set a new best: most of what could be wrong shows in the whole dump alone.";
  return text;
}

/// What it is about, then what was found, then where.
std::string sentence(const Finding& one) {
  const std::string base = one.file.substr(one.file.rfind('/') + 1);
  if (one.benchmark.empty() && one.model.empty() && !base.empty() && one.line == 0)
    return fmt::format("{}: {}", base, one.message);  // of a whole file
  std::string text = one.benchmark;
  if (!one.model.empty()) text += (text.empty() ? "" : ", ") + one.model;
  text += (text.empty() ? "" : ": ") + one.message;
  if (base.empty()) return text;
  return text + (one.line > 0 ? fmt::format(" ({}:{})", base, one.line) : fmt::format(" ({})", base));
}

/// What goes for all findings of a code: what they have in common need not be said again.
std::string common_remedy(Findings list) {
  const bool same =
      std::all_of(list.begin(), list.end(), [&](const Finding& one) { return one.remedy == list[0].remedy; });
  return same ? list[0].remedy : "";
}

/// How the two forms for people write a heading, an item and a line behind items.
struct Form {
  std::string (*heading)(const CodeInfo& code, std::size_t n, const Style& style);
  std::string (*item)(const std::string& text);
  std::string (*line)(const std::string& text);
};

std::string indented(const std::string& text, std::string_view first, std::string_view others) {
  std::string result;
  for (const std::string& line : fold(text, page_width - others.size()))
    result += fmt::format("{}{}\n", result.empty() ? first : others, line);
  return result;
}

constexpr Form plain_form{[](const CodeInfo& code, std::size_t n, const Style& style) {
                            const std::string text =
                                wrap(fmt::format("{} {} ({}): {}", name(code.severity), code.name, n, code.meaning),
                                     page_width);
                            return style.colour ? fmt::format("\033[1m{}\033[0m\n", text) : text + '\n';
                          },
                          [](const std::string& text) { return indented(text, "- ", "  "); },
                          [](const std::string& text) { return indented(text, "  ", "  "); }};

constexpr Form markdown_form{[](const CodeInfo& code, std::size_t n, const Style&) {
                               return fmt::format("**{} `{}` ({})**: {}\n\n", name(code.severity), code.name, n,
                                                  code.meaning);
                             },
                             [](const std::string& text) { return fmt::format("- {}\n", escape_markdown(text)); },
                             [](const std::string& text) { return fmt::format("\n{}\n", escape_markdown(text)); }};

std::string page(const Check& check, const Form& form, const Style& style, bool all) {
  std::string text;
  for (auto at = check.findings.begin(); at != check.findings.end();) {
    const auto end = std::find_if(at, check.findings.end(), [&](const Finding& one) { return one.code != at->code; });
    const Findings list(at, end);
    const CodeInfo& code = info(at->code);
    const std::size_t shown = all ? list.size() : std::min(list.size(), most_shown(code.severity));
    const std::string remedy = common_remedy(list);
    text += '\n' + form.heading(code, list.size(), style);
    for (const Finding& one : list.first(shown))
      text += form.item(sentence(one) + (remedy.empty() ? fmt::format(". To do: {}", one.remedy) : ""));
    if (shown < list.size()) text += form.line(fmt::format("And {} more; --all shows them.", list.size() - shown));
    if (!remedy.empty()) text += form.line(fmt::format("To do: {}.", remedy));
    at = end;
  }
  return text;
}

std::string csv_of(const Check& check) {
  CsvWriter out(csv_header("check.csv"));
  for (const Finding& one : check.findings) {
    const CodeInfo& code = info(one.code);
    out.cell(name(code.severity)).cell(code.name).cell(one.benchmark).cell(one.model).cell(one.file);
    out.cell(one.line > 0 ? std::to_string(one.line) : "").count(one.rows);
    out.cell(one.gaps ? std::to_string(*one.gaps) : "").cell(one.message).cell(one.remedy);
    out.end_row();
  }
  return out.take();
}

std::string json_of(const Check& check, const Source& from) {
  Json document = head_json(
      "check", from,
      {"closed",     "open",      "thresholds",   "thresholds_of",  "since",      "until",    "verdicts",      "pairs",
       "provenance", "tie",       "by",           "bandwidth_days", "step_days",  "min_mass", "min_draw_mass", "level",
       "band",       "show_band", "simultaneous", "resamples",      "confidence", "seed"});
  Json by_severity, by_code, list = Json::array();
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    by_severity[std::string(name(severity))] = count(check, severity);
  for (const CodeInfo& code : audit::codes()) by_code[std::string(code.name)] = count(check, code.code);
  for (const Finding& one : check.findings) {
    const CodeInfo& code = info(one.code);
    list.push_back({{"severity", name(code.severity)},
                    {"code", code.name},
                    {"benchmark", text_json(one.benchmark)},
                    {"model", text_json(one.model)},
                    {"message", one.message},
                    {"remedy", one.remedy},
                    {"file", text_json(one.file)},
                    {"line", one.line > 0 ? Json(one.line) : Json()},
                    {"rows", one.rows},
                    {"gaps", one.gaps ? Json(*one.gaps) : Json()}});
  }
  document.update({{"n_benchmarks", check.n_benchmarks},
                   {"n_records", check.n_records},
                   {"n_not_selected", check.n_not_selected},
                   {"only_frontier", check.only_frontier},
                   {"by_severity", by_severity},
                   {"by_code", by_code},
                   {"findings", list}});
  return to_text(document);
}

}  // namespace

std::string findings(const Check& check, const Source& from, std::string_view format, const Style& style, bool all) {
  if (format == "json") return json_of(check, from);
  if (format == "csv") return csv_of(check);
  if (format == "markdown") return escape_markdown(summary(check)) + '\n' + page(check, markdown_form, style, all);
  return wrap(summary(check), page_width) + '\n' + page(check, plain_form, style, all);
}

}  // namespace gapcalc::emit
