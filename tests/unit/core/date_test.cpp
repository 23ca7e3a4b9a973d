#include "gapcalc/date.hpp"

#include "support/catch.hpp"

using namespace gapcalc;

TEST_CASE("a date is read as a civil day and written back") {
  REQUIRE(parse_date("1970-01-01") == Date{0});
  REQUIRE(parse_date("2025-01-20")->days - parse_date("2024-09-12")->days == 130);
  CHECK(to_string(*parse_date("2024-02-29")) == "2024-02-29");
  CHECK(month_name(*parse_date("2025-01-31")) == "Jan 2025");
}

TEST_CASE("a leap day exists in leap years only") {
  CHECK(parse_date("2024-02-29"));
  CHECK(parse_date("2000-02-29"));
  CHECK_FALSE(parse_date("2023-02-29"));
  CHECK_FALSE(parse_date("2100-02-29"));
  CHECK(parse_date("2024-03-01")->days - parse_date("2024-02-28")->days == 2);
  CHECK(parse_date("2023-03-01")->days - parse_date("2023-02-28")->days == 1);
}

TEST_CASE("a day that the calendar does not have is no date") {
  for (const char* text : {"2024-02-30", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("years outside 1950 to 2100 are no dates") {
  CHECK_FALSE(parse_date("1949-12-31"));
  CHECK(to_string(*parse_date("1950-01-01")) == "1950-01-01");
  CHECK(to_string(*parse_date("2100-12-31")) == "2100-12-31");
  CHECK_FALSE(parse_date("2101-01-01"));
  CHECK_FALSE(parse_date("0001-01-01"));
}

TEST_CASE("a time of day behind the date is ignored") {
  for (const char* text : {"2025-01-20T16:01:38.000Z", "2025-01-20 00:00:00", "2025-01-20T", "2025-01-20 "}) {
    INFO(text);
    CHECK(parse_date(text) == parse_date("2025-01-20"));
  }
}

TEST_CASE("text that is no YYYY-MM-DD is no date") {
  for (const char* text : {"", "2025", "2025-01", "2025-1-2", "20250120", "2025/01/20", "01-20-2025", "2025-01-20x",
                           "2025-01-201", " 2025-01-20", "2025-01-2O", "+025-01-20", "2025--1-20", "Jan 2025", "N/A"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("every day from 1950 to 2100 is read back from what is written") {
  const int first = parse_date("1950-01-01")->days, last = parse_date("2100-12-31")->days;
  CHECK(last - first + 1 == 55152);  // 151 years, 37 of them leap years: 1952 to 2096
  for (int day = first; day <= last; ++day) REQUIRE(parse_date(to_string(Date{day})) == Date{day});
}

TEST_CASE("a month is a twelfth of the Julian year") {
  CHECK(days_per_month == 30.4375);
  CHECK(months(130) == Approx(4.2710).margin(5e-5));
  CHECK(months(-60.875) == -2);
}

TEST_CASE("months are named in English whatever the locale") {
  const char* names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (int month = 0; month < 12; ++month) {
    const std::string number = std::string(month < 9 ? "0" : "") + std::to_string(month + 1);
    CHECK(month_name(*parse_date("2023-" + number + "-15")) == std::string(names[month]) + " 2023");
  }
}

TEST_CASE("moments are told in UTC") { CHECK(utc(1777604645) == "2026-05-01T03:04:05Z"); }
