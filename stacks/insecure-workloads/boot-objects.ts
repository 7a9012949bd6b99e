/** Who may change what nodes boot from, inside the cluster. */
import * as kubernetes from "@pulumi/kubernetes";
import { inCluster } from "./cluster";

const namespace = "kube-system";
const apiGroup = "rbac.authorization.k8s.io";

/** A Role that writes one ConfigMap of kube-system, and who has it. */
function writer(name: string, configMap: string, subject: { namespace: string; name: string }) {
    const metadata = { name, namespace };
    new kubernetes.rbac.v1.Role(
        name,
        {
            metadata,
            rules: [
                { apiGroups: [""], resources: ["configmaps"], resourceNames: [configMap], verbs: ["get", "update", "patch"] },
            ],
        },
        inCluster,
    );
    new kubernetes.rbac.v1.RoleBinding(
        name,
        { metadata, roleRef: { apiGroup, kind: "Role", name }, subjects: [{ kind: "ServiceAccount", ...subject }] },
        inCluster,
    );
}

// The performance team's operator raises maxPods when a team asks for it. It can set staticPodPath as well.
writer("kubelet-tuner", "kubelet-config", { namespace: "performance", name: "kubelet-tuner" });

// The onboarding portal adds the roles of new teams by itself. It can add its own to system:masters.
writer("onboarding", "aws-auth", { namespace: "portal", name: "onboarding" });
