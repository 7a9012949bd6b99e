import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { NodeThingKind } from "../../../model/iam-grant";
import type { NodeBoot } from "../../../model/node-boot";
import type { Cursor } from "../../../parse/cursor";
import { subject } from "../../../lib/subject";
import { everyNodeBoot } from "../../node-boot";
import type { NodeThing } from "./iam-grants";
import { fetchesOf } from "../../../node/fetches";
import { parameterReadsOf } from "../../../node/parameter-reads";
import { filled } from "../../../parse/word";
import { namesOfMachine } from "../machines/machine-names";
import { evidenceOfObject } from "../buckets/node-objects";
import { knownMachines } from "../machines/machines";
import { inWords } from "../words";
import { ifKnown, readAll } from "../../../lib/read-all";
import { idOf, References } from "../references";
import { hintsOfTags } from "../role-hints";

const TEMPLATE = /^(aws:ec2\/launchTemplate:|aws-native:ec2:LaunchTemplate$)/;
const INSTANCE = /^(aws:ec2\/instance:|aws-native:ec2:Instance$)/;
const SCALING_GROUP = /^(aws:autoscaling\/group:|aws-native:autoscaling:AutoScalingGroup$)/;
const NODE_GROUP = /^(aws:eks\/nodeGroup:|aws-native:eks:Nodegroup$)/;
const PIPELINE = /^(aws:imagebuilder\/imagePipeline:|aws-native:imagebuilder:ImagePipeline$)/;
const RECIPE = /^(aws:imagebuilder\/imageRecipe:|aws-native:imagebuilder:ImageRecipe$)/;
/** Images of EKS, as recipes name their parent: by parameter, or by the name that a look-up found. */
const EKS_IMAGE = /eks\/optimized-ami|amazon-eks-|bottlerocket(?:(?!bottlerocket).)*aws-k8s/i;
const OBJECT = /^aws:s3\/bucketObject(v2)?:/;
const PARAMETER = /^(aws:ssm\/parameter:|aws-native:ssm:Parameter$)/;

/** What the nodes of a stack boot from: templates, instances, groups of them, and the parameters and objects that they read. */
export const nodeThingsOf = oncePerStack((stack): readonly NodeThing[] => [
    ...machinesOf(stack),
    ...storesOf(stack),
    ...pipelinesOf(stack),
]);

function* machinesOf(stack: readonly StackResource[]): Generator<NodeThing> {
    const machines = knownMachines(stack);
    const templates = new References(
        stack.filter(({ type }) => TEMPLATE.test(type)),
        namesOfMachine,
    );
    const isNode = (resource: StackResource) =>
        [...machines.hintsOf(resource), ...hintsOfTags(resource)].some(({ role }) =>
            ["worker", "control plane", "kubernetes"].includes(role),
        );
    for (const resource of stack) {
        const { type } = resource;
        if (NODE_GROUP.test(type)) {
            const [cluster, name] = [textOf(resource, "clusterName"), textOf(resource, "nodeGroupName", "nodegroupName")];
            yield thing("node group", resource, `eks:*:*:nodegroup/${cluster ?? "*"}/${name ?? "*"}/*`, cluster !== undefined);
        } else if (TEMPLATE.test(type) && isNode(resource)) {
            const id = idOf(resource) ?? textOf(resource, "launchTemplateId");
            yield thing("launch template", resource, `ec2:*:*:launch-template/${id ?? "*"}`, id !== undefined);
        } else if (INSTANCE.test(type) && isNode(resource)) {
            const id = idOf(resource) ?? textOf(resource, "instanceId");
            yield thing("instance", resource, `ec2:*:*:instance/${id ?? "*"}`, id !== undefined);
        } else if (SCALING_GROUP.test(type) && (isNode(resource) || startsKnown(resource))) {
            const name = textOf(resource, "name", "autoScalingGroupName");
            const arn = `autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/${name ?? "*"}`;
            yield thing("auto scaling group", resource, arn, name !== undefined);
        }
    }

    function startsKnown(group: StackResource): boolean {
        const started = [...templates.of(group, (property) => /^(launchTemplate|mixedInstancesPolicy)$/.test(property))];
        return started.some((template) => TEMPLATE.test(template.type) && isNode(template));
    }
}

