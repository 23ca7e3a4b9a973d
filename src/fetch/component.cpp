// The component built with libcurl: one request.

#include "fetch/component.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <exception>
#include <memory>

namespace gapcalc::fetch {
namespace {

constexpr long stalled_bytes_per_second = 100;  // a modem is 30 times faster

/// What libcurl's callbacks share. They are called from C: no exception may leave them.
struct Transfer {
  CURL* handle;
  const Request& request;
  const Receiver& receiver;
  Head head;
  bool begun = false, stopped = false;
  std::exception_ptr thrown;

  template <typename Act>
  bool guarded(const Act& act) {
    try {
      if (act()) return true;
    } catch (...) {
      thrown = std::current_exception();
    }
    stopped = true;
    return false;
  }
};

std::string header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : "";
}

std::optional<std::int64_t> date_header(CURL* handle, const char* name) {
  const std::string text = header(handle, name);
  const std::int64_t seconds = text.empty() ? -1 : curl_getdate(text.c_str(), nullptr);
  return seconds < 0 ? std::nullopt : std::optional(seconds);
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// The absolute address of a `Location`, which may be relative to `base`; empty where there is none.
std::string resolved(const std::string& base, const std::string& location) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> url(curl_url(), curl_url_cleanup);
  char* text = nullptr;
  if (location.empty() || curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, location.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
      curl_url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK)
    return {};
  const std::unique_ptr<char, void (*)(void*)> owned(text, curl_free);
  return text;
}

Head read_head(CURL* handle, const Request& request) {
  Head head;
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  head.status = static_cast<int>(status);
  head.etag = header(handle, "ETag");
  head.content_type = header(handle, "Content-Type");
  head.content_range = header(handle, "Content-Range");
  head.length = whole_number(header(handle, "Content-Length"));
  head.last_modified = date_header(handle, "Last-Modified");
  head.date = date_header(handle, "Date");
  if (const auto seconds = whole_number(header(handle, "Retry-After")))
    head.retry_after = static_cast<double>(*seconds);
  head.redirect = resolved(request.address, header(handle, "Location"));
  return head;
}

bool begin(Transfer& transfer) {
  transfer.begun = true;
  transfer.head = read_head(transfer.handle, transfer.request);
  return transfer.receiver.begin(transfer.head);
}

std::size_t on_bytes(char* bytes, std::size_t, std::size_t size, void* shared) {
  Transfer& transfer = *static_cast<Transfer*>(shared);
  const bool taken = transfer.guarded([&] {
    return (transfer.begun || begin(transfer)) && transfer.receiver.take({bytes, size});
  });
  return taken ? size : size + 1;  // any other number stops
}

int on_time(void* shared, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Transfer& transfer = *static_cast<Transfer*>(shared);
  return transfer.guarded([&] { return transfer.receiver.go_on(); }) ? 0 : 1;
}

/// Whether another try may end otherwise.
bool is_passing(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_HTTP3:
    case CURLE_QUIC_CONNECT_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return true;
    default: return false;
  }
}

long milliseconds(double seconds) { return std::max(1L, std::lround(std::min(seconds, 1e6) * 1000)); }

void set_up(CURL* handle, const Request& request, const Client& client, Transfer& transfer, char* message) {
  curl_easy_setopt(handle, CURLOPT_URL, request.address.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);  // whoever asks looks at each redirect
  curl_easy_setopt(handle, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!client.certificates.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, client.certificates.c_str());
  if (request.direct) curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, client.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds(request.seconds));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(std::min(request.stall, request.seconds)));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, stalled_bytes_per_second);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, std::max(1L, std::lround(std::min(request.stall, 1e6))));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, message);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_bytes);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_time);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

std::unique_ptr<curl_slist, FreeList> headers_of(const Request& request) {
  curl_slist* list = nullptr;
  if (!request.if_none_match.empty())
    list = curl_slist_append(list, ("If-None-Match: " + request.if_none_match).c_str());
  if (request.offset > 0) {
    list = curl_slist_append(list, ("If-Range: " + request.if_range).c_str());
    list = curl_slist_append(list, ("Range: bytes=" + std::to_string(request.offset) + "-").c_str());
  }
  return std::unique_ptr<curl_slist, FreeList>(list);
}

Answer get(const Request& request, const Receiver& receiver, const Client& client) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);  // once in a process
  const std::unique_ptr<CURL, FreeHandle> handle(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (handle == nullptr) return {{}, Answer::End::refused, "libcurl does not start"};
  Transfer transfer{handle.get(), request, receiver, {}, false, false, nullptr};
  char message[CURL_ERROR_SIZE] = "";
  const auto headers = headers_of(request);
  set_up(handle.get(), request, client, transfer, message);
  if (headers != nullptr) curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(handle.get());
  if (code == CURLE_OK && !transfer.begun) transfer.guarded([&] { return begin(transfer); });  // no body
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  if (transfer.stopped) return {transfer.head, Answer::End::stopped, {}};
  if (code == CURLE_OK) return {transfer.head, Answer::End::whole, {}};
  const std::string reason = *message != '\0' ? message : curl_easy_strerror(code);
  return {transfer.head, is_passing(code) ? Answer::End::broken : Answer::End::refused, reason};
}

constexpr FetchComponent functions = {get};

}  // namespace
}  // namespace gapcalc::fetch

extern "C" const gapcalc::fetch::FetchComponent* gapcalc_fetch() { return &gapcalc::fetch::functions; }
