// Citations as text, BibTeX and CSL-JSON.

#include <fmt/format.h>

#include "core/display.hpp"
#include "core/text.hpp"
#include "emit/citation.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

/// A paragraph below a heading: a sentence for each part that is known. An address stays whole, on a line of its own.
std::string paragraph_of(const Citation& citation) {
  std::string text = citation.author.empty() ? "" : citation.author + ". ";
  text += citation.title;
  if (!citation.version.empty()) text += " " + citation.version;
  if (citation.issued) text += fmt::format(", {}", to_string(*citation.issued));
  text += ".";
  if (!citation.licence.empty())
    text += fmt::format(" Licence: {}{}.", citation.licence,
                        citation.licence_link.empty() ? "" : fmt::format(" ({})", citation.licence_link));
  if (!citation.note.empty()) text += " " + citation.note + ".";
  const std::string wrapped = wrap(printable(text), 78);
  std::string lines;
  for (const std::string_view line : split(wrapped, '\n')) lines += fmt::format("  {}\n", line);
  if (!citation.link.empty()) lines += fmt::format("  {}\n", printable(citation.link));
  return lines;
}

std::string text_of(const std::vector<Citation>& citations) {
  std::string text = "Cite the program, the data, and the boards of the benchmarks that you use.\n";
  std::optional<Work> last;
  for (const Citation& one : citations) {
    if (last != one.work) {
      text += one.work == Work::program ? "\nProgram\n"
              : one.work == Work::hub   ? "\nData\n"
                                        : "\nBoards, which keep their own licences\n";
    }
    last = one.work;
    text += paragraph_of(one);
  }
  return text;
}

/// Text for a field in braces.
std::string tex(std::string_view text) {
  std::string result;
  for (const char c : printable(text)) {
    if (c == '\\')
      result += "\\textbackslash{}";
    else if (c == '~' || c == '^')
      result += fmt::format("\\{}{{}}", c);
    else if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
      result += fmt::format("\\{}", c);
    else
      result += c;
  }
  return result;
}

std::string bibtex_of(const std::vector<Citation>& citations) {
  std::string text;
  for (const Citation& one : citations) {
    std::string fields;
    const auto field = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) fields += fmt::format(",\n  {} = {{{}}}", name, value);
    };
    // Second braces: a name that is no person's, and a title that keeps its capitals.
    const auto whole = [](const std::string& value) {
      return value.empty() ? value : fmt::format("{{{}}}", tex(value));
    };
    field("author", whole(one.author));
    field("title", whole(one.title));
    field("version", tex(one.version));
    if (one.issued) field("year", to_string(*one.issued).substr(0, 4));
    field("howpublished", one.link.empty() ? "" : fmt::format("\\url{{{}}}", one.link));
    std::vector<std::string> notes;
    if (!one.licence.empty()) notes.push_back("Licence: " + one.licence);
    if (!one.note.empty()) notes.push_back(one.note);
    field("note", tex(join(notes, ". ")));
    text += fmt::format("@misc{{{}{}\n}}\n", one.id, fields);
  }
  return text;
}

/// An item of CSL-JSON 1.0.2: what is not known is left out, as its schema knows no null.
Json csl_of(const Citation& citation) {
  Json item = {{"id", citation.id},
               {"type", citation.work == Work::program ? "software"
                        : citation.work == Work::hub   ? "dataset"
                                                       : "webpage"},
               {"title", citation.title}};
  if (!citation.author.empty()) item["author"] = Json::array({{{"literal", citation.author}}});
  if (citation.issued) {
    const std::string date = to_string(*citation.issued);
    Json parts = Json::array();
    for (const std::string_view part : split(date, '-')) parts.push_back(static_cast<int>(*parse_number(part)));
    item["issued"] = {{"date-parts", Json::array({parts})}};
  }
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) item[key] = value;
  };
  add("version", citation.version);
  add("license", citation.licence);
  add("URL", citation.link);
  add("note", citation.note);
  return item;
}

std::string json_of(const std::vector<Citation>& citations, const Dataset& data) {
  Json items = Json::array();
  for (const Citation& one : citations) items.push_back(csl_of(one));
  Json document = opening_json("citations");
  document["inputs"] = inputs_json(data.files);
  document["as_of"] = date_json(data.as_of ? data.as_of : data.latest);
  document["citations"] = std::move(items);
  return to_text(document);
}

}  // namespace

std::string citations(const Dataset& data, bool bundled, std::string_view format) {
  const std::vector<Citation> all = citations_of(data, bundled);
  return format == "json" ? json_of(all, data) : format == "bibtex" ? bibtex_of(all) : text_of(all);
}

}  // namespace gapcalc::emit
