import { bootsOf, carriersIn } from "../../../../policypack/subjects/aws/machines/node-boots";
import { stackOf, UNKNOWN } from "../../judge";
import { resource } from "../../paths";

const JOIN = "#!/bin/sh\nkubeadm join\n";
const TYPES: readonly (readonly [type: string, name: string, place: string])[] = [
    ["aws:s3/bucketObject:BucketObject", "key", "content"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "key", "content"],
    ["aws:ssm/parameter:Parameter", "name", "value"],
    ["aws:ssm/parameter:Parameter", "name", "insecureValue"],
    ["aws:secretsmanager/secretVersion:SecretVersion", "secretId", "secretString"],
    ["aws:secretsmanager/secretVersion:SecretVersion", "secretId", "secretBinary"],
    ["aws-native:ssm:Parameter", "name", "value"],
    ["aws-native:secretsmanager:Secret", "name", "secretString"],
];
const read = (name: string, type: string, props: object) => {
    const [one] = carriersIn(stackOf([resource(name, type, props)]));
    return `${one!.read.flatMap(({ commands }) => commands.map(({ at }) => at)).join()}${one!.isPartlyUnknown ? "?" : ""}`;
};

test.each(TYPES)("%s, whose %s names it, stores a boot in its %s", (type, name, place) => {
    expect(read("it", type, { [place]: JOIN })).toBe(`${place} › line 2`);
    expect(read("it", type, { [place]: "nothing of the kind" })).toBe("");
    expect(read("it", type, { [place]: UNKNOWN })).toBe("");
    expect(read("it", type, {})).toBe("");
    // What is unknown and speaks of nodes by its name may be a boot.
    expect(read("kubelet", type, { [place]: UNKNOWN })).toBe("?");
    expect(read("it", type, { [place]: UNKNOWN, [name]: "shop/kubeadm.yaml" })).toBe("?");
    expect(read("it", type, { [place]: UNKNOWN, [name]: UNKNOWN })).toBe("");
    // But for a key, whose place is judged by itself.
    expect(read("it", type, { [place]: UNKNOWN, [name]: "etcd/server.key" })).toBe("");
    expect(read("etcd-key", type, { [place]: UNKNOWN })).toBe("");
    expect(read("it", type, { [place]: JOIN, [name]: "etcd/server.key" })).toBe(`${place} › line 2`);
});

test("packed content is unpacked, and another place of it is read beside", () => {
    const packed = Buffer.from(JOIN).toString("base64");
    expect(read("it", "aws:s3/bucketObject:BucketObject", { contentBase64: packed })).toBe("contentBase64 › line 2");
    expect(read("kubelet", "aws:s3/bucketObjectv2:BucketObjectv2", { content: UNKNOWN, contentBase64: packed })).toBe(
        "contentBase64 › line 2?",
    );
});

test("a document of the kubelet is the file that it will be", () => {
    const content = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";
    const [one] = stackOf([resource("it", "aws:ssm/parameter:Parameter", { value: content })]);
    expect(bootsOf(one!).flatMap(({ files }) => files.map(({ path }) => path))).toContain("/var/lib/kubelet/config.yaml");
});
