import { nodeKeyPairsAbsent } from "../../../../policypack/policies/runtime-socket/node-key-pairs-absent";
import { UNKNOWN } from "../../judge";
import { CLUSTER_TAGS, everyDeclared, everyMachine } from "../../machines";
import { policyTable } from "../../table";

const FIX =
    "Remove it and use Session Manager or kubectl debug where a node must be looked at, or name the key pair in allowedKeyPairs.";
const says = (name = "ops") => `lets in whoever has key pair "${name}"`;
const PASSWORD = `getPasswordData: keeps the administrator's password in the stack's state. ${FIX}`;
const instance = (props: object) => ({ type: "aws:ec2/instance:Instance", name: "one", props });
const node = (props: object) => instance({ tags: CLUSTER_TAGS, ...props });
const access = { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] };
const group = (remoteAccess: object) => ({ type: "aws:eks/nodeGroup:NodeGroup", props: { remoteAccess } });
const component = (props: object, type = "eks:index:NodeGroup") => ({ type, name: "blue", props });
const template = (props: object) => ({ type: "aws:ec2/launchTemplate:LaunchTemplate", name: "workers", props });
const scaling = {
    type: "aws:autoscaling/group:Group",
    name: "blue",
    props: { launchTemplate: { id: "lt-1" }, tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }] },
};

policyTable(nodeKeyPairsAbsent, {
    fails: {
        ...everyMachine(nodeKeyPairsAbsent, { keyName: "ops" }, `keyName: ${says()}. ${FIX}`),
        ...everyDeclared(nodeKeyPairsAbsent, { keyName: "ops" }, "keyName", `: ${says()}. ${FIX}`),
        "a password that EC2 makes": { ...node({ getPasswordData: true }), reports: [PASSWORD] },
        "a key and a password": {
            ...node({ keyName: "ops", getPasswordData: true }),
            reports: [`keyName: ${says()}. ${FIX}`, PASSWORD],
        },
        "a node group that lets a bastion in": { ...group(access), reports: [`remoteAccess.ec2SshKey: ${says()}. ${FIX}`] },
        "the same by Cloud Control": {
            type: "aws-native:eks:Nodegroup",
            props: { remoteAccess: { ec2SshKey: "ops", sourceSecurityGroups: ["sg-1"] } },
            reports: [`remoteAccess.ec2SshKey: ${says()}. ${FIX}`],
        },
        "the same by the component": {
            type: "eks:index:ManagedNodeGroup",
            props: { remoteAccess: access },
            reports: [`remoteAccess.ec2SshKey: ${says()}. ${FIX}`],
        },
        "a component's key": { ...component({ keyName: "ops" }), reports: [`keyName: ${says()}. ${FIX}`] },
        "a component's key, version 2": {
            ...component({ keyName: "ops" }, "eks:index:NodeGroupV2"),
            reports: [`keyName: ${says()}. ${FIX}`],
        },
        "a public half of which the component makes a key": {
            ...component({ nodePublicKey: "ssh-ed25519 AAAA" }),
            reports: [`nodePublicKey: lets in whoever has the private half. ${FIX}`],
        },
        "a cluster's own nodes": {
            ...component({ nodePublicKey: "ssh-ed25519 AAAA", nodeGroupOptions: { keyName: "ops" } }, "eks:index:Cluster"),
            reports: [
                `nodePublicKey: lets in whoever has the private half. ${FIX}`,
                `nodeGroupOptions.keyName: ${says()}. ${FIX}`,
            ],
        },
        "a key that has no name yet": {
            ...node({ keyName: UNKNOWN }),
            reports: [`keyName: lets in whoever has the key pair that the program makes. ${FIX}`],
        },
        "one key is allowed, the other is not": {
            ...node({ keyName: "ops" }),
            config: { allowedKeyPairs: ["break-glass"] },
            reports: [`keyName: ${says()}. ${FIX}`],
        },
    },
    passes: {
        "a node without a key": node({}),
        "an empty name is no key": node({ keyName: "" }),
        "a password that nobody asks for": node({ getPasswordData: false }),
        "a key that is allowed": { ...node({ keyName: "break-glass" }), config: { allowedKeyPairs: ["break-glass"] } },
        "a machine of unknown use": instance({ keyName: "ops" }),
        "a node group that is open to everyone is another policy's finding": group({ ec2SshKey: "ops" }),
        "a component without a key": component({ cluster: "prod" }),
    },
    unknowns: {
        "whether a key that has no name yet is allowed": {
            ...node({ keyName: UNKNOWN, getPasswordData: true }),
            config: { allowedKeyPairs: ["break-glass"] },
            unknown: "keyName",
            reports: [PASSWORD],
        },
        "a password of which nobody knows yet whether it is asked for": {
            ...node({ keyName: "ops", getPasswordData: UNKNOWN }),
            unknown: "getPasswordData",
            reports: [`keyName: ${says()}. ${FIX}`],
        },
    },
    stacks: {
        "a template that an auto scaling group of the cluster starts": {
            resources: [template({ id: "lt-1", keyName: "ops" }), scaling],
            reports: [`keyName: ${says()} (launch template "workers" → auto scaling group "blue"). ${FIX} @workers`],
        },
        "a machine of unknown use has whatever keys it likes, also unknown ones": {
            resources: [
                template({ keyName: "ops" }),
                { ...instance({ keyName: UNKNOWN }), propertyDependencies: { keyName: ["workers"] } },
            ],
            reports: [],
        },
        "a key that AWS computes is nobody's, and one that the program makes is": {
            resources: [
                { type: "aws:ec2/keyPair:KeyPair", name: "pair", props: {} },
                { ...template({ id: "lt-1", keyName: UNKNOWN }), name: "computed" },
                { ...template({ id: "lt-2", keyName: UNKNOWN }), propertyDependencies: { keyName: ["pair"] } },
                scaling,
                { ...scaling, name: "green", props: { ...scaling.props, launchTemplate: { id: "lt-2" } } },
            ],
            reports: [
                'keyName: lets in whoever has the key pair that the program makes (launch template "workers" → auto scaling group ' +
                    `"green"). ${FIX} @workers`,
            ],
        },
        "a key that the component's own inputs show": {
            resources: [
                component({ cluster: "prod", keyName: "ops" }),
                { ...template({ id: "lt-1", keyName: "ops" }), parent: "blue" },
                { ...scaling, name: "group", parent: "blue" },
            ],
            reports: [],
        },
        "a key of a component whose inputs are not shown": {
            resources: [
                component({}),
                { ...template({ id: "lt-1", keyName: "ops" }), parent: "blue" },
                { ...scaling, name: "group", parent: "blue" },
            ],
            reports: [`keyName: ${says()} (launch template "workers" → auto scaling group "group"). ${FIX} @workers`],
        },
    },
});
