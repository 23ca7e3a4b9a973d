#include <fcntl.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "load/csv.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

using Fields = std::vector<std::string>;

struct ReadRows {
  std::vector<Fields> rows;
  std::vector<std::size_t> lines;  ///< on which they start
};

ReadRows read_rows(ByteStream bytes) {
  CsvReader reader(bytes, "a.csv");
  ReadRows result;
  for (std::vector<std::string_view> fields; reader.next(fields);) {
    result.rows.emplace_back(fields.begin(), fields.end());
    result.lines.push_back(reader.line());
  }
  return result;
}

std::vector<Fields> rows(std::string_view text) { return read_rows(ByteStream::of(text)).rows; }
std::vector<std::size_t> first_lines(std::string_view text) { return read_rows(ByteStream::of(text)).lines; }

/// A stream whose first read gives only `n` bytes.
ByteStream short_at_first(std::string_view text, std::size_t n) {
  ByteStream bytes = ByteStream::of(text);
  bytes.peek(n);
  return bytes;
}

}  // namespace

TEST_CASE("a CSV is split at commas and line ends") {
  CHECK(rows("a,b\n1,2\n") == std::vector<Fields>{{"a", "b"}, {"1", "2"}});
  CHECK(rows("a,b\n1,2") == std::vector<Fields>{{"a", "b"}, {"1", "2"}});
  CHECK(rows("a\n") == std::vector<Fields>{{"a"}});
  CHECK(rows(",\n,,\n") == std::vector<Fields>{{"", ""}, {"", "", ""}});
  CHECK(rows("a,") == std::vector<Fields>{{"a", ""}});
  CHECK(rows("").empty());
}

TEST_CASE("quoted fields may hold commas, quotes and line ends") {
  CHECK(rows("\"a,b\",c\n") == std::vector<Fields>{{"a,b", "c"}});
  CHECK(rows("\"say \"\"hi\"\"\",\"\"\n") == std::vector<Fields>{{"say \"hi\"", ""}});
  CHECK(rows("\"\"\"\",x\n") == std::vector<Fields>{{"\"", "x"}});
  CHECK(rows("\"\"\"a\",\"b\"\"\"\n") == std::vector<Fields>{{"\"a", "b\""}});
  CHECK(rows("\"line 1\nline 2\r\nline 3\",x\ny,z\n") ==
        std::vector<Fields>{{"line 1\nline 2\r\nline 3", "x"}, {"y", "z"}});
  CHECK(rows("x,\"a\"") == std::vector<Fields>{{"x", "a"}});
  CHECK(rows("5\" disk,a \"b\" c\n") ==
        std::vector<Fields>{{"5\" disk", "a \"b\" c"}});  // quotes inside mean themselves
}

TEST_CASE("blank lines are no rows") {
  CHECK(rows("\n\na,b\n\n  \n\r\n1,2\n\n") == std::vector<Fields>{{"a", "b"}, {"1", "2"}});
  CHECK(first_lines("\n\na,b\n\n  \n\r\n1,2\n\n") == std::vector<std::size_t>{3, 7});
  CHECK(rows("\n\r\n \n").empty());
}

TEST_CASE("a row knows the line on which it starts, whatever lines its fields and those before span") {
  CHECK(first_lines("a,b\n\"1\n2\n3\",x\n4,\"5\n6\"\n7,8\n") == std::vector<std::size_t>{1, 2, 5, 7});
  CHECK(first_lines("a,\"\n\n\n\"\r\nb,c") == std::vector<std::size_t>{1, 5});
}

TEST_CASE("a byte order mark is no part of the first field") {
  CHECK(rows("\xEF\xBB\xBF"
             "a,b\n") == std::vector<Fields>{{"a", "b"}});
  CHECK(rows("\xEF\xBB\xBF\"a,b\"\n") == std::vector<Fields>{{"a,b"}});
  CHECK(rows("\xEF\xBB\xBF").empty());
}

TEST_CASE("UTF-16 is refused") {
  for (const std::string_view text :
       {std::string_view("\xFF\xFE\x61\x00", 4), std::string_view("\xFE\xFF\x00\x61", 4)}) {
    const Error error = error_of([&] { rows(text); });
    CHECK(error.code == ErrorCode::broken_csv);
    CHECK(error.message.find("UTF-16") != std::string::npos);
  }
}

