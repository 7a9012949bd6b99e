import { UNKNOWN } from "../../policypack/judge";
import { generated } from "../grammar";
import { LANGUAGE } from "../language";
import { type Material, mutatedText } from "../mutators";
import type { Random } from "../random";

/** Values that stood under a name somewhere: what belongs there, or what belongs somewhere else. */
export type Pool = ReadonlyMap<string, readonly unknown[]>;

/** Every value in these, by the name that it stands under. */
export function poolOf(values: Iterable<unknown>): Pool {
    const pool = new Map<string, unknown[]>();
    const add = (name: string, value: unknown): void => {
        const list = pool.get(name) ?? [];
        if (list.length < 200) pool.set(name, [...list, value]);
        walk(value, name);
    };
    const walk = (value: unknown, name: string): void => {
        if (Array.isArray(value)) for (const one of value) add(name, one);
        else if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) add(key, inner);
    };
    for (const value of values) walk(value, "");
    return pool;
}

const KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "length", "", "a b", "a\nb", 'a"b', "\u{202e}a", "4dabf18193072939515e22adb298388d", "kubernetes.io/cluster/a", "kube-bypass-guard/exempt.kubelet-port-not-reachable"]; // prettier-ignore
const VALUES: readonly unknown[] = [null, "", "*", "0.0.0.0/0", "::/0", -1, 0, 10250, 65536, 1e21, true, false, [], {}, [[]], UNKNOWN, "true", "10250", { toString: "x" }, ["__proto__"]]; // prettier-ignore
const STARTS = [
    "boot.file",
    "boot.file",
    "iam.file",
    "cfn.file",
    "file",
    "sh.file",
    "path",
    "hostport",
    "value",
    "flag",
    "iam.arn",
];

interface Where {
    readonly parent: any;
    readonly key: string | number;
    readonly name: string;
}

function placesIn(root: object): Where[] {
    const places: Where[] = [];
    const walk = (parent: any, name: string): void => {
        for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
            const own = typeof key === "string" ? key : name;
            places.push({ parent, key, name: own });
            if (typeof parent[key] === "object" && parent[key] !== null) walk(parent[key], own);
        }
    };
    walk(root, "");
    return places;
}

/** `__proto__` is a name like any other here. A list's `length` is no data: JSON brings no such name into a list. */
function put(parent: object, key: string | number, value: unknown): void {
    if (Array.isArray(parent) && typeof key === "string") return;
    Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

const copied = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

const nested = (value: unknown, depth: number): unknown => {
    let whole = value;
    for (let i = 0; i < depth; i++) whole = i % 2 === 0 ? [whole] : { a: whole };
    return whole;
};

/** Changes one thing in data, in place. */
export function changeData(root: object, random: Random, pool: Pool, material: Material): void {
    const places = placesIn(root);
    if (places.length === 0) return put(root, random.pick(KEYS), copied(random.pick(VALUES)));
    const { parent, key, name } = random.pick(places);
    const value: unknown = parent[key];
    const set = (to: unknown) => put(parent, key, to);
    switch (random.below(14)) {
        case 0:
            return set(copied(random.pick(VALUES)));
        case 1:
            if (Array.isArray(parent)) parent.splice(key as number, 1);
            else Reflect.deleteProperty(parent, key);
            return;
        case 2:
        case 3:
        case 4:
            return set(copied(random.pick(pool.get(name) ?? VALUES)));
        case 5: {
            const other = random.pick([...pool.keys()]);
            const target = typeof value === "object" && value !== null && !Array.isArray(value) ? value : root;
            return put(target, other === "" ? "a" : other, copied(random.pick(pool.get(other)!)));
        }
        case 6:
            if (typeof value === "object" && value !== null) put(value, random.pick(KEYS), copied(random.pick(VALUES)));
            return;
        case 7:
            if (Array.isArray(value) && value.length > 0) value.push(copied(random.pick(value)));
            else set([copied(value)]);
            return;
        case 8:
            return set(nested(copied(value), random.once(8) ? 400 : random.below(8)));
        case 9:
            return set(typeof value === "string" && !Number.isNaN(Number(value)) ? Number(value) : (JSON.stringify(value) ?? ""));
        case 10:
            return set(generated(LANGUAGE, random.pick(STARTS), random));
        case 11:
            return set(Buffer.from(generated(LANGUAGE, "boot.file", random)).toString("base64"));
        default:
            if (typeof value === "string") set(mutatedText(value, random, material));
            else if (typeof value === "number") set(value + random.below(3) - 1);
            else set(copied(random.pick(pool.get(name) ?? VALUES)));
    }
}
