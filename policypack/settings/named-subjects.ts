import type { RbacSubject } from "../model/rbac";
import { partsOf } from "./parts";
import { type Setting, SettingError } from "./setting";

const KINDS = ["ServiceAccount", "User", "Group"] as const;
const PARTS = ["kind", "namespace", "name", "reason"] as const;
/** Naming these would be naming everybody. */
const EVERYBODY = /^system:(anonymous|unauthenticated|authenticated|serviceaccounts(:.*)?)$/;

/** Subjects of RBAC that somebody has named. */
export class NamedSubjects {
    constructor(private readonly all: readonly Omit<RbacSubject, "at">[]) {}

    get isEmpty(): boolean {
        return this.all.length === 0;
    }

    has({ kind, namespace, name }: Omit<RbacSubject, "at">): boolean {
        return this.all.some((one) => one.kind === kind && one.name === name && one.namespace === namespace);
    }
}

/**
 * A setting that names subjects of RBAC, each with a reason.
 * @param description whom and what for; what a subject consists of is said in it
 */
export const namedSubjects = (description: string): Setting<NamedSubjects> => ({
    schema: {
        type: "array",
        items: {
            type: "object",
            properties: {
                kind: { type: "string", enum: [...KINDS] },
                namespace: { type: "string" },
                name: { type: "string" },
                reason: { type: "string" },
            },
            required: ["kind", "name", "reason"],
        },
        default: [],
        description,
    },
    read(value, at) {
        if (value === undefined) return new NamedSubjects([]);
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list of subjects`);
        return new NamedSubjects(value.map((one: unknown, i) => subject(one, `${at}[${i}]`)));
    },
});

function subject(value: unknown, at: string): Omit<RbacSubject, "at"> {
    const part = partsOf(value, at, PARTS);
    const [kind, name] = [part("kind"), part("name")];
    part("reason");
    if (!(KINDS as readonly string[]).includes(kind)) {
        throw new SettingError(`${at}.kind is ${JSON.stringify(kind)}. It is one of ${KINDS.join(", ")}`);
    }
    if (EVERYBODY.test(name))
        throw new SettingError(`${at}.name is ${JSON.stringify(name)}, which is everybody. Name one subject`);
    if (kind === "ServiceAccount") return { kind, name, namespace: part("namespace") };
    if ("namespace" in (value as object)) throw new SettingError(`${at}.namespace: a ${kind} has none`);
    return { kind, name, namespace: undefined };
}
