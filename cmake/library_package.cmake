# What other projects need for find_package(gapcalc).
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/gapcalc)
install(TARGETS gapcalc EXPORT gapcalc ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(EXPORT gapcalc FILE gapcalcTargets.cmake NAMESPACE gapcalc:: DESTINATION ${package_folder} COMPONENT development)
install(DIRECTORY include/gapcalc DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
configure_package_config_file(cmake/gapcalcConfig.cmake.in gapcalcConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(gapcalcConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/gapcalcConfig.cmake ${PROJECT_BINARY_DIR}/gapcalcConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)
