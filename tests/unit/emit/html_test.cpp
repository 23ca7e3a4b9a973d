#include "emit/html.hpp"

#include "support/catch.hpp"

using namespace gapcalc::emit;

TEST_CASE("text in HTML is what it was, not markup") {
  CHECK(html::text("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;");
  CHECK(html::text("\"a\" & 'b'") == "&quot;a&quot; &amp; &#39;b&#39;");
  CHECK(html::text("模型 é") == "模型 é");
}

TEST_CASE("control characters become blanks, broken bytes a sign for them") {
  CHECK(html::text("a\x1b\r\n\x7F") == "a    ");
  CHECK(html::text("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(html::text("\xC3") == "\xEF\xBF\xBD");
}

TEST_CASE("lines keep their ends") {
  CHECK(html::lines("a <b>\n\nc") == "a &lt;b&gt;\n\nc\n");
  CHECK(html::lines("").empty());
}

TEST_CASE("only addresses of http and https become links") {
  CHECK(html::link("https://epoch.ai/a?b=1&c", "x") ==
        "<a href=\"https://epoch.ai/a?b=1&amp;c\" rel=\"noreferrer\">x</a>");
  CHECK(html::link("HTTP://epoch.ai", "x").starts_with("<a "));
  for (const char* other : {"javascript:alert(1)", "data:text/html,x", "//epoch.ai", "ftp://a", " https://a", "https:a",
                            "https://", "", "vbscript:x", "java\nscript:x"})
    CHECK(html::link(other, "<x>") == "&lt;x&gt;");
  CHECK(html::link("https://a/\"onclick=\"x", "x") ==
        "<a href=\"https://a/&quot;onclick=&quot;x\" rel=\"noreferrer\">x</a>");
}

TEST_CASE("the host is what stands between the scheme and the path") {
  CHECK(html::host("https://epoch.ai/benchmarks") == "epoch.ai");
  CHECK(html::host("http://a?b") == "a");
  CHECK(html::host("mailto:a@b").empty());
}

TEST_CASE("data in a script element cannot leave it, and reads back") {
  const std::string nasty = "</script><!--<script>\xE2\x80\xA8\xE2\x80\xA9\"\\\r\n\x01";
  const std::string element = html::data("x", {{"a", nasty}});
  const std::size_t from = element.find('>') + 1, to = element.rfind("</script>");
  const std::string inside = element.substr(from, to - from);
  CHECK(inside.find('<') == std::string::npos);
  CHECK(inside.find("\xE2\x80") == std::string::npos);
  CHECK(Json::parse(inside)["a"] == nasty);
}

TEST_CASE("bytes that are no text go in base64") {
  CHECK(html::bytes("x", "a,b\n") == "<script type=\"application/json\" id=\"x\">\"a,b\\n\"</script>\n");
  CHECK(html::bytes("x", "a\xFF") == "<script type=\"application/json\" id=\"x\">{\"base64\":\"Yf8=\"}</script>\n");
}

TEST_CASE("a table has a caption, and headers with a scope") {
  const gapcalc::emit::Table plain{"Gaps <now>", {{"series"}, {"now", true}}, {{"a & b", "1.0"}}};
  CHECK(html::table(html::grid(plain)) ==
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Gaps &lt;now&gt;\">\n<table class=\"n2\">\n"
        "<caption>Gaps &lt;now&gt;</caption>\n"
        "<thead>\n<tr><th scope=\"col\">series<th scope=\"col\">now\n<tbody>\n"
        "<tr><th scope=\"row\">a &amp; b<td>1.0\n</table>\n</div>\n");
}
