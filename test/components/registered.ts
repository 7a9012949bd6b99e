import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { type GivenInStack, UNKNOWN } from "../policypack/judge";
import { atTheStrictest, type SettingsByPolicy } from "./strictest";

/** A resource of a program with its edges, as the engine hands it to policies. */
export interface Registered extends GivenInStack {
    readonly name: string;
    readonly props: Record<string, any>;
}

export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";

/** What AWS answers to lookups; a preview knows it. */
const ANSWERS: Readonly<Record<string, Record<string, unknown>>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: ACCOUNT, id: ACCOUNT },
    "aws:index/getPartition:getPartition": { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" },
    "aws:ec2/getSubnet:getSubnet": { availabilityZone: `${REGION}a` },
    "aws:index/getRegion:getRegion": { name: REGION, region: REGION, id: REGION },
};

/** The tail of ARNs whose form is read somewhere; others are `kind/name`. */
const ARN_TAILS: Readonly<Record<string, (name: string) => string>> = {
    "aws:cloudwatch/logGroup:LogGroup": (name) => `logs:${REGION}:${ACCOUNT}:log-group:${name}`,
    "aws:s3/bucket:Bucket": (name) => `s3:::${name}`,
    "aws:secretsmanager/secret:Secret": (name) => `secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCdEf`,
    "aws:iam/role:Role": (name) => `iam::${ACCOUNT}:role/${name}`,
};

