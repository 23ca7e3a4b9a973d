# cpack makes Debian packages: gapcalc, libgapcalc-dev for C++, and gapcalc-mpi where that component is built. What is
# installed without naming a component goes into the first. With SOURCE_DATE_EPOCH set, the same build gives the same bytes.
set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL program development)
if(GAPCALC_MPI)
  list(APPEND CPACK_COMPONENTS_ALL mpi)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGE_NAME gapcalc)
set(CPACK_PACKAGE_CONTACT "The gapcalc authors <gapcalc@localhost>" CACHE STRING "Maintainer of the Debian packages")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME gapcalc)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "From benchmark scores and release dates, gapcalc finds for each benchmark and
score threshold the first closed and the first open model that reached it,
and smooths the differences of their release dates over time, with bands.
.
It reads dumps of the Epoch AI Benchmarking Hub or any score records; the
record-setting scores of May 2026 are built in.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS ca-certificates)  # of servers that are asked for a dump
# The package of libzip by its name: where it is loaded only when it is needed, nothing in the program tells of it.
file(REAL_PATH "${LIBZIP_LINK_LIBRARIES}" libzip)
execute_process(COMMAND dpkg-query -S ${libzip} OUTPUT_VARIABLE owner ERROR_QUIET)
if(owner MATCHES "^([^:]+):")
  set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS ${CMAKE_MATCH_1})
endif()

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libgapcalc-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libfmt-dev, nettle-dev, libtbb-dev, libutf8proc-dev, libyaml-cpp-dev, libzstd-dev, pkg-config")
if(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS)
  string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", ${CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS}")
endif()
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "The static library of gapcalc, its headers, and the files by which CMake
finds it: find_package(gapcalc).")

set(CPACK_DEBIAN_MPI_PACKAGE_NAME gapcalc-mpi)
set(CPACK_DEBIAN_MPI_PACKAGE_SECTION science)
set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "gapcalc (= ${PROJECT_VERSION}), openmpi-bin")
set(CPACK_DEBIAN_MPI_DESCRIPTION "Loaded by gapcalc calibrate under mpirun, to share its simulations between
machines.")

# Each package has its licences and a changelog, which Debian wants in a form of its own.
file(STRINGS CITATION.cff released REGEX "^date-released: ")
string(REPLACE "date-released: " "" released ${released})
execute_process(COMMAND date -u -R -d ${released} OUTPUT_VARIABLE released OUTPUT_STRIP_TRAILING_WHITESPACE)
file(WRITE ${PROJECT_BINARY_DIR}/debian/changelog "gapcalc (${PROJECT_VERSION}) unstable; urgency=medium

  * CHANGELOG.md in /usr/share/doc/gapcalc tells what is new.

 -- ${CPACK_PACKAGE_CONTACT}  ${released}
")
execute_process(COMMAND gzip -9nf ${PROJECT_BINARY_DIR}/debian/changelog)
foreach(package IN ITEMS program=gapcalc development=libgapcalc-dev mpi=gapcalc-mpi)
  string(REPLACE "=" ";" package ${package})
  list(GET package 0 component)
  list(GET package 1 name)
  if(component IN_LIST CPACK_COMPONENTS_ALL)
    install(FILES ${PROJECT_BINARY_DIR}/copyright ${PROJECT_BINARY_DIR}/debian/changelog.gz
            DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component} EXCLUDE_FROM_ALL)
  endif()
endforeach()
include(CPack)
