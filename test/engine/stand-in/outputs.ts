import { createHash } from "node:crypto";
import { isObject, type Properties, UNKNOWN } from "./unknown";

/** What a provider is asked to make: the last type of its URN, its name in the program, its inputs. */
export interface Wanted {
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
}

const ACCOUNT = "123456789012";
const REGION = "us-west-2";

/** The same for the same resource, so that a second `up` changes nothing. */
const hexOf = ({ type, name }: Wanted, length = 17) =>
    createHash("sha256").update(`${type} ${name}`).digest("hex").slice(0, length);
const arnOf = (wanted: Wanted, service: string, path: string, region = REGION) =>
    `arn:aws:${service}:${region}:${ACCOUNT}:${path}/${nameOf(wanted)}`;
const nameOf = ({ inputs, name }: Wanted) => (typeof inputs.name === "string" && inputs.name !== UNKNOWN ? inputs.name : name);

/** Beginnings of the ids that EC2 gives. */
const EC2_IDS: Readonly<Record<string, string>> = {
    eip: "eipalloc",
    instance: "i",
    internetGateway: "igw",
    launchTemplate: "lt",
    managedPrefixList: "pl",
    natGateway: "nat",
    routeTable: "rtb",
    routeTableAssociation: "rtbassoc",
    securityGroup: "sg",
    securityGroupEgressRule: "sgr",
    securityGroupIngressRule: "sgr",
    securityGroupRule: "sgrule",
    snapshot: "snap",
    subnet: "subnet",
    volume: "vol",
    vpc: "vpc",
};

/**
 * What AWS adds to each type: values that exist only after creation. Everything has an ARN; types whose other outputs a program reads are
 * listed. An input of the same name wins.
 */
