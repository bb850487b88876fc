// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/new_rule.h"

namespace samepage::client {

Dictionary ruleDictionary(const NewRule& rule) {
    Dictionary result = {{"kind", sdbus::Variant(rule.kind)},
                         {"value", sdbus::Variant(rule.value)},
                         {"enabled", sdbus::Variant(rule.enabled)}};
    if (rule.never) {
        result["action"] = sdbus::Variant(std::string("never"));
    }
    if (!rule.domain.empty()) {
        result["domain"] = sdbus::Variant(rule.domain);
    }
    if (rule.priority) {
        result["priority"] = sdbus::Variant(*rule.priority);
    }
    if (!rule.comment.empty()) {
        result["comment"] = sdbus::Variant(rule.comment);
    }
    return result;
}

} // namespace samepage::client
