// SPDX-License-Identifier: GPL-2.0-or-later
// What the selected processes are and what marking them would do, in words.
#pragma once

#include "gui/service_client.h"

#include <QString>

#include <vector>

namespace samepage::gui {

struct DetailsText {
    QString title{};
    QString subtitle{};
    QString path{};        // of the program; empty for several
    QString explanation{}; // plain text, paragraphs split by newlines
    quint64 memory = 0;    // bytes, of all together
    quint64 merged = 0;
    quint64 saved = 0;
};

// `ownUid`: of whoever uses the app. `selected` must not be empty.
[[nodiscard]] DetailsText detailsText(const std::vector<ProcessRow>& selected,
                                      const EngineStatus& status, quint32 ownUid);

} // namespace samepage::gui
