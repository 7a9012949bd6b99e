import * as pulumi from "@pulumi/pulumi";
import { NodePoolRole, SelfManagedNodePool } from "../../components";
import { everySetPasses, PRIVATE_KEY, type Registered, registered } from "./registered";
import { LEAST, type Options, safeOptions, UNSAFE } from "./self-managed-cases";
import { atTheStrictest, raised } from "./strictest";

jest.setTimeout(120_000);

const RUNS = Number(process.env["COMPONENT_CASES"] ?? "8");
const { ControlPlane, Worker } = NodePoolRole;
const ROLES = Object.values(NodePoolRole);
const make = (role: NodePoolRole, options: Options = {}) => new SelfManagedNodePool("pool", { ...LEAST[role], ...options });
const made = (role: NodePoolRole, options: Options = {}, when: "preview" | "up" = "up") =>
    registered(() => make(role, options), when);
const propsOf = (resources: readonly Registered[], name: string) => resources.find((one) => one.name === name)!.props;
const userDataOf = (resources: readonly Registered[]) =>
    Buffer.from(propsOf(resources, "pool-template")["userData"] as string, "base64").toString();
const namesOf = (resources: readonly Registered[]) =>
    resources.map(({ type, name }) => `${name} ${type.split(":").at(-1)}`).sort();

test.each(ROLES)("every set of safe options of a %s passes the whole pack, at a preview and after an update", async (role) => {
    await everySetPasses(`SelfManagedNodePool (${role})`, safeOptions[role], (options) => make(role, options), {}, RUNS);
});

const UNSAFE_BY_ROLE = UNSAFE.flatMap(({ roles, options, policy }) =>
    roles.map((role) => ({ role, options, policy, words: JSON.stringify(options) })),
);

test.each(UNSAFE_BY_ROLE)("$words of a $role raises $policy alone", async ({ role, options, policy }) => {
    expect(raised(atTheStrictest(await made(role, options)))).toEqual([policy]);
});

test("what is made of a worker, with names of the component's", async () => {
    expect(namesOf(await made(Worker, { sessions: true }))).toEqual([
        "pool SelfManagedNodePool",
        "pool-nodes Group",
        "pool-profile InstanceProfile",
        "pool-rights RolePolicy",
        "pool-role Role",
        "pool-sessions RolePolicy",
        "pool-template LaunchTemplate",
    ]);
});

test("what is made of a control plane beside that", async () => {
    const worker = namesOf(await made(Worker));
    expect(namesOf(await made(ControlPlane)).filter((name) => !worker.includes(name))).toEqual([
        "pool-ca SelfSignedCert",
        "pool-ca-key PrivateKey",
        "pool-control-plane-reads RolePolicy",
        "pool-control-plane-secret Secret",
        "pool-control-plane-secret-version SecretVersion",
        "pool-front-proxy-ca SelfSignedCert",
        "pool-front-proxy-ca-key PrivateKey",
        "pool-join-secret Secret",
        "pool-key Key",
        "pool-sa-key PrivateKey",
    ]);
});

test.each(ROLES)("the user data of a %s is known at a preview, and is what a deployment has", async (role) => {
    expect(userDataOf(await made(role, {}, "preview"))).toBe(userDataOf(await made(role)));
});

test("keys are in the secret of the control plane and in the program that makes them, and nowhere else", async () => {
    const resources = await made(ControlPlane);
    const holders = resources.filter(({ props }) => JSON.stringify(props).includes(PRIVATE_KEY.split("\n")[0]!));
    expect(holders.filter(({ type }) => !type.startsWith("tls:")).map(({ name }) => name)).toEqual([
        "pool-control-plane-secret-version",
    ]);
    expect(userDataOf(resources)).not.toMatch(/PRIVATE KEY|[a-z0-9]{6}\.[a-z0-9]{16}/);
});

