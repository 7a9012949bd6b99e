import { policies } from "../../policypack/policies";
import type { Policy } from "../../policypack/lib/define-policy";
import { FORMS, groupId, LISTS, type Sources, stackOf, TAGS } from "./ingress-forms";
import { type Asked, expected, sampleAddressesOf, SERVICES, TRUSTED } from "./ingress-oracle";
import { type Answer, type GivenInStack, judge, judgeStack } from "./judge";

/**
 * {resource form} × {ports} × {sources} × {protocol}, each in a stack that shows more or less of the group, judged by every policy about
 * ports and by an oracle that knows nothing of sets or ranges.
 */

const PORTS: readonly (readonly [unknown, unknown])[] = [
    [10250, 10250],
    [10255, 10255],
    ["10250", "10250"],
    [10250, 10259],
    [10200, 10299],
    [10200, 10300],
    [10248, 10249],
    [10256, 10256],
    [10251, 65535],
    [10010, 10010],
    [2379, 2379],
    [2375, 2379],
    [2375, 2376],
    [2381, 2381],
    [2380, 2381],
    [2381, 10249],
    [22, 22],
    [3389, 3389],
    [1, 4000],
    [0, 0],
    [0, 65535],
    [1025, 65535],
    [443, 443],
    [10255, 10250],
    [-1, -1],
    [10250, undefined],
    [undefined, undefined],
];
const PROTOCOLS = ["-1", "all", "ALL", "tcp", "TCP", "6", "06", 6, "udp", 17, "icmp", "58", undefined];
/** Everything but one range: of each of its bits the other half. */
function around(address: string, length: number): string[] {
    const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    return Array.from({ length }, (_, i) => {
        const start = Math.floor(value / 2 ** (31 - i)) * 2 ** (31 - i);
        const other = Math.floor(start / 2 ** (31 - i)) % 2 === 0 ? start + 2 ** (31 - i) : start - 2 ** (31 - i);
        return `${[24, 16, 8, 0].map((shift) => Math.floor(other / 2 ** shift) % 256).join(".")}/${i + 1}`;
    });
}

