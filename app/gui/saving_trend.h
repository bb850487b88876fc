// SPDX-License-Identifier: GPL-2.0-or-later
// What merging saved for one process in the last minutes.
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <cstddef>
#include <vector>

namespace samepage::gui {

class SavingTrend {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::seconds window{300};
    static constexpr std::chrono::seconds interval{5}; // between two samples
    static constexpr std::size_t mostSamples = window / interval + 1;

    struct Sample {
        Time time{};
        quint64 bytes = 0;

        bool operator==(const Sample&) const = default;
    };

    // Nothing was saved at that time; what is known so far does not count.
    void begin(Time time);
    // Takes a sample that is younger than all others; those that have become too
    // old go. A process that saved nothing in all that time keeps none.
    void add(Time time, quint64 bytes);

    // Something to draw: more than one moment is known.
    [[nodiscard]] bool isKnown() const { return samples_.size() > 1; }
    // Oldest first.
    [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }
    // Bytes that it saves more now than then; 0 while it is not known.
    [[nodiscard]] qint64 change() const;

    bool operator==(const SavingTrend&) const = default;

private:
    std::vector<Sample> samples_;
};

// A sentence: then and now. Empty while it is not known.
[[nodiscard]] QString trendText(const SavingTrend& trend);

} // namespace samepage::gui

Q_DECLARE_METATYPE(samepage::gui::SavingTrend)
