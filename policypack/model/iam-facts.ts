import type { Finding } from "./finding";
import type { GrantedRight, HolderKind, IamGrant, IamHolder } from "./iam-grant";

/** Everybody but nodes, whose role is judged for itself, and EKS, whose work it is to change them. */
export const BESIDE_NODES: readonly HolderKind[] = ["pods", "machine", "service", "deployer", "people", "anybody", "unknown"];

/** Whether somebody certainly maintains no nodes: Pods, machines, other services, strangers. A deployer, or people, may well do so. */
export const isOutsider = ({ kind }: IamHolder): boolean =>
    kind === "pods" || kind === "machine" || kind === "service" || kind === "anybody";

/** Whether somebody must have none of it, however wide the policy is written: what Pods and strangers may do is no administrator's role. */
export const isWorkload = ({ kind }: IamHolder): boolean => kind === "pods" || kind === "anybody";

/** Words for nodes: `eks-nodes`, `KubernetesWorker`; a `nodejs-app` is none. */
const NODE_NAME = /(?:^|[^a-z])(?:eks|k8s|kube[a-z]*|nodes?)(?:[^a-z]|$)/i;

/** Whether a role of machines may be that of nodes: nothing shows it but its name. */
export const isPerhapsOfNodes = ({ kind, names }: IamHolder): boolean =>
    kind === "machine" && names.some((name) => NODE_NAME.test(name.replace(/([a-z])(?=[A-Z])/g, "$1-")));

/**
 * `allows ec2:ModifyLaunchTemplate (by ec2:*) on * to role "app" of Pods`.
 * @param rights those of the grant that matter, at least one
 */
export function allowance({ attached, resources, tag, holder }: IamGrant, rights: readonly GrantedRight[]): string {
    const verb = attached === undefined ? "allows" : `attaches ${attached}, which allows`;
    const where = tag === undefined ? "" : ` with tag ${tag.key}`;
    if (rights.every(({ written }) => written === "*"))
        return `${verb} everything on ${listed(resources)}${where} to ${holder.words}`;
    const actions = listed(rights.map(({ right }) => right.action));
    const patterns = [...new Set(rights.map(byWhat).filter((by) => by !== ""))];
    const by = patterns.length === 0 ? "" : ` (by ${listed(patterns)})`;
    return `${verb} ${actions}${by} on ${listed(resources)}${where} to ${holder.words}`;
}

function byWhat({ spelling, written }: GrantedRight): string {
    if (written === "") return "NotAction";
    return spelling === "name" && !written.includes("*") && !written.includes("?") ? "" : written;
}

/** Whether a fact certainly concerns nodes and somebody who must not have it. */
export type Certainty = NonNullable<Finding["certainty"]>;

/**
 * The finding about one grant: of the rights that certainly matter, or else of those that may.
 * @param certaintyOf each right by itself; "none" for one that does not matter
 */
export function* findingsOf(grant: IamGrant, certaintyOf: (granted: GrantedRight) => Certainty | "none"): Generator<Finding> {
    const judged = grant.rights.map((right) => ({ right, certainty: certaintyOf(right) }));
    for (const certainty of ["known", "unsure"] as const) {
        const rights = judged.filter((one) => one.certainty === certainty).map(({ right }) => right);
        if (rights.length === 0) continue;
        const known = [...new Set(rights.flatMap((one) => one.known ?? []))];
        const effect = known.length === 0 ? "" : `, which reaches ${listed(known)}`;
        const message = `${allowance(grant, rights)}${effect}`;
        yield certainty === "known" ? { at: grant.at, message } : { at: grant.at, message, certainty, severity: "medium" };
        return;
    }
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 7 more`. */
export function listed(words: readonly string[]): string {
    const shown = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
    return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
