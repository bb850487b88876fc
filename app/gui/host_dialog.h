// SPDX-License-Identifier: GPL-2.0-or-later
// Asks for another computer to look at, and remembers those that were named.
#pragma once

#include <QDialog>
#include <QStringList>

class QComboBox;
class QLabel;
class QPushButton;
class QSettings;

namespace samepage::gui {

class HostDialog : public QDialog {
    Q_OBJECT

public:
    // The last one first. `settings` must outlive the dialog.
    explicit HostDialog(QSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] static QStringList remembered(const QSettings& settings);

signals:
    // [USER@]HOST[:PORT], something that ssh can be given.
    void chosen(const QString& host);

private:
    void check(const QString& text);
    void choose();
    void forget();

    QSettings& settings_;
    QComboBox* host_;
    QLabel* problem_;
    QPushButton* forget_;
    QPushButton* connect_;
};

// A window of its own, of a process of its own, for the computer. False: it
// could not be started.
[[nodiscard]] bool openWindowFor(const QString& host);

} // namespace samepage::gui
