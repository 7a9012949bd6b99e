import { nodePublicAddressesAbsent } from "../../../../policypack/policies/runtime-socket/node-public-addresses-absent";
import { UNKNOWN } from "../../judge";
import { CLUSTER_TAGS, everyDeclared, everyMachine } from "../../machines";
import { policyTable } from "../../table";

const FIX = "Start nodes in private subnets without public addresses, and let what they serve be reached through load balancers.";
const AT = "associatePublicIpAddress";
const GIVES = "gives nodes public addresses";
const INSTANCE = "aws:ec2/instance:Instance";
const instance = (props: object) => ({ type: INSTANCE, name: "one", props });
const node = (props: object) => instance({ tags: CLUSTER_TAGS, ...props });
const component = (props: object, type = "eks:index:NodeGroup") => ({ type, props });
const subnet = (mapPublicIpOnLaunch: unknown, name = "public-0", type = "aws:ec2/subnet:Subnet") => ({
    type,
    name,
    props: { id: `subnet-${name}`, mapPublicIpOnLaunch },
});
const group = (...names: string[]) => ({
    type: "aws:eks/nodeGroup:NodeGroup",
    name: "blue",
    props: { subnetIds: names.map((name) => `subnet-${name}`) },
});
const starts = (subnets: string) =>
    `starts nodes in subnet ${subnets}, which gives out public addresses (mapPublicIpOnLaunch). ${FIX}`;
const BY_INTERFACES = /launchTemplate:|native:ec2:/;

const machineRows = (settings: object, says: string, isAsked: (type: string) => boolean) =>
    Object.fromEntries(
        Object.entries(everyMachine(nodePublicAddressesAbsent, settings, says)).filter(([, { type }]) => isAsked(type)),
    );

