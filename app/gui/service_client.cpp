// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/service_client.h"

namespace samepage::gui {

void ServiceClient::setLink(Link link) {
    if (link_ != link) {
        link_ = link;
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
