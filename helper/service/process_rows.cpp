// SPDX-License-Identifier: GPL-2.0-or-later
#include "service/process_rows.h"

#include "bus/sd_result.h"

#include <systemd/sd-bus.h>

#include <cstdint>
#include <string>

namespace samepage {
namespace {

void check(int result) {
    checkSdResult(result, "The answer could not be written");
}

/// The entries of one a{sv}.
class Dictionary {
public:
    explicit Dictionary(sd_bus_message* message)
        : message_(message) {
        check(::sd_bus_message_open_container(message_, 'a', "{sv}"));
    }
    void close() { check(::sd_bus_message_close_container(message_)); }

    void add(const char* key, std::uint32_t value) { entry(key, 'u', "u", &value); }
    void add(const char* key, std::uint64_t value) { entry(key, 't', "t", &value); }
    void add(const char* key, bool value) {
        const int number = value ? 1 : 0;
        entry(key, 'b', "b", &number);
    }
    void add(const char* key, const char* value) { entry(key, 's', "s", value); }
    void add(const char* key, const std::string& value) { add(key, value.c_str()); }

private:
    void entry(const char* key, char type, const char* signature, const void* value) {
        check(::sd_bus_message_open_container(message_, 'e', "sv"));
        check(::sd_bus_message_append_basic(message_, 's', key));
        check(::sd_bus_message_open_container(message_, 'v', signature));
        check(::sd_bus_message_append_basic(message_, type, value));
        check(::sd_bus_message_close_container(message_));
        check(::sd_bus_message_close_container(message_));
    }

    sd_bus_message* message_;
};

void appendRow(sd_bus_message* message, const ProcessRow& row) {
    Dictionary entries(message);
    entries.add("pid", static_cast<std::uint32_t>(row.pid));
    entries.add("start_time", row.startTime);
    entries.add("ppid", static_cast<std::uint32_t>(row.ppid));
    entries.add("uid", static_cast<std::uint32_t>(row.uid));
    entries.add("user", row.user);
    entries.add("name", row.program->name);
    entries.add("exe", row.program->exe);
    entries.add("unit", row.program->unit);
    entries.add("container", row.program->container);
    entries.add("state", std::string(row.state));
    entries.add("rss", row.residentBytes);
    entries.add("markable", true); // kernel threads are not listed
    entries.add("marked", row.merge.marked);
    entries.add("mergeable", row.merge.mergeable);
    entries.add("marked_by", row.markedBy);
    entries.add("merged", row.merge.mergedBytes);
    entries.add("saved", row.merge.savedBytes);
    if (const auto& detail = row.merge.detail) {
        entries.add("unshared", detail->unsharedBytes);
        entries.add("volatile", detail->volatileBytes);
        entries.add("zero", detail->zeroBytes);
        entries.add("scanned", detail->scannedPages);
    }
    entries.close();
}

} // namespace

void appendRows(sd_bus_message* message, const std::vector<ProcessRow>& rows) {
    check(::sd_bus_message_open_container(message, 'a', "a{sv}"));
    for (const ProcessRow& row : rows)
        appendRow(message, row);
    check(::sd_bus_message_close_container(message));
}

} // namespace samepage