const SOURCES: readonly Sources[] = [
    { v4: around("203.0.113.0", 24) },
    { v4: around("203.0.112.0", 23) },
    {},
    { self: true },
    { groups: ["sg-9"] },
    { groups: ["222222222222/sg-9"] },
    { groups: ["111111111111/sg-9"] },
    { v4: ["0.0.0.0/0"] },
    { v6: ["::/0"] },
    { v4: ["0.0.0.0/0"], v6: ["::/0"] },
    { v4: ["0.0.0.0/1", "128.0.0.0/1"] },
    { v4: ["0.0.0.0/1", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/3"] },
    { v4: ["128.0.0.0/1"] },
    { v4: ["10.0.0.0/8"] },
    { v4: ["10.9.0.0/16"] },
    { v4: ["10.9.0.0/17", "10.9.128.0/17"] },
    { v4: ["10.8.0.0/15"] },
    { v4: ["203.0.113.7/32"] },
    { v4: ["203.0.112.0/23"] },
    { v4: ["198.51.100.0/24"] },
    { v4: ["198.51.100.0/24", "198.51.100.128/25"] },
    { v4: ["198.51.100.0/24", "192.0.2.1/32"] },
    { v4: ["8.0.0.0/5"] },
    { v4: ["172.16.0.0/12", "192.168.0.0/16"] },
    { v4: ["172.16.0.0/11"] },
    { v4: ["100.64.0.0/10", "198.51.100.1/32"] },
    { v4: ["1.2.3.5/16"] },
    { v4: ["10.1.2.3/0"] },
    { v6: ["fd00::/8"] },
    { v6: ["2000::/3"] },
    { v6: ["2600:1f14:abc:de00::/56"] },
    { v6: ["2a05:d000::/44", "2a05:d010::/43"] },
    { v6: ["2600:1f14::/35"] },
    { v6: ["2001:db8:9:1::/64"] },
    { v6: ["2001:db8:8::/47"] },
    { v6: ["2001:db8:7::/48"] },
    { v6: ["::ffff:10.0.0.0/104"] },
    { v6: ["::ffff:0.0.0.0/96"] },
    { v6: ["::ffff:0.0.0.0/97", "::ffff:128.0.0.0/97"] },
    { lists: ["pl-1"] },
    { lists: ["pl-trusted"] },
    { lists: ["pl-offices"] },
    { lists: ["pl-halves"] },
    { lists: ["pl-half"], v4: ["128.0.0.0/1"] },
    { lists: ["pl-native", "pl-1"], v4: ["10.9.1.0/24"], self: true },
    { v4: ["9.9.9.9/32"], v6: ["fe80::/10"], lists: ["pl-1", "pl-2"], groups: ["sg-9", "222222222222/sg-9"] },
];
const CONTEXTS: readonly Asked["context"][] = ["nothing", "web", "cluster", "control plane", "worker", "declared"];
const found = ({ reported, unknown }: Answer): string[] =>
    unknown !== undefined
        ? ["unknown"]
        : reported.map(
              ({ level, message }) =>
                  (level === "advisory" ? "A" : "D") +
                  (/ to everywhere\b/.test(message) ? "*" : "") +
                  (message.includes("its rules together") ? "T" : ""),
          );

/** Both sides of a policy: each carrier by itself, and the stack. */
function judged(policy: Policy, carriers: readonly GivenInStack[], stack: readonly GivenInStack[]): string {
    const config = TRUSTED;
    const alone = carriers.flatMap((one) => found(judge(policy, { ...one, config })));
    const [first, ...others] = stack;
    const whole = first === undefined ? [] : found(judgeStack(policy, [{ ...first, config }, ...others]));
    return [...alone, ...whole].sort().join(" ");
}

/** Every so manieth of all combinations; prime to the number of each thing that is combined, so that each value meets every other. */
const STEP = 19;

test("ingress agrees with an oracle that enumerates ports and addresses", () => {
    sampleAddressesOf([...SOURCES.flatMap(({ v4 = [], v6 = [] }) => [...v4, ...v6]), ...Object.values(LISTS).flat()]);
    const about = policies.filter(({ name }) => name in SERVICES);
    const disagreements: string[] = [];
    const outcomes = new Set<string>();
    let combinations = 0;
    let turn = 0;
    for (const [form, write] of Object.entries(FORMS)) {
        for (const [from, to] of PORTS) {
            for (const protocol of PROTOCOLS) {
                for (const sources of SOURCES) {
                    if (turn++ % STEP !== 0) continue;
                    const context = CONTEXTS[combinations++ % CONTEXTS.length]!;
                    const one = { from, to, protocol, sources, context };
                    const tags = TAGS[context];
                    const written = write(one, { id: groupId(one), ...(tags && { tags }) });
                    const stack = stackOf(one, written);
                    for (const policy of about) {
                        const want = expected(policy.name, { ...one, parts: written.parts });
                        const got = judged(policy, written.carriers, stack);
                        outcomes.add(want);
                        if (got !== want)
                            disagreements.push(`${policy.name}, ${form}, ${JSON.stringify(one)}: "${got}", not "${want}"`);
                    }
                }
            }
        }
    }
    process.stdout.write(`ingress: ${combinations} combinations, ${disagreements.length} disagreements\n`);
    expect(disagreements.slice(0, 10)).toEqual([]);
    expect(combinations).toBeGreaterThan(5_000);
    expect(about).toHaveLength(Object.keys(SERVICES).length);
    // Every kind of finding was asked for, and silence too.
    expect([...new Set([...outcomes].flatMap((words) => words.split(" ")))].sort()).toEqual([
        "",
        "A",
        "A*",
        "A*T",
        "D",
        "D*",
        "D*T",
    ]);
});
