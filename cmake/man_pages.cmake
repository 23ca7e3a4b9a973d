# Manual pages from docs/commands, one for each command, and gapcalc(1), which lists them. Without go-md2man there are
# none; nothing else needs them.
find_program(GAPCALC_GO_MD2MAN go-md2man)  # light, and makes terms and options bold as manual pages have them
find_program(GAPCALC_GZIP gzip)
if(NOT GAPCALC_GO_MD2MAN OR NOT GAPCALC_GZIP)
  message(STATUS "No manual pages: go-md2man or gzip is missing")
  return()
endif()
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/commands/*.md)
set(man_pages "")
foreach(source IN LISTS pages ITEMS ${PROJECT_SOURCE_DIR}/cmake/gapcalc.1.md.in)
  get_filename_component(name ${source} NAME_WE)
  set(listed "")
  if(name STREQUAL gapcalc)
    set(listed ${pages})
  else()
    set(name gapcalc-${name})
  endif()
  set(output ${PROJECT_BINARY_DIR}/man/${name}.1)
  add_custom_command(
    OUTPUT ${output}.gz
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${source} -DOUTPUT=${output} "-DPAGES=${listed}" -DCONVERTER=${GAPCALC_GO_MD2MAN}
            -DGZIP=${GAPCALC_GZIP} -DVERSION=${PROJECT_VERSION}
            -P ${PROJECT_SOURCE_DIR}/cmake/man_page.cmake
    DEPENDS ${source} ${listed} cmake/man_page.cmake VERBATIM)
  list(APPEND man_pages ${output}.gz)
endforeach()
add_custom_target(gapcalc_man ALL DEPENDS ${man_pages})
install(FILES ${man_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
