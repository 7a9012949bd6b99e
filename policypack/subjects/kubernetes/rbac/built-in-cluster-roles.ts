import type { LabelSelector } from "../../../model/label-selector";
import type { NodeSubresourceGrant } from "../../../model/node-subresource-grant";
import type { RbacRule } from "../../../model/rbac-rule";
import { reachOf } from "./cluster-role";

/** A role that the API server makes by itself. */
export interface BuiltInRole {
    readonly name: string;
    readonly labels: ReadonlyMap<string, string>;
    readonly aggregation: readonly LabelSelector[] | undefined;
    readonly grants: readonly NodeSubresourceGrant[];
    readonly rules: readonly RbacRule[];
}

const AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

/** `RESOURCES: VERBS`, as in the source. */
const granting = (
    name: string,
    rules: Readonly<Record<string, string>>,
    labels: Readonly<Record<string, string>> = {},
): BuiltInRole => ({
    name,
    labels: new Map(Object.entries(labels)),
    aggregation: undefined,
    grants: Object.entries(rules).flatMap(([resources, verbs]) =>
        resources.split(" ").map((resource) => ({
            at: "rules",
            resource,
            isCore: true,
            reaches: reachOf(resource),
            verbs: verbs.split(" "),
            nodes: [],
        })),
    ),
    rules: Object.entries(rules).map(([resources, verbs]) => ({
        at: "rules",
        apiGroups: [resources === "*" ? "*" : ""],
        resources: resources.split(" "),
        verbs: verbs.split(" "),
        resourceNames: [],
    })),
});

const collecting = (name: string, labels: Readonly<Record<string, string>> = {}): BuiltInRole => ({
    name,
    labels: new Map(Object.entries(labels)),
    aggregation: [{ matchLabels: new Map([[`${AGGREGATE_TO}${name}`, "true"]]), matchExpressions: [] }],
    grants: [],
    rules: [],
});

const WRITE = "create update patch delete deletecollection";
const EVERY_KUBELET_PATH = "nodes/proxy nodes/metrics nodes/stats nodes/log nodes/configz nodes/healthz nodes/pods";

/**
 * The roles of Kubernetes 1.36 that grant a sub-resource of nodes, write ConfigMaps or Secrets, or collect the rules of others, with what they
 * grant of these. The Roles that it brings in kube-system write none that is there
 * (plugin/pkg/auth/authorizer/rbac/bootstrappolicy; `npm run test:daemons -- rbac` holds it against a real API server).
 */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
    collecting("admin"),
    collecting("edit", { [`${AGGREGATE_TO}admin`]: "true" }),
    collecting("view", { [`${AGGREGATE_TO}edit`]: "true" }),
    granting("system:aggregate-to-edit", { "configmaps secrets": WRITE }, { [`${AGGREGATE_TO}edit`]: "true" }),
    granting("cluster-admin", { "*": "*" }),
    granting("system:kubelet-api-admin", { [EVERY_KUBELET_PATH]: "*" }),
    granting("system:monitoring", { "nodes/metrics": "get" }),
    granting("system:node", { "nodes/status": "update patch" }),
    granting("system:node-problem-detector", { "nodes/status": "patch" }),
    granting("system:kube-controller-manager", { "*": "list watch", secrets: "create delete update" }),
    granting("system:controller:attachdetach-controller", { "nodes/status": "update patch" }),
    granting("system:controller:generic-garbage-collector", { "*": "delete get list patch update watch" }),
    granting("system:controller:namespace-controller", { "*": "delete deletecollection get list" }),
    granting("system:controller:node-controller", { "nodes/status": "update patch" }),
    granting("system:controller:route-controller", { "nodes/status": "patch" }),
    granting("system:controller:resourcequota-controller", { "*": "list watch" }),
    granting("system:controller:root-ca-cert-publisher", { configmaps: "create update" }),
    granting("system:controller:legacy-service-account-token-cleaner", { secrets: "patch delete" }),
];
