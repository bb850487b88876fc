// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/symbolic_icon.h"

#include "gui/theme_colors.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// A static library's resources have to be asked for. Outside of any namespace.
static void initResources() {
    Q_INIT_RESOURCE(icons);
}

namespace samepage::gui {
namespace {

class SymbolicIconEngine : public QIconEngine {
public:
    SymbolicIconEngine(QString name, QByteArray svg, Tint tint)
        : name_(std::move(name))
        , svg_(std::move(svg))
        , tint_(tint) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        const qreal ratio = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, pixmap(rect.size() * ratio, mode, state));
    }

    // `size` is in device pixels.
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        const QString tint = color(mode).name();
        const QString key = QStringLiteral("samepage/%1/%2/%3x%4")
                                .arg(name_, tint)
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            QByteArray colored = svg_;
            colored.replace("currentColor", tint.toLatin1());
            QSvgRenderer renderer(colored);
            renderer.setAspectRatioMode(Qt::KeepAspectRatio);
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            renderer.render(&painter);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new SymbolicIconEngine(*this); }
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override {
        return {QSize(16, 16), QSize(64, 64)};
    }
    bool isNull() override { return svg_.isEmpty(); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled) {
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        }
        if (mode == QIcon::Selected) {
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        }
        const ThemeColors colors(palette);
        switch (tint_) {
        case Tint::Dim:
            return colors.dimText;
        case Tint::Accent:
            return colors.sharing;
        case Tint::Good:
            return colors.tone(Tone::Good);
        case Tint::Warning:
            return colors.tone(Tone::Warning);
        case Tint::Error:
            return colors.tone(Tone::Error);
        case Tint::Text:
            break;
        }
        return palette.color(QPalette::Active, QPalette::WindowText);
    }

    QString name_;
    QByteArray svg_;
    Tint tint_;
};

} // namespace

QIcon symbolicIcon(const QString& name, Tint tint) {
    initResources();
    QFile file(QStringLiteral(":/symbolic/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new SymbolicIconEngine(name, file.readAll(), tint));
}

QIcon applicationIcon() {
    initResources();
    return QIcon::fromTheme(QStringLiteral("org.samepage.Samepage"),
                            QIcon(QStringLiteral(":/app/icon.svg")));
}

} // namespace samepage::gui
