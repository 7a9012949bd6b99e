import * as fc from "fast-check";
import { EtcdCluster, type EtcdClusterArgs, type FirewallSource } from "../../components";
import { policies } from "../../policypack/policies";
import { judge, judgeStack } from "../policypack/judge";
import { everySetPasses, PRIVATE_KEY, type Registered, registered } from "./registered";
import { atTheStrictest, raised, STRICTEST } from "./strictest";

jest.setTimeout(120_000);

const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const LEAST: EtcdClusterArgs = {
    clusterName: "shop",
    vpcId: "vpc-0c0ffee0",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    domain: "etcd.shop.internal",
    amiId: "ami-0c0ffee0c0ffee000",
    auditLogGroupName: "/shop/nodes",
    apiServerRole: roleArn("control-plane"),
    apiServerSecurityGroupIds: ["sg-0c0ffee0c0ffee000"],
};
const ARCHIVE = { etcdArchiveUrl: "https://example.com/etcd-v3.6.4-linux-amd64.tar.gz", etcdArchiveSha256: "0f".repeat(32) };
const bastion: FirewallSource = { description: "Bastion", securityGroupId: "sg-0c0ffee0c0ffee001" };
const office: FirewallSource = { description: "Office", cidrIpv4: "10.20.0.0/24" };
const world: FirewallSource = { description: "Everybody", cidrIpv6: "::/0" };
const make = (args: Partial<EtcdClusterArgs>) => () => new EtcdCluster("store", { ...LEAST, ...args });

test("every set of safe options passes the whole pack, at a preview and after an update", async () => {
    const options = fc
        .record({
            more: fc.record(
                {
                    subnetIds: fc.constantFrom<EtcdClusterArgs["subnetIds"]>(["subnet-1"], LEAST.subnetIds, [
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                    ]),
                    apiServerSecurityGroupIds: fc.constantFrom<string[]>(["sg-0c0ffee0c0ffee000", "sg-0c0ffee0c0ffee001"]),
                    backupRole: fc.constant(roleArn("backup")),
                    backupSecurityGroupIds: fc.constantFrom<string[]>(["sg-0c0ffee0c0ffee002"]),
                    keyAdministrators: fc.subarray([roleArn("deploy"), roleArn("restore")]),
                    instanceType: fc.constant("m7g.large"),
                    dataVolumeSize: fc.constantFrom(1, 100),
                    exposeClientPortTo: fc.constantFrom<FirewallSource[]>([bastion]),
                },
                { requiredKeys: [] },
            ),
            archive: fc.constantFrom({}, ARCHIVE),
        })
        .map(({ more, archive }): Partial<EtcdClusterArgs> => ({ ...more, ...archive }));
    await everySetPasses("EtcdCluster", options, (set) => make(set)(), {}, 6);
});

test.each([office, world])("a client port that is exposed to addresses raises the policy that is named: %j", async (source) => {
    expect(raised(atTheStrictest(await registered(make({ exposeClientPortTo: [source] }))))).toEqual(["etcd-port-not-reachable"]);
});

/** What one policy says of a program, at its strictest. */
function reportedBy(name: string, resources: readonly Registered[]): string[] {
    const policy = policies.find((one) => one.name === name)!;
    const given = resources.map((resource) => ({ ...resource, config: STRICTEST[name] ?? {} }));
    const ofStack = policy.validateStack === undefined ? [] : [judgeStack(policy, given)];
    return [...given.map((one) => judge(policy, one)), ...ofStack].flatMap(({ reported }) =>
        reported.map(({ message }) => message),
    );
}

/** The resources with one of them changed, as somebody would who knows better. */
const changed = (resources: readonly Registered[], name: string, change: (props: Record<string, any>) => object) =>
    resources.map((one) => (one.name === name ? { ...one, props: { ...one.props, ...change(one.props) } } : one));
