# Writes OUTPUT, a C++ file that holds the bytes of FILES (a list of paths below FOLDER).
# The assembler reads the files: megabytes take it no time, where an array of numbers takes the compiler minutes.
set(symbols "")
set(table "")
set(assembly "    .pushsection .rodata\n")
list(SORT FILES)
list(LENGTH FILES count)
set(index 0)
foreach(name IN LISTS FILES)
  set(symbol gapcalc_builtin_${index})
  file(SIZE "${FOLDER}/${name}" size)
  string(APPEND assembly "    .global ${symbol}\n${symbol}:\n    .incbin \"${FOLDER}/${name}\"\n")
  string(APPEND symbols "extern const char ${symbol}[];\n")
  string(APPEND table "    {\"${name}\", {${symbol}, ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from data/ by cmake/embed.cmake.
#include <array>

#include \"core/builtin.hpp\"

asm(R\"(
${assembly}    .popsection
)\");

extern \"C\" {
${symbols}}

namespace gapcalc {
namespace {

constexpr std::array<BuiltinFile, ${count}> files = {{
${table}}};

}  // namespace

std::span<const BuiltinFile> builtin_files() { return files; }

}  // namespace gapcalc
")
