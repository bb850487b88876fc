# Headers of libraries that nearly every source of a target includes, compiled once
# for all of them. A source must name what it uses also without: distributions
# build so, and packaging/check-reproducible.
option(SAMEPAGE_PRECOMPILE "Precompile the headers of libraries" OFF)

set(samepage_headers_std <algorithm> <array> <chrono> <cmath> <functional> <limits> <map>
    <memory> <optional> <string> <string_view> <utility> <vector>)
set(samepage_headers_core <QCoreApplication> <QObject> <QPointer> <QString> <QStringList> <QTimer>)
set(samepage_headers_widgets <QAction> <QApplication> <QCheckBox> <QComboBox> <QDialog>
    <QDialogButtonBox> <QEvent> <QFrame> <QGridLayout> <QHBoxLayout> <QHeaderView> <QIcon> <QKeyEvent>
    <QLabel> <QLineEdit> <QLocale> <QMainWindow> <QMenu> <QPainter> <QPushButton> <QScrollArea>
    <QSettings> <QStackedWidget> <QStyle> <QToolButton> <QTreeView> <QVBoxLayout> <QWidget>)
set(samepage_headers_bus <sdbus-c++/sdbus-c++.h>)
set(samepage_headers_tests <gtest/gtest.h> <gmock/gmock.h>)

# samepage_precompile(TARGET SET ...) with sets of those above.
function(samepage_precompile target)
    if(NOT SAMEPAGE_PRECOMPILE)
        return()
    endif()
    # ccache asks for it.
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
    foreach(set IN LISTS ARGN)
        foreach(header IN LISTS samepage_headers_${set})
            target_precompile_headers(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${header}>")
        endforeach()
    endforeach()
endfunction()
