#include "fetch/download.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "fetch/address.hpp"
#include "gapcalc/date.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::fetch {
namespace {

constexpr int most_redirects = 5;
constexpr double clock_grain = 0.01;  // seconds: a transport counts in milliseconds, and may stop a little early
constexpr std::string_view start_of_zip = "PK";

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Answers that may be other ones in a moment.
bool is_passing(int status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/// `bytes FIRST-LAST/TOTAL`. Empty where it is anything else, or the total is not told.
struct Range {
  std::uint64_t first = 0, total = 0;
};
std::optional<Range> parse_range(std::string_view text) {
  const std::size_t dash = text.find('-'), slash = text.find('/');
  if (!text.starts_with("bytes ") || dash == text.npos || slash == text.npos || dash > slash) return std::nullopt;
  const auto number = [](std::string_view digits, std::uint64_t& into) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc{} && end == digits.data() + digits.size();
  };
  Range range;
  if (!number(text.substr(6, dash - 6), range.first) || !number(text.substr(slash + 1), range.total))
    return std::nullopt;
  return range;
}

}  // namespace

Download::Download(std::string address, PartFile& part, const Receipt* known, const Limits& limits, const Means& means)
    : address_(std::move(address)),
      part_(part),
      known_(known),
      limits_(limits),
      means_(means),
      start_(means.clock()),
      resumed_at_(part.etag().empty() ? 0 : part.bytes()),
      here_(address_) {}

double Download::left() const { return limits_.seconds - (means_.clock() - start_); }

void Download::fail(const std::string& message, std::string_view remedy) const {
  throw Error(ErrorCode::fetch_failed, message, remedy, here_);
}

std::string Download::next_run() const {
  if (part_.bytes() == 0 || part_.etag().empty()) return "check the network and the proxy, or try again later";
  return fmt::format("the next run goes on behind the {} bytes that came", part_.bytes());
}

void Download::check_size(std::uint64_t bytes) {
  if (bytes <= limits_.bytes) return;
  part_.restart("");
  fail(fmt::format("is larger than {} bytes", limits_.bytes), "check the address, or raise --max-size");
}

std::optional<Receipt> Download::run() {
  for (int tries = 1;;) {
    const Answer answer = ask();
    switch (judge(answer)) {
      case Next::done: return receipt(answer.head);
      case Next::unchanged: return std::nullopt;
      case Next::start_over:  // not twice: a part of no bytes asks for no range
        part_.restart("");
        continue;
      case Next::try_again: break;
    }
    const double pause = std::max(std::ldexp(1.0, tries - 1), answer.head.retry_after.value_or(0));
    const std::string times = tries == 1 ? "" : fmt::format(", at the last of {} tries", tries);
    if (tries > limits_.retries) fail(trouble_ + times, next_run());
    if (pause >= left())
      fail(fmt::format("{}{}; {} seconds leave no time for another try", trouble_, times, limits_.seconds), next_run());
    if (!means_.wait(pause)) fail("stopped", next_run());
    ++tries;
  }
}

Request Download::request() const {
  Request request;
  request.address = here_;
  request.direct = parse_address(here_).scheme == "http";  // only to this machine: no proxy has to see it
  if (known_ != nullptr) request.if_none_match = known_->etag;
  request.offset = offset_;
  if (offset_ > 0) request.if_range = part_.etag();
  request.seconds = left();
  request.stall = limits_.stall;
  return request;
}

Answer Download::ask() {
  offset_ = part_.etag().empty() ? 0 : part_.bytes();
  here_ = address_;
  for (int hops = 0;; ++hops) {
    taken_ = start_over_ = false;
    total_ = 0;
    Receiver receiver;
    receiver.begin = [this](const Head& head) { return begin(head); };
    receiver.take = [this](std::string_view bytes) { return take(bytes); };
    receiver.go_on = [this] {
      const std::uint64_t had = taken_ ? offset_ : part_.bytes();
      interrupted_ = interrupted_ || !means_.progress(part_.bytes() - had, total_ > had ? total_ - had : 0);
      return !interrupted_;
    };
    Answer answer = means_.get(request(), receiver);
    if (interrupted_ || !is_redirect(answer.head.status)) return answer;
    const std::string& to = answer.head.redirect;
    if (to.empty())
      fail(fmt::format("redirects, with status {}, but to no address", answer.head.status), "check the address");
    if (hops == most_redirects)
      fail(fmt::format("is behind more than {} redirects", most_redirects), "check the address");
    if (const std::string reason = redirect_refusal(here_, to); !reason.empty())
      fail(fmt::format("redirects to {}, which {}", to, reason), "check the address; only https is followed");
    here_ = to;
  }
}

bool Download::begin(const Head& head) {
  type_ = head.content_type;
  if (head.status == 200) {
    part_.restart(head.etag);
    offset_ = 0;
    resumed_at_ = 0;
    pieced_together_ = false;
    total_ = head.length.value_or(0);
    taken_ = true;
  } else if (head.status == 206 && offset_ > 0) {
    const auto range = parse_range(head.content_range);
    start_over_ = !range || range->first != offset_ || (!head.etag.empty() && head.etag != part_.etag());
    taken_ = !start_over_;
    pieced_together_ = true;
    if (taken_) total_ = range->total;
  } else if (head.status == 416 && offset_ > 0) {  // the part is as long as the file, or longer
    start_over_ = true;
  }
  if (taken_) check_size(total_);
  return taken_;
}

bool Download::take(std::string_view bytes) {
  if (part_.bytes() == 0 && !bytes.starts_with(start_of_zip.substr(0, bytes.size())))
    fail(fmt::format("sends {}, not a zip archive", type_.empty() ? "something else" : type_), "check the address");
  check_size(part_.bytes() + bytes.size());
  part_.append(bytes);
  return true;
}

Download::Next Download::judge(const Answer& answer) {
  const int status = answer.head.status;
  if (interrupted_) fail("stopped", next_run());
  if (start_over_) return Next::start_over;
  if (status == 304 && known_ != nullptr) return Next::unchanged;
  if (answer.end == Answer::End::refused) fail(answer.reason, "nothing was fetched; check the address and the network");
  if (answer.end == Answer::End::broken) {
    trouble_ = answer.reason;
    if (left() <= clock_grain)
      fail(fmt::format("is not done within {} seconds", limits_.seconds), next_run() + ", or raise --timeout");
    return Next::try_again;
  }
  if (taken_ && (total_ == 0 || part_.bytes() == total_)) {
    if (part_.bytes() == 0) fail("sends nothing", "check the address");
    return Next::done;
  }
  if (!taken_ && !is_passing(status)) fail(fmt::format("answers with status {}", status), "check the address");
  trouble_ = taken_ ? fmt::format("broke off behind {} of {} bytes", part_.bytes(), total_)
                    : fmt::format("answers with status {}", status);
  return Next::try_again;
}

Receipt Download::receipt(const Head& head) const {
  Receipt receipt;
  receipt.address = address_;
  receipt.final_address = here_;
  receipt.etag = head.etag.empty() ? part_.etag() : head.etag;
  if (head.last_modified) receipt.last_modified = utc(*head.last_modified);
  if (head.date) receipt.retrieved = utc(*head.date);
  return receipt;
}

}  // namespace gapcalc::fetch
