// SPDX-License-Identifier: GPL-2.0-or-later
// Renders an SVG file to a square PNG file: render_icon SVG PNG PIXELS
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: render_icon SVG PNG PIXELS\n", stderr);
        return 2;
    }
    const QString png = QString::fromLocal8Bit(argv[2]);
    const int pixels = QByteArray(argv[3]).toInt();
    QSvgRenderer renderer(QString::fromLocal8Bit(argv[1]));
    if (!renderer.isValid() || pixels < 1 || pixels > 4096) {
        std::fprintf(stderr, "render_icon: cannot render %s at %s pixels\n", argv[1], argv[3]);
        return 1;
    }
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    QDir().mkpath(QFileInfo(png).path());
    if (!image.save(png, "PNG")) {
        std::fprintf(stderr, "render_icon: cannot write %s\n", argv[2]);
        return 1;
    }
    return 0;
}
