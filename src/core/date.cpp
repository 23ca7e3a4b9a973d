#include "gapcalc/date.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace gapcalc {
namespace {

/// Value of `count` digits at `text`, or -1.
int digits(const char* text, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i) {
    const int digit = text[i] - '0';
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

std::chrono::year_month_day civil(Date date) { return std::chrono::sys_days{std::chrono::days{date.days}}; }

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  constexpr std::size_t length = 10;  // YYYY-MM-DD
  if (text.size() < length || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > length && text[length] != 'T' && text[length] != ' ') return std::nullopt;
  const int year = digits(text.data(), 4);
  const int month = digits(text.data() + 5, 2);
  const int day = digits(text.data() + 8, 2);
  constexpr int earliest = 1950, latest = 2100;
  if (year < earliest || year > latest || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

std::string to_string(Date date) {
  const auto ymd = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string utc(std::int64_t seconds) {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{seconds}});
  const auto second = seconds - std::chrono::seconds{day.time_since_epoch()}.count();
  return fmt::format("{}T{:02}:{:02}:{:02}Z",
                     to_string(Date{static_cast<std::int32_t>(day.time_since_epoch().count())}), second / 3600,
                     second / 60 % 60, second % 60);
}

std::int32_t calendar_month(Date date) {
  const auto ymd = civil(date);
  constexpr std::int32_t months_per_year = 12;
  return static_cast<int>(ymd.year()) * months_per_year +
         static_cast<std::int32_t>(static_cast<unsigned>(ymd.month())) - 1;
}

std::string month_name(Date date) {
  // Not from the locale: the same bytes everywhere.
  static constexpr std::array<const char*, 12> names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto ymd = civil(date);
  return fmt::format("{} {}", names[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()));
}

}  // namespace gapcalc
