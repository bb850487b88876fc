// SPDX-License-Identifier: GPL-2.0-or-later
#include "gui/rule_edits.h"

#include "gui/error_text.h"
#include "gui/rule_draft.h"

#include <QPointer>

#include <utility>

namespace samepage::gui {

RuleEdits::RuleEdits(ServiceClient& client, QObject* parent)
    : QObject(parent)
    , client_(client) {}

void RuleEdits::add(const client::NewRule& rule, Finished finished) {
    client_.addRule(rule, [self = QPointer<RuleEdits>(this),
                           finished = std::move(finished)](const Reply<quint32>& reply) {
        if (!self) {
            return;
        }
        if (reply.error) {
            finished({.sentence = withReason(tr("The rule was not added."), *reply.error)});
        } else {
            finished({.done = true, .id = *reply.result});
        }
    });
}

void RuleEdits::setEnabled(quint32 id, bool enabled, Finished finished) {
    client_.setRuleEnabled(
        id, enabled,
        [self = QPointer<RuleEdits>(this), enabled,
         finished = std::move(finished)](const std::optional<ClientError>& error) {
            if (!self) {
                return;
            }
            const QString what =
                enabled ? tr("The rule was not enabled.") : tr("The rule was not disabled.");
            finished({.done = !error, .sentence = error ? withReason(what, *error) : QString()});
        });
}

void RuleEdits::remove(quint32 id, Finished finished) {
    client_.removeRule(id, [self = QPointer<RuleEdits>(this), finished = std::move(finished)](
                               const std::optional<ClientError>& error) {
        if (self) {
            finished({.done = !error,
                      .sentence =
                          error ? withReason(tr("The rule was not removed."), *error) : QString()});
        }
    });
}

void RuleEdits::replace(const client::Rule& old, const client::NewRule& wanted, Finished finished) {
    if (!isAboutTheSame(old, wanted)) {
        addFirst(old, wanted, std::move(finished));
        return;
    }
    client::NewRule changed = wanted;
    changed.value = old.value; // of a user: the number, not the name
    if (client::sameAgain(old) == changed) {
        finished({.done = true, .id = old.id}); // nothing to ask a password for
    } else {
        removeFirst(old, changed, std::move(finished)); // the service has only one of them
    }
}

void RuleEdits::addFirst(const client::Rule& old, const client::NewRule& wanted,
                         Finished finished) {
    client_.addRule(wanted, [self = QPointer<RuleEdits>(this), id = old.id,
                             finished = std::move(finished)](const Reply<quint32>& reply) {
        if (!self) {
            return;
        }
        if (reply.error) {
            finished(
                {.sentence = withReason(tr("The rule was not changed."), *reply.error), .id = id});
            return;
        }
        self->client_.removeRule(id, [self, id, added = *reply.result,
                                      finished](const std::optional<ClientError>& error) {
            if (!self) {
                return;
            }
            QString sentence;
            if (error) {
                sentence = withReason(tr("The new rule is added, but rule %1, which it was to "
                                         "replace, is still there.")
                                          .arg(id),
                                      *error);
            }
            finished({.done = true, .sentence = sentence, .id = added});
        });
    });
}

void RuleEdits::removeFirst(const client::Rule& old, const client::NewRule& wanted,
                            Finished finished) {
    client_.removeRule(
        old.id, [self = QPointer<RuleEdits>(this), old, wanted,
                 finished = std::move(finished)](const std::optional<ClientError>& error) {
            if (!self) {
                return;
            }
            if (error) {
                finished({.sentence = withReason(tr("The rule was not changed."), *error),
                          .id = old.id});
                return;
            }
            self->client_.addRule(wanted, [self, old, finished](const Reply<quint32>& reply) {
                if (!self) {
                    return;
                }
                if (reply.error) {
                    self->putBack(old, *reply.error, finished);
                } else {
                    finished({.done = true, .id = *reply.result});
                }
            });
        });
}

void RuleEdits::putBack(const client::Rule& old, const ClientError& why, Finished finished) {
    client_.addRule(client::sameAgain(old), [self = QPointer<RuleEdits>(this), why,
                                             finished =
                                                 std::move(finished)](const Reply<quint32>& reply) {
        if (!self) {
            return;
        }
        const QString sentence =
            reply.error ? tr("The rule was not changed, and could not be put back as it was: it is "
                             "gone until you save it here.")
                        : tr("The rule was not changed.");
        finished({.sentence = withReason(sentence, why), .id = reply.result.value_or(0)});
    });
}

} // namespace samepage::gui
