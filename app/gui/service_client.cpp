// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/service_client.h"

namespace samepage::gui {

void ServiceClient::setLink(Link link, const QString& unreachable) {
    if (link_ != link || unreachable_ != unreachable) {
        link_ = link;
        unreachable_ = unreachable;
        emit linkChanged(link);
    }
}

void ServiceClient::setStatus(const EngineStatus& status) {
    if (status_ != status) {
        status_ = status;
        emit statusChanged(status_);
    }
}

void ServiceClient::setRulesExplanation(const QString& sentence) {
    if (rulesExplanation_ != sentence) {
        rulesExplanation_ = sentence;
        emit rulesExplanationChanged(sentence);
    }
}

} // namespace samepage::gui
