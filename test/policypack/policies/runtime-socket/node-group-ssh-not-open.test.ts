import { nodeGroupSshNotOpen } from "../../../../policypack/policies/runtime-socket/node-group-ssh-not-open";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const GROUP = "aws:eks/nodeGroup:NodeGroup";
const group = (remoteAccess?: unknown, more: object = {}) => ({
    type: GROUP,
    props: { clusterName: "prod", remoteAccess, ...more },
});
const line = (sources: string, port = "SSH (22)") =>
    `remoteAccess.ec2SshKey: opens ${port} of every node to 0.0.0.0/0, as no source security group is named. Remove remoteAccess and use ` +
    `Session Manager, or name the security groups that may come in in remoteAccess.${sources}.`;

policyTable(nodeGroupSshNotOpen, {
    fails: {
        "a key and nobody named": { ...group({ ec2SshKey: "ops" }), reports: [line("sourceSecurityGroupIds")] },
        "an empty list names nobody": {
            ...group({ ec2SshKey: "ops", sourceSecurityGroupIds: [] }),
            reports: [line("sourceSecurityGroupIds")],
        },
        "a key that has no name yet": { ...group({ ec2SshKey: UNKNOWN }), reports: [line("sourceSecurityGroupIds")] },
        "Windows has RDP": {
            ...group({ ec2SshKey: "ops" }, { amiType: "WINDOWS_CORE_2022_x86_64" }),
            reports: [line("sourceSecurityGroupIds", "RDP (3389)")],
        },
        "Cloud Control has another name for the groups": {
            type: "aws-native:eks:Nodegroup",
            props: { remoteAccess: { ec2SshKey: "ops" } },
            reports: [line("sourceSecurityGroups")],
        },
        "Linux, as its image says, has SSH": {
            ...group({ ec2SshKey: "ops" }, { amiType: "AL2023_x86_64_STANDARD" }),
            reports: [line("sourceSecurityGroupIds")],
        },
        "Windows, by Cloud Control": {
            type: "aws-native:eks:Nodegroup",
            props: { remoteAccess: { ec2SshKey: "ops" }, amiType: "WINDOWS_FULL_2022_x86_64" },
            reports: [line("sourceSecurityGroups", "RDP (3389)")],
        },
        "Windows, by the component": {
            type: "eks:index:ManagedNodeGroup",
            props: { remoteAccess: { ec2SshKey: "ops" }, amiType: "WINDOWS_FULL_2022_x86_64" },
            reports: [line("sourceSecurityGroupIds", "RDP (3389)")],
        },
        "the component of @pulumi/eks": {
            type: "eks:index:ManagedNodeGroup",
            props: { remoteAccess: { ec2SshKey: "ops" } },
            reports: [line("sourceSecurityGroupIds")],
        },
    },
    passes: {
        "no remote access": group(),
        "a named group": group({ ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] }),
        "a named group that is not known yet is a source all the same": group({
            ec2SshKey: "ops",
            sourceSecurityGroupIds: [UNKNOWN],
        }),
        "no key opens nothing": group({ sourceSecurityGroupIds: ["sg-1"] }),
        "a named group, by Cloud Control": {
            type: "aws-native:eks:Nodegroup",
            props: { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroups: ["sg-1"] } },
        },
    },
    unknowns: {
        "remote access that is not known yet": { ...group(UNKNOWN), unknown: "remoteAccess" },
        "groups that are not known yet": {
            ...group({ ec2SshKey: "ops", sourceSecurityGroupIds: UNKNOWN }),
            unknown: "remoteAccess.sourceSecurityGroupIds",
        },
    },
});