/** What AWS computes of a resource, beside its inputs. */
function computedBy(type: string, name: string, inputs: Record<string, any>): { id: string; state: Record<string, unknown> } {
    if (type.startsWith("kubernetes:")) return { id: name, state: { metadata: { name, ...inputs["metadata"] } } };
    if (!type.startsWith("aws:")) return { id: `${name}-id`, state: computedByTls(type, name) };
    if (type === CLUSTER) return { id: inputs["name"] ?? name, state: { name, ...inputs, ...computedByEks(name, inputs) } };
    if (type === "aws:ec2/securityGroup:SecurityGroup") return { id: `sg-${name}`, state: {} };
    const [, service = "", kind = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
    const called: string = (type === "aws:s3/bucket:Bucket" ? inputs["bucket"] : inputs["name"]) ?? name;
    const tail = ARN_TAILS[type]?.(called) ?? `${service}:${REGION}:${ACCOUNT}:${kind.toLowerCase()}/${called}`;
    return {
        id: called,
        state: { ...(type === "aws:s3/bucket:Bucket" && { bucket: called }), name: called, arn: `arn:aws:${tail}` },
    };
}

/** A stand-in for what the tls provider makes; marked so that a test can look for it where no key may be. */
export const PRIVATE_KEY =
    "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIFakeFakeFakeFakeFakeFakeFakeFake\n-----END EC PRIVATE KEY-----\n";
const PUBLIC_KEY = "-----BEGIN PUBLIC KEY-----\nMFkwFakeFakeFakeFakeFakeFakeFakeFake\n-----END PUBLIC KEY-----\n";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIBFakeFakeFakeFakeFakeFakeFakeFake\n-----END CERTIFICATE-----\n";

const CLUSTER = "aws:eks/cluster:Cluster";
/** The security group that EKS makes for a cluster. */
export const CLUSTER_GROUP = "sg-0c0ffee0c0ffee000";

const computedByEks = (name: string, { vpcConfig }: Record<string, any>) => ({
    arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${name}`,
    endpoint: `https://${name}.eks`,
    certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    vpcConfig: { ...vpcConfig, clusterSecurityGroupId: CLUSTER_GROUP },
});

function computedByTls(type: string, name: string): Record<string, unknown> {
    if (type === "tls:index/privateKey:PrivateKey") return { privateKeyPem: PRIVATE_KEY, publicKeyPem: PUBLIC_KEY };
    if (type === "tls:index/certRequest:CertRequest") return { certRequestPem: `request ${name}` };
    return /^tls:index\/\w+Cert:/.test(type) ? { certPem: CERTIFICATE } : {};
}

/**
 * Runs a program and returns its resources with their edges, in the order in which they were registered.
 *
 * @param when at a `preview` of a new stack nothing that AWS computes is known; `up` tells what is known at the end
 * @throws what the program throws
 */
export async function registered(program: () => unknown, when: "preview" | "up" = "up"): Promise<readonly Registered[]> {
    const resources: Registered[] = [];
    const isPreview = when === "preview";
    const mocks: pulumi.runtime.Mocks = {
        newResource({ type, name, inputs, custom }) {
            if (custom !== true || isPreview) return { id: undefined, state: stateAtPreview(type, inputs) };
            const { id, state } = computedBy(type, name!, inputs);
            return { id, state: { ...inputs, ...state } };
        },
        call: ({ token, inputs }) => ANSWERS[token] ?? inputs,
    };
    await pulumi.runtime.setMocks(mocks, "project", "stack", isPreview);
    const monitor = monitorOfMocks();
    const register = monitor.registerResource.bind(monitor);
    const names = new Map<string, string>();
    const named = (urns: readonly string[]) => urns.flatMap((urn) => names.get(urn) ?? []);
    monitor.registerResource = (request, callback) => {
        const [type, name]: [string, string] = [request.getType(), request.getName()];
        const props = asPoliciesSeeIt(request.getObject().toJavaScript());
        const { id, state } = computedBy(type, name, props);
        const [parent] = named([request.getParent()]);
        resources.push({
            type,
            name,
            props: isPreview || !request.getCustom() ? props : { ...props, id, ...state },
            ...(parent !== undefined && { parent }),
            dependencies: named(request.getDependenciesList()),
            propertyDependencies: Object.fromEntries(
                request
                    .getPropertydependenciesMap()
                    .toArray()
                    .map(([property, list]: [string, any]) => [
                        property,
                        named(Array.isArray(list) ? list[0] : list.getUrnsList()),
                    ]),
            ),
        });
        register(request, (error, response) => {
            if (response !== undefined) names.set(response.getUrn(), name);
            callback(error, response);
        });
    };
    try {
        program();
    } finally {
        // What was made before an error is still on its way.
        await pulumi.runtime.disconnect();
    }
    return resources;
}

/** An object that AWS completes is not known until it has. */
function stateAtPreview(type: string, inputs: Record<string, any>): Record<string, any> {
    const { vpcConfig: _, ...known } = inputs;
    return type === CLUSTER ? known : inputs;
}

type Callback = (error: unknown, response?: { getUrn(): string }) => void;

/** The engine that `setMocks` sets up: requests have what mocks are not told, edges and unknown values. */
const monitorOfMocks = (): { registerResource(request: any, callback: Callback): void } =>
    require("@pulumi/pulumi/runtime/settings").getMonitor();

const SPECIAL = "4dabf18193072939515e22adb298388d";

/** Secrets as their values; what is unknown stays as it is. */
function asPoliciesSeeIt(value: any): any {
    if (Array.isArray(value)) return value.map(asPoliciesSeeIt);
    if (typeof value !== "object" || value === null) return value;
    if (SPECIAL in value) return "value" in value ? asPoliciesSeeIt(value.value) : UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asPoliciesSeeIt(one)]));
}

/**
 * Runs a component with many sets of safe options, at a preview and after an update, and demands that the whole pack has nothing to say
 * and meets nothing that is unknown.
 *
 * @param component its name, for the line that is printed
 * @param options the sets
 * @param program makes the component with one set
 * @param sets how many are tried
 */
export async function everySetPasses<Options>(
    component: string,
    options: fc.Arbitrary<Options>,
    program: (options: Options) => unknown,
    settings: SettingsByPolicy = {},
    sets = 20,
): Promise<void> {
    const seen = new Set<string>();
    const property = fc.asyncProperty(options, async (set) => {
        if (seen.has(JSON.stringify(set))) return;
        seen.add(JSON.stringify(set));
        for (const when of ["preview", "up"] as const) {
            const verdict = atTheStrictest(await registered(() => program(set), when), settings);
            expect({ when, ...verdict }).toEqual({ when, violations: [], unknown: [] });
        }
    });
    await fc.assert(property, { numRuns: sets, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false });
    process.stderr.write(`components: ${component}: ${seen.size} option sets, 0 violations\n`);
}
