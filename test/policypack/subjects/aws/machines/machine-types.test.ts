import { isMachine, isTemplate } from "../../../../../policypack/subjects/aws/machines/machine-types";
import { hintsOfImage } from "../../../../../policypack/subjects/aws/machines/machines";
import { stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const INSTANCE = "aws:ec2/instance:Instance";
const LT = "aws:ec2/launchTemplate:LaunchTemplate";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const it = (type: string, props: object = {}) => resource("it", type, props);

test.each<[image: unknown, isOfEks: boolean]>([
    ["resolve:ssm:/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id", true],
    ["resolve:ssm:/aws/service/bottlerocket/aws-k8s-1.33/x86_64/latest/image_id", true],
    ["resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-EKS_Optimized-1.33/image_id", true],
    ["amazon-eks-node-al2023-x86_64-standard-1.33-v20260101", true],
    ["bottlerocket-aws-k8s-1.33-x86_64-v1.50.0", true],
    ["resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id", false],
    ["resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base", false],
    ["resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", false],
    ["ami-0123456789abcdef0", false],
    [UNKNOWN, false],
])("an image %s is made for workers: %s", (image, isOfEks) => {
    const hints = isOfEks ? [{ role: "worker", why: "an EKS image", through: [] }] : [];
    const of = (props: object) => hintsOfImage(stackOf([it(LT, props)])[0]!);
    expect([of({ ami: image }), of({ imageId: image }), of({ launchTemplateData: { imageId: image } })]).toEqual([
        hints,
        hints,
        hints,
    ]);
    expect(of({ description: image })).toEqual([]);
});

test.each<[type: string, is: boolean, starts: boolean]>([
    [INSTANCE, true, false],
    [LT, true, true],
    ["aws:ec2/launchConfiguration:LaunchConfiguration", true, true],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", true, false],
    ["aws:ec2/spotFleetRequest:SpotFleetRequest", true, true],
    ["aws:ec2/fleet:Fleet", true, true],
    [INTERFACE, true, false],
    ["aws-native:ec2:Instance", true, false],
    ["aws-native:ec2:LaunchTemplate", true, true],
    ["aws-native:ec2:Ec2Fleet", true, true],
    ["aws-native:autoscaling:LaunchConfiguration", true, true],
    [`my-${INSTANCE}`, false, false],
    ["my-aws-native:ec2:Instance", false, false],
    ["aws-native:ec2:InstanceConnectEndpoint", false, false],
    ["my-aws-native:autoscaling:LaunchConfiguration", false, true],
    ["aws-native:autoscaling:LaunchConfigurationX", false, false],
    ["aws:rds/instance:Instance", false, false],
])("%s is a machine: %s, starts many: %s", (type, is, starts) => {
    const [one] = stackOf([it(type)]);
    expect([isMachine(one!), isTemplate(one!)]).toEqual([is, starts]);
});
