// What is promised, in one table, and what a run of the bench says of it.

const onEachNode = (nodes, read) =>
    Object.entries(nodes).flatMap(([major, node]) => (node.notMeasured === undefined ? [[`Node ${major}`, read(node)]] : []));

/**
 * Each promise: its limit, and the figures that it is about, of which each must keep it. Without a figure it was not measured.
 *
 * @type {Record<string, { limit: string, keeps: (value: number) => boolean, figures: (results: any) => [string, number][] }>}
 */
const TARGETS = {
    "boot, CPU as a multiple of the empty pack's": {
        limit: "≤ 1.10",
        keeps: (value) => value <= 1.1,
        figures: ({ boot }) => onEachNode(boot ?? {}, ({ cpuMs, wallMs }) => (cpuMs ?? wallMs).ratio.guard),
    },
    "boot, time as a multiple of the empty pack's": {
        limit: "≤ 1.10",
        keeps: (value) => value <= 1.1,
        figures: ({ boot }) => onEachNode(boot ?? {}, ({ wallMs }) => wallMs.ratio.guard),
    },
    "preview of 300 resources, time as a multiple of that with the empty pack": {
        limit: "≤ 1.10",
        keeps: (value) => value <= 1.1,
        figures: ({ preview }) => (preview?.wallMs === undefined ? [] : [["real CLI", preview.wallMs.ratio.guard]]),
    },
    "AnalyzeStack of 10,000 resources as a multiple of 1,000": {
        limit: "≤ 11",
        keeps: (value) => value <= 11,
        figures: ({ analyzeStack }) => Object.entries(analyzeStack ?? {}).map(([what, { growth }]) => [what, growth.guard]),
    },
    "16 kB of user data, calls of a parser for one part of it": {
        limit: "1",
        keeps: (value) => value === 1,
        figures: ({ userData }) => Object.entries(userData?.calls ?? {}),
    },
    "installed size, MB more than the empty pack": {
        limit: "≤ 15",
        keeps: (value) => value <= 15,
        figures: ({ installedSize }) => (installedSize === undefined ? [] : [["production", installedSize.moreThanEmptyMb]]),
    },
    "audit of 10,000 manifests, peak MB": {
        limit: "≤ 300",
        keeps: (value) => value <= 300,
        figures: ({ audit }) => {
            const own = Object.entries(audit?.results ?? {}).filter(([name]) => name.startsWith("kube-bypass-guard"));
            return own.flatMap(([name, { peakMb }]) => (peakMb === undefined ? [] : [[name, peakMb]]));
        },
    },
    "audit of 10,000 manifests, kube-linter's time as a multiple of ours with the same checks": {
        limit: "> 1",
        keeps: (value) => value > 1,
        figures: ({ audit }) => {
            const ratio = audit?.results?.["kube-linter"]?.asOurs;
            return ratio === undefined ? [] : [["kube-linter", ratio]];
        },
    },
};

/** @returns {{ target: string, limit: string, verdict: "met" | "not met" | "not measured", figures: Record<string, number> }[]} */
export const judged = (results) =>
    Object.entries(TARGETS).map(([target, { limit, keeps, figures }]) => {
        const all = figures(results);
        const verdict = all.length === 0 ? "not measured" : all.every(([, value]) => keeps(value)) ? "met" : "not met";
        return { target, limit, verdict, figures: Object.fromEntries(all) };
    });
