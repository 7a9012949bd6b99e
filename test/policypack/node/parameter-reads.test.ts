import { parameterReadsOf } from "../../../policypack/node/parameter-reads";
import { bootOfUserData } from "../../../policypack/node/user-data";

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

test.each([
    ["a variable", "JOIN=$(aws ssm get-parameter --name /shop/join --query Parameter.Value --output text)\nkubeadm join $JOIN"],
    ["a variable that is exported", "export JOIN=`aws ssm get-parameter --name /shop/join`"],
    ["an argument", "kubeadm join $(aws ssm get-parameter --name /shop/join | jq -r .Parameter.Value)"],
    ["a text", 'echo "KUBELET_ARGS=$(set -e; aws ssm get-parameter --name /shop/join)" > /etc/default/kubelet'],
])("what is read into %s", (_, script) =>
    expect(parameterReadsOf(bootOfUserData(`#!/bin/bash\n${script}\n`, "userData"))).toEqual(["/shop/join"]),
);
