# Compiles the sources of a target in batches of up to ten files of one folder: heavy headers are then read, and their
# templates instantiated, once for all ten. The names of a folder's files must therefore differ, also in anonymous
# namespaces. By folder, not as CMake's own batches over all sources: a new file moves no file of another folder.
function(gapcalc_compile_in_batches target)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")  # not objects
  foreach(source IN LISTS sources)
    get_filename_component(folder ${source} DIRECTORY)
    get_filename_component(folder ${folder} NAME)
    list(LENGTH of_${folder} n)
    math(EXPR batch "${n} / 10")
    list(APPEND of_${folder} ${source})
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder}_${batch})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
