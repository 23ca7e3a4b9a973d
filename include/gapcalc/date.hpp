#pragma once
// Civil days. All dates of the method are days; nothing finer, no time zones.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gapcalc {

/// A civil day of the Gregorian calendar, as days since 1970-01-01.
struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

/// Length of a month in days: a twelfth of the Julian year (METHOD, section 1).
inline constexpr double days_per_month = 365.25 / 12;

/// Months in `days` days.
constexpr double months(double days) { return days / days_per_month; }

/// Reads `YYYY-MM-DD`; a time of day behind it (`T...` or a blank) is ignored, as a release date has none.
/// Empty if the text is no such date, the day does not exist, or the year is outside 1950-2100: no language
/// model is older. A wrong year inside that range cannot be told: nothing here asks the clock for today.
std::optional<Date> parse_date(std::string_view text);

/// `YYYY-MM-DD`.
std::string to_string(Date date);

/// A moment, seconds since 1970: `2026-05-01T03:04:05Z`.
std::string utc(std::int64_t seconds);

/// The calendar month, counted from January of the year 0: equal for days of the same month.
std::int32_t calendar_month(Date date);

/// `Jan 2025`: for people, where the day would only be noise.
std::string month_name(Date date);

}  // namespace gapcalc
