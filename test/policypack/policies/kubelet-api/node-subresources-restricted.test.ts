import { nodeSubresourcesRestricted } from "../../../../policypack/policies/kubelet-api/node-subresources-restricted";
import { UNKNOWN } from "../../judge";
import { everyForm, policyTable } from "../../table";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const role = (resources: string[], verbs = ["get"], apiGroups = [""]) => ({
    type,
    props: { rules: [{ apiGroups, resources, verbs }] },
});
const fix = "Grant nodes/metrics and nodes/stats where monitoring needs them, and nothing else under nodes/.";
const exec = `rules[0].resources[0]: grants "nodes/proxy", which lets its subjects run commands in every container of a node. ${fix}`;

policyTable(nodeSubresourcesRestricted, {
    fails: {
        "nodes/proxy is command execution": { ...role(["nodes/proxy"]), reports: [exec] },
        "nodes/log discloses the node's logs": {
            ...role(["nodes/log"]),
            reports: [`[high] rules[0].resources[0]: grants "nodes/log", which discloses the node's log files. ${fix}`],
        },
        ...everyForm(nodeSubresourcesRestricted, "ClusterRole", role(["nodes/proxy"]).props, [exec]),
    },
    passes: {
        "monitoring needs nodes/metrics": role(["nodes", "nodes/metrics", "nodes/stats"]),
        "nodes without a sub-resource opens no kubelet": role(["nodes"]),
        "a star after the slash matches nothing": role(["nodes/*"]),
        "another API group has no nodes": role(["*/proxy"], ["get"], ["apps"]),
        "the kubelet answers no list": role(["nodes/proxy"], ["list", "watch"]),
    },
    unknowns: {
        "an unknown rule hides no bad sibling": {
            type,
            props: { rules: [UNKNOWN, { apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }] },
            unknown: "rules.0",
            reports: [exec.replace("rules[0]", "rules[1]")],
        },
    },
});
