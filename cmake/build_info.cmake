# What the program was built from: adds build_info.cpp to the target. It is looked after in every build, as no build file
# changes with a commit, and written only where it changes: a new commit costs one small file.
#   gapcalc_tell_build_info(TARGET LIBRARY=VERSION...)
function(gapcalc_tell_build_info target)
  set(file ${PROJECT_BINARY_DIR}/build_info.cpp)
  add_custom_target(gapcalc_build_info
    COMMAND ${CMAKE_COMMAND} "-DSOURCE=${PROJECT_SOURCE_DIR}" "-DOUTPUT=${file}" "-DVERSION=${PROJECT_VERSION}"
            "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" "-DBUILD_TYPE=${CMAKE_BUILD_TYPE}"
            "-DLIBRARIES=${ARGN}" -P ${PROJECT_SOURCE_DIR}/cmake/write_build_info.cmake
    BYPRODUCTS ${file} COMMENT "Looking at the commit" VERBATIM)
  target_sources(${target} PRIVATE ${file})
  add_dependencies(${target} gapcalc_build_info)
  set_source_files_properties(${file} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
