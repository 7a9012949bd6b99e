// The bench's results as lines for a person.

const beside = ({ median, ratio, pairs }, unit) =>
    Object.entries(median)
        .map(([name, value]) => `${name} ${value}${unit}${ratio[name] === undefined ? "" : ` = ${ratio[name]} ×`}`)
        .join(", ") + ` (${pairs} rounds)`;

/** @param {any} results as `--json` has them. @returns {string[]} */
export function linesOf({ boot, analyze, analyzeStack, userData, installedSize, preview, audit, packs, targets }) {
    const lines = [];
    const units = { wallMs: " ms", cpuMs: " ms", peakMb: " MB" };
    const named = { wallMs: "time", cpuMs: "CPU", peakMb: "peak memory" };
    for (const [major, figures] of Object.entries(boot ?? {})) {
        if (figures.notMeasured !== undefined) lines.push(`boot on Node ${major}: not measured, ${figures.notMeasured}`);
        else
            for (const [key, one] of Object.entries(figures))
                lines.push(`boot on Node ${major}, ${named[key]}: ${beside(one, units[key])}`);
    }
    for (const [major, kinds] of Object.entries(analyze ?? {}))
        for (const [what, { p50Ms, p99Ms }] of Object.entries(kinds)) {
            const p99 = Object.entries(p99Ms).map(([name, value]) => `${name} ${value} ms`);
            lines.push(`Analyze on Node ${major}, ${what}: p50 ${beside(p50Ms, " ms")}, p99 ${p99.join(", ")}`);
        }
    for (const [what, { ms, growth }] of Object.entries(analyzeStack ?? {})) {
        const each = Object.entries(ms).map(
            ([name, sizes]) =>
                `${name} ${Object.entries(sizes)
                    .map(([size, took]) => `${size}: ${took} ms`)
                    .join(", ")} (× ${growth[name]})`,
        );
        lines.push(`AnalyzeStack, ${what}: ${each.join("; ")}`);
    }
    if (userData !== undefined)
        lines.push(
            `16 kB of user data, ${userData.policies} policies: ${Object.entries(userData.calls)
                .map(([parser, count]) => `${parser} was called ${count} ×`)
                .join(", ")}`,
        );
    if (installedSize !== undefined)
        lines.push(
            `installed: ${Object.entries(installedSize.mb)
                .map(([name, mb]) => `${name} ${mb} MB`)
                .join(", ")} (+${installedSize.moreThanEmptyMb} MB)`,
        );
    if (preview?.notMeasured !== undefined) lines.push(`preview: not measured, ${preview.notMeasured}`);
    else if (preview !== undefined)
        for (const key of ["wallMs", "cpuMs"])
            if (preview[key] !== undefined)
                lines.push(`preview of ${preview.resources} resources, ${named[key]}: ${beside(preview[key], " ms")}`);
    if (audit?.notMeasured !== undefined) lines.push(`audit: not measured, ${audit.notMeasured}`);
    for (const [name, { seconds, asOurs, peakMb }] of Object.entries(audit?.results ?? {}))
        lines.push(`audit of ${audit.of}: ${name} ${seconds} s = ${asOurs} × ours, peak ${peakMb ?? "?"} MB`);
    for (const name of audit?.absent ?? []) lines.push(`audit: ${name} is not installed`);
    for (const [name, reason] of Object.entries(packs?.notMeasured ?? {})) lines.push(`${name}: not measured, ${reason}`);
    lines.push("");
    for (const { target, limit, verdict, figures } of targets) {
        const all = Object.entries(figures).map(([what, value]) => `${what}: ${value}`);
        lines.push(`${verdict.padEnd(12)} ${target} ${limit}${all.length === 0 ? "" : ` (${all.join(", ")})`}`);
    }
    return lines;
}
