# The report page: adds its files to GAPCALC_BUILTIN_NAMES and GAPCALC_BUILTIN_PATHS, all below web/.
# Of our own is web/report/. The libraries that draw its figures are in web/node_modules where set-up fetched them;
# without them the program is built all the same, and makes reports whose figures are not interactive.
file(GLOB own CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/report/*.css ${PROJECT_SOURCE_DIR}/web/report/*.js)
foreach(path IN LISTS own)
  get_filename_component(name ${path} NAME)
  list(APPEND GAPCALC_BUILTIN_NAMES web/${name})
  list(APPEND GAPCALC_BUILTIN_PATHS ${path})
endforeach()

set(packages ${PROJECT_SOURCE_DIR}/web/node_modules)
set(libraries ${packages}/vega/build/vega.min.js ${packages}/vega-lite/build/vega-lite.min.js
              ${packages}/vega-embed/build/vega-embed.min.js)
file(GLOB found CONFIGURE_DEPENDS ${libraries})  # so that a build notices when they come or go
list(LENGTH libraries wanted)
list(LENGTH found there)
if(there EQUAL wanted)
  # What is inside those three files: of a project of many packages only the one that names it.
  set(bundled vega vega-lite vega-embed vega-interpreter vega-schema-url-parser vega-themes vega-tooltip
      d3-array d3-color d3-delaunay d3-dispatch d3-dsv d3-ease d3-force d3-format d3-geo d3-geo-projection d3-hierarchy
      d3-interpolate d3-path d3-quadtree d3-scale d3-scale-chromatic d3-shape d3-time d3-time-format d3-timer
      delaunator fast-json-patch internmap json-stringify-pretty-compact robust-predicates semver topojson-client)
  set(licenses ${PROJECT_BINARY_DIR}/web-libraries.txt)
  add_custom_command(
    OUTPUT ${licenses}
    COMMAND ${CMAKE_COMMAND} "-DPACKAGES=${bundled}" -DFOLDER=${packages} -DOUTPUT=${licenses}
            -P ${PROJECT_SOURCE_DIR}/cmake/licenses.cmake
    DEPENDS ${libraries} cmake/licenses.cmake VERBATIM)
  list(APPEND GAPCALC_BUILTIN_NAMES web/vega.min.js web/vega-lite.min.js web/vega-embed.min.js web/licenses.txt)
  list(APPEND GAPCALC_BUILTIN_PATHS ${libraries} ${licenses})
  set(GAPCALC_WEB_LICENSES ${licenses})
  foreach(library vega vega-lite vega-embed)
    file(READ ${packages}/${library}/package.json manifest)
    string(JSON version GET "${manifest}" version)
    list(APPEND GAPCALC_WEB_LIBRARIES ${library}=${version})
  endforeach()
endif()
