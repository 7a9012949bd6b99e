import { nodeMetadataTokensRequired } from "../../../../policypack/policies/runtime-socket/node-metadata-tokens-required";
import { UNKNOWN } from "../../judge";
import { CLUSTER_TAGS, everyDeclared, everyMachine } from "../../machines";
import { policyTable } from "../../table";

const FIX = 'Set httpTokens to "required" and httpPutResponseHopLimit to 1 in metadataOptions.';
const IMDS1 = "answers without a session token (IMDSv1)";
const OPEN = "leaves it to the account and the image whether a session token is required";
const UNSURE = "nothing tells whether that is a Kubernetes node";
const AT = "metadataOptions.httpTokens";
const DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

const optional = { httpTokens: "optional" };
const instance = (props: object) => ({ type: "aws:ec2/instance:Instance", name: "one", props });
const template = (props: object) => ({ type: "aws:ec2/launchTemplate:LaunchTemplate", name: "workers", props });
const nodeClass = (metadataOptions?: object) => ({ type: NODE_CLASS, props: { spec: { role: "node", metadataOptions } } });
const group = {
    type: "aws:eks/nodeGroup:NodeGroup",
    name: "blue",
    props: { launchTemplate: { id: "lt-1" } },
    propertyDependencies: { launchTemplate: ["workers"] },
};
const WAY = '(launch template "workers" → node group "blue")';

