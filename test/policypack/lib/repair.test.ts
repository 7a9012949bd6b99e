import { gunzipSync } from "node:zlib";
import { repairOrNot } from "../../../policypack/lib/repair";
import { hostPathMountsReadOnly } from "../../../policypack/policies/runtime-socket/host-path-mounts-read-only";
import { kubeletAnonymousAuthDisabled } from "../../../policypack/policies/kubelet-api/kubelet-anonymous-auth-disabled";
import { kubeletPortNotReachable } from "../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { kubeletReadOnlyPortDisabled } from "../../../policypack/policies/kubelet-api/kubelet-read-only-port-disabled";
import { nodeMetadataTokensRequired } from "../../../policypack/policies/runtime-socket/node-metadata-tokens-required";
import { runtimeSocketNotMounted } from "../../../policypack/policies/runtime-socket/runtime-socket-not-mounted";
import type { Policy } from "../../../policypack/lib/define-policy";
import { judge, UNKNOWN } from "../judge";
import { base64, mime } from "../kubelets";
import { remediate } from "../sdk";

const INSTANCE = "aws:ec2/instance:Instance";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
/** The engine's own form of a secret. */
const secret = (value: unknown) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

const NODE_CONFIG = `# of the web team
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster: { name: prod, apiServerEndpoint: https://example.com, certificateAuthority: Zm9v, cidr: 10.100.0.0/16 }
  kubelet:
    config:
      maxPods:   110 # measured
      readOnlyPort: 10255   # for the old agent
    flags:
      - "--node-labels=team=web"
      - --anonymous-auth=true
`;

const rewritten = async (policy: Policy, userData: string) =>
    ((await remediate(policy, { type: INSTANCE, props: { userData } })) as { userData: string } | undefined)?.userData;

describe("a text is rewritten in one place, and every other character stays", () => {
    test("a setting of a NodeConfig, with the comments around it", async () => {
        expect(await rewritten(kubeletReadOnlyPortDisabled, NODE_CONFIG)).toBe(
            NODE_CONFIG.replace("readOnlyPort: 10255 ", "readOnlyPort: 0 "),
        );
    });
    test("a flag of a NodeConfig", async () => {
        expect(await rewritten(kubeletAnonymousAuthDisabled, NODE_CONFIG)).toBe(
            NODE_CONFIG.replace("--anonymous-auth=true", '"--anonymous-auth=false"'),
        );
    });
    test("a part of a MIME message", async () => {
        const message = mime(
            ["text/x-shellscript", "#!/bin/sh\necho readOnlyPort: 10255"],
            ["application/node.eks.aws", NODE_CONFIG],
        );
        expect(await rewritten(kubeletReadOnlyPortDisabled, message)).toBe(
            message.replace("readOnlyPort: 10255 ", "readOnlyPort: 0 "),
        );
    });
    test("base64 stays base64", async () => {
        const after = await rewritten(kubeletReadOnlyPortDisabled, base64(NODE_CONFIG));
        expect(Buffer.from(after!, "base64").toString()).toBe(NODE_CONFIG.replace("readOnlyPort: 10255 ", "readOnlyPort: 0 "));
    });
    test("gzip stays gzip", async () => {
        const { gzipSync } = await import("node:zlib");
        const after = await rewritten(kubeletReadOnlyPortDisabled, gzipSync(NODE_CONFIG).toString("base64"));
        expect(gunzipSync(Buffer.from(after!, "base64")).toString()).toContain("readOnlyPort: 0   # for the old agent");
    });
    test("a file that cloud-init writes", async () => {
        const cloudConfig = `#cloud-config
package_update: true
write_files:
  - path: /etc/kubernetes/kubelet/kubelet-config.json
    permissions: "0644" # root's
    content: |
      {"kind": "KubeletConfiguration", "apiVersion": "kubelet.config.k8s.io/v1beta1",
       "readOnlyPort": 10255, "maxPods": 20}
runcmd: [/etc/eks/bootstrap.sh prod]
`;
        expect(await rewritten(kubeletReadOnlyPortDisabled, cloudConfig)).toBe(cloudConfig.replace("10255", "0"));
    });
});

