import { nodeMetadataHopsLimited } from "../../../../policypack/policies/runtime-socket/node-metadata-hops-limited";
import { UNKNOWN } from "../../judge";
import { CLUSTER_TAGS, everyDeclared, everyMachine } from "../../machines";
import { policyTable } from "../../table";

const FIX =
    "Set httpPutResponseHopLimit to 1, and give Pods that need AWS their own roles (EKS Pod Identity, IAM roles for service accounts).";
const AT = "metadataOptions.httpPutResponseHopLimit";
const says = (hops: number) => `lets session tokens travel ${hops} hops, so that Pods take the node's role`;
const OPEN = "leaves the hop limit to the account and the image, and Amazon Linux 2023's is 2";
const UNSURE = "nothing tells whether that is a Kubernetes node";
const DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

const instance = (props: object) => ({ type: "aws:ec2/instance:Instance", name: "one", props });
const hops = (httpPutResponseHopLimit: unknown) => ({ httpTokens: "required", httpPutResponseHopLimit });
const node = (metadataOptions?: object) => instance({ tags: CLUSTER_TAGS, metadataOptions });
const nodeClass = (metadataOptions?: object) => ({ type: NODE_CLASS, props: { spec: { metadataOptions } } });

policyTable(nodeMetadataHopsLimited, {
    fails: {
        ...everyMachine(nodeMetadataHopsLimited, { metadataOptions: hops(2) }, `${AT}: ${says(2)}. ${FIX}`),
        ...everyDeclared(
            nodeMetadataHopsLimited,
            { metadata: hops(3) },
            "metadata",
            `.httpPutResponseHopLimit: ${says(3)}. ${FIX}`,
        ),
        "a node that sets nothing has what its image says": {
            ...node(),
            reports: [`(advisory) [low] ${AT}: ${OPEN}. ${FIX}`],
        },
        "the account's own default concerns every instance": {
            type: DEFAULTS,
            props: { httpPutResponseHopLimit: 2 },
            reports: [
                "(advisory) httpPutResponseHopLimit: lets session tokens of every instance of the account that sets nothing travel 2 hops. " +
                    "Set httpPutResponseHopLimit to 1.",
            ],
        },
    },
    passes: {
        "one hop is the node": node(hops(1)),
        "a service that is off": node({ httpEndpoint: "disabled", ...hops(64) }),
        "Karpenter's own default is one hop": nodeClass(),
        "an account without a preference": { type: DEFAULTS, props: { httpPutResponseHopLimit: -1 } },
        "an account of one hop": { type: DEFAULTS, props: { httpPutResponseHopLimit: 1 } },
    },
    unknowns: {
        "a limit that is not known yet": { ...node(hops(UNKNOWN)), unknown: AT },
    },
    stacks: {
        "a template that an auto scaling group of the cluster starts": {
            resources: [
                {
                    type: "aws:ec2/launchTemplate:LaunchTemplate",
                    name: "workers",
                    props: { id: "lt-1", metadataOptions: hops(2) },
                },
                {
                    type: "aws:autoscaling/group:Group",
                    name: "blue",
                    props: { launchTemplate: { id: "lt-1" }, tags: [{ key: "kubernetes.io/cluster/prod", value: "owned" }] },
                },
            ],
            reports: [`${AT}: ${says(2)} (launch template "workers" → auto scaling group "blue"). ${FIX} @workers`],
        },
        "a machine of unknown use advises": {
            resources: [instance({ metadataOptions: hops(2) })],
            reports: [`(advisory) ${AT}: ${says(2)} (${UNSURE}). ${FIX} @one`],
        },
        "two doubts at once are not worth a line: a machine of unknown use that sets nothing": {
            resources: [instance({})],
            reports: [],
        },
    },
});
