import { nodeThingsOf } from "../../../../../policypack/subjects/aws/iam/node-things";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const named = (name: string, type: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    name,
    type,
    props,
    ...more,
});
/** What a stack shows of things that nodes boot from: the ARN of each, with a question mark where that names more than it. */
const thingsOf = (...given: readonly GivenInStack[]) =>
    nodeThingsOf(stackOf(given)).map(({ words, arn, isNamed }) => `${words}: ${arn}${isNamed ? "" : " ?"}`);

const KUBELET = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";
const JOIN = "#!/bin/sh\nkubeadm join 10.0.0.1:6443\n";
const object = (props: object, type = "aws:s3/bucketObjectv2:BucketObjectv2") => named("o", type, props);
const parameter = (props: object, type = "aws:ssm/parameter:Parameter") => named("p", type, props);
/** A machine of unknown tags: what is said here is what its user data says. */
const node = (...lines: string[]) =>
    named("i", "aws:ec2/instance:Instance", { id: "i-1", userData: ["#!/bin/bash", "kubeadm join", ...lines, ""].join("\n") });
const ITSELF = 'instance "i": arn:*:ec2:*:*:instance/i-1';

/** What is stored for nodes, by what it holds. */
test.each<[reason: string, given: GivenInStack, things: string[]]>([
    ["a kubelet's configuration", object({ bucket: "b", key: "k.yaml", content: KUBELET }), ['object "o": arn:*:s3:::b/k.yaml']],
    [
        "the same in the older resource",
        object({ bucket: "b", key: "k.yaml", content: KUBELET }, "aws:s3/bucketObject:BucketObject"),
        ['object "o": arn:*:s3:::b/k.yaml'],
    ],
    [
        "in a bucket that is not known yet",
        object({ bucket: UNKNOWN, key: "k.yaml", content: KUBELET }),
        ['object "o": arn:*:s3:::*/k.yaml ?'],
    ],
    [
        "under a key that is not known yet",
        object({ bucket: "b", key: UNKNOWN, content: KUBELET }),
        ['object "o": arn:*:s3:::b/*'],
    ],
    ["a web page", object({ bucket: "b", key: "index.html", content: "<html>" }), []],
    ["a Pod that may be anybody's", object({ bucket: "b", key: "web.yaml", content: "apiVersion: v1\nkind: Pod\n" }), []],
    [
        "an object of another provider",
        object({ bucket: "b", key: "k.yaml", content: KUBELET }, "my-aws:s3/bucketObject:BucketObject"),
        [],
    ],
    [
        "a node's script in a parameter",
        parameter({ name: "/shop/boot", value: JOIN }),
        ['parameter "p": arn:*:ssm:*:*:parameter/shop/boot'],
    ],
    ["a parameter without a slash", parameter({ name: "boot", value: JOIN }), ['parameter "p": arn:*:ssm:*:*:parameter/boot']],
    [
        "a parameter with a slash within",
        parameter({ name: "shop/boot", value: JOIN }),
        ['parameter "p": arn:*:ssm:*:*:parameter/shop/boot'],
    ],
    [
        "Cloud Control's parameter",
        parameter({ name: "/shop/boot", value: JOIN }, "aws-native:ssm:Parameter"),
        ['parameter "p": arn:*:ssm:*:*:parameter/shop/boot'],
    ],
    [
        "a parameter whose name is not known yet",
        parameter({ name: UNKNOWN, value: JOIN }),
        ['parameter "p": arn:*:ssm:*:*:parameter/* ?'],
    ],
    ["a parameter of an application", parameter({ name: "/shop/color", value: "blue" }), []],
    ["a parameter whose value is not known yet", parameter({ name: "/shop/boot", value: UNKNOWN }), []],
])("%s", (_, given, things) => expect(thingsOf(given)).toEqual(things));

/** What the boots of nodes take. */
test.each<[reason: string, lines: string[], things: string[]]>([
    [
        "a manifest from a bucket",
        ["aws s3 cp s3://b/web.yaml /etc/kubernetes/manifests/web.yaml"],
        ['object s3://b/web.yaml that instance "i" reads: arn:*:s3:::b/web.yaml'],
    ],
    [
        "a folder of a bucket",
        ["aws s3 sync s3://b/pods/ /etc/kubernetes/manifests/"],
        ['object s3://b/pods/* that instance "i" reads: arn:*:s3:::b/pods/*'],
    ],
    [
        "a whole bucket",
        ["aws s3 sync s3://b /etc/kubernetes/manifests"],
        ['object s3://b/* that instance "i" reads: arn:*:s3:::b/*'],
    ],
    [
        "a key that the machine makes up",
        ['aws s3 cp "s3://b/$(hostname)/kubelet.yaml" /etc/kubernetes/kubelet.yaml'],
        ['object s3://b/*/kubelet.yaml that instance "i" reads: arn:*:s3:::b/*/kubelet.yaml'],
    ],
    ["what decides nothing about the node", ["aws s3 cp s3://b/logo.svg /srv/logo.svg"], []],
    [
        "a parameter",
        ['echo "$(aws ssm get-parameter --name /shop/token --query Parameter.Value)" > /etc/kubernetes/token'],
        ['parameter /shop/token that instance "i" reads: arn:*:ssm:*:*:parameter/shop/token'],
    ],
])("a node takes %s", (_, lines, things) => expect(thingsOf(node(...lines))).toEqual([ITSELF, ...things]));

