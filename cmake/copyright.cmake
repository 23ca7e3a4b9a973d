# Writes OUTPUT: under what licences all that is installed stands. LICENSE is our own, DATA is data/README.md, WEB the
# licences of the JavaScript libraries (empty: they are not compiled in), PACKAGES are Debian packages of libraries that
# are headers, and so end up in the program; where such a package is installed, its copyright file has their licence.
cmake_minimum_required(VERSION 3.25)
function(chapter title body)
  string(REGEX REPLACE "." "=" line "${title}")
  string(STRIP "${body}" body)
  set(text "${text}\n${title}\n${line}\n\n${body}\n" PARENT_SCOPE)
endfunction()

set(text "gapcalc: how many months open-weight AI models are behind closed ones\n")
file(READ ${LICENSE} body)
chapter("Program and documentation" "${body}")

file(READ ${DATA} readme)
if(NOT readme MATCHES "\n## Source and licence\n(.*)\n## Files\n")
  message(FATAL_ERROR "${DATA} has no section `Source and licence` before `Files`")
endif()
chapter("Data in the program" "${CMAKE_MATCH_1}")

set(body "")
foreach(package IN LISTS PACKAGES)
  if(EXISTS /usr/share/doc/${package}/copyright)
    file(READ /usr/share/doc/${package}/copyright one)
    string(STRIP "${one}" one)
    string(APPEND body "== ${package}\n\n${one}\n\n")
  else()
    string(APPEND body "== ${package}\n\nSee the licence of that library.\n\n")
  endif()
endforeach()
chapter("Libraries whose headers are compiled into the program" "${body}")

if(WEB)
  file(READ ${WEB} body)
  chapter("JavaScript libraries in the program, and in the reports that it makes" "${body}")
endif()
file(WRITE ${OUTPUT} "${text}")
