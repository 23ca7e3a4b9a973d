# Makes OUTPUT, a manual page, compressed, of SOURCE: a page of docs/commands, or gapcalc.1.md.in, where @COMMANDS@
# becomes a list of PAGES. CONVERTER is go-md2man. VERSION is the program's.
cmake_minimum_required(VERSION 3.25)
file(READ ${SOURCE} text)
get_filename_component(name ${OUTPUT} NAME_WE)

# An entry for each page: its name and, from the section NAME, what it is for.
set(entries "")
foreach(page IN LISTS PAGES)
  file(READ ${page} other)
  if(NOT other MATCHES "\n(gapcalc) ([a-z-]+) - ([^\n]+)\n")
    message(FATAL_ERROR "${page} does not say `gapcalc COMMAND - what it does` under NAME")
  endif()
  string(APPEND entries "gapcalc-${CMAKE_MATCH_2}(1)\n:   ${CMAKE_MATCH_3}\n\n")
endforeach()
string(REPLACE "@COMMANDS@\n\n" "${entries}" text "${text}")
if(NOT name STREQUAL gapcalc)
  string(APPEND text "\n## SEE ALSO\n\ngapcalc(1)\n")
endif()

string(REGEX REPLACE "^# [^\n]*\n" "# ${name} 1 \"\" \"gapcalc ${VERSION}\" \"gapcalc manual\"\n" text "${text}")
string(REGEX REPLACE "\ngapcalc ([a-z-]+) - " "\ngapcalc-\\1 - " text "${text}")  # one word, for apropos
# Addresses that lead somewhere in the sources: another page, or a document that is installed.
string(REGEX REPLACE "\\[[^]]*\\]\\(([a-z-]+)\\.md[^)]*\\)" "gapcalc-\\1(1)" text "${text}")
string(REGEX REPLACE "\\]\\(\\.\\./([a-z]+\\.md)[^)]*\\)" "](docs/\\1)" text "${text}")
# A table of two or three columns as a list of terms, which fits every terminal; within a list of terms, as plain items.
string(REGEX REPLACE "\n *[|][^\n]*\n *[|][-:| ]+[|]\n" "\n" text "${text}")
set(cell "[|] ([^|\n]*[^|\n ]) *")
string(REGEX REPLACE "\n${cell}${cell}${cell}[|]" "\n\\1, \\2\n:   \\3\n" text "${text}")
string(REGEX REPLACE "\n${cell}${cell}[|]" "\n\\1\n:   \\2\n" text "${text}")
string(REGEX REPLACE "\n( +)${cell}${cell}[|]" "\n\\1- \\2: \\3" text "${text}")
file(WRITE ${OUTPUT}.md "${text}")
execute_process(COMMAND ${CONVERTER} -in ${OUTPUT}.md -out ${OUTPUT} COMMAND_ERROR_IS_FATAL ANY)

file(READ ${OUTPUT} text)
string(REPLACE "\\fB\\fC" "\\fB" text "${text}")  # a font of typesetters alone, unknown to mandoc
string(REPLACE "\\[la]" "\\%\\[la]" text "${text}")  # no hyphen in an address
string(REGEX REPLACE "(\n[.]S[HS] [^\n]*\n)[.]PP\n" "\\1" text "${text}")
string(REGEX REPLACE "(\n[.]TH [^\n]*\n)" "\\1.ad l\n" text "${text}")  # no holes in lines with long words
file(WRITE ${OUTPUT} "${text}")
execute_process(COMMAND ${GZIP} -9nf ${OUTPUT} COMMAND_ERROR_IS_FATAL ANY)
