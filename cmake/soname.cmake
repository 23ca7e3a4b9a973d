# The name by which programs load a shared library, such as libzip.so.4, of the library to link with. Where nobody can
# tell, its path.
function(gapcalc_soname result library)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${library} OUTPUT_VARIABLE headers ERROR_QUIET)
  if(headers MATCHES "SONAME +([^ \n]+)")
    set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
  else()
    set(${result} ${library} PARENT_SCOPE)
  endif()
endfunction()
