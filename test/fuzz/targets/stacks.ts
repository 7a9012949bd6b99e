import { policies } from "../../../policypack/policies";
import { judgeResource, judgeStack, type Said, stackOf } from "../../../policypack/lib/without-engine";
import { stacks, texts } from "../material";
import { type Material, mutatedText } from "../mutators";
import type { Random } from "../random";
import { type Outcome, SECRET, type Target } from "../target";
import { generated } from "../grammar";
import { LANGUAGE } from "../language";
import { withSecrets } from "./boots";
import { changeData, type Pool, poolOf } from "./mutate-json";

/** A stack as an input has it, in JSON. */
interface Resource {
    type: string;
    name: string;
    props: Record<string, unknown>;
    parent?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[]>;
}

const TYPES = [...new Set(policies.flatMap(({ reads }) => reads))].sort();
const PLAIN_TEXT = new Set(["aws:ec2/instance:Instance"]);

let kept: { readonly seeds: readonly Buffer[]; readonly pool: Pool; readonly all: readonly Resource[][] } | undefined;

function material() {
    if (kept !== undefined) return kept;
    const all = stacks().map((stack) =>
        stack.map((one, i): Resource => {
            const { type, name = `it-${i}`, props, parent, dependencies, propertyDependencies } = one;
            const edges = JSON.parse(JSON.stringify({ parent, dependencies, propertyDependencies })) as Partial<Resource>;
            return { type, name, props: JSON.parse(JSON.stringify(props)) as Record<string, unknown>, ...edges };
        }),
    );
    const seeds = all.map((stack) => Buffer.from(JSON.stringify(stack)));
    kept = { seeds, pool: poolOf(all.flatMap((stack) => stack.map(({ props }) => props))), all };
    return kept;
}

/** The resources of an input; undefined where it is none. */
function resourcesIn(input: Buffer): Resource[] | undefined {
    let json: unknown;
    try {
        json = JSON.parse(input.toString("utf8"));
    } catch {
        return undefined;
    }
    if (!Array.isArray(json)) return undefined;
    const isResource = (one: unknown): one is Resource => {
        const { type, name, props } = (one ?? {}) as Partial<Resource>;
        return (
            typeof type === "string" &&
            typeof name === "string" &&
            typeof props === "object" &&
            props !== null &&
            !Array.isArray(props)
        );
    };
    // The engine gives each resource a name of its own.
    const names = new Set<string>();
    return json.filter(isResource).filter(({ type, name }) => {
        const isNew = !names.has(`${type}::${name}`);
        names.add(`${type}::${name}`);
        return isNew;
    });
}

const urnOf = ({ type, name }: Resource) => `urn:pulumi:dev::fuzz::${type}::${name}`;
const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What all policies say, as sorted lines; and how they ended. */
export function judged(resources: readonly Resource[]): { readonly lines: readonly string[]; readonly said: readonly Said[] } {
    const lines: string[] = [];
    const said: Said[] = [];
    const tell = (policy: string, about: string) => (one: Said) => {
        said.push(one);
        lines.push([policy, one.urn ?? about, one.level ?? "", one.severity ?? "", one.text].join("\t"));
    };
    for (const resource of resources) {
        const given = { type: resource.type, name: resource.name, urn: urnOf(resource), props: copied(resource.props) };
        for (const policy of policies) {
            if (!policy.reads.includes(resource.type)) continue;
            const { unknown } = judgeResource(policy, given, {}, tell(policy.name, given.urn));
            if (unknown !== undefined) lines.push([policy.name, given.urn, "unknown"].join("\t"));
        }
    }
    // Of several that have one name the same is meant in whatever order they come.
    const urns = new Map(
        resources.map((one) => [one.name, urnOf(one)] as const).sort(([, one], [, other]) => (one < other ? -1 : 1)),
    );
    const named = (names: unknown): string[] =>
        Array.isArray(names) ? names.flatMap((name: unknown) => (typeof name === "string" ? (urns.get(name) ?? []) : [])) : [];
    const stack = stackOf(
        resources.map((one) => ({
            type: one.type,
            name: one.name,
            urn: urnOf(one),
            props: copied(one.props),
            parent: named([one.parent])[0],
            dependencies: named(one.dependencies),
            propertyDependencies: Object.fromEntries(
                Object.entries(one.propertyDependencies ?? {}).map(([property, from]) => [property, named(from)]),
            ),
        })),
    );
    for (const policy of policies) {
        const { unknown } = judgeStack(policy, stack, {}, tell(policy.name, ""));
        if (unknown !== undefined) lines.push([policy.name, "stack", "unknown"].join("\t"));
    }
    for (const line of lines) {
        if (/could not be judged: the policy \S+ failed \(/.test(line)) throw new Error(line);
    }
    return { lines: lines.sort(), said };
}

/** Properties that hold secrets, in whatever resource. */
const SECRET_NAME =
    /^(?:password|masterPassword|secretString|secretKey|privateKey|privateKeyPem|keyMaterial|token|bootstrapToken|clientKey|userPassword|passwordHash|authToken|apiKey|plaintext)$/;

/** Secrets in the places that hold some: properties of such names, keys in texts. */
function planted(value: unknown, name: string): unknown {
    if (typeof value === "string") return SECRET_NAME.test(name) ? SECRET : withSecrets(value);
    if (Array.isArray(value)) return value.map((one) => planted(one, name));
    if (typeof value !== "object" || value === null) return value;
    const found: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) {
        Object.defineProperty(found, key, {
            value: planted(inner, key),
            enumerable: true,
            configurable: true,
            writable: true,
        });
    }
    return found;
}

