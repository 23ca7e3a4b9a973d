#include "load/bytes.hpp"

#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

TEST_CASE("a stream counts and hashes what is read, peeked at or not") {
  const std::string_view text = "abc";
  const std::size_t peeked = GENERATE(0u, 1u, 2u, 3u, 10u);
  ByteStream bytes = ByteStream::of(text);
  CHECK(bytes.peek(peeked) == text.substr(0, peeked));
  CHECK(bytes.bytes() == 0);
  CHECK(bytes.read_all(100) == text);
  CHECK(bytes.bytes() == 3);
  CHECK(bytes.sha256() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a stream of its own memory outlives what it was made from") {
  ByteStream bytes = [] {
    const std::string text(1000, 'x');
    return ByteStream::owning(text);
  }();
  ByteStream moved = std::move(bytes);
  CHECK(moved.read_all(1000) == std::string(1000, 'x'));
}

TEST_CASE("a file is read whole, unless it is larger than allowed") {
  const TempFolder folder;
  const std::string text(300'000, 'x');
  const std::string path = folder.write("a", text);
  CHECK(read_file(path) == text);
  CHECK(read_file(path, text.size()) == text);
  const Error error = error_of([&] { read_file(path, text.size() - 1); });
  CHECK(error.code == ErrorCode::unreadable);
  CHECK(error.file == path);
}

TEST_CASE("what cannot be read is an error that names the path") {
  const TempFolder folder;
  for (const std::string& path : {folder.path("absent"), folder.path()}) {  // a folder opens, but has no bytes
    const Error error = error_of([&] { read_file(path); });
    CHECK(error.code == ErrorCode::unreadable);
    CHECK(error.file == path);
  }
}
