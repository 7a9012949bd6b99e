import { fetchedBy } from "../../../../policypack/subjects/aws/fetches";

const fetched = (command: string) => {
    const { objects, parameters } = fetchedBy(command.split(" ").map((word) => (word === "?" ? "" : word)));
    return [...objects.map(({ bucket, key }) => `${bucket}/${key}`), ...parameters];
};

test.each([
    ["aws s3 cp s3://nodes/boot.sh /tmp/boot.sh", ["nodes/boot.sh"]],
    ["/usr/local/bin/aws --region us-west-2 s3 cp --quiet s3://nodes/boot.sh -", ["nodes/boot.sh"]],
    ["sudo aws s3 mv s3://nodes/boot.sh .", ["nodes/boot.sh"]],
    ["aws s3 sync s3://nodes/etc /etc/kubernetes", ["nodes/etc*"]],
    ["aws s3 cp --recursive s3://nodes/etc/ /etc/kubernetes/", ["nodes/etc/*"]],
    ["aws s3 sync s3://nodes /etc/kubernetes", ["nodes/*"]],
    ["aws s3api get-object --bucket nodes --key=boot.sh /tmp/boot.sh", ["nodes/boot.sh"]],
    ["aws ssm get-parameter --with-decryption --name /shop/kubelet --query Parameter.Value", ["/shop/kubelet"]],
    ["aws ssm get-parameters --names a b --output text", ["a", "b"]],
])("%s", (command, expected) => expect(fetched(command)).toEqual(expected));

test.each([
    ["what it writes", "aws s3 cp /var/log/messages s3://logs/node.log"],
    ["what it removes", "aws s3 rm s3://logs/node.log"],
    ["a source that is not known", "aws s3 cp ? /tmp/boot.sh"],
    ["a name that is not known", "aws ssm get-parameter --name ?"],
    ["a key that is not known", "aws s3api get-object --bucket nodes"],
    ["another service", "aws ec2 describe-instances"],
    ["another program", "s3cmd get s3://nodes/boot.sh"],
])("fetches nothing: %s", (_, command) => expect(fetched(command)).toEqual([]));
