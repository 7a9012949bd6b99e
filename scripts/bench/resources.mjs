// Resources of the kinds that stacks are made of, as the engine sends them.

/** @type {Record<string, import("../analyzer.mjs").Resource>} */
export const RESOURCES = {
    "irrelevant resource": { type: "aws:sqs/queue:Queue", name: "q", props: { name: "q", tags: { team: "a" } } },
    "security group": {
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "sg",
        props: {
            vpcId: "vpc-1",
            tags: { "kubernetes.io/cluster/prod": "owned" },
            ingress: [443, 10250, 1025].map((port) => ({
                protocol: "tcp",
                fromPort: port,
                toPort: port,
                securityGroups: ["sg-2"],
            })),
        },
    },
    "Deployment of 3 kB": { type: "kubernetes:apps/v1:Deployment", name: "d", props: deployment() },
    "LaunchTemplate with 16 kB of user data": launchTemplate(0),
};

function deployment() {
    const env = Array.from({ length: 40 }, (_, i) => ({ name: `SETTING_${i}`, value: `value-${i}-${"x".repeat(20)}` }));
    const container = { name: "web", image: "example/web:1", env, volumeMounts: [{ name: "data", mountPath: "/data" }] };
    const spec = { containers: [container], volumes: [{ name: "data", emptyDir: {} }] };
    return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replicas: 2, template: { spec } } };
}

/** One whose user data no other has: a MIME message with a NodeConfig and a long shell part, 16 kB in all. */
export function launchTemplate(i) {
    const nodeConfig = `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: ${110 + i}\n`;
    const script = ["#!/bin/bash", "set -euo pipefail"];
    while (script.join("\n").length < 15_400) script.push(`echo "step ${script.length} of ${i}" >> /var/log/bootstrap.log`);
    const part = (type, body) => `--B\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const parts = part("application/node.eks.aws", nodeConfig) + part("text/x-shellscript", script.join("\n"));
    const text = `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n${parts}--B--\r\n`;
    const props = { userData: Buffer.from(text).toString("base64") };
    return { type: "aws:ec2/launchTemplate:LaunchTemplate", name: `lt-${i}`, props };
}
