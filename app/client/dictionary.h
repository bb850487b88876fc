// SPDX-License-Identifier: GPL-2.0-or-later
// Reading the dictionaries (a{sv}) of the service.
#pragma once

#include <sdbus-c++/Types.h>

#include <map>
#include <stdexcept>
#include <string>

namespace samepage::client {

using Dictionary = std::map<std::string, sdbus::Variant>;

// A reply does not follow the contract; what() names the key.
class MalformedReply : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Takes the value into `into` if it is there; false if it is not. `source` is
// named when it has another type: MalformedReply.
template <typename T>
bool read(const Dictionary& dictionary, const char* source, const char* key, T& into) {
    const auto found = dictionary.find(key);
    if (found == dictionary.end()) {
        return false;
    }
    if (!found->second.containsValueOfType<T>()) {
        throw MalformedReply(std::string(source) + ": \"" + key + "\" has type " +
                             found->second.peekValueType());
    }
    into = found->second.get<T>();
    return true;
}

// As read(), but it must be there.
template <typename T>
void require(const Dictionary& dictionary, const char* source, const char* key, T& into) {
    if (!read(dictionary, source, key, into)) {
        throw MalformedReply(std::string(source) + ": there is no \"" + key + '"');
    }
}

} // namespace samepage::client
