set(GAPCALC_BATCH_SIZE 40 CACHE STRING "Most files of a batch: many make all quicker to build, few one file")

# Compiles the sources of a target in batches of files of one folder: heavy headers are then read, and their templates
# instantiated, once for all of a batch. The names of a folder's files must therefore differ, also in anonymous
# namespaces. By folder, not as CMake's own batches over all sources: a new file moves no file of another folder.
function(gapcalc_compile_in_batches target)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")  # not objects
  foreach(source IN LISTS sources)
    get_filename_component(folder ${source} DIRECTORY)
    get_filename_component(folder ${folder} NAME)
    list(LENGTH of_${folder} n)
    math(EXPR batch "${n} / ${GAPCALC_BATCH_SIZE}")
    list(APPEND of_${folder} ${source})
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${batch})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# Compiles the sources of a target that match a pattern as one batch with options of their own. CMake would compile each
# of them alone: it leaves sources with options out of its batches.
function(gapcalc_compile_with target name pattern options)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX ${pattern})
  if(NOT sources)
    message(FATAL_ERROR "no source of ${target} is like ${pattern}")
  endif()
  set_source_files_properties(${sources} PROPERTIES HEADER_FILE_ONLY ON)  # not compiled by themselves
  list(TRANSFORM sources REPLACE "(.+)" "#include \"${PROJECT_SOURCE_DIR}/\\1\"")
  list(JOIN sources "\n" text)
  set(batch ${PROJECT_BINARY_DIR}/batch_${name}.cpp)
  file(CONFIGURE OUTPUT ${batch} CONTENT "${text}\n" @ONLY)
  set_source_files_properties(${batch} PROPERTIES COMPILE_OPTIONS ${options})
  target_sources(${target} PRIVATE ${batch})
endfunction()
