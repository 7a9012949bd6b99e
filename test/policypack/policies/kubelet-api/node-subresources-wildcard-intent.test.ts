import { nodeSubresourcesWildcardIntent } from "../../../../policypack/policies/kubelet-api/node-subresources-wildcard-intent";
import { UNKNOWN } from "../../judge";
import { chart } from "../../rbac";
import { everyForm, policyTable } from "../../table";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const role = (resources: unknown[], apiGroups = [""]) => ({ type, props: { rules: [{ apiGroups, resources, verbs: ["get"] }] } });
const line = `rules[0].resources[0]: grants "nodes/*", which matches nothing; it was probably meant to be every sub-resource of nodes, nodes/proxy among them. Name what is needed, such as nodes/metrics.`;

policyTable(nodeSubresourcesWildcardIntent, {
    fails: {
        "what a chart is given for its role": {
            ...chart(role(["nodes/*"]).props),
            reports: [line.replace("rules", "values.rules")],
        },
        "every sub-resource of everything is a literal too": {
            ...role(["*/*"], ["*"]),
            reports: [
                `rules[0].resources[0]: grants "*/*", which matches nothing; it was probably meant to be every sub-resource of everything, nodes/proxy among them. Name what is needed, such as nodes/metrics.`,
            ],
        },
        ...everyForm(nodeSubresourcesWildcardIntent, "ClusterRole", role(["nodes/*"]).props, [line]),
    },
    passes: {
        "a real grant is the other policy's": role(["nodes/proxy", "*"]),
        "another group's nodes": role(["nodes/*"], ["metrics.k8s.io"]),
        "other resources": role(["pods/*"]),
    },
    unknowns: {
        "an unknown resource hides no sibling": {
            ...role([UNKNOWN, "nodes/*"]),
            unknown: "rules.0.resources.0",
            reports: [line.replace("resources[0]", "resources[1]")],
        },
    },
});