export const STACK_TARGET: Target = {
    name: "stacks",
    share: 20,
    ms: 900,
    msPerKib: 30,
    seeds: () => material().seeds,
    generate(random: Random) {
        const { all, pool } = material();
        const count = 1 + random.below(random.once(10) ? 12 : 3);
        const resources = Array.from({ length: count }, (_, i): Resource => {
            const one = copied(random.pick(random.pick(all)));
            one.name = `r${i}`;
            if (random.once(4)) one.type = random.pick(TYPES);
            if (random.once(3)) {
                const text = random.once(3) ? random.pick(texts()) : generated(LANGUAGE, "boot.file", random);
                one.props["userData"] = PLAIN_TEXT.has(one.type) && random.once(2) ? text : Buffer.from(text).toString("base64");
            }
            if (random.once(3)) one.dependencies = [`r${random.below(count)}`];
            if (random.once(3)) one.parent = `r${random.below(count)}`;
            if (random.once(3)) {
                const property = random.pick([...Object.keys(one.props), "vpcSecurityGroupIds", "role", "__proto__"]);
                one.propertyDependencies = { [property]: [`r${random.below(count)}`] };
            }
            return one;
        });
        const none: Material = { words: ["x"], other: () => Buffer.alloc(0) };
        for (let left = random.below(4); left > 0; left--) changeData(random.pick(resources).props, random, pool, none);
        return Buffer.from(JSON.stringify(resources));
    },
    mutate(input, random, from) {
        const resources = resourcesIn(input);
        if (resources === undefined || resources.length === 0) return this.generate(random);
        if (random.once(12)) resources.push(...(resourcesIn(from.other()) ?? []));
        if (random.once(16)) {
            const one = random.pick(resources);
            one.name = mutatedText(one.name, random, from);
        }
        if (random.once(16)) random.pick(resources).type = random.pick(TYPES);
        for (let left = 1 + random.below(4); left > 0; left--) {
            changeData(random.pick(resources).props, random, material().pool, from);
        }
        return Buffer.from(JSON.stringify(resources.slice(0, 40)));
    },
    plant(input) {
        const resources = resourcesIn(input);
        if (resources === undefined) return input;
        return Buffer.from(JSON.stringify(resources.map((one) => ({ ...one, props: planted(one.props, "") }))));
    },
    run(input): Outcome {
        const resources = resourcesIn(input);
        if (resources === undefined) return { value: null, messages: [] };
        const { lines, said } = judged(resources);
        return { value: lines, messages: said.map(({ text }) => text) };
    },
    again(input) {
        const resources = resourcesIn(input);
        return resources === undefined ? null : judged([...resources].reverse()).lines;
    },
};
