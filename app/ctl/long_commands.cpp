// SPDX-License-Identifier: GPL-2.0-or-later
#include "client/long_results.h"
#include "client/process_pairs.h"
#include "ctl/commands.h"
#include "ctl/json.h"
#include "ctl/long_call.h"
#include "ctl/long_text.h"
#include "ctl/process_finder.h"

#include <cstdint>
#include <iostream>
#include <utility>
#include <vector>

namespace samepage::ctl {
namespace {

// One call, of a method of the Processes interface, with these arguments.
template <typename... Arguments>
client::Dictionary call(Bus& bus, const char* method, const char* doing,
                        const Arguments&... arguments) {
    return callLong(bus, doing, [&](LongReply reply) {
        bus.processes()
            .getProxy()
            .callMethodAsync(method)
            .onInterface(client::processesInterface)
            .withArguments(arguments...)
            .uponReplyInvoke(std::move(reply));
    });
}

client::ProcessKey onlyProcess(Bus& bus, const CommandLine& commandLine) {
    return ProcessFinder(bus, commandLine.pids).key(commandLine.pids.front());
}

} // namespace

ExitCode runMergeNow(Bus& bus, const CommandLine& commandLine) {
    const client::ProcessKey process = onlyProcess(bus, commandLine);
    const std::uint64_t merged = client::parseNewlyMerged(
        call(bus, "MergeNow", "Merging", process.pid, process.startTime, client::Dictionary()));
    std::cout << (commandLine.json ? jsonText(mergedJson(process.pid, merged))
                                   : mergedText(process.pid, merged, commandLine.bytes));
    return ExitCode::Ok;
}

ExitCode runCancel(Bus& bus, const CommandLine& commandLine) {
    const client::ProcessKey process = onlyProcess(bus, commandLine);
    const client::Dictionary options{{"anybody", sdbus::Variant(true)}};
    const std::uint32_t cancelled = bus.authorised(
        [&] { return bus.processes().Cancel(process.pid, process.startTime, options); });
    std::cout << (commandLine.json ? jsonText(cancelledJson(process.pid, cancelled))
                                   : cancelledText(process.pid, cancelled));
    return ExitCode::Ok;
}

ExitCode runEstimate(Bus& bus, const CommandLine& commandLine) {
    const ProcessFinder finder(bus, commandLine.pids);
    std::vector<client::ProcessKey> keys;
    keys.reserve(commandLine.pids.size());
    for (const std::uint32_t pid : commandLine.pids) {
        keys.push_back(finder.key(pid));
    }
    const std::vector<client::ProcessPair> processes = client::processPairs(keys);
    client::Dictionary options;
    if (commandLine.sample) {
        options["sample"] = sdbus::Variant(*commandLine.sample);
    }
    if (commandLine.secondLook) {
        options["second_look_millisecs"] =
            sdbus::Variant(static_cast<std::uint32_t>(commandLine.secondLook->count()));
    }
    const client::Estimate estimate =
        client::parseEstimate(call(bus, "Estimate", "Estimating", processes, options));
    std::cout << (commandLine.json ? jsonText(estimateJson(estimate))
                                   : estimateText(estimate, commandLine.bytes));
    return ExitCode::Ok;
}

ExitCode runExplain(Bus& bus, const CommandLine& commandLine) {
    const client::ProcessKey process = onlyProcess(bus, commandLine);
    const client::Explanation explanation = client::parseExplanation(
        call(bus, "Explain", "Looking", process.pid, process.startTime, client::Dictionary()));
    std::cout << (commandLine.json ? jsonText(explanationJson(process.pid, explanation))
                                   : explanationText(process.pid, explanation, commandLine.bytes));
    return ExitCode::Ok;
}

} // namespace samepage::ctl
