// SPDX-License-Identifier: GPL-2.0-or-later
// Asks why the memory of the selected process is merged or not, once the
// selection has come to rest; what is not wanted any more is cancelled.
#pragma once

#include "gui/service_client.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace samepage::gui {

class Explainer : public QObject {
    Q_OBJECT

public:
    // `client` must outlive this.
    explicit Explainer(ServiceClient& client, QObject* parent = nullptr);

    // The one process that is selected, if it is one. The same again changes
    // nothing.
    void setProcess(const std::optional<ProcessKey>& process);
    // While held, nothing is asked, and what is under way is cancelled: the
    // service would end other calls about the same process with it.
    void setHeld(bool held);
    // Asks once more; with Prompt::Allowed at once, and with a password if need be.
    void ask(Prompt prompt);

    [[nodiscard]] bool isAsking() const { return asking_; }
    // Of the process that is selected now.
    [[nodiscard]] const std::optional<client::Explanation>& explanation() const {
        return explanation_;
    }
    [[nodiscard]] const std::optional<ClientError>& error() const { return error_; }

signals:
    void changed();

private:
    void send();
    void drop();
    void take(quint64 number, const Reply<client::Explanation>& reply);

    ServiceClient& client_;
    QTimer rest_;
    std::optional<ProcessKey> process_;
    std::optional<client::Explanation> explanation_;
    std::optional<ClientError> error_;
    Prompt prompt_ = Prompt::Never;
    quint64 number_ = 0; // of the question that still counts
    bool asking_ = false;
    bool wanted_ = false;
    bool held_ = false;
};

} // namespace samepage::gui