/** Pipelines of EC2 Image Builder whose images begin with one of EKS. */
function* pipelinesOf(stack: readonly StackResource[]): Generator<NodeThing> {
    const pipelines = stack.filter(({ type }) => PIPELINE.test(type));
    const recipes = stack.filter(
        (resource) => RECIPE.test(resource.type) && EKS_IMAGE.test(textOf(resource, "parentImage") ?? ""),
    );
    for (const pipeline of pipelines) {
        const arn = textOf(pipeline, "imageRecipeArn");
        const own = pipeline.propertyDependencies["imageRecipeArn"] ?? [];
        if (!recipes.some((recipe) => own.includes(recipe) || (arn !== undefined && textOf(recipe, "arn") === arn))) continue;
        const name = textOf(pipeline, "name");
        const rest = `imagebuilder:*:*:image-pipeline/${name?.toLowerCase() ?? "*"}`;
        yield thing("image pipeline", pipeline, rest, name !== undefined);
    }
}

function thing(kind: NodeThingKind, resource: StackResource, rest: string, isNamed: boolean): NodeThing {
    return { kind, words: inWords(resource), arn: `arn:*:${rest}`, isNamed };
}

/** The boots of one resource that are known as a node's. */
const nodeBoots = subject<NodeBoot>(
    ...everyNodeBoot<NodeBoot>(function* (boot) {
        if (boot.evidence.verdict === "node") yield () => boot;
    }),
);

/** What is stored for nodes: what holds their configuration, and what their boots take. */
function* storesOf(stack: readonly StackResource[]): Generator<NodeThing> {
    for (const resource of stack) {
        if (OBJECT.test(resource.type) && evidenceOfObject(resource)?.verdict === "node") {
            const [bucket, key] = [textOf(resource, "bucket"), textOf(resource, "key")];
            yield object(bucket, key, `object "${resource.name}"`);
            continue;
        }
        const boots = bootsOf(resource);
        if (PARAMETER.test(resource.type)) {
            if (boots.length > 0) yield parameter(textOf(resource, "name"), inWords(resource));
        } else for (const boot of boots) yield* takenBy(boot, resource);
    }
}

function bootsOf(resource: StackResource): readonly NodeBoot[] {
    const lens = nodeBoots.rows.get(resource.type);
    if (lens === undefined) return [];
    return readAll(
        () => lens(resource),
        (thunk) => thunk(),
    ).known;
}

function* takenBy(boot: NodeBoot, resource: StackResource): Generator<NodeThing> {
    const by = `that ${inWords(resource)} reads`;
    for (const { bucket, key, isConfiguration } of fetchesOf(boot)) {
        const pattern = key === "" || key.endsWith("/") ? `${key}*` : filled(key, "*");
        if (isConfiguration) yield object(bucket, pattern, `object s3://${bucket}/${pattern} ${by}`);
    }
    for (const name of parameterReadsOf(boot)) yield parameter(name, `parameter ${name} ${by}`);
}

/** A parameter's name begins with a slash or has none; in an ARN there is one before it. */
const parameter = (name: string | undefined, words: string): NodeThing => ({
    kind: "parameter",
    words,
    arn: `arn:*:ssm:*:*:parameter/${name?.replace(/^\//, "") ?? "*"}`,
    isNamed: name !== undefined,
});

const object = (bucket: string | undefined, key: string | undefined, words: string): NodeThing => ({
    kind: "object",
    words,
    arn: `arn:*:s3:::${bucket ?? "*"}/${key ?? "*"}`,
    isNamed: bucket !== undefined,
});

function textOf({ props }: StackResource, ...properties: readonly string[]): string | undefined {
    const all = props as Cursor<Record<string, unknown>>;
    for (const property of properties) {
        const text = ifKnown(() => all.field(property).text());
        if (text !== undefined) return text;
    }
    return undefined;
}
