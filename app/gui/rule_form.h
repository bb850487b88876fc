// SPDX-License-Identifier: GPL-2.0-or-later
// Where a rule is typed. Says beside each field what is wrong with it; keeps
// what was typed until it is told to start anew.
#pragma once

#include "gui/rule_draft.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace samepage::gui {

class MessageBar;
class RuleNote;

class RuleForm : public QWidget {
    Q_OBJECT

public:
    using Others = std::function<std::vector<client::Rule>()>;

    // `others`: the rules that there are, without the one that is edited.
    explicit RuleForm(Others others, QWidget* parent = nullptr);

    // The rules are another computer's: its programs are not to be found here.
    void setElsewhere(bool elsewhere);

    // Empty, or about the process.
    void startNew(const std::optional<client::ProcessRow>& process);
    void startEdit(const client::Rule& rule);

    [[nodiscard]] RuleDraft draft() const;
    // Something was typed or chosen since the start.
    [[nodiscard]] bool isTouched() const { return draft() != start_; }
    // While the service is at it.
    void setBusy(bool busy);
    [[nodiscard]] bool isBusy() const { return busy_; }
    void showFailure(const QString& sentence);

signals:
    // It is fine, as far as can be known here.
    void saveWanted(const samepage::client::NewRule& rule);
    void cancelled();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    void start(const RuleDraft& draft, const QString& title, const QString& save);
    void chooseProgram();
    void kindChosen();
    void updateFields();
    void save();
    void send();
    void showProblem(const RuleProblem& problem);
    void clearProblems();

    Others others_;
    std::optional<client::ProcessRow> process_;
    RuleDraft start_;
    QString proposed_; // value that was filled in and not typed
    QString saveText_;
    bool busy_ = false;

    QLabel* title_;
    MessageBar* failure_;
    QWidget* fields_;
    QComboBox* kind_;
    QLineEdit* value_;
    QPushButton* choose_;
    bool elsewhere_ = false;
    RuleNote* valueNote_;
    QRadioButton* mark_;
    QRadioButton* never_;
    QLabel* domainLabel_;
    QLineEdit* domain_;
    RuleNote* domainNote_;
    QSpinBox* priority_;
    QLineEdit* comment_;
    RuleNote* commentNote_;
    QCheckBox* enabled_;
    QPushButton* save_;
    QPushButton* cancel_;
};

} // namespace samepage::gui
