// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctl/text.h"

#include "client/size_format.h"

#include <QChar>
#include <QString>

#include <wchar.h>

namespace samepage::ctl {

std::string printable(const std::string& utf8) {
    QString result;
    for (const char32_t character : QString::fromStdString(utf8).toStdU32String()) {
        const bool shown = QChar::isPrint(character) && character != QChar::ReplacementCharacter &&
                           character != QChar::LineSeparator &&
                           character != QChar::ParagraphSeparator;
        result += QString::fromUcs4(shown ? &character : U"?", 1);
    }
    return result.toStdString();
}

std::size_t displayWidth(const std::string& utf8) {
    std::size_t width = 0;
    for (const char32_t character : QString::fromStdString(utf8).toStdU32String()) {
        // -1: the locale cannot show it; the terminal may, most likely as one.
        const int columns = wcwidth(static_cast<wchar_t>(character));
        width += columns < 0 ? 1 : static_cast<std::size_t>(columns);
    }
    return width;
}

std::string sizeText(std::uint64_t bytes, bool inBytes) {
    return inBytes ? std::to_string(bytes) : client::formatBytes(bytes);
}

} // namespace samepage::ctl
