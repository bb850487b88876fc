// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/memory_reason.h"

#include "gui/theme_colors.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace samepage::gui {
namespace {

struct Entry {
    std::string_view reason;
    int hue; // -1: grey
    int saturation;
    int lightness;
    const char* name;
    const char* meaning;
    const char* advice;
};

// In the order of the bar. Greens save; blue and violet may come to; the warm
// ones are in the way; grey is out of reach.
constexpr std::array<Entry, 13> entries{{
    {"merged", 145, 160, 95, QT_TRANSLATE_NOOP("MemoryReason", "Merged"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Others hold exactly the same, and it is kept only once for all of them."),
     QT_TRANSLATE_NOOP("MemoryReason", "Nothing to do: this is what saves memory.")},
    {"zero", 175, 150, 105, QT_TRANSLATE_NOOP("MemoryReason", "Zeroes"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Nothing but zeroes, for which the kernel keeps a single page."),
     QT_TRANSLATE_NOOP("MemoryReason", "Nothing to do: this saves memory too.")},
    {"unmarked", 212, 190, 125, QT_TRANSLATE_NOOP("MemoryReason", "Not marked"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "The process’s own memory, which takes part in merging once it is marked."),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Estimate what marking would save, together with processes of its kind.")},
    {"unseen", 200, 140, 165, QT_TRANSLATE_NOOP("MemoryReason", "Not looked at yet"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "It takes part in merging, but the scanner has not come by yet."),
     QT_TRANSLATE_NOOP("MemoryReason", "Wait for the scanner, or use “Merge now”.")},
    {"unique", 265, 110, 140, QT_TRANSLATE_NOOP("MemoryReason", "Unique"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "The scanner has looked at it: nobody who takes part holds the same."),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Marking more processes of the same kind may find it a partner.")},
    {"volatile", 32, 210, 120, QT_TRANSLATE_NOOP("MemoryReason", "Changing"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "It changes too often, or was seen only once: merging would not last."),
     QT_TRANSLATE_NOOP("MemoryReason", "Once it rests, the scanner merges it by itself.")},
    {"huge", 52, 180, 105, QT_TRANSLATE_NOOP("MemoryReason", "Huge pages"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Pages of 2 MiB of which too little would merge to be worth splitting."),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "The setting huge_page_min_merge decides from when on one is split.")},
    {"other_domain", 325, 140, 135, QT_TRANSLATE_NOOP("MemoryReason", "In another domain"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Only somebody who may not share with this process holds the same, such as "
                       "another user."),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "A rule with a domain lets programs share that trust each other.")},
    {"pinned", 8, 160, 125, QT_TRANSLATE_NOOP("MemoryReason", "In use by a device"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "A device or another process may be writing to it directly."),
     QT_TRANSLATE_NOOP("MemoryReason", "It can be merged as soon as it is let go of.")},
    {"shared", -1, 0, 110, QT_TRANSLATE_NOOP("MemoryReason", "Shared memory"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Processes share it on purpose, so that it is there only once anyway."),
     QT_TRANSLATE_NOOP("MemoryReason", "Nothing to gain here.")},
    {"file", -1, 0, 150, QT_TRANSLATE_NOOP("MemoryReason", "Files"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Programs, libraries and other files: the kernel keeps them only once "
                       "anyway."),
     QT_TRANSLATE_NOOP("MemoryReason", "Nothing to gain here.")},
    {"protected", -1, 0, 80, QT_TRANSLATE_NOOP("MemoryReason", "Protected"),
     QT_TRANSLATE_NOOP("MemoryReason",
                       "Access to it is not allowed, or its program is told of each access."),
     QT_TRANSLATE_NOOP("MemoryReason", "Nothing to do: it must stay as it is.")},
    {"other", -1, 0, 180, QT_TRANSLATE_NOOP("MemoryReason", "Other"),
     QT_TRANSLATE_NOOP("MemoryReason", "Memory of devices, or with a special meaning."),
     QT_TRANSLATE_NOOP("MemoryReason", "Nothing to gain here.")},
}};

const Entry* find(const std::string& reason) {
    const auto* found = std::ranges::find(entries, reason, &Entry::reason);
    return found == entries.end() ? nullptr : found;
}

// Those of a later service come last.
std::ptrdiff_t place(const std::string& reason) {
    const Entry* entry = find(reason);
    return entry == nullptr ? std::ssize(entries) : entry - entries.data();
}

QString translated(const char* text) {
    return QCoreApplication::translate("MemoryReason", text);
}

} // namespace

ReasonText reasonText(const std::string& reason) {
    if (const Entry* entry = find(reason)) {
        return {.name = translated(entry->name),
                .meaning = translated(entry->meaning),
                .advice = translated(entry->advice)};
    }
    return {.name = QString::fromStdString(reason),
            .meaning = translated(
                QT_TRANSLATE_NOOP("MemoryReason", "The service is newer than this app, which does "
                                                  "not know this reason.")),
            .advice = {}};
}

QColor reasonColor(const std::string& reason, const QPalette& palette) {
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const Entry* entry = find(reason);
    if (entry == nullptr || entry->hue < 0) {
        const int lightness = entry == nullptr ? 128 : entry->lightness;
        return withContrast(QColor(lightness, lightness, lightness), window, 1.6);
    }
    return withContrast(QColor::fromHsl(entry->hue, entry->saturation, entry->lightness), window,
                        1.9);
}

std::vector<MemoryShare> memoryShares(const client::Explanation& explanation) {
    std::vector<MemoryShare> shares;
    for (const auto& [reason, bytes] : explanation.reasons) {
        if (bytes > 0) {
            shares.push_back({.reason = reason, .bytes = bytes});
        }
    }
    std::ranges::stable_sort(shares, {},
                             [](const MemoryShare& share) { return place(share.reason); });
    return shares;
}

} // namespace samepage::gui
