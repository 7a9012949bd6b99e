import { nodeMetadataTokensRequired } from "../../../../policypack/policies/runtime-socket/node-metadata-tokens-required";
import { UNKNOWN } from "../../judge";
import { CLUSTER_TAGS, everyMachine } from "../../machines";
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
        "Karpenter's nodes": {
            ...nodeClass(optional),
            reports: [`spec.${AT}: ${IMDS1}. ${FIX}`],
        },
        "Karpenter's nodes, by the Patch form": {
            ...nodeClass(optional),
            type: `${NODE_CLASS}Patch`,
            reports: [`spec.${AT}: ${IMDS1}. ${FIX}`],
        },
        "Karpenter's nodes of the version before": {
            ...nodeClass(optional),
            type: "kubernetes:karpenter.k8s.aws/v1beta1:EC2NodeClass",
            reports: [`spec.${AT}: ${IMDS1}. ${FIX}`],
        },
        "the version before, by the Patch form": {
            ...nodeClass(optional),
            type: "kubernetes:karpenter.k8s.aws/v1beta1:EC2NodeClassPatch",
            reports: [`spec.${AT}: ${IMDS1}. ${FIX}`],
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