test("a script is not rewritten, and the finding says so", async () => {
    const props = { userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--read-only-port=10255'\n" };
    const given = { type: INSTANCE, name: "script", props };
    expect(await remediate(kubeletReadOnlyPortDisabled, given)).toBeUndefined();
    expect(judge(kubeletReadOnlyPortDisabled, given).reported.map(({ message }) => message)).toEqual([
        "userData › line 2 › --kubelet-extra-args: makes the kubelet serve its read-only port on 10255. " +
            "Set readOnlyPort to 0, and remove --read-only-port or set it to 0. Not repaired: it stands in a script, which is not rewritten.",
    ]);
});

test("nothing is said of repairs where nobody asked for one", () => {
    const props = { userData: NODE_CONFIG };
    const [line] = judge(kubeletReadOnlyPortDisabled, { type: INSTANCE, name: "unasked", props }).reported;
    expect(line?.message).not.toContain("Not repaired");
});

test("what is secret stays a secret, with its neighbours as they were", async () => {
    const props = { userData: secret(NODE_CONFIG), tags: secret({ "kubernetes.io/cluster/prod": "owned" }), ami: "ami-1" };
    expect(await remediate(kubeletReadOnlyPortDisabled, { type: INSTANCE, props })).toEqual({
        userData: secret(NODE_CONFIG.replace("readOnlyPort: 10255 ", "readOnlyPort: 0 ")),
        tags: props.tags,
        ami: "ami-1",
    });
});

test("what is not known yet stays unknown, and hides no repair", async () => {
    const props = {
        subnetId: UNKNOWN,
        tags: { "kubernetes.io/cluster/prod": "owned" },
        metadataOptions: { httpTokens: "optional" },
    };
    expect(await remediate(nodeMetadataTokensRequired, { type: INSTANCE, props })).toEqual({
        ...props,
        metadataOptions: { httpTokens: "required" },
    });
});

test("a machine that is known to be a node and says nothing is told to ask for tokens; one that may be anything is left alone", async () => {
    const node = { tags: { "kubernetes.io/cluster/prod": "owned" }, ami: "ami-1" };
    expect(await remediate(nodeMetadataTokensRequired, { type: INSTANCE, props: node })).toEqual({
        ...node,
        metadataOptions: { httpTokens: "required" },
    });
    expect(await remediate(nodeMetadataTokensRequired, { type: INSTANCE, props: { ami: "ami-1" } })).toBeUndefined();
});

describe("who comes in by a rule", () => {
    const rule = (more: object) => ({ protocol: "tcp", fromPort: 10250, toPort: 10250, ...more });
    const config = { narrowIngress: true, trustedCidrs: ["10.0.0.0/9", "10.128.0.0/9", "192.0.2.7"] };
    const ask = (ingress: object, more: object = config) =>
        remediate(kubeletPortNotReachable, { type: GROUP, name: "nodes", props: { ingress: [ingress] }, config: more as never });

    test("the internet goes, and everybody else stays", async () => {
        expect(await ask(rule({ cidrBlocks: ["0.0.0.0/0", "10.0.0.0/16"] }))).toEqual({
            ingress: [rule({ cidrBlocks: ["10.0.0.0/16"] })],
        });
    });
    test("where nobody would be left the trusted ranges come", async () => {
        expect(await ask(rule({ cidrBlocks: ["0.0.0.0/0"] }))).toEqual({
            ingress: [rule({ cidrBlocks: ["10.0.0.0/8", "192.0.2.7/32"] })],
        });
    });
    test.each([
        ["a rule that opens another port too", rule({ fromPort: 10249, cidrBlocks: ["0.0.0.0/0"] }), config],
        ["no trusted range of that family", rule({ ipv6CidrBlocks: ["::/0"] }), config],
        ["nobody allowed it", rule({ cidrBlocks: ["0.0.0.0/0"] }), { trustedCidrs: ["10.0.0.0/8"] }],
    ])("it stays as it is: %s", async (_, ingress, more) => {
        expect(await ask(ingress, more)).toBeUndefined();
    });
});

test("mounts become read-only where that is allowed, a socket's never", async () => {
    const pod = (path: string) => ({
        type: "kubernetes:core/v1:Pod",
        props: {
            spec: {
                containers: [{ name: "app", image: "example.com/app:1", volumeMounts: [{ name: "node", mountPath: "/node" }] }],
                volumes: [{ name: "node", hostPath: { path } }],
            },
        },
    });
    const asked = { ...pod("/etc/cron.d"), config: { repairMounts: true } };
    expect(await remediate(hostPathMountsReadOnly, asked)).toHaveProperty("spec.containers.0.volumeMounts.0.readOnly", true);
    expect(await remediate(hostPathMountsReadOnly, pod("/etc/cron.d"))).toBeUndefined();
    expect(await remediate(runtimeSocketNotMounted, pod("/run/containerd/containerd.sock"))).toBeUndefined();
    expect(await remediate(hostPathMountsReadOnly, { ...pod("/run"), config: { repairMounts: true } })).toBeUndefined();
});

test("a repair that fails repairs nothing, and the finding says so", async () => {
    let calls = 0;
    const asked = (props: object) => {
        if (++calls === 2) throw new TypeError("x");
        return { findings: [{ at: "open", message: "is open" }], unjudged: 0, props };
    };
    const { changes, refusals } = repairOrNot({ open: true }, { does: "Closes it.", write: { value: false } }, asked);
    expect([changes, [...refusals]]).toEqual([[], [["open", "the repair failed (TypeError), which is a fault of the pack"]]]);
});

test("nothing is changed where the finding would stay", () => {
    const asked = () => ({ findings: [{ at: "open", message: "is open" }], unjudged: 0 });
    const { changes, refusals } = repairOrNot({ open: true }, { does: "Closes it.", write: { value: false } }, asked);
    expect([changes, [...refusals]]).toEqual([[], [["open", "with it alone the finding would stay"]]]);
});

test("nothing is changed where something could not be judged afterwards", () => {
    const asked = ({ open }: { open?: boolean }) =>
        open === true ? { findings: [{ at: "open", message: "is open" }], unjudged: 0 } : { findings: [], unjudged: 1 };
    expect(repairOrNot({ open: true }, { does: "Closes it.", write: { value: false } }, asked).changes).toEqual([]);
});

test.each([
    ["is no document", { content: true }],
    ["has steps that are none", { content: { schemaVersion: "2.2", mainSteps: "x" } }],
])("a resource that %s ends no deployment: nothing of it is repaired", async (_, props) => {
    expect(await remediate(kubeletAnonymousAuthDisabled, { type: "aws-native:ssm:Document", props })).toBeUndefined();
});
