import { dateOf } from "./date";
import { listOf, partsOf } from "./parts";
import { type Setting, SettingError } from "./setting";

/** Findings that somebody accepts: those of some policies about the resources that match every pattern, in which `*` stands for any letters. */
export interface Exemption {
    /** Where it is written: `exemptions[0]`. */
    readonly at: string;
    readonly policies: readonly string[];
    /** `project/stack`, for a configuration that many stacks have. */
    readonly stack?: string;
    readonly urn?: string;
    readonly name?: string;
    /** The token, or as the CLI shows it: `aws:ec2:SecurityGroup`. */
    readonly type?: string;
    /** What the finding's line is like; without it every finding is meant. */
    readonly finding?: string;
    readonly reason: string;
    readonly owner: string;
    /** The last day, in UTC: `2026-12-31`. */
    readonly expires?: string;
    readonly ticket?: string;
}

/** Which resources are meant; one of them is required. */
const RESOURCE = ["urn", "name", "type"] as const;
const PATTERNS = ["stack", ...RESOURCE, "finding"] as const;
const PARTS = ["policy", ...PATTERNS, "reason", "owner", "expires", "ticket"] as const;
type Part = (typeof PARTS)[number];

const MEANING: Readonly<Record<Part, string>> = {
    policy: "The policy's name, or a list of names.",
    stack: "The stack that is meant, as project/stack; * stands for any letters.",
    urn: "The resource's URN; * stands for any letters.",
    name: "The resource's name in the program; * stands for any letters.",
    type: "The resource's type: aws:ec2/securityGroup:SecurityGroup; * stands for any letters.",
    finding: "What the finding's line is like, where not all of them are accepted; * stands for any letters.",
    reason: "Why it is accepted; shown at each use.",
    owner: "Who accepts it; shown at each use.",
    expires: "The last day on which it holds, in UTC: 2026-12-31.",
    ticket: "Where it was decided.",
};

/** The setting `exemptions` of the whole pack. Whether the policies exist is for whoever knows them. */
export const exemptions: Setting<readonly Exemption[]> = {
    schema: {
        type: "array",
        items: {
            type: "object",
            properties: {
                ...Object.fromEntries(PARTS.map((part) => [part, { type: "string", description: MEANING[part] }])),
                policy: { type: ["string", "array"], items: { type: "string" }, description: MEANING.policy },
            },
            required: ["policy", "reason", "owner"],
        },
        default: [],
        description:
            "Findings that somebody accepts: policy (or a list), urn, name or type of the resource, reason and owner; stack, finding, expires and " +
            "ticket if they are given. They are shown as advice.",
    },
    read(value, at) {
        if (value === undefined) return [];
        const all = listOf(value, at, '{ "policy": "kubelet-port-not-reachable", "name": "bastion", … }').map((one, i) =>
            exemption(one, `${at}[${i}]`, `exemptions[${i}]`),
        );
        all.forEach((one, i) => {
            const before = all.findIndex((other) => meaning(other) === meaning(one));
            if (before < i) throw new SettingError(`${at}[${i}] means the same as ${at}[${before}]. Remove one of the two`);
        });
        return all;
    },
};

/** Whether what stands on a resource may exempt it. */
export const allowExemptionsOnResources: Setting<boolean> = {
    schema: {
        type: "boolean",
        description:
            "Let a tag or annotation kube-bypass-guard/exempt.<policy> of a resource exempt it, with the reason as its value. Otherwise such are " +
            "ignored, and told of.",
    },
    read(value, at) {
        if (value === undefined) return false;
        if (typeof value !== "boolean") throw new SettingError(`${at} is ${JSON.stringify(value)}. Write true or false`);
        return value;
    },
};

function exemption(value: unknown, at: string, place: string): Exemption {
    const part = partsOf(value, at, PARTS);
    const written = value as Readonly<Record<string, unknown>>;
    const optional = (name: Part) => (written[name] === undefined ? {} : { [name]: part(name) });
    const patterns: Partial<Record<(typeof PATTERNS)[number], string>> = Object.assign({}, ...PATTERNS.map(optional));
    if (RESOURCE.every((name) => patterns[name] === undefined))
        throw new SettingError(`${at} names no resource. Give its urn, name or type`);
    for (const name of PATTERNS) notEverything(patterns[name], `${at}.${name}`);
    const { urn, type, stack } = patterns;
    if (urn !== undefined && !/^(urn:pulumi:|[^:]*\*)/.test(urn))
        throw new SettingError(`${at}.urn is ${JSON.stringify(urn)}, which is no URN. Write one like "${URN}", or give the name`);
    if (type !== undefined && !/:|\*/.test(type))
        throw new SettingError(`${at}.type is ${JSON.stringify(type)}, which is no type. Write one like "${TYPE}"`);
    if (stack !== undefined && !/^[^/]+\/[^/]+$/.test(stack))
        throw new SettingError(`${at}.stack is ${JSON.stringify(stack)}. Write the project and the stack, "shop/prod"`);
    return {
        at: place,
        policies: policiesOf(written["policy"], `${at}.policy`),
        ...patterns,
        reason: part("reason"),
        owner: part("owner"),
        ...(written["expires"] !== undefined && { expires: dateOf(part("expires"), `${at}.expires`) }),
        ...(written["ticket"] !== undefined && { ticket: part("ticket") }),
    };
}

const TYPE = "aws:ec2/securityGroup:SecurityGroup";
const URN = `urn:pulumi:prod::shop::${TYPE}::bastion`;

function policiesOf(value: unknown, at: string): readonly string[] {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length === 0) throw new SettingError(`${at} is empty. Name a policy`);
    return list.map((one, i) => {
        const here = Array.isArray(value) ? `${at}[${i}]` : at;
        if (typeof one !== "string" || one.trim() === "") throw new SettingError(`${here} is missing`);
        if (one.includes("*")) throw new SettingError(`${here} is ${JSON.stringify(one)}. Name each policy, without *`);
        return one.trim();
    });
}

function notEverything(pattern: string | undefined, at: string): void {
    if (pattern !== undefined && /^[*:/]+$/.test(pattern))
        throw new SettingError(`${at} is ${JSON.stringify(pattern)}, which names everything. Name what is meant`);
}

/** Two that exempt the same. */
const meaning = (one: Exemption): string =>
    JSON.stringify([[...one.policies].sort(), ...PATTERNS.map((name) => one[name] ?? null)]);