test("the secret has the files of kubeadm's that are the cluster, which is read by the machines' role and written by nobody", async () => {
    const resources = await made(ControlPlane);
    expect(Object.keys(JSON.parse(propsOf(resources, "pool-control-plane-secret-version")["secretStringWo"])).sort()).toEqual([
        "ca.crt",
        "ca.key",
        "front-proxy-ca.crt",
        "front-proxy-ca.key",
        "sa.key",
        "sa.pub",
    ]);
    const { role, policy } = propsOf(resources, "pool-control-plane-reads");
    expect([role, JSON.parse(policy).Statement]).toEqual([
        "shop-control-plane-eu-west-1",
        [
            expect.objectContaining({
                Action: "secretsmanager:GetSecretValue",
                Resource: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/kubernetes/control-plane-??????",
            }),
        ],
    ]);
    expect(JSON.parse(propsOf(resources, "pool-key")["policy"]).Statement[1]).toMatchObject({
        Principal: { AWS: ["arn:aws:iam::123456789012:role/shop-control-plane-eu-west-1"] },
        Action: "kms:Decrypt",
    });
});

test("the authorities of the cluster and of the aggregation layer are two", async () => {
    const resources = await made(ControlPlane, {}, "preview");
    const keyOf = (name: string) => resources.find((one) => one.name === name)!.propertyDependencies!["privateKeyPem"];
    expect([keyOf("pool-ca"), keyOf("pool-front-proxy-ca")]).toEqual([["pool-ca-key"], ["pool-front-proxy-ca-key"]]);
});

test("with administrators nobody else reads the keys", async () => {
    const resources = await made(ControlPlane, { keyAdministrators: ["arn:aws:iam::123456789012:role/deploy"] });
    const [{ Effect, Condition }] = JSON.parse(propsOf(resources, "pool-control-plane-secret-policy")["policy"]).Statement;
    expect([Effect, Condition]).toEqual([
        "Deny",
        {
            StringNotEquals: {
                "aws:PrincipalArn": [
                    "arn:aws:iam::123456789012:role/shop-control-plane-eu-west-1",
                    "arn:aws:iam::123456789012:role/deploy",
                ],
            },
        },
    ]);
});

test.each(ROLES)("a role that is there already gets what a %s needs, and none is made", async (role) => {
    const resources = await made(role, { roleArn: "arn:aws:iam::123456789012:role/nodes/shop-nodes" });
    expect(resources.filter(({ type }) => type === "aws:iam/role:Role")).toEqual([]);
    expect(propsOf(resources, "pool-rights")["role"]).toBe("shop-nodes");
    expect(propsOf(resources, "pool-profile")["role"]).toBe("shop-nodes");
});

test("machines have tokens for the metadata, encrypted volumes, and neither keys nor public addresses", async () => {
    const template = propsOf(await made(Worker), "pool-template");
    expect(template).toMatchObject({
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: ["sg-0c0ffee0c0ffee000"] }],
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, volumeType: "gp3", encrypted: "true" } }],
    });
    expect(template).not.toHaveProperty("keyName");
});

test("a control plane has three machines, none of which goes before another has come", async () => {
    const ofControlPlane = propsOf(await made(ControlPlane, { targetGroupArns: ["arn:tg"] }), "pool-nodes");
    expect(ofControlPlane).toMatchObject({
        minSize: 3,
        maxSize: 4,
        desiredCapacity: 3,
        targetGroupArns: ["arn:tg"],
        instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 134 } },
    });
    expect(propsOf(await made(Worker, { minSize: 1, desiredSize: 3 }), "pool-nodes")).toMatchObject({
        minSize: 1,
        maxSize: 4,
        desiredCapacity: 3,
    });
});

test("machines start once their role may do what they need", async () => {
    const { dependencies } = (await made(ControlPlane)).find(({ name }) => name === "pool-nodes")!;
    expect(dependencies).toEqual(
        expect.arrayContaining(["pool-rights", "pool-control-plane-secret-version", "pool-join-secret"]),
    );
});

