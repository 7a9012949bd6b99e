import { KubeletReadAccess } from "../../components";
import { registered } from "./registered";
import { atTheStrictest } from "./strictest";

const prometheus = { namespace: "monitoring", name: "prometheus" };
const ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

test("named service accounts read metrics and stats, and nothing else under nodes", async () => {
    const resources = await registered(() => new KubeletReadAccess("figures", { serviceAccounts: [prometheus] }));
    expect(resources.map(({ type, name }) => [type, name])).toEqual([
        ["kube-bypass-guard:index:KubeletReadAccess", "figures"],
        [ROLE, "figures-role"],
        [BINDING, "figures-binding"],
    ]);
    expect(resources[1]!.props["rules"]).toEqual([
        { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["nodes/metrics", "nodes/stats"], verbs: ["get"] },
    ]);
    expect(resources[2]!.props).toMatchObject({
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "figures-role" },
        subjects: [{ kind: "ServiceAccount", namespace: "monitoring", name: "prometheus" }],
    });
});

test("without stats only metrics are readable", async () => {
    const resources = await registered(() => new KubeletReadAccess("figures", { serviceAccounts: [prometheus], stats: false }));
    expect(resources[1]!.props["rules"][1].resources).toEqual(["nodes/metrics"]);
});

test("naming nobody is refused, with the argument's name", async () => {
    await expect(registered(() => new KubeletReadAccess("figures", { serviceAccounts: [] }))).rejects.toMatchObject({
        propertyPath: "serviceAccounts",
        reason: "names nobody: give the namespace and name of at least one service account",
    });
});

test("it passes the whole pack", async () => {
    const resources = await registered(() => new KubeletReadAccess("figures", { serviceAccounts: [prometheus] }));
    expect(atTheStrictest(resources)).toEqual({ violations: [], unknown: [] });
});
