import { storeKeyPolicy, storePolicy } from "../../../components/manifest-store/policies";

const PUBLISHER = "arn:aws:iam::123456789012:role/publisher";
const WORKERS = "arn:aws:iam::123456789012:role/workers";
const ADMIN = "arn:aws:iam::123456789012:role/admin";
const store = {
    here: { partition: "aws", account: "123456789012", region: "eu-west-1" },
    bucket: "shop-manifests",
    publisher: PUBLISHER,
    nodeRoles: [WORKERS],
};

interface Request {
    readonly who: string;
    readonly action: string;
    readonly resource?: string;
    readonly encryption?: string;
    readonly isPlain?: boolean;
}

/**
 * What S3 would answer, for somebody to whom IAM allows everything: a small evaluator of what this policy uses, after AWS "Policy evaluation
 * logic" and "Condition operators" (a negated operator holds where its key is absent).
 */
function isDenied({
    who,
    action,
    resource = "arn:aws:s3:::shop-manifests/a.yaml",
    encryption,
    isPlain = false,
}: Request): boolean {
    const context: Record<string, string | undefined> = {
        "aws:PrincipalArn": who,
        "aws:SecureTransport": String(!isPlain),
        "s3:x-amz-server-side-encryption": encryption,
    };
    const glob = (pattern: string, text: string) =>
        new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(text);
    const list = (value: string | string[]) => [value].flat();
    const holds = (operator: string, key: string, values: string[]): boolean => {
        const value = context[key];
        if (operator === "StringNotEquals") return value === undefined || !values.includes(value);
        if (operator === "Null") return String(value === undefined) === values[0];
        if (operator === "Bool") return value === values[0];
        throw new Error(operator);
    };
    return JSON.parse(storePolicy(store)).Statement.some(
        (statement: any) =>
            statement.Effect === "Deny" &&
            list(statement.Action).some((one) => glob(one, action)) &&
            list(statement.Resource).some((one) => glob(one, resource)) &&
            Object.entries<Record<string, string | string[]>>(statement.Condition ?? {}).every(([operator, keys]) =>
                Object.entries(keys).every(([key, values]) => holds(operator, key, list(values))),
            ),
    );
}

test.each<[string, Request]>([
    ["an administrator who writes", { who: ADMIN, action: "s3:PutObject" }],
    ["an administrator who opens an object's list", { who: ADMIN, action: "s3:PutObjectAcl" }],
    ["an administrator who reads", { who: ADMIN, action: "s3:GetObject" }],
    ["an administrator who reads an old version", { who: ADMIN, action: "s3:GetObjectVersion" }],
    ["a node that writes", { who: WORKERS, action: "s3:PutObject" }],
    ["a node that deletes", { who: WORKERS, action: "s3:DeleteObject" }],
    ["a publisher who removes the traces", { who: PUBLISHER, action: "s3:DeleteObjectVersion" }],
    ["a publisher who encrypts otherwise", { who: PUBLISHER, action: "s3:PutObject", encryption: "AES256" }],
    ["a publisher without TLS", { who: PUBLISHER, action: "s3:PutObject", isPlain: true }],
    ["a node without TLS", { who: WORKERS, action: "s3:GetObject", isPlain: true }],
])("%s is denied, whatever IAM allows", (_, request) => {
    expect(isDenied(request)).toBe(true);
});

test.each<[string, Request]>([
    ["a publisher who writes", { who: PUBLISHER, action: "s3:PutObject" }],
    ["a publisher who asks for the bucket's encryption", { who: PUBLISHER, action: "s3:PutObject", encryption: "aws:kms" }],
    ["a publisher who withdraws a manifest", { who: PUBLISHER, action: "s3:DeleteObject" }],
    ["a node that reads", { who: WORKERS, action: "s3:GetObject" }],
    ["a node that lists", { who: WORKERS, action: "s3:ListBucket", resource: "arn:aws:s3:::shop-manifests" }],
    [
        "an administrator who repairs the policy",
        { who: ADMIN, action: "s3:PutBucketPolicy", resource: "arn:aws:s3:::shop-manifests" },
    ],
])("%s is not denied", (_, request) => {
    expect(isDenied(request)).toBe(false);
});

test("only the publisher is allowed to write, and only it and the nodes to read", () => {
    const allowed = JSON.parse(storePolicy(store)).Statement.filter(({ Effect }: any) => Effect === "Allow");
    expect(allowed.map(({ Principal, Action }: any) => [Principal.AWS, Action])).toEqual([
        [PUBLISHER, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]],
        [[WORKERS], "s3:GetObject"],
        [[PUBLISHER, WORKERS], "s3:ListBucket"],
    ]);
});

test("the key serves both through S3 alone, and nodes decrypt only", () => {
    const [, publisher, nodes] = JSON.parse(storeKeyPolicy(store)).Statement;
    const Condition = { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } };
    expect(publisher).toMatchObject({ Principal: { AWS: PUBLISHER }, Action: ["kms:GenerateDataKey", "kms:Decrypt"], Condition });
    expect(nodes).toMatchObject({ Principal: { AWS: [WORKERS] }, Action: "kms:Decrypt", Condition });
});