test("tags are on machines and volumes, with the cluster's", async () => {
    const resources = await made(ControlPlane, { tags: { team: "web" } });
    const tags = {
        Name: "pool",
        "kubernetes.io/cluster/shop": "owned",
        "k8s.io/role/control-plane": "shop",
        team: "web",
    };
    expect(propsOf(resources, "pool-template")["tagSpecifications"]).toEqual(
        ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
    );
    expect(propsOf(resources, "pool-nodes")["tags"]).toContainEqual({ key: "team", value: "web", propagateAtLaunch: false });
});

test("outputs are what other components ask for, at a preview too", async () => {
    const seen: Record<string, unknown> = {};
    const program = () => {
        const pool = make(ControlPlane);
        pulumi.all([pool.joinSecretName, pool.roleArn]).apply(([secret, arn]) => Object.assign(seen, { secret, arn }));
    };
    await registered(program, "preview");
    expect(seen).toEqual({
        secret: "shop/kubernetes/join",
        arn: "arn:aws:iam::123456789012:role/shop-control-plane-eu-west-1",
    });
});

/** The resources with the user data changed, as somebody would who knows better. */
const changed = (resources: readonly Registered[], from: RegExp, to: string) =>
    resources.map((one) => {
        if (one.name !== "pool-template") return one;
        const text = userDataOf(resources);
        expect(text).toMatch(from);
        return { ...one, props: { ...one.props, userData: Buffer.from(text.replace(from, to)).toString("base64") } };
    });

test.each<[string, NodePoolRole, RegExp, string, string]>([
    ["the API server's flags", ControlPlane, /Node,RBAC/, "AlwaysAllow", "kube-apiserver-authorization-required"],
    [
        "who is anonymous",
        ControlPlane,
        /- name: authentication-config\s+value: \S+/,
        "",
        "kube-apiserver-anonymous-auth-disabled",
    ],
    [
        "the file of who is anonymous",
        ControlPlane,
        /conditions:(?:\s+- path: \/\w+$)+/m,
        "",
        "kube-apiserver-anonymous-auth-disabled",
    ],
    ["what shows etcd who asks", ControlPlane, /certFile: \S+/, "", "kube-apiserver-authenticates-to-etcd"],
    [
        "etcd's authority",
        ControlPlane,
        /caFile: \S+/,
        "caFile: /etc/kubernetes/pki/ca.crt",
        "etcd-certificate-authority-separate",
    ],
    ["the kubelet of a control plane", ControlPlane, /mode: Webhook/, "mode: AlwaysAllow", "kubelet-authorization-required"],
    ["the patch of a worker", Worker, /readOnlyPort: 0/, "readOnlyPort: 10255", "kubelet-read-only-port-disabled"],
    [
        "who asks a worker",
        Worker,
        /anonymous:\s+enabled: false/,
        "anonymous: { enabled: true }",
        "kubelet-anonymous-auth-disabled",
    ],
    ["the runtime's socket", Worker, /gid = 0/, "gid = 1000", "runtime-socket-root-only"],
    ["the runtime's network", Worker, /tcp_address = ""/, 'tcp_address = "0.0.0.0:2376"', "runtime-socket-root-only"],
    ["the modes of manifests", ControlPlane, /chmod 0700 (\S+manifests)/, "chmod 0777 $1", "static-pod-manifests-protected"],
    ["the modes of keys", ControlPlane, /chmod 0[67]00 /g, "chmod 0755 ", "private-key-files-protected"],
    ["the audit of manifests", ControlPlane, /(-w \/etc\/kubernetes) -p rwa/, "$1 -p wa", "node-audit-covers-kubernetes-files"],
    ["the audit of the kubelet", Worker, /(-w \S+\/config\.yaml) -p rwa/, "$1 -p wa", "node-audit-covers-kubernetes-files"],
])("the pack reads what it writes: %s", async (_, role, from, to, policy) => {
    expect(raised(atTheStrictest(changed(await made(role), from, to)))).toContain(policy);
});
