import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { NO_REPAIR } from "../../model/repair";
import { existingNamespaces } from "../../settings/existing-namespaces";
import { staticPodNamespacesInStack } from "../../subjects/static-pods";

/** Its first Pod wants the node's processes, which Pod Security refuses at every level but `privileged`. */
const controlPlane = (namespace: string) => ({
    type: "aws:ec2/instance:Instance",
    name: "control-plane",
    props: {
        userData: [
            "#cloud-config",
            "write_files:",
            "- path: /etc/kubernetes/manifests/agent.yaml",
            "  content: |",
            "    apiVersion: v1",
            "    kind: Pod",
            `    metadata: { name: agent, namespace: ${namespace} }`,
            "    spec: { hostPID: true, containers: [{ name: agent, image: example.com/agent:1 }] }",
        ].join("\n"),
    },
});
const refusing = {
    type: "kubernetes:core/v1:Namespace",
    name: "agents",
    props: { metadata: { name: "agents", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
};

export const staticPodsVisible = definePolicy({
    name: "static-pods-visible",
    displayName: "Static Pods are visible",
    description: "A static Pod must be in a namespace that exists and admits it, as the API server does not list it otherwise.",
    severity: "high",
    mitigation: "M2",
    remediationSteps:
        "Put the Pod into kube-system, or into a namespace that the stack makes or the setting existingNamespaces lists",
    repair: NO_REPAIR.betweenResources,
    attack:
        "The kubelet runs a static Pod whether or not the API server takes its mirror Pod. In a namespace that is not there or refuses it the Pod " +
        "runs with no object that an administrator, a scanner or a policy would ever see.",
    settings: { existingNamespaces },
    stack: {
        subject: staticPodNamespacesInStack,
        *check({ at, namespace, state, level, evidence }, settings) {
            const where = `puts a static Pod into the namespace ${JSON.stringify(namespace)}`;
            switch (state) {
                case "absent":
                    if (settings.existingNamespaces.has(namespace)) return;
                    yield { at, message: `${where}, which nothing here makes`, certainty: "unsure" };
                    return;
                case "refusing":
                    yield* byEvidence(evidence, () => [
                        { at, message: `${where}, which refuses it (Pod Security level ${level})` },
                    ]);
                    return;
                default:
                    return state satisfies never;
            }
        },
    },
    examples: {
        bad: { ...controlPlane("agents"), beside: [refusing] },
        good: { ...controlPlane("kube-system"), beside: [refusing] },
    },
});