policyTable(nodePublicAddressesAbsent, {
    fails: {
        ...machineRows({ [AT]: true }, `${AT}: ${GIVES}. ${FIX}`, (type) => !BY_INTERFACES.test(type)),
        // A launch template of the classic provider has it as text.
        ...machineRows(
            { networkInterfaces: [{ [AT]: false }, { [AT]: "true" }] },
            `networkInterfaces[1].${AT}: ${GIVES}. ${FIX}`,
            (type) => BY_INTERFACES.test(type),
        ),
        ...everyDeclared(nodePublicAddressesAbsent, { isPublic: true }, "isPublic", `: ${GIVES}. ${FIX}`),
        "the component's default": {
            ...component({ cluster: "prod" }),
            reports: [`nodeAssociatePublicIpAddress: ${GIVES} unless it is set to false. ${FIX}`],
        },
        "the component's setting, version 2": {
            ...component({ cluster: "prod", nodeAssociatePublicIpAddress: true }, "eks:index:NodeGroupV2"),
            reports: [`nodeAssociatePublicIpAddress: ${GIVES}. ${FIX}`],
        },
        "a cluster's own nodes": {
            ...component({ nodeGroupOptions: { nodeAssociatePublicIpAddress: true } }, "eks:index:Cluster"),
            reports: [`nodeGroupOptions.nodeAssociatePublicIpAddress: ${GIVES}. ${FIX}`],
        },
    },
    passes: {
        "a node without one": node({ [AT]: false }),
        "a node that leaves it to its subnet": node({}),
        "a machine of unknown use": instance({ [AT]: true }),
        "a component whose inputs are not shown": component({}),
        "a component that refuses": component({ cluster: "prod", nodeAssociatePublicIpAddress: false }),
        "a cluster says nothing of its nodes": component({ name: "prod" }, "eks:index:Cluster"),
        "Karpenter leaves it to the subnet": {
            type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            props: { spec: { role: "node" } },
        },
    },
    unknowns: {
        "a switch that is not known yet": { ...node({ [AT]: UNKNOWN }), unknown: AT },
        "a component's switch that is not known yet": {
            ...component({ nodeAssociatePublicIpAddress: UNKNOWN }),
            unknown: "nodeAssociatePublicIpAddress",
        },
    },
    stacks: {
        "a node group in a public subnet": {
            resources: [subnet(true), group("public-0")],
            reports: [`subnetIds: ${starts('"public-0"')} @blue`],
        },
        "more than one public subnet, beside a private one": {
            resources: [
                subnet(true),
                subnet(true, "public-1"),
                subnet(false, "private-0"),
                group("public-0", "public-1", "private-0"),
            ],
            reports: [`subnetIds: ${starts('"public-0" and 1 more')} @blue`],
        },
        "ids that are not known yet are joined by the engine's dependencies": {
            resources: [
                { ...subnet(true), props: { id: UNKNOWN, mapPublicIpOnLaunch: true } },
                { ...group(), props: { subnetIds: [UNKNOWN] }, propertyDependencies: { subnetIds: ["public-0"] } },
            ],
            reports: [`subnetIds: ${starts('"public-0"')} @blue`],
        },
        "an auto scaling group of the cluster": {
            resources: [
                subnet(true),
                {
                    type: "aws:autoscaling/group:Group",
                    name: "blue",
                    props: {
                        vpcZoneIdentifiers: ["subnet-public-0"],
                        tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }],
                    },
                },
            ],
            reports: [`vpcZoneIdentifiers: ${starts('"public-0"')} @blue`],
        },
        "a node by its tags, in Cloud Control's subnet": {
            resources: [subnet(true, "public-0", "aws-native:ec2:Subnet"), node({ subnetId: "subnet-public-0" })],
            reports: [`subnetId: ${starts('"public-0"')} @one`],
        },
        "an instance that has one by its subnet, as AWS computed it": {
            resources: [subnet(true), node({ subnetId: "subnet-public-0", [AT]: true })],
            reports: [`subnetId: ${starts('"public-0"')} @one`],
        },
        "an instance that refuses one": {
            resources: [subnet(true), node({ subnetId: "subnet-public-0", [AT]: false })],
            reports: [],
        },
        "the machine's own switch beats the subnet's": {
            resources: [
                subnet(true),
                {
                    type: "aws:ec2/launchTemplate:LaunchTemplate",
                    name: "workers",
                    props: { id: "lt-1", networkInterfaces: [{ [AT]: "false" }] },
                },
                { ...group("public-0"), props: { subnetIds: ["subnet-public-0"], launchTemplate: { id: "lt-1" } } },
            ],
            reports: [],
        },
        "private subnets, a control plane and machines of unknown use": {
            resources: [
                subnet(true),
                subnet(false, "private-0"),
                group("private-0"),
                { type: "aws:eks/cluster:Cluster", name: "prod", props: { vpcConfig: { subnetIds: ["subnet-public-0"] } } },
                instance({ subnetId: "subnet-public-0" }),
            ],
            reports: [],
        },
        "an Elastic IP of a node": {
            resources: [
                node({ id: "i-1" }),
                { type: "aws:ec2/eip:Eip", name: "fixed", props: { instance: "i-1" } },
                { type: "aws:ec2/eip:Eip", name: "nat", props: { domain: "vpc" } },
            ],
            reports: [`instance: gives a node a public address (eip "fixed" → instance "one"). ${FIX} @fixed`],
        },
        "an Elastic IP that an association gives": {
            resources: [
                node({ id: UNKNOWN }),
                {
                    type: "aws:ec2/eipAssociation:EipAssociation",
                    name: "fixed",
                    props: { instanceId: UNKNOWN },
                    propertyDependencies: { instanceId: ["one"] },
                },
            ],
            reports: [`instanceId: gives a node a public address (eip association "fixed" → instance "one"). ${FIX} @fixed`],
        },
        "an Elastic IP of a machine of unknown use": {
            resources: [instance({ id: "i-1" }), { type: "aws:ec2/eip:Eip", name: "fixed", props: { instance: "i-1" } }],
            reports: [],
        },
        "a template that a node group starts": {
            resources: [
                {
                    type: "aws:ec2/launchTemplate:LaunchTemplate",
                    name: "workers",
                    props: { id: "lt-1", networkInterfaces: [{ [AT]: "true" }] },
                },
                { ...group(), props: { launchTemplate: { id: "lt-1" } } },
            ],
            reports: [`networkInterfaces[0].${AT}: ${GIVES} (launch template "workers" → node group "blue"). ${FIX} @workers`],
        },
    },
});
