import { parameterReadsOf } from "../../../policypack/node/parameter-reads";

const readBy = (command: string) =>
    parameterReadsOf({
        commands: [
            {
                argv: command.split(" ").map((text) => ({ text, isLiteral: text !== "?" })),
                environment: new Map(),
                isConditional: false,
                at: "userData › line 2",
            },
        ],
    });

test.each([
    ["aws ssm get-parameter --with-decryption --name /shop/kubelet --query Parameter.Value", ["/shop/kubelet"]],
    ["/usr/local/bin/aws --region us-west-2 ssm get-parameter --name=/shop/kubelet", ["/shop/kubelet"]],
    ["aws ssm get-parameters --names a b --output text", ["a", "b"]],
    ["aws ssm get-parameters --output text --names a", ["a"]],
])("%s", (command, expected) => expect(readBy(command)).toEqual(expected));

test.each([
    ["a name that is not known", "aws ssm get-parameter --name ?"],
    ["no name", "aws ssm get-parameter --name"],
    ["what it writes", "aws ssm put-parameter --name /shop/ready --value yes"],
    ["another service", "aws ec2 describe-instances --name /shop/kubelet"],
    ["another program", "chamber ssm get-parameter --name /shop/kubelet"],
])("reads nothing: %s", (_, command) => expect(readBy(command)).toEqual([]));