test("what a machine takes that is no node is no thing of nodes", () =>
    expect(
        thingsOf(
            named("i", "aws:ec2/instance:Instance", {
                userData:
                    "#!/bin/sh\naws s3 cp s3://b/run.sh /srv/run.sh\nsh /srv/run.sh\naws ssm get-parameter --name /shop/x\n",
            }),
        ),
    ).toEqual([]));

test("one place of a resource that is not known yet hides no other", () =>
    expect(
        thingsOf(
            named("i", "aws:ec2/instance:Instance", {
                id: "i-1",
                tags: { "eks:cluster-name": "shop" },
                userData: UNKNOWN,
                userDataBase64: Buffer.from(node("aws ssm get-parameter --name /shop/x").props["userData" as never]).toString(
                    "base64",
                ),
            }),
        ),
    ).toEqual([ITSELF, 'parameter /shop/x that instance "i" reads: arn:*:ssm:*:*:parameter/shop/x']));

const RECIPE = "arn:aws:imagebuilder:eu-west-1:123456789012:image-recipe/workers/1.0.0";
const recipe = (parentImage: unknown, type = "aws:imagebuilder/imageRecipe:ImageRecipe") =>
    named("recipe", type, { arn: RECIPE, parentImage });
const pipeline = (props: object, more: Partial<GivenInStack> = {}, type = "aws:imagebuilder/imagePipeline:ImagePipeline") =>
    named("images", type, { name: "Workers", imageRecipeArn: RECIPE, ...props }, more);
const IMAGES = 'image pipeline "images": arn:*:imagebuilder:*:*:image-pipeline/workers';
const EKS = "ssm:/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id";

/** Pipelines that build the images of nodes. */
test.each<[reason: string, given: GivenInStack[], things: string[]]>([
    ["EKS's image, by its parameter", [recipe(EKS), pipeline({})], [IMAGES]],
    ["EKS's image, by its name", [recipe("amazon-eks-node-al2023-x86_64-standard-1.33-v20260101"), pipeline({})], [IMAGES]],
    [
        "Bottlerocket's for Kubernetes",
        [recipe("ssm:/aws/service/bottlerocket/aws-k8s-1.33/x86_64/latest/image_id"), pipeline({})],
        [IMAGES],
    ],
    ["Bottlerocket's for ECS", [recipe("ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id"), pipeline({})], []],
    ["another image", [recipe("ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"), pipeline({})], []],
    ["an image that is not known yet", [recipe(UNKNOWN), pipeline({})], []],
    ["another recipe's", [recipe(EKS), pipeline({ imageRecipeArn: `${RECIPE}0` })], []],
    [
        "a recipe that is not known yet, by what the ARN is made from",
        [
            { ...recipe(EKS), props: { arn: UNKNOWN, parentImage: EKS } },
            pipeline({ imageRecipeArn: UNKNOWN }, { propertyDependencies: { imageRecipeArn: ["recipe"] } }),
        ],
        [IMAGES],
    ],
    [
        "a pipeline of containers beside a recipe that is not known yet",
        [{ ...recipe(EKS), props: { parentImage: EKS } }, pipeline({ imageRecipeArn: undefined, containerRecipeArn: "arn:c" })],
        [],
    ],
    [
        "Cloud Control's forms",
        [recipe(EKS, "aws-native:imagebuilder:ImageRecipe"), pipeline({}, {}, "aws-native:imagebuilder:ImagePipeline")],
        [IMAGES],
    ],
    ["recipes of another provider", [recipe(EKS, "my-aws:imagebuilder/imageRecipe:ImageRecipe"), pipeline({})], []],
    ["what is called like a recipe", [recipe(EKS, "aws-native:imagebuilder:ImageRecipeX"), pipeline({})], []],
    ["pipelines of another provider", [recipe(EKS), pipeline({}, {}, "my-aws:imagebuilder/imagePipeline:ImagePipeline")], []],
    ["what is called like a pipeline", [recipe(EKS), pipeline({}, {}, "aws-native:imagebuilder:ImagePipelineX")], []],
    [
        "a pipeline whose name is not known yet",
        [recipe(EKS), pipeline({ name: UNKNOWN })],
        ['image pipeline "images": arn:*:imagebuilder:*:*:image-pipeline/* ?'],
    ],
])("a pipeline of %s", (_, given, things) => expect(thingsOf(...given)).toEqual(things));