TEST_CASE("a quote that is never closed is an error on the line where it opens") {
  const auto line_of = [](std::string_view text) {
    const Error error = error_of([&] { rows(text); });
    CHECK(error.code == ErrorCode::broken_csv);
    CHECK(error.file == "a.csv");
    return error.line;
  };
  CHECK(line_of("a,b\n1,2\n3,\"4\n5,6\n7,8\n") == 3);
  CHECK(line_of("\"") == 1);
  CHECK(line_of("a,b\n\"x\ny\",\"z\n\n\n") == 3);                                   // the second of the row
  CHECK(line_of("a,b\n1,\"2\n" + std::string(200'000, 'x') + "\nlast line") == 2);  // over refills
}

TEST_CASE("a row over 64 MiB is an error that points to the open quote") {
  const Error error =
      error_of([] { read_rows(ByteStream::owning("a,b\n1,\"" + std::string(std::size_t{65} << 20, 'x'))); });
  CHECK(error.code == ErrorCode::broken_csv);
  CHECK(error.line == 2);
}

TEST_CASE("text behind a closing quote marks its row only") {
  ByteStream bytes = ByteStream::of("\"a\"b,c\n\"a\" ,c\n\"a\"\"b\",c\n");
  CsvReader reader(bytes, "a.csv");
  std::vector<std::string_view> fields;
  std::vector<bool> malformed;
  while (reader.next(fields)) malformed.push_back(reader.row_is_malformed());
  CHECK(malformed == std::vector<bool>{true, false, false});
}

TEST_CASE("a row that is not UTF-8 is marked, those beside it are not") {
  ByteStream bytes = ByteStream::of("a\nb\xFF\nc\xC3\xA9\n\"\xC3\n\xA9\"\nd\n");
  CsvReader reader(bytes, "a.csv");
  std::vector<std::string_view> fields;
  std::vector<bool> is_text;
  while (reader.next(fields)) is_text.push_back(reader.row_is_text());
  CHECK(is_text == std::vector<bool>{true, false, true, false, true});
}

TEST_CASE("bytes that are no UTF-8 mark their row wherever they stand, in quotes or not") {
  std::mt19937 bits(1);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    std::vector<bool> wanted;
    for (int row = 0; row < 20; ++row) {
      const bool quoted = bits() % 3 == 0;
      std::string cell(bits() % 150, 'x');
      for (const char* const some : {"\xC3\xA9", "\xFF", "\xC3"})
        if (bits() % 4 == 0) cell.insert(bits() % (cell.size() + 1), some);
      const std::string line = (quoted ? "\"" + cell + "\"" : cell) + "," + std::string(bits() % 40, 'y');
      wanted.push_back(valid_utf8(line));
      text += line + '\n';
    }
    ByteStream bytes = ByteStream::of(text);
    CsvReader reader(bytes, "a.csv");
    std::vector<bool> is_text;
    for (std::vector<std::string_view> fields; reader.next(fields);) is_text.push_back(reader.row_is_text());
    REQUIRE(is_text == wanted);
  }
}

TEST_CASE("a row larger than the buffer is read whole") {
  const std::string quoted(300'000, 'q'), plain(250'000, 'p');
  std::string doubled, half;
  for (int i = 0; i < 100'000; ++i) {
    doubled += "\"\"\n";
    half += "\"\n";
  }
  const std::string text = "a,b,c\n\"" + quoted + "\"," + plain + ",\"" + doubled + "\"\nx,y,z\n";
  CHECK(rows(text) == std::vector<Fields>{{"a", "b", "c"}, {quoted, plain, half}, {"x", "y", "z"}});
  CHECK(first_lines(text) == std::vector<std::size_t>{1, 2, 100'003});
}

TEST_CASE("a file of several megabytes is read row by row with the right lines") {
  std::string text = "number,text\n";
  std::vector<Fields> expected = {{"number", "text"}};
  std::vector<std::size_t> expected_lines = {1};
  std::size_t line = 2;
  for (int i = 0; i < 60'000; ++i) {  // rows of 10 to 290 bytes: they meet the ends of buffers everywhere
    const std::string filler(static_cast<std::size_t>(i * 37 % 140), 'x'), number = std::to_string(i);
    const bool two_lines = i % 3 == 0;
    text += number + ",\"" + filler + (two_lines ? "\n\"\"" : ",") + filler + "\"" + (i % 2 == 0 ? "\r\n" : ",\n");
    expected.push_back({number, filler + (two_lines ? "\n\"" : ",") + filler});
    if (i % 2 == 1) expected.back().emplace_back();
    expected_lines.push_back(line);
    line += two_lines ? 2 : 1;
  }
  REQUIRE(text.size() > 4'000'000);
  const ReadRows all = read_rows(ByteStream::of(text));
  REQUIRE(all.rows.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(all.rows[i] == expected[i]);
  CHECK(all.lines == expected_lines);
}

namespace {
const std::string_view tricky = "a,\"b \"\"c\"\"\nd\"\r\n\n\"\"\"\",é\r\n\"x\",\"\"\n1,2";
}

TEST_CASE("rows do not depend on how the bytes arrive") {
  const ReadRows whole = read_rows(ByteStream::of(tricky));
  REQUIRE(whole.lines == std::vector<std::size_t>{1, 4, 5, 6});
  for (std::size_t n = 1; n < tricky.size(); ++n) {
    INFO("the first read gives " << n << " bytes");
    const ReadRows parts = read_rows(short_at_first(tricky, n));
    CHECK(parts.rows == whole.rows);
    CHECK(parts.lines == whole.lines);
  }
}

#ifdef O_DIRECT  // pipes in packet mode: a read gives what one write gave
TEST_CASE("a stream that gives one byte at a time gives the same rows") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_DIRECT) == 0);
  std::thread writer([end = ends[1]] {
    for (const char c : tricky)
      if (::write(end, &c, 1) != 1) break;
    ::close(end);
  });
  {
    ByteStream bytes = ByteStream::open("/dev/fd/" + std::to_string(ends[0]));
    ::close(ends[0]);
    const ReadRows whole = read_rows(ByteStream::of(tricky)), parts = read_rows(std::move(bytes));
    CHECK(parts.rows == whole.rows);
    CHECK(parts.lines == whole.lines);
  }
  writer.join();
}
#endif

TEST_CASE("a byte order mark is known even where the first read gives a part of it") {
  const std::size_t n = GENERATE(1u, 2u);
  CHECK(read_rows(short_at_first("\xEF\xBB\xBF"
                                 "a,b\n",
                                 n))
            .rows == std::vector<Fields>{{"a", "b"}});
}

TEST_CASE("a row of more fields than any table has is refused") {
  const std::string text = "a,b\n" + std::string(16'384, ',') + "\n";
  load::ByteStream bytes = load::ByteStream::of(text);
  load::CsvReader reader(bytes, "wide.csv");
  std::vector<std::string_view> fields;
  REQUIRE(reader.next(fields));
  const Error error = error_of([&] { reader.next(fields); });
  CHECK(error.code == ErrorCode::broken_csv);
  CHECK(error.line == 2);
}
