# What is installed beside the program for people to read, and for shells: documents, licences, manual pages, completions.
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES data/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/data)

set(copyright ${PROJECT_BINARY_DIR}/copyright)
add_custom_command(
  OUTPUT ${copyright}
  COMMAND ${CMAKE_COMMAND} -DOUTPUT=${copyright} -DLICENSE=${PROJECT_SOURCE_DIR}/LICENSE
          -DDATA=${PROJECT_SOURCE_DIR}/data/README.md -DWEB=${GAPCALC_WEB_LICENSES}
          "-DPACKAGES=libcli11-dev;libeigen3-dev;libfmt-dev;librandom123-dev;nlohmann-json3-dev"
          -P ${PROJECT_SOURCE_DIR}/cmake/copyright.cmake
  DEPENDS LICENSE data/README.md ${GAPCALC_WEB_LICENSES} cmake/copyright.cmake VERBATIM)
add_custom_target(gapcalc_copyright ALL DEPENDS ${copyright})
install(FILES ${copyright} DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Where Debian's shells look; the program itself writes them.
set(completions ${PROJECT_BINARY_DIR}/completions)
set(files "")
foreach(file IN ITEMS bash=bash-completion/completions/gapcalc zsh=zsh/vendor-completions/_gapcalc
                      fish=fish/vendor_completions.d/gapcalc.fish)
  string(REGEX MATCH "^([a-z]+)=(.*/)([^/]+)$" file ${file})
  set(shell ${CMAKE_MATCH_1})
  set(folder ${CMAKE_MATCH_2})
  set(path ${completions}/${shell}/${CMAKE_MATCH_3})
  add_custom_command(
    OUTPUT ${path}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}/${shell}
    COMMAND gapcalc_program completions ${shell} > ${path}
    DEPENDS gapcalc_program VERBATIM)
  list(APPEND files ${path})
  install(FILES ${path} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endforeach()
add_custom_target(gapcalc_completions ALL DEPENDS ${files})

include(cmake/man_pages.cmake)