const userData = (from: RegExp, to: string) => (props: Record<string, any>) => {
    expect(props["userData"]).toMatch(from);
    return { userData: props["userData"].replaceAll(new RegExp(from, "g"), to) };
};

test.each<[string, string, (props: Record<string, any>) => object, string]>([
    [
        "client certificates",
        "store-etcd-0",
        userData(/trusted-ca-file: \S+\/ca.crt\s+client-cert-auth: true/, "client-cert-auth: false"),
        "etcd-client-certificates-required",
    ],
    [
        "peers' certificates",
        "store-etcd-0",
        userData(/trusted-ca-file: \S+\/peer-ca.crt\s+client-cert-auth: true/, "client-cert-auth: false"),
        "etcd-peer-certificates-required",
    ],
    ["metrics", "store-etcd-0", userData(/http:\/\/127.0.0.1:2381/, "http://0.0.0.0:2381"), "etcd-metrics-not-exposed"],
    [
        "the modes of keys and of their folder",
        "store-etcd-0",
        userData(/chmod 0[67]00 /, "chmod 0755 "),
        "private-key-files-protected",
    ],
    [
        "the audit",
        "store-etcd-0",
        userData(/-w \/var\/lib\/kubelet -p rwa/, "-w /var/lib/kubelet -p w"),
        "node-audit-covers-kubernetes-files",
    ],
    ["the data volume", "store-etcd-0-data", () => ({ encrypted: false }), "etcd-volumes-encrypted"],
    ["metadata", "store-etcd-0", () => ({ metadataOptions: { httpTokens: "optional" } }), "node-metadata-tokens-required"],
    [
        "the authority",
        "store-apiserver-etcd-client-request",
        () => ({ subject: { commonName: "system:node:a" } }),
        "etcd-certificate-authority-separate",
    ],
])("the pack reads what it writes: %s", async (_, name, change, policy) => {
    const resources = await registered(make({ subnetIds: ["subnet-1"] }));
    expect(reportedBy(policy, resources)).toEqual([]);
    expect(reportedBy(policy, changed(resources, name, change))).not.toEqual([]);
});

const propsOf = (resources: readonly Registered[], name: string) => resources.find((one) => one.name === name)!.props;

test("keys are in the secrets that hold them and in the program that makes them, and nowhere else", async () => {
    const resources = await registered(make({ backupRole: roleArn("backup") }));
    const holders = resources.filter(({ props }) => JSON.stringify(props).includes(PRIVATE_KEY.split("\n")[0]!));
    expect([...new Set(holders.map(({ type }) => type))].filter((type) => !type.startsWith("tls:"))).toEqual([
        "aws:secretsmanager/secretVersion:SecretVersion",
    ]);
    expect(
        holders
            .filter(({ type }) => type.startsWith("aws:"))
            .map(({ name }) => name)
            .sort(),
    ).toEqual([
        "store-apiserver-etcd-client-secret-version",
        "store-etcd-0-secret-version",
        "store-etcd-1-secret-version",
        "store-etcd-2-secret-version",
        "store-etcd-backup-client-secret-version",
    ]);
});

test("each secret is read by one role", async () => {
    const resources = await registered(make({ backupRole: roleArn("ops/backup") }));
    const reads = resources.filter(({ name }) => name.endsWith("-reads"));
    expect(reads.map(({ props }) => [props["role"], JSON.parse(props["policy"]).Statement[0].Resource]).sort()).toEqual(
        [
            ["backup", "etcd-backup-client"],
            ["control-plane", "apiserver-etcd-client"],
            ["shop-etcd-0-eu-west-1", "etcd-0"],
            ["shop-etcd-1-eu-west-1", "etcd-1"],
            ["shop-etcd-2-eu-west-1", "etcd-2"],
        ].map(([role, secret]) => [role, `arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/etcd/${secret}-??????`]),
    );
});

