import { unwrapped } from "../../policypack/parse/shell-wrappers";
import { UNKNOWN } from "../policypack/judge";
import type { AdmissionRow } from "./admission-rows";

/** Why admission does other than the pack. The docs have the reasons word for word. */
export interface Difference {
    readonly reason: string;
    /** The policies whose findings it is about, where it is not about all of them; the docs name them. */
    readonly policies?: readonly string[];
    /** @param refused what the API server says where it takes no such object, whatever the policies */
    covers(row: AdmissionRow, refused: string | undefined): boolean;
}

/** The API server's own words about objects that no cluster takes. */
const NEVER_TAKEN = [
    /must not contain '\.\.'/,
    /`hostUsers` must be false to use `Unmasked`/,
    /cannot unmarshal string into Go struct field .* of type bool/,
    /spec\.volumes\[\d+\]\.hostPath\.path: Required value/,
];

/** The policies that follow a binding to a role of its stack. */
const OF_BOUND_ROLES: readonly string[] = [
    "node-boot-objects-writers-restricted",
    "node-identity-writers-restricted",
    "node-subresources-not-granted-to-everyone",
];
/** The policies that learn of a stack's nodes where their sockets and manifests are. */
const OF_NODES_PLACES: readonly string[] = ["runtime-socket-not-mounted", "static-pod-folders-not-mounted"];

type Named = Partial<Record<"metadata" | "roleRef", { readonly name?: string }>>;
/** Whether a row binds a role that it has itself, so that no object of it has both the rules and who gets them. */
function bindsOwnRole({ given }: AdmissionRow): boolean {
    const objects = given.flatMap(({ type, name, props }) => {
        const items = (props as { items?: Named[] }).items ?? [props as Named];
        return items.map((one) => ({
            isRole: /Role(?:Patch|List)?$/.test(type),
            names: [one.metadata?.name, name],
            to: one.roleRef?.name,
        }));
    });
    const roles = new Set(objects.filter(({ isRole }) => isRole).flatMap(({ names }) => names));
    return objects.some(({ isRole, to }) => !isRole && to !== undefined && roles.has(to));
}
/** Whether what a row mounts or offers is nothing anywhere else. */
const mountsOwnPlace = ({ given, lines }: AdmissionRow): boolean =>
    lines.length === 0 && given.every(({ props }) => /"hostPath"|"local"/.test(JSON.stringify(props)));

/** Every container in an object, whatever makes its Pods. */
function containersIn(object: unknown): readonly { command?: string[]; args?: string[] }[] {
    if (typeof object !== "object" || object === null) return [];
    return Object.entries(object).flatMap(([key, value]: [string, unknown]) =>
        /^(?:c|initC|ephemeralC)ontainers$/.test(key) && Array.isArray(value) ? value : containersIn(value),
    );
}
const runsScript = ({ command = [], args = [] }: { command?: string[]; args?: string[] }): boolean =>
    command.length > 0 && unwrapped([...command, ...args], new Map(), undefined).kind === "script";

/** What the pack refuses and no rule does. */
const isLetIn = ({ isRefused, isDenied }: AdmissionRow, refused: string | undefined): boolean =>
    refused === undefined && isRefused && !isDenied;

export const DIFFERENCES: readonly Difference[] = [
    {
        reason: "A value that is not known before the deployment is one that the pack reports as such; an API server is never sent one.",
        covers: ({ given }) => JSON.stringify(given).includes(UNKNOWN),
    },
    {
        reason:
            "Who has a role is what only a whole stack shows, so the setting monitoringSubjects has no counterpart: the role is " +
            "denied whoever it is bound to.",
        covers: ({ given, isForAllRules }) =>
            !isForAllRules && given.some(({ config }) => config?.["monitoringSubjects"] !== undefined),
    },
    {
        reason:
            "A JobSet, a Workflow of Argo or a collector of OpenTelemetry has its Pods in a form of its own. It is let in, and the " +
            "Pods and Jobs that its controller makes of it are denied.",
        covers: ({ given, lines }, refused) =>
            refused === undefined &&
            lines.length > 0 &&
            given.every(({ type }) =>
                /:(?:JobSet|Workflow|WorkflowTemplate|ClusterWorkflowTemplate|OpenTelemetryCollector)(?:Patch|List)?$/.test(type),
            ),
    },
    {
        reason:
            "Some objects of which the pack reads more than it must the API server takes from nobody: a path with .., a /proc that is not " +
            "masked in a Pod without a user namespace, a text for a boolean, a volume without a path.",
        covers: (_, refused) => refused !== undefined && NEVER_TAKEN.some((one) => one.test(refused)),
    },
    {
        reason:
            "What a shell in a container is told to run (sh -c) is a text in a language of its own, with variables and conditions: the pack reads it, " +
            "and CEL has no shell. What a container starts by its command, its args or its image is judged, through programs such as tini too.",
        covers: ({ given }, refused) =>
            refused === undefined && given.length > 0 && given.every(({ props }) => containersIn(props).some(runsScript)),
    },
    {
        reason:
            "A binding names a role, and the role's rules are another object: who writes what nodes boot from, through a role of the cluster's own, only the " +
            "whole stack shows. A role with such rules is warned of whoever it is bound to, and a role that Kubernetes brings is denied to everyone.",
        policies: OF_BOUND_ROLES,
        covers: (row, refused) =>
            isLetIn(row, refused) && row.isOfStack && OF_BOUND_ROLES.includes(row.policy) && bindsOwnRole(row),
    },
    {
        reason: "Where the nodes of a stack have their sockets and manifests, other than where every node has them, a Pod or volume does not show.",
        policies: OF_NODES_PLACES,
        covers: (row, refused) =>
            isLetIn(row, refused) && row.isOfStack && OF_NODES_PLACES.includes(row.policy) && mountsOwnPlace(row),
    },
];

/** Policies that read Pods and need no rule, as those of others deny every row of theirs; the docs have the reason. */
export const DENIED_BY_OTHERS: readonly { readonly policy: string; readonly reason: string }[] = [
    {
        policy: "runtime-socket-root-only",
        reason:
            "A container that serves a runtime with the node's rights is privileged, and one that passes the node's own socket on mounts it: " +
            "the rules about these deny it",
    },
];
