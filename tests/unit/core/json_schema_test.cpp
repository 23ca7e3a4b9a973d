#include "core/json_schema.hpp"

#include <fmt/format.h>

#include <functional>
#include <stdexcept>

#include "core/schema.hpp"
#include "gapcalc/check.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/schema.hpp"
#include "gapcalc/trend.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using json = nlohmann::json;

namespace {

/// `AT: WHAT` of each misfit, one a line.
std::string misfits(const char* schema, const char* value, bool strict = false) {
  JsonSchema checker(json::parse(schema), strict);
  std::string text;
  for (const auto& misfit : checker.misfits(json::parse(value)).kept)
    text += (text.empty() ? "" : "\n") + misfit.at + ": " + misfit.what;
  return text;
}

/// All that a schema holds, down to the parts that no value reaches.
void visit(const json& schema, const std::function<void(const json&)>& see) {
  see(schema);
  for (const char* const parts : {"properties", "$defs"})
    if (schema.contains(parts))
      for (const json& part : schema[parts]) visit(part, see);
  for (const char* const part : {"items", "additionalProperties"})
    if (schema.contains(part) && schema[part].is_object()) visit(schema[part], see);
  if (schema.contains("anyOf"))
    for (const json& part : schema["anyOf"]) visit(part, see);
}

}  // namespace

TEST_CASE("types are those of JSON Schema") {
  CHECK(misfits(R"({"type": "integer"})", "2.0").empty());
  CHECK(misfits(R"({"type": "integer"})", "2.5") == ": is a number (2.5), not a whole number");
  CHECK(misfits(R"({"type": "number"})", "-3").empty());
  CHECK(misfits(R"({"type": ["number", "null"]})", "null").empty());
  CHECK(misfits(R"({"type": ["number", "null"]})", "\"3\"") == ": is text (\"3\"), not a number or null");
  CHECK(misfits(R"({"type": "boolean"})", "1") == ": is a number (1), not true or false");
  CHECK(misfits(R"({"type": "object"})", "[]") == ": is a list, not an object");
  CHECK(misfits(R"({"type": "array"})", "{}") == ": is an object, not a list");
  CHECK(misfits(R"({"type": "string"})", "true") == ": is true, not text");
}

TEST_CASE("constants and choices name what they allow") {
  CHECK(misfits(R"({"const": "a"})", "\"a\"").empty());
  CHECK(misfits(R"({"const": "a"})", "\"b\"") == R"(: is "b", not "a")");
  CHECK(misfits(R"({"enum": ["a", 1, null]})", "1.0").empty());
  CHECK(misfits(R"({"enum": ["a", 1, null]})", "\"c\"") == R"(: is "c", none of a, 1, null)");
}

TEST_CASE("members are checked where they are, and pointed at") {
  const char* schema = R"({"type": "object", "required": ["a", "b"],
    "properties": {"a": {"type": "array", "items": {"type": "number"}}, "x/y~": {"type": "null"}}})";
  CHECK(misfits(schema, R"({"a": [1, 2], "b": 0, "else": 1})").empty());
  CHECK(misfits(schema, R"({"a": [1, "2"]})") == "/a/1: is text (\"2\"), not a number\n: lacks 'b'");
  CHECK(misfits(schema, R"({"a": [], "b": 0, "x/y~": 1})") == "/x~1y~0: is a number (1), not null");
  CHECK(misfits(schema, "3") == ": is a number (3), not an object");
}

TEST_CASE("what no property names is a misfit where the schema or the caller says so") {
  const char* open = R"({"properties": {"grid": {}}})";
  const char* closed = R"({"properties": {"grid": {}}, "additionalProperties": false})";
  const char* counts = R"({"properties": {"grid": {}}, "additionalProperties": {"type": "integer"}})";
  const std::string unknown = R"(: has "gird", which is not known here (near: grid))";
  CHECK(misfits(open, R"({"gird": 1})").empty());
  CHECK(misfits(open, R"({"gird": 1})", true) == unknown);
  CHECK(misfits(closed, R"({"gird": 1})") == unknown);
  CHECK(misfits(counts, R"({"gird": 1})", true).empty());
  CHECK(misfits(counts, R"({"gird": "1"})") == "/gird: is text (\"1\"), not a whole number");
  CHECK(misfits(R"({"type": "object"})", R"({"gird": 1})", true).empty());  // nothing is said of its members
}

TEST_CASE("bounds of numbers, texts and lists") {
  CHECK(misfits(R"({"minimum": 0})", "0").empty());
  CHECK(misfits(R"({"minimum": 0})", "-1") == ": is -1, below 0");
  CHECK(misfits(R"({"exclusiveMinimum": 0})", "0") == ": is 0, not above 0");
  CHECK(misfits(R"({"exclusiveMaximum": 1})", "1") == ": is 1, not below 1");
  CHECK(misfits(R"({"minLength": 1})", "\"\"") == ": is empty");
  CHECK(misfits(R"({"minLength": 2})", "\"\u00e9\"") == ": has fewer than 2 characters");
  CHECK(misfits(R"({"minLength": 2})", "\"\u00e9\u00e9\"").empty());
  CHECK(misfits(R"({"minItems": 1})", "[]") == ": is empty");
  CHECK(misfits(R"({"minimum": 0, "minLength": 5, "minItems": 5})", "null").empty());  // of other types
}