test("a member's secret has what its configuration names; a client's has no key of a member", async () => {
    const resources = await registered(make({}));
    const files = (name: string) => Object.keys(JSON.parse(propsOf(resources, name)["secretStringWo"])).sort();
    expect(files("store-etcd-0-secret-version")).toEqual([
        "ca.crt",
        "peer-ca.crt",
        "peer.crt",
        "peer.key",
        "server.crt",
        "server.key",
    ]);
    expect(files("store-apiserver-etcd-client-secret-version")).toEqual(["ca.crt", "client.crt", "client.key"]);
});

test("clients and peers have authorities of their own, and only a server is one", async () => {
    const resources = await registered(make({}), "preview");
    const signedBy = (name: string) => resources.find((one) => one.name === name)!.propertyDependencies!["caCertPem"];
    expect(signedBy("store-etcd-0-server-certificate")).toEqual(["store-ca"]);
    expect(signedBy("store-apiserver-etcd-client-certificate")).toEqual(["store-ca"]);
    expect(signedBy("store-etcd-0-peer-certificate")).toEqual(["store-peer-ca"]);
    expect(propsOf(resources, "store-apiserver-etcd-client-certificate")["allowedUses"]).toEqual([
        "digital_signature",
        "client_auth",
    ]);
    expect(propsOf(resources, "store-etcd-0-server-certificate")["allowedUses"]).toContain("server_auth");
});

test("names are of one resource each", async () => {
    const names = (await registered(make({ backupRole: roleArn("backup"), exposeClientPortTo: [bastion] }))).map(
        ({ name }) => name,
    );
    expect(new Set(names).size).toBe(names.length);
});

test.each<[string, Partial<EtcdClusterArgs>, { propertyPath: string; reason: string }]>([
    [
        "a name that a script would read otherwise",
        { clusterName: "shop; id" },
        { propertyPath: "clusterName", reason: 'is "shop; id": give up to 32 letters, digits and hyphens' },
    ],
    [
        "what is no domain",
        { domain: "internal" },
        { propertyPath: "domain", reason: 'is "internal", which is no domain: give one like etcd.shop.internal' },
    ],
    [
        "an even number of members",
        { subnetIds: ["a", "b"] },
        {
            propertyPath: "subnetIds",
            reason: "has 2 subnets, and as many members never agree well: give 3 or 5, or 1 for a trial",
        },
    ],
    [
        "no API server",
        { apiServerSecurityGroupIds: [] },
        {
            propertyPath: "apiServerSecurityGroupIds",
            reason: "lets no API server in: give the id of at least one security group",
        },
    ],
    [
        "an account for a role",
        { apiServerRole: "123456789012" },
        {
            propertyPath: "apiServerRole",
            reason: 'is "123456789012", which names no one role or user: give an ARN like arn:aws:iam::123456789012:role/publisher',
        },
    ],
    [
        "half a GiB",
        { dataVolumeSize: 0.5 },
        { propertyPath: "dataVolumeSize", reason: "is 0.5: give a number of GiB from 1 to 16384" },
    ],
    [
        "an archive over plain HTTP",
        { ...ARCHIVE, etcdArchiveUrl: "http://example.com/etcd.tar.gz" },
        {
            propertyPath: "etcdArchiveUrl",
            reason: 'is "http://example.com/etcd.tar.gz": give an https:// URL of an archive of etcd',
        },
    ],
    [
        "an archive that may be any",
        { etcdArchiveUrl: ARCHIVE.etcdArchiveUrl },
        { propertyPath: "etcdArchiveSha256", reason: "is no SHA-256 of the archive: give its 64 hexadecimal digits" },
    ],
    [
        "a source that names nothing",
        { exposeClientPortTo: [{ description: "Nobody" }] },
        {
            propertyPath: "exposeClientPortTo[0]",
            reason: "has no source: give exactly one of cidrIpv4, cidrIpv6, prefixListId, securityGroupId",
        },
    ],
])("%s is refused, with the argument's name", async (_, args, error) => {
    await expect(registered(make(args))).rejects.toMatchObject(error);
});
