import type { Policy } from "../../policypack/lib/define-policy";
import type { PolicyTable } from "./table";

/** What marks a machine as a node of a cluster. */
export const CLUSTER_TAGS = { "kubernetes.io/cluster/prod": "owned" };
const LISTED = [{ key: "kubernetes.io/cluster/prod", value: "owned" }];
const specifications = (tags: unknown) => [{ resourceType: "instance", tags }];

/** Each form of machine as a node with these settings, and the path of the settings. */
const FORMS: Readonly<Record<string, (settings: object) => { readonly props: object; readonly at: string }>> = {
    "aws:ec2/instance:Instance": (settings) => ({ props: { ...settings, tags: CLUSTER_TAGS }, at: "" }),
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": (settings) => ({ props: { ...settings, tags: CLUSTER_TAGS }, at: "" }),
    "aws:ec2/spotFleetRequest:SpotFleetRequest": (settings) => ({
        props: { launchSpecifications: [{ ...settings, tags: CLUSTER_TAGS }] },
        at: "launchSpecifications[0].",
    }),
    "aws:ec2/launchTemplate:LaunchTemplate": (settings) => ({
        props: { ...settings, tagSpecifications: specifications(CLUSTER_TAGS) },
        at: "",
    }),
    "aws:ec2/launchConfiguration:LaunchConfiguration": (settings) => ({
        props: { ...settings, userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n" },
        at: "",
    }),
    "aws-native:ec2:Instance": (settings) => ({ props: { ...settings, tags: LISTED }, at: "" }),
    "aws-native:ec2:LaunchTemplate": (settings) => ({
        props: { launchTemplateData: { ...settings, tagSpecifications: specifications(LISTED) } },
        at: "launchTemplateData.",
    }),
    "aws-native:autoscaling:LaunchConfiguration": (settings) => ({
        props: { ...settings, userData: "#!/bin/bash\n/etc/eks/bootstrap.sh prod\n" },
        at: "",
    }),
    "aws-native:ec2:SpotFleet": (settings) => ({
        props: {
            spotFleetRequestConfigData: { launchSpecifications: [{ ...settings, tagSpecifications: specifications(LISTED) }] },
        },
        at: "spotFleetRequestConfigData.launchSpecifications[0].",
    }),
};

/**
 * A failing row for every form of machine that the policy reads: a known node with these settings.
 * @param says what a finding's line is, after the path of the settings
 */
export function everyMachine(policy: Policy, settings: object, says: string): PolicyTable["fails"] {
    return Object.fromEntries(
        policy.reads
            .filter((type) => type in FORMS)
            .map((type) => {
                const { props, at } = FORMS[type]!(settings);
                return [`a known node in ${type}`, { type, props, reports: [`${at}${says}`] }];
            }),
    );
}

/** What an object that declares nodes on EC2 says of them. */
interface Declared {
    readonly metadata?: object;
    readonly isPublic?: boolean;
    readonly keyName?: string;
}
const DECLARED: readonly (readonly [RegExp, (own: Declared) => object, Readonly<Record<keyof Declared, string>>])[] = [
    [
        /:EC2NodeClass/,
        ({ metadata, isPublic }) => ({ spec: { metadataOptions: metadata, associatePublicIPAddress: isPublic } }),
        { metadata: "spec.metadataOptions", isPublic: "spec.associatePublicIPAddress", keyName: "" },
    ],
    [
        /:InstanceGroup/,
        ({ metadata, isPublic }) => ({ spec: { instanceMetadata: metadata, associatePublicIp: isPublic } }),
        { metadata: "spec.instanceMetadata", isPublic: "spec.associatePublicIp", keyName: "" },
    ],
    [
        /kops.*:Cluster/,
        ({ keyName }) => ({ spec: { sshKeyName: keyName } }),
        { metadata: "", isPublic: "", keyName: "spec.sshKeyName" },
    ],
    [
        /:AWSMachineTemplate/,
        ({ metadata, isPublic, keyName }) => ({
            spec: { template: { spec: { instanceMetadataOptions: metadata, publicIP: isPublic, sshKeyName: keyName } } },
        }),
        {
            metadata: "spec.template.spec.instanceMetadataOptions",
            isPublic: "spec.template.spec.publicIP",
            keyName: "spec.template.spec.sshKeyName",
        },
    ],
];

/**
 * A failing row for every form of such an object that the policy reads.
 * @param about what the finding is about
 * @param says what its line is after the path of that
 */
export const everyDeclared = (policy: Policy, own: Declared, about: keyof Declared, says: string): PolicyTable["fails"] =>
    Object.fromEntries(
        policy.reads.flatMap((type) => {
            const form = DECLARED.find(([pattern]) => pattern.test(type));
            return form === undefined
                ? []
                : [[`nodes that ${type} declares`, { type, props: form[1](own), reports: [`${form[2][about]}${says}`] }]];
        }),
    );
