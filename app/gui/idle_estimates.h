// SPDX-License-Identifier: GPL-2.0-or-later
// Asks by itself what marking the processes on screen would save, one after the
// other, while the user does nothing else. What fails is left out without a word.
#pragma once

#include "gui/mains_power.h"
#include "gui/process_model.h"
#include "gui/service_client.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace samepage::gui {

class IdleEstimates : public QObject {
    Q_OBJECT

public:
    struct Surroundings {
        // From the top down.
        std::function<std::vector<ProcessRow>()> onScreen{};
        // Nothing else goes on. Asked before each estimate.
        std::function<bool()> isFree{};
    };
    struct Pace {
        std::chrono::milliseconds quiet{5000};    // without a key or a click, before the first
        std::chrono::milliseconds between{1000};  // two estimates
        std::chrono::milliseconds nothing{10000}; // until another look, when none was due
        std::chrono::milliseconds again{600000};  // until the same process is asked about again
    };
    // One in so many contents is looked at: less exact, but soon done.
    static constexpr quint32 oneIn = 16;

    // `client` and `model` must outlive this.
    IdleEstimates(ServiceClient& client, ProcessModel& model, Surroundings surroundings,
                  QObject* parent = nullptr);

    void setPace(const Pace& pace) { pace_ = pace; }
    // Where the kernel lists batteries and chargers; on battery nothing is asked.
    void setPowerSupplies(const QString& folder) { powerSupplies_ = folder; }
    // What the user chose; false at first.
    void setWanted(bool wanted);
    // Whether the window can be seen; false at first.
    void setActive(bool active);
    // Cancels what is under way; goes on after a quiet time.
    void interrupt();

    [[nodiscard]] bool isAsking() const { return asking_.has_value(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isPossible() const;
    void reconsider();
    void look();
    void ask(const ProcessRow& process);
    void take(quint64 number, quint64 savedBefore, const Reply<client::Estimate>& reply);
    void drop();

    ServiceClient& client_;
    ProcessModel& model_;
    Surroundings surroundings_;
    Pace pace_;
    QString powerSupplies_{powerSupplyFolder};
    QTimer timer_;
    std::optional<ProcessKey> asking_;
    quint64 number_ = 0; // of the question that still counts
    std::unordered_map<ProcessKey, std::chrono::steady_clock::time_point, ProcessKeyHash> asked_;
    bool wanted_ = false;
    bool active_ = false;
};

} // namespace samepage::gui
