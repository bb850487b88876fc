// SPDX-License-Identifier: GPL-2.0-or-later
// One line of text that gives way instead of asking for room; the whole of it is
// in the tool tip.
#pragma once

#include <QFrame>

namespace samepage::gui {

class ElidedLabel : public QFrame {
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const { return text_; }
    void setDim(bool dim);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateToolTip();

    QString text_;
    Qt::TextElideMode mode_;
    bool dim_ = false;
};

} // namespace samepage::gui
