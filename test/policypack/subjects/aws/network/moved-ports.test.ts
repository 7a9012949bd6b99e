import { etcdPortNotReachable } from "../../../../../policypack/policies/etcd-api/etcd-port-not-reachable";
import { kubeletPortNotReachable } from "../../../../../policypack/policies/kubelet-api/kubelet-port-not-reachable";
import { type GivenInStack, judgeStack } from "../../../judge";
import { CLUSTER, made, resource } from "../../../paths";

const tcp = (fromPort: number, toPort = fromPort) => ({ protocol: "tcp", fromPort, toPort, cidrBlocks: ["0.0.0.0/0"] });
const group = (...ingress: object[]): GivenInStack =>
    resource("nodes", "aws:ec2/securityGroup:SecurityGroup", { id: "sg-1", ingress });
const machine = (userData: string, name = "node") =>
    resource(name, "aws:ec2/instance:Instance", { vpcSecurityGroupIds: ["sg-1"], userData });
const kubelet = machine("#!/bin/bash\n/usr/bin/kubelet --port=10260 --read-only-port=0 --config=/etc/kubernetes/kubelet.yaml\n");
const nodeadm = machine(
    [
        "---",
        "apiVersion: node.eks.aws/v1alpha1",
        "kind: NodeConfig",
        "spec:",
        "  cluster: {name: prod, apiServerEndpoint: https://x, certificateAuthority: eA==, cidr: 10.100.0.0/16}",
        "  kubelet: {config: {port: 10260}}",
        "",
    ].join("\n"),
);
const etcd = machine(
    "#!/bin/bash\netcd --listen-client-urls=https://0.0.0.0:12379,http://127.0.0.1:4001 --listen-peer-urls=https://10.0.0.1:2380\n",
);

const told = (resources: readonly GivenInStack[], policy = kubeletPortNotReachable): string[] =>
    judgeStack(policy, resources).reported.map(({ level, message, urn }) =>
        [`${level ?? "mandatory"}:`, message.split(". ")[0], `@${urn?.split("::").at(-1)}`].join(" "),
    );
const opens = (what: string, at: string, port = what.split(" ").at(-1)!) =>
    `mandatory: ${at}: opens ${what} to 0.0.0.0/0 (0.0.0.0/0 → security group "nodes" → instance "node" → ${what.split(" ")[0]} ${port})`;

test.each<[string, readonly GivenInStack[], readonly string[]]>([
    [
        "a rule for the port that the kubelet was moved to",
        [group(tcp(10260)), kubelet],
        [`${opens("kubelet port 10260", "ingress[0].cidrBlocks")} @nodes`],
    ],
    [
        "the same of a NodeConfig",
        [group(tcp(10260)), nodeadm],
        [`${opens("kubelet port 10260", "ingress[0].cidrBlocks")} @nodes`],
    ],
    [
        "a rule of its own",
        [
            group(),
            kubelet,
            resource(
                "debug",
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                { ipProtocol: "tcp", fromPort: 10260, toPort: 10260, cidrIpv4: "0.0.0.0/0" },
                made({ securityGroupId: "nodes" }),
            ),
        ],
        [`${opens("kubelet port 10260", "cidrIpv4")} @debug`],
    ],
    [
        "a wide range between the two",
        [group(tcp(10256, 20000)), kubelet],
        [`${opens("kubelet port 10260", "ingress[0].cidrBlocks")} @nodes`],
    ],
    ["a rule for another port", [group(tcp(443)), kubelet], []],
    ["the same rule before a machine that moves nothing", [group(tcp(10260)), machine("#!/bin/bash\nkubelet --config=/x\n")], []],
    [
        "the same rule before another machine than the node",
        [{ ...group(tcp(10260)), props: { id: "sg-2", ingress: [tcp(10260)] } }, kubelet],
        [],
    ],
])("%s", (_, resources, lines) => expect(told(resources)).toEqual(lines));

test("a rule that opens the kubelet's own port too is told once", () => {
    const tagged = { ...kubelet, props: { ...kubelet.props, tags: CLUSTER } };
    expect(told([group({ ...tcp(0, 65535) }), tagged])).toEqual([
        expect.stringContaining("opens kubelet ports 10250 and 10255 to 0.0.0.0/0"),
    ]);
});

test("etcd where its client address has another port", () => {
    expect(told([group(tcp(12379)), etcd], etcdPortNotReachable)).toEqual([
        `${opens("etcd port 12379", "ingress[0].cidrBlocks")} @nodes`,
    ]);
    expect(told([group(tcp(4001)), etcd], etcdPortNotReachable)).toEqual([]);
    expect(told([group(tcp(12379)), etcd])).toEqual([]);
});