TEST_CASE("texts have their form") {
  CHECK(misfits(R"({"pattern": "^[0-9]+%?$"})", "\"56%\"").empty());
  CHECK(misfits(R"({"pattern": "^[0-9]+%?$"})", "\"many\"") == R"(: is "many", not of the form ^[0-9]+%?$)");
  CHECK(misfits(R"({"pattern": "^[0-9]+%?$", "description": "a number; or 56%"})", "\"many\"") ==
        R"(: is "many", not a number)");
  CHECK(misfits(R"({"pattern": "b"})", "\"abc\"").empty());  // anywhere in the text
  JsonSchema endless(json{{"pattern", "^a+$"}}, false);
  CHECK(endless.misfits(std::string(1'000'000, 'a')).n == 1);  // refused, and no stack used up
  CHECK(misfits(R"({"format": "date"})", "\"2026-02-28\"").empty());
  for (const char* const bad : {"\"2026-02-30\"", "\"2026-02-28T00:00\"", "\"soon\"", "\"\""})
    CHECK_FALSE(misfits(R"({"format": "date"})", bad).empty());
  CHECK(misfits(R"({"format": "date-time"})", "\"2026-05-01T03:04:05Z\"").empty());
  for (const char* const bad : {"\"2026-05-01\"", "\"2026-05-01T24:04:05Z\"", "\"2026-05-01 03:04:05Z\""})
    CHECK_FALSE(misfits(R"({"format": "date-time"})", bad).empty());
  CHECK(misfits(R"({"format": "date"})", "7").empty());
}

TEST_CASE("of several branches, the one of the right type tells what is wrong") {
  const char* schema = R"({"anyOf": [{"$ref": "#/$defs/model"}, {"type": "null"}],
    "$defs": {"model": {"type": "object", "required": ["name"]}}})";
  CHECK(misfits(schema, "null").empty());
  CHECK(misfits(schema, R"({"name": 1})").empty());
  CHECK(misfits(schema, "{}") == ": lacks 'name'");
  CHECK(misfits(schema, "[]") == ": is a list, not an object or null");
  CHECK(misfits(R"({"anyOf": [{"const": 1}, {"const": 2}]})", "3") == ": is 3, not 1");
}

TEST_CASE("of the misfits of a value, the first are kept, and all are counted") {
  JsonSchema checker(
      json::parse(R"({"items": {"anyOf": [{"type": "object", "required": ["a", "b"]}, {"type": "null"}]}})"), false, 3);
  const auto found = checker.misfits(json::parse("[{}, {}, null, 1]"));
  CHECK(found.n == 5);
  REQUIRE(found.kept.size() == 3);
  CHECK(found.kept[2].at == "/1");
}

TEST_CASE("a schema may be true or false") {
  CHECK(misfits("true", "1").empty());
  CHECK(misfits(R"({"properties": {"a": false}})", R"({"a": 1})") == "/a: may not be here");
}

TEST_CASE("a keyword that is not known is a mistake, not a rule passed over") {
  CHECK_THROWS_AS(misfits(R"({"maximum": 3})", "1"), std::logic_error);
}

TEST_CASE("every schema of data/schema is whole, and says what it is") {
  for (const SchemaKind& kind : schema_kinds()) {
    CAPTURE(kind.name);
    const json schema = json::parse(schema_text(kind.name));
    CHECK(schema["$id"] == fmt::format("urn:gapcalc:schema:{}:{}", kind.name, schema_version));
    CHECK_FALSE(kind.title.empty());
    JsonSchema checker(schema, true);
    visit(schema, [&](const json& part) {
      for (const json& value : {json(), json(1), json("x"), json::array({1}), json{{"a", 1}}})
        CHECK_NOTHROW(checker.misfits(value, part));
      const json& described =
          part.contains("$ref") ? schema.at(json::json_pointer(part["$ref"].get<std::string>().substr(1))) : part;
      for (const json& key : part.value("required", json::array())) CHECK(described["properties"].contains(key));
    });
  }
}

TEST_CASE("words that a schema allows are those that the program has") {
  const json analysis = json::parse(schema_text("analysis")), definitions = analysis["$defs"];
  std::vector<std::string> names;
  for (const Reason reason : all_reasons()) names.emplace_back(name(reason));
  CHECK(analysis["properties"]["excluded"]["properties"]["rows"]["items"]["properties"]["reason"]["enum"] == names);
  CHECK(json::parse(schema_text("excluded.csv"))["items"]["properties"]["reason"]["enum"] == names);
  names.clear();
  for (const Status status :
       {Status::accepted, Status::duplicate, Status::rejected, Status::needs_review, Status::still_open})
    names.emplace_back(name(status));
  CHECK(definitions["crossing"]["properties"]["status"]["enum"] == names);
  names.clear();
  for (const BandState state : {BandState::shown, BandState::thin, BandState::no_band, BandState::few_benchmarks,
                                BandState::few_open_models, BandState::small_effective_size, BandState::few_draws})
    names.emplace_back(name(state));
  CHECK(json::parse(schema_text("trends.csv"))["items"]["properties"]["band_state"]["enum"] == names);
  names.clear();
  for (const audit::CodeInfo& code : audit::codes()) names.emplace_back(code.name);
  CHECK(json::parse(schema_text("check.csv"))["items"]["properties"]["code"]["enum"] == names);
}

TEST_CASE("a kind that there is not is told with its neighbours") {
  const Error error = error_of([] { schema_of("analyses"); });
  CHECK(error.code == ErrorCode::bad_option);
  CHECK(error.message == "there is no kind 'analyses' (near: analysis)");
  CHECK(schema_source("shared").is_null());
}