const COMPUTED: Readonly<Record<string, (wanted: Wanted) => Properties>> = {
    "aws:autoscaling/group:Group": (wanted) => ({ name: nameOf(wanted) }),
    "aws:ec2/eip:Eip": () => ({ publicIp: "203.0.113.10", allocationId: "eipalloc-1" }),
    "aws:ec2/instance:Instance": () => ({ privateIp: "10.0.1.10", publicIp: "203.0.113.20", privateDns: "ip-10-0-1-10" }),
    "aws:ec2/launchTemplate:LaunchTemplate": (wanted) => ({ name: nameOf(wanted), latestVersion: 1, defaultVersion: 1 }),
    "aws:ec2/natGateway:NatGateway": () => ({ publicIp: "203.0.113.10", privateIp: "10.0.0.10" }),
    "aws:ec2/securityGroup:SecurityGroup": (wanted) => ({ name: nameOf(wanted), ownerId: ACCOUNT, ingress: [], egress: [] }),
    "aws:ec2/vpc:Vpc": (wanted) => ({
        defaultSecurityGroupId: `sg-${hexOf(wanted)}`,
        mainRouteTableId: `rtb-${hexOf(wanted)}`,
        ipv6CidrBlock: "",
    }),
    "aws:eks/cluster:Cluster": (wanted) => ({
        arn: arnOf(wanted, "eks", "cluster"),
        name: nameOf(wanted),
        endpoint: `https://${hexOf(wanted, 32).toUpperCase()}.gr7.${REGION}.eks.amazonaws.com`,
        certificateAuthority: { data: Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64") },
        certificateAuthorities: [{ data: Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64") }],
        clusterSecurityGroupId: `sg-${hexOf(wanted)}`,
        identities: [{ oidcs: [{ issuer: `https://oidc.eks.${REGION}.amazonaws.com/id/${hexOf(wanted, 32).toUpperCase()}` }] }],
        platformVersion: "eks.1",
        status: "ACTIVE",
    }),
    "aws:eks/nodeGroup:NodeGroup": (wanted) => ({
        arn: arnOf(wanted, "eks", "nodegroup"),
        nodeGroupName: nameOf(wanted),
        resources: [{ autoscalingGroups: [{ name: `eks-${nameOf(wanted)}` }], remoteAccessSecurityGroupId: "" }],
        status: "ACTIVE",
    }),
    "aws:iam/instanceProfile:InstanceProfile": (wanted) => ({
        arn: arnOf(wanted, "iam", "instance-profile", ""),
        name: nameOf(wanted),
    }),
    "aws:iam/policy:Policy": (wanted) => ({ arn: arnOf(wanted, "iam", "policy", ""), name: nameOf(wanted) }),
    "aws:iam/role:Role": (wanted) => ({ arn: arnOf(wanted, "iam", "role", ""), name: nameOf(wanted), uniqueId: hexOf(wanted) }),
    "aws:kms/key:Key": (wanted) => ({ arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${hexOf(wanted)}`, keyId: hexOf(wanted) }),
    "aws:route53/zone:Zone": (wanted) => ({ zoneId: `Z${hexOf(wanted).toUpperCase()}` }),
    "aws:lb/loadBalancer:LoadBalancer": (wanted) => ({ dnsName: `${nameOf(wanted)}.elb.amazonaws.com`, zoneId: "Z1H1FL5HABSF5" }),
    "aws:s3/bucket:Bucket": (wanted) => ({ bucket: nameOf(wanted), bucketDomainName: `${nameOf(wanted)}.s3.amazonaws.com` }),
    "tls:index/certRequest:CertRequest": (wanted) => ({ certRequestPem: pemOf(wanted, "CERTIFICATE REQUEST") }),
    "tls:index/locallySignedCert:LocallySignedCert": (wanted) => ({ certPem: pemOf(wanted, "CERTIFICATE") }),
    "tls:index/privateKey:PrivateKey": (wanted) => ({
        privateKeyPem: pemOf(wanted, "EC PRIVATE KEY"),
        privateKeyPemPkcs8: pemOf(wanted, "PRIVATE KEY"),
        privateKeyOpenssh: pemOf(wanted, "OPENSSH PRIVATE KEY"),
        publicKeyPem: pemOf(wanted, "PUBLIC KEY"),
        publicKeyOpenssh: `ecdsa-sha2-nistp256 ${hexOf(wanted, 32)}`,
    }),
    "tls:index/selfSignedCert:SelfSignedCert": (wanted) => ({ certPem: pemOf(wanted, "CERTIFICATE") }),
};

/** The shape of PEM, of no use for anything. */
const pemOf = (wanted: Wanted, what: string) =>
    [`-----BEGIN ${what}-----`, Buffer.from(hexOf(wanted, 48)).toString("base64"), `-----END ${what}-----`, ""].join("\n");

/** What the provider adds to the inputs of a resource that now exists. */
export function computedOutputs(wanted: Wanted): Properties {
    if (wanted.type.startsWith("kubernetes:")) return { status: {} };
    const [module = "", kind = ""] = wanted.type.split(":")[1]?.split("/") ?? [];
    const base = { arn: arnOf(wanted, module, kind), region: REGION };
    const own = { ...base, ...COMPUTED[wanted.type]?.(wanted) };
    return Object.fromEntries(Object.entries(own).filter(([key]) => wanted.inputs[key] === undefined));
}

/** The same while it does not exist: unknown, each of them. */
export const unknownOutputs = (wanted: Wanted): Properties =>
    Object.fromEntries(Object.keys(computedOutputs(wanted)).map((key) => [key, key === "region" ? REGION : UNKNOWN]));

/** What a change gives anew: each one of a launch template is its next version, which a preview does not know. */
export function outputsOfUpdate({ type }: Wanted, before: Properties, isPreview: boolean): Properties {
    if (type !== "aws:ec2/launchTemplate:LaunchTemplate") return {};
    const next = isPreview ? UNKNOWN : Number(before.latestVersion) + 1;
    return { latestVersion: next, defaultVersion: next };
}

/** The id that the cloud gives. */
export function idOf(wanted: Wanted): string {
    if (wanted.type.startsWith("kubernetes:")) {
        const metadata = isObject(wanted.inputs.metadata) ? wanted.inputs.metadata : {};
        return [metadata.namespace, metadata.name ?? wanted.name].filter((part) => typeof part === "string").join("/");
    }
    const kind = wanted.type.split(":")[1]?.split("/")[1] ?? "";
    const prefix = EC2_IDS[kind];
    return prefix === undefined ? nameOf(wanted) : `${prefix}-${hexOf(wanted)}`;
}
