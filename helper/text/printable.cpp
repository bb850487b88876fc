// SPDX-License-Identifier: GPL-2.0-or-later
#include "text/printable.h"

#include <cstdint>

namespace samepage {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

struct Character {
    char32_t code = 0;
    std::size_t length = 1; // bytes taken from the input
    bool valid = false;
};

Character decode(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80)
        return {first, 1, true};
    std::size_t length = 0;
    char32_t code = 0;
    char32_t least = 0; // shorter forms exist below it
    if ((first & 0xE0) == 0xC0) {
        length = 2, code = first & 0x1F, least = 0x80;
    } else if ((first & 0xF0) == 0xE0) {
        length = 3, code = first & 0x0F, least = 0x800;
    } else if ((first & 0xF8) == 0xF0) {
        length = 4, code = first & 0x07, least = 0x10000;
    } else {
        return {};
    }
    if (text.size() < length)
        return {};
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {};
        code = (code << 6) | (byte(i) & 0x3F);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least || code > 0x10FFFF || surrogate)
        return {};
    return {code, length, true};
}

bool harmless(char32_t code) {
    if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        return false; // control characters
    if (code == 0x2028 || code == 0x2029)
        return false; // line and paragraph separators
    if (code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
        (code >= 0x2066 && code <= 0x2069))
        return false; // could make a name read as another one
    return true;
}

} // namespace

std::string printable(std::string_view text, std::size_t maxBytes) {
    std::string result;
    result.reserve(text.size() < maxBytes ? text.size() : maxBytes);
    while (!text.empty()) {
        const Character character = decode(text);
        const bool keep = character.valid && harmless(character.code);
        const std::string_view piece = keep ? text.substr(0, character.length) : replacement;
        if (result.size() + piece.size() > maxBytes)
            break;
        result += piece;
        text.remove_prefix(character.length);
    }
    return result;
}

std::string plain(std::string_view text, std::size_t maxBytes) {
    std::string result;
    for (const char c : text.substr(0, maxBytes)) {
        const bool keep = c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&' && c != '$' &&
                          c != '"' && c != '\\';
        result += keep ? c : '?';
    }
    return result;
}

} // namespace samepage
