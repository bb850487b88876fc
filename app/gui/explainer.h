// SPDX-License-Identifier: GPL-2.0-or-later
// Asks why the memory of the selected processes is merged or not, one process
// after the other, once the selection has come to rest; what is not wanted any
// more is cancelled.
#pragma once

#include "gui/service_client.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace samepage::gui {

class Explainer : public QObject {
    Q_OBJECT

public:
    // Of more processes than this the user has to ask: each has its memory gone
    // through.
    static constexpr std::size_t mostUnasked = 16;

    // What came of how many processes.
    struct Tally {
        std::size_t processes = 0;
        std::size_t explained = 0;
        std::size_t denied = 0;
        std::size_t gone = 0;
        std::size_t failed = 0;
        std::optional<ClientError> error{}; // the first one

        [[nodiscard]] std::size_t answered() const { return explained + denied + gone + failed; }
    };

    // `client` must outlive this.
    explicit Explainer(ServiceClient& client, QObject* parent = nullptr);

    // Those that are selected, in any order. What is known of those that stay is
    // kept.
    void setProcesses(std::vector<ProcessKey> processes);
    // While held, nothing is asked, and what is under way is cancelled: the
    // service would end other calls about the same process with it.
    void setHeld(bool held);
    // Asks once more; with Prompt::Allowed at once, and with a password if need be.
    void ask(Prompt prompt);

    [[nodiscard]] bool isAsking() const { return current_.has_value(); }
    // Nobody is asked about before the user wants it.
    [[nodiscard]] bool waitsForUser() const { return waits_; }
    // The sum of what is known so far; nothing: not of a single one.
    [[nodiscard]] std::optional<client::Explanation> explanation() const;
    [[nodiscard]] Tally tally() const;

signals:
    void changed();

private:
    using Answer = Reply<client::Explanation>;

    void send();
    void drop();
    void take(quint64 number, const Answer& reply);

    ServiceClient& client_;
    QTimer rest_;
    std::vector<ProcessKey> processes_; // sorted
    std::map<ProcessKey, Answer> answers_;
    std::deque<ProcessKey> queue_;
    std::optional<ProcessKey> current_;
    Prompt prompt_ = Prompt::Never;
    quint64 number_ = 0; // of the question that still counts
    bool waits_ = false;
    bool held_ = false;
};

} // namespace samepage::gui
