// SPDX-License-Identifier: GPL-2.0-or-later
// The line below a field: what belongs there, or what is wrong with what is there.
#pragma once

#include <QLabel>

namespace samepage::gui {

class RuleNote : public QLabel {
    Q_OBJECT

public:
    // `field` gets the text as its accessible description.
    explicit RuleNote(QWidget* field, QWidget* parent = nullptr);

    void setHelp(const QString& text);
    void showProblem(const QString& sentence);
    void clearProblem();
    [[nodiscard]] bool hasProblem() const { return !problem_.isEmpty(); }

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateText();
    void updateColor();

    QWidget* field_;
    QString help_;
    QString problem_;
};

} // namespace samepage::gui
