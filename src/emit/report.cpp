#include "emit/report.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "core/builtin.hpp"
#include "core/digest.hpp"
#include "emit/headline.hpp"
#include "emit/report_parts.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

/// Before anything is drawn: the theme that the reader chose the last time.
constexpr std::string_view theme_script =
    "try{const t=localStorage.getItem('gapcalc-theme');if(t)document.documentElement.dataset.theme=t}catch{}";

/// As it is in a page: without the reference to a map that is not there.
std::string_view code(std::string_view script) { return script.substr(0, script.rfind("//# sourceMappingURL=")); }

std::vector<std::string_view> scripts(const ReportFiles& files) {
  if (!files.interactive()) return {code(files.script)};
  return {code(files.vega), code(files.vega_lite), code(files.vega_embed), code(files.script)};
}

/// The page may run these scripts and no others, and fetch nothing: text that came from data cannot become code even
/// if it got into the page as HTML.
std::string policy(const std::vector<std::string_view>& allowed) {
  std::string hashes;
  for (const std::string_view script : allowed) {
    Sha256 hash;
    hash.update(script);
    const auto digest = hash.digest();
    hashes += fmt::format(" 'sha256-{}'", base64({digest.data(), digest.size()}));
  }
  return fmt::format("default-src 'none'; script-src{}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
                     hashes);
}

std::string head(const Analysis& analysis, const ReportFiles& files) {
  std::vector<std::string_view> allowed = scripts(files);
  allowed.push_back(theme_script);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"description\" content=\"{}\">\n"
      "<title>Open and closed AI models: the gap in months, "
      "{}</title>\n<script>{}</script>\n<style>\n{}</style>\n</head>\n",
      policy(allowed), html::text(headline(analysis)), to_string(analysis.crossings.as_of), theme_script, files.style);
}

struct Section {
  std::string_view id, name;  ///< as the table of contents calls it
  std::string (*make)(const page::Context&);
};

constexpr std::array<Section, 13> sections = {{{"answer", "Answer", page::answer},
                                               {"trend", "Over time", page::trend},
                                               {"", "", page::splits},
                                               {"index", "Capability index", page::capability_index},
                                               {"correction", "Corrected", page::corrected},
                                               {"benchmarks", "Benchmarks", page::benchmarks},
                                               {"timelines", "Timelines", page::timelines},
                                               {"frontiers", "Best scores", page::frontiers},
                                               {"coverage", "Who was tested", page::coverage},
                                               {"credibility", "Credibility", page::credibility},
                                               {"excluded", "Left out", page::excluded},
                                               {"reading", "How to read it", page::reading},
                                               {"inputs", "Inputs", page::inputs}}};

/// `made`: the sections; those that are empty are not named.
std::string contents(const std::array<std::string, sections.size()>& made) {
  std::string out = "<nav aria-label=\"Contents\">\n<ul>\n";
  for (std::size_t i = 0; i < sections.size(); ++i)
    if (const Section& section = sections[i]; !section.id.empty() && !made[i].empty())
      out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, section.name);
  return out + "</ul>\n</nav>\n";
}

std::string footer(const ReportFiles& files) {
  std::string out = "<footer>\n" + page::paragraph(fmt::format("gapcalc {}", version()));
  if (files.interactive())
    out += page::details("Licences of the libraries that draw the figures",
                         fmt::format("<pre tabindex=\"0\">{}</pre>\n", html::lines(files.licenses)));
  return out + "</footer>\n";
}

}  // namespace

ReportFiles builtin_report_files() {
  return {builtin("web/report.css"),       builtin("web/report.js"),         builtin("web/vega.min.js"),
          builtin("web/vega-lite.min.js"), builtin("web/vega-embed.min.js"), builtin("web/licenses.txt")};
}

std::string report(const Analysis& analysis, const ReportFiles& files) {
  page::Texts texts;
  const page::Context context{analysis, files.interactive(), texts};
  std::array<std::string, sections.size()> made;
  for (std::size_t i = 0; i < sections.size(); ++i) made[i] = sections[i].make(context);
  std::string out = head(analysis, files);
  out += "<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n<header>\n" + contents(made) +
         "<button type=\"button\" id=\"theme\" hidden>Dark</button>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n";
  for (const std::string& section : made) out += section;
  out += "</main>\n" + footer(files);
  if (files.interactive()) out += html::data("texts", texts.list());
  for (const CsvTable& table : csv_tables(analysis.latent.has_value()))
    out += html::bytes(fmt::format("csv-{}", table.name), table.emit(analysis));
  for (const std::string_view script : scripts(files)) {
    out += "<script>";
    out += script;
    out += "</script>\n";
  }
  return out + "</body>\n</html>\n";
}

std::string report(const Analysis& analysis) { return report(analysis, builtin_report_files()); }

}  // namespace gapcalc::emit
