import type { Finding } from "./finding";
import { type GuardedObject, type Written, writtenBy } from "./guarded-object";
import { isEveryone, type RbacSubject, shownSubject } from "./rbac";
import type { RbacAccess } from "./rbac-access";

const KINDS: Readonly<Record<string, string>> = { configmaps: "ConfigMap", secrets: "Secret" };

/** Who may write, as far as somebody has said it. */
export interface NamedWriters {
    readonly isEmpty: boolean;
    has(subject: Omit<RbacSubject, "at">): boolean;
}

/** Above RBAC, or administrators by what kubeadm binds: a binding gives them nothing new. */
const ADMINISTRATORS = /^(?:system:masters|kubeadm:cluster-admins)$/;
/** Machines of which one that is taken over is enough. */
const MACHINES = /^system:(?:nodes|bootstrappers(?::.+)?)$/;
/** Where controllers run that apply whatever their repository holds. */
const GITOPS = /^(?:argocd|argo-cd|flux-system|openshift-gitops|cattle-fleet-(?:local-)?system)$/;

/**
 * Who writes objects that decide what nodes run or who they are, through one binding.
 *
 * Everyone is critical. Of chosen subjects it is certain where the rule is about the object and they are workloads or machines, or where
 * somebody has named who may and did not name them. Otherwise it is advice: people have their reasons, and not every cluster has the object.
 */
export function* writersOf(access: RbacAccess, objects: readonly GuardedObject[], named: NamedWriters): Generator<Finding> {
    const all = writtenBy(access, objects);
    const told = withoutRepetition(all.filter((one) => !isOrdinary(one, access)));
    yield* toEveryone(access, withoutRepetition(all));
    for (const written of told) {
        const { object, isAimed } = written;
        const fact = `${what(written, access)}, and so ${object.gives}`;
        if (access.at === undefined) {
            // Aimed rules alone: a role that also writes ConfigMaps is bound somewhere for what it is.
            if (isAimed)
                yield {
                    at: written.by.rule.at,
                    message: `lets its subjects write ${fact}, and no binding in this stack tells who they are`,
                    certainty: "unsure",
                };
            continue;
        }
        const others = access.subjects.filter((one) => !isEveryone(one) && !isKeeper(one, object) && !named.has(one));
        const sure = others.filter((one) => isAimed && isSure(one, named));
        const unsure = others.filter((one) => !sure.includes(one));
        const message = (whom: readonly RbacSubject[]) => `gives ${shown(whom)} ${roleOf(access, written)}, which writes ${fact}`;
        if (sure.length > 0) yield { at: access.at, message: message(sure) };
        if (unsure.length > 0) {
            const level = isAimed ? undefined : ({ severity: "medium" } as const);
            yield { at: access.at, message: message(unsure), certainty: "unsure", ...level };
        }
    }
}

function* toEveryone(access: RbacAccess, all: readonly Written[]): Generator<Finding> {
    for (const subject of access.subjects.filter(isEveryone)) {
        for (const written of all) {
            const fact = `${what(written, access)}, and so ${written.object.gives}`;
            const message = `gives ${subject.name} ${roleOf(access, written)}, which writes ${fact}`;
            yield { at: `${subject.at}.name`, message, severity: "critical" };
        }
    }
}

/** What so many controllers have that it says nothing about the object. */
const isOrdinary = ({ object, isAimed }: Written, { namespace }: RbacAccess): boolean =>
    !isAimed && namespace === undefined && object.isOrdinaryEverywhere === true;

/** One thing that a rule about everything writes is enough to tell. */
function withoutRepetition(all: readonly Written[]): readonly Written[] {
    const broad = all.filter(({ isAimed }) => !isAimed);
    return [...all.filter(({ isAimed }) => isAimed), ...broad.slice(0, 1)];
}

const isKeeper = (subject: RbacSubject, { keeper }: GuardedObject): boolean =>
    keeper?.(subject) === true || (subject.kind === "Group" && ADMINISTRATORS.test(subject.name));

function isSure(subject: RbacSubject, named: NamedWriters): boolean {
    if (!named.isEmpty) return true;
    if (subject.kind === "ServiceAccount") return !GITOPS.test(subject.namespace ?? "");
    return subject.kind === "Group" && MACHINES.test(subject.name);
}

/** What it writes, the object among more where the rule is not about it. */
function what({ object, by: { rule }, isAimed }: Written, { namespace }: RbacAccess): string {
    if (isAimed) return object.words;
    const where = namespace === undefined ? "in every namespace" : `in ${namespace}`;
    const kind = rule.resources.find((one) => object.resources.test(one)) ?? "";
    const all = rule.resources.includes("*") ? "everything" : `every ${KINDS[kind] ?? `one of ${kind}`}`;
    return `${all} ${where}, ${object.words} among them`;
}

const roleOf = ({ role }: RbacAccess, { by }: Written): string =>
    by.role === role ? `the role ${role}` : `the role ${role}, which has a rule of ${by.role}`;

const shown = ([first, ...others]: readonly RbacSubject[]): string =>
    `${shownSubject(first!)}${others.length === 0 ? "" : ` and ${others.length} more`}`;