policyTable(nodeMetadataTokensRequired, {
    fails: {
        ...everyMachine(nodeMetadataTokensRequired, { metadataOptions: optional }, `${AT}: ${IMDS1}. ${FIX}`),
        ...everyDeclared(nodeMetadataTokensRequired, { metadata: optional }, "metadata", `.httpTokens: ${IMDS1}. ${FIX}`),
        "Cluster API's machines have no safe default": {
            type: "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate",
            props: { spec: { template: { spec: { instanceType: "m6i.large" } } } },
            reports: [`(advisory) [medium] spec.template.spec.instanceMetadataOptions.httpTokens: ${OPEN}. ${FIX}`],
        },
        "a node that sets nothing has what the account and its image say, which advises": {
            ...instance({ tags: CLUSTER_TAGS }),
            reports: [`(advisory) [medium] ${AT}: ${OPEN}. ${FIX}`],
        },
        "other options say nothing about tokens": {
            ...instance({ tags: CLUSTER_TAGS, metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 1 } }),
            reports: [`(advisory) [medium] ${AT}: ${OPEN}. ${FIX}`],
        },
        "the account's own default concerns every instance": {
            type: DEFAULTS,
            props: optional,
            reports: [
                "(advisory) httpTokens: lets every instance of the account that sets nothing answer without a session token (IMDSv1). " +
                    'Set httpTokens to "required".',
            ],
        },
    },
    passes: {
        "tokens are required": instance({ tags: CLUSTER_TAGS, metadataOptions: { httpTokens: "required" } }),
        "a service that is off": instance({ tags: CLUSTER_TAGS, metadataOptions: { httpEndpoint: "disabled", ...optional } }),
        "the account's defaults are known to be safe": {
            ...instance({ tags: CLUSTER_TAGS }),
            config: { defaultsRequireTokens: true },
        },
        "Karpenter requires tokens unless told otherwise": nodeClass(),
        "kops requires tokens unless told otherwise": {
            type: "kubernetes:kops.k8s.io/v1alpha2:InstanceGroup",
            props: { spec: {} },
        },
        "Karpenter's service is off": nodeClass({ httpEndpoint: "disabled", ...optional }),
        "an account without a preference": { type: DEFAULTS, props: { httpTokens: "no-preference" } },
        "an account that requires tokens": { type: DEFAULTS, props: { httpTokens: "required" } },
        "a machine of unknown use is judged with the stack": instance({ metadataOptions: optional }),
    },
    unknowns: {
        "tokens that are not known yet": {
            ...instance({ tags: CLUSTER_TAGS, metadataOptions: { httpTokens: UNKNOWN } }),
            unknown: "metadataOptions.httpTokens",
        },
        "Karpenter's options are not known yet": { ...nodeClass(UNKNOWN), unknown: "spec.metadataOptions" },
    },
    stacks: {
        "a template that a node group starts": {
            resources: [template({ id: "lt-1", metadataOptions: optional }), group],
            reports: [`${AT}: ${IMDS1} ${WAY}. ${FIX} @workers`],
        },
        "a template that a node group starts, and that says nothing": {
            resources: [template({ id: "lt-1" }), group],
            reports: [`(advisory) [medium] ${AT}: ${OPEN} ${WAY}. ${FIX} @workers`],
        },
        "a component has no such option, so that its machines are asked": {
            resources: [
                { type: "eks:index:NodeGroupV2", name: "component", props: { cluster: "prod" } },
                { ...template({ id: "lt-1", metadataOptions: optional }), parent: "component" },
                group,
            ],
            reports: [`${AT}: ${IMDS1} ${WAY}. ${FIX} @workers`],
        },
        "a machine of unknown use advises": {
            resources: [instance({ metadataOptions: optional })],
            reports: [`(advisory) ${AT}: ${IMDS1} (${UNSURE}). ${FIX} @one`],
        },
        "a machine of unknown use that says nothing advises at the lowest level": {
            resources: [instance({})],
            reports: [`(advisory) [low] ${AT}: ${OPEN} (${UNSURE}). ${FIX} @one`],
        },
        "options that AWS computes are nothing that the program leaves unknown": {
            resources: [instance({ metadataOptions: UNKNOWN })],
            reports: [`(advisory) [low] ${AT}: ${OPEN} (${UNSURE}). ${FIX} @one`],
        },
        "options that the program makes of something unknown are": {
            resources: [
                { type: "aws:ssm/parameter:Parameter", name: "tokens", props: {} },
                {
                    ...instance({ metadataOptions: { httpTokens: UNKNOWN } }),
                    propertyDependencies: { metadataOptions: ["tokens"] },
                },
            ],
            reports: [],
            unknown: "metadataOptions.httpTokens",
        },
        "a node by its own tags was judged at its resource": {
            resources: [instance({ tags: CLUSTER_TAGS, metadataOptions: optional })],
            reports: [],
        },
        "a machine whose user data starts something else is no node": {
            resources: [
                instance({
                    metadataOptions: optional,
                    userData: "#!/bin/sh\ndnf install -y nginx\nsystemctl enable --now nginx\n",
                }),
                {
                    ...template({
                        metadataOptions: optional,
                        userData: Buffer.from("#!/bin/sh\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n").toString("base64"),
                    }),
                },
            ],
            reports: [],
        },
        "a machine that fetches what it runs may become one": {
            resources: [
                instance({ metadataOptions: optional, userData: "#!/bin/sh\naws s3 cp s3://boot/run.sh /run.sh\nsh /run.sh\n" }),
            ],
            reports: [`(advisory) ${AT}: ${IMDS1} (${UNSURE}). ${FIX} @one`],
        },
        "a machine whose user data cannot be read to the end may become one": {
            resources: [instance({ metadataOptions: optional, userData: "Content-Type: multipart/mixed\n\nno boundary" })],
            reports: [`(advisory) ${AT}: ${IMDS1} (${UNSURE}). ${FIX} @one`],
        },
        "options that cannot be read, of a known node and of a machine of unknown use": {
            resources: [
                instance({ metadataOptions: { httpTokens: 1 } }),
                { ...instance({ metadataOptions: "required" }), name: "two" },
                template({ id: "lt-1", metadataOptions: { httpTokens: 1 } }),
                group,
            ],
            reports: [`${AT}: is a number where text was expected, so it could not be judged. Correct it.`],
        },
        "a machine that AWS Batch starts is no node": {
            resources: [
                template({ id: "lt-1", metadataOptions: optional }),
                {
                    type: "aws:batch/computeEnvironment:ComputeEnvironment",
                    name: "batch",
                    props: { launchTemplate: { launchTemplateId: "lt-1" } },
                },
            ],
            reports: [],
        },
    },
});
