import { Cursor } from "../../../../../policypack/parse/cursor";
import { attachedDocument, writtenDocuments } from "../../../../../policypack/subjects/aws/iam/iam-documents";
import { allow, document, managed } from "../../../iams";

const at = (value: unknown) => Cursor.of<{ policy: unknown }>({ policy: value }).field("policy");
/** Where the statements of each document are, with their actions; and what reading it throws. */
function read(...values: unknown[]) {
    const { known, faults } = writtenDocuments(() => values.map(at), "urn:it");
    return [
        ...known.map(({ urn, at: place, attached, statements }) => {
            expect([urn, attached]).toEqual(["urn:it", undefined]);
            return statements.map((one) => `${place}${one.at} ${one.actions.patterns.join()}`).join("; ");
        }),
        ...faults.map((fault) => (fault as Error).message),
    ];
}
const ONE = allow("ec2:RunInstances");
const OTHER = allow("ssm:StartSession");
const data = (Statement: unknown) => ({ Version: "2012-10-17", Statement });

test.each<[reason: string, value: unknown, documents: string[]]>([
    ["text", document(ONE, OTHER), ["policy › Statement[0] ec2:runinstances; policy › Statement[1] ssm:startsession"]],
    ["text with one statement", JSON.stringify(data(ONE)), ["policy › Statement ec2:runinstances"]],
    [
        "data, of which each statement is read by itself",
        data([ONE, OTHER]),
        ["policy.Statement[0] ec2:runinstances", "policy.Statement[1] ssm:startsession"],
    ],
    ["data with one statement", data(ONE), ["policy.Statement ec2:runinstances"]],
    ["nothing", undefined, []],
    ["an empty text, as AWS has it for none", "", []],
])("a policy that is %s", (_, value, documents) => expect(read(value)).toEqual(documents));

test.each<[reason: string, value: unknown]>([
    ["no JSON", "{"],
    ["no policy", "[]"],
    ["blank", " "],
])("what is %s is not read", (_, value) => expect(read(value)).toEqual([expect.stringMatching(/^policy: is no /)]));

test("what cannot be read hides nothing beside it", () => {
    expect(read("{", document(ONE))).toEqual(["policy › Statement[0] ec2:runinstances", "policy: is no JSON"]);
    expect(read(data([7, ONE]))).toEqual(["policy.Statement[1] ec2:runinstances", expect.stringMatching(/^policy: /)]);
});

/** IAM counts no blanks; IAM Identity Center takes 32,768 characters. */
describe("what is larger than AWS takes is no policy", () => {
    const TOO_LARGE = ["policy: is larger than IAM takes"];
    const empty = '{"Statement":[]}';
    const long = (length: number) => `{"Statement":[],"Id":"${"x".repeat(length - '{"Statement":[],"Id":""}'.length)}"}`;
    const many = (count: number) => data(Array.from({ length: count }, () => ONE));

    test("by its characters", () => {
        expect(read(long(32_768))).toEqual([""]);
        expect(read(long(32_769))).toEqual(TOO_LARGE);
    });
    test("of which blanks are none", () => {
        expect(read(empty + " \n\t ".repeat(10_000))).toEqual([""]);
        expect(read(long(32_768).replace(",", ", \n ,".slice(0, 4)))).toEqual([""]);
    });
    test("by its statements, where it is data", () => {
        expect(read(many(500))).toHaveLength(500);
        expect(read(many(501))).toEqual(TOO_LARGE);
    });
});

test.each<[arn: string | undefined, name: string | undefined, actions: string[]]>([
    [managed("AmazonS3FullAccess"), "AmazonS3FullAccess", ["s3:*"]],
    [managed("service-role/AmazonEC2RoleforSSM"), "AmazonEC2RoleforSSM", ["s3:getobject,s3:putobject,ssm:getparameters"]],
    [managed("AmazonEKSWorkerNodePolicy"), "AmazonEKSWorkerNodePolicy", []],
    ["arn:aws:iam::123456789012:policy/own", undefined, []],
    ["", undefined, []],
    [undefined, undefined, []],
])("what %s attaches is the policy of AWS %s", (arn, name, actions) => {
    const found = attachedDocument(at(arn) as Cursor<string>, "urn:it");
    expect(found && { ...found, statements: found.statements.map((one) => one.actions.patterns.join()) }).toEqual(
        name === undefined ? undefined : { urn: "urn:it", at: "policy", attached: name, statements: actions },
    );
});
