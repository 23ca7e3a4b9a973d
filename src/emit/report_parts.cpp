#include "emit/report_parts.hpp"

#include <fmt/format.h>

namespace gapcalc::emit::page {

std::string section(std::string_view id, std::string_view title, std::string_view inside) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n", id,
      html::text(title), inside);
}

std::string figure(const Context& context, Figure figure) {
  std::string out = fmt::format("<figure id=\"figure-{}\">\n", figure.id);
  if (context.interactive) {
    out += figure.controls;
    out += fmt::format(
        "<div class=\"plot\" data-figure=\"{}\"{}></div>\n"
        "<noscript><p class=\"missing\">This figure is drawn by JavaScript, which is off; its numbers are in the "
        "table below.</p></noscript>\n",
        figure.id, figure.same_data.empty() ? "" : fmt::format(" data-same=\"{}\"", figure.same_data));
  } else {
    out += paragraph(
        "The figure is left out: this gapcalc was built without the JavaScript libraries that draw it. Its numbers "
        "are in the table below.",
        "missing");
  }
  out +=
      fmt::format("<figcaption>{}</figcaption>\n{}</figure>\n", html::text(figure.caption), downloads(figure.tables));
  out += details("The numbers of this figure as a table", html::table(figure.table));
  if (context.interactive) {
    pack(figure.spec, context.texts);
    out += html::data("spec-" + figure.id, figure.spec);
  }
  return out;
}

std::string downloads(const std::vector<std::string_view>& tables) {
  if (tables.empty()) return {};
  std::string out = "<p class=\"downloads\" hidden>";
  for (const std::string_view table : tables)
    out += fmt::format("<button type=\"button\" data-csv=\"{0}\">Download {0}.csv</button> ", table);
  return out + "</p>\n";
}

std::string details(std::string_view summary, std::string_view inside) {
  return fmt::format("<details>\n<summary>{}</summary>\n{}</details>\n", html::text(summary), inside);
}

std::string paragraph(std::string_view plain, std::string_view style) {
  return fmt::format("<p{}>{}</p>\n", style.empty() ? "" : fmt::format(" class=\"{}\"", style), html::text(plain));
}

std::string model(const Crosser& who) {
  return who.organization.empty()
             ? html::text(who.model)
             : fmt::format("{} <small>{}</small>", html::text(who.model), html::text(who.organization));
}

std::string access(std::string_view access) {
  const std::string_view mark = access == "public" ? "●" : access == "private" ? "★" : "■";
  return fmt::format("<span class=\"{0}\"><span aria-hidden=\"true\">{1}</span> {0}</span>", html::text(access), mark);
}

}  // namespace gapcalc::emit::page
