# Linked by every target of ours; the presets turn warnings into errors.
# Not -Wnull-dereference: with optimisation GCC 14 sees it inside the standard
# library's streams. clang-tidy looks for null pointers instead.
add_library(samepage_warnings INTERFACE)
target_compile_options(samepage_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
    -Wcast-align -Wimplicit-fallthrough -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(samepage_warnings INTERFACE -Wno-dangling-reference)
endif()

if(SAMEPAGE_SANITIZE)
    add_compile_options(-fsanitize=${SAMEPAGE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SAMEPAGE_SANITIZE})
endif()
