import { Cursor } from "../../../../../policypack/parse/cursor";
import {
    type ReadText,
    recordedByAdvanced,
    recordedByBasic,
} from "../../../../../policypack/subjects/aws/buckets/trail-selectors";

const OBJECT = "arn:aws:s3:::boot/kubelet.yaml";
const FOLDER = "arn:aws:s3:::boot/pods/*";
const text: ReadText = (value) => value.text();
const BOTH = ["reads", "writes"];

const basic = (dataResources: unknown, more: object = {}, read = text, arn = OBJECT) =>
    recordedByBasic(Cursor.of({ dataResources, ...more }) as never, arn, read);
const s3 = (...values: unknown[]) => ({ type: "AWS::S3::Object", values });

/** Basic selectors take prefixes of ARNs. */
test.each<[reason: string, dataResources: unknown, recorded: string[]]>([
    ["every bucket", [s3("arn:aws:s3")], BOTH],
    ["the bucket", [s3("arn:aws:s3:::boot/")], BOTH],
    ["the object itself", [s3(OBJECT)], BOTH],
    ["another bucket", [s3("arn:aws:s3:::data/")], []],
    ["one of several buckets", [s3("arn:aws:s3:::data/", "arn:aws:s3:::boot/")], BOTH],
    ["one of several kinds", [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }, s3("arn:aws:s3:::boot/")], BOTH],
    ["another kind of thing, whatever its ARN", [{ type: "AWS::DynamoDB::Table", values: ["arn:aws:s3"] }], []],
    ["an empty ARN", [s3("")], []],
    ["no ARN", [s3()], []],
    ["nothing", [], []],
    ["management events alone", undefined, []],
])("a basic selector of %s", (_, dataResources, recorded) => expect(basic(dataResources)).toEqual(recorded));

test.each<[readWriteType: string | undefined, recorded: string[]]>([
    ["All", BOTH],
    [undefined, BOTH],
    ["ReadOnly", ["reads"]],
    ["WriteOnly", ["writes"]],
])("a basic selector of %s events", (readWriteType, recorded) =>
    expect(basic([s3("arn:aws:s3")], { readWriteType })).toEqual(recorded),
);

test("what is below a prefix is recorded as a whole, or not", () => {
    expect(basic([s3("arn:aws:s3:::boot/pods/")], {}, text, FOLDER)).toEqual(BOTH);
    expect(basic([s3("arn:aws:s3:::boot/pods/web.yaml")], {}, text, FOLDER)).toEqual([]);
});

test("a value that is not known is about the bucket, about another, or about nothing", () => {
    expect(basic([s3("x")], {}, () => true)).toEqual(BOTH);
    expect(basic([s3("x")], {}, () => false)).toEqual([]);
    expect(basic([s3("x")], {}, () => undefined)).toEqual([]);
});

const advanced = (fields: readonly object[], read = text, arn = OBJECT) =>
    recordedByAdvanced(Cursor.of({ fieldSelectors: fields }) as never, arn, read);
const DATA = { field: "eventCategory", equals: ["Data"] };
const OBJECTS = { field: "resources.type", equals: ["AWS::S3::Object"] };
const of = (field: string, more: object) => advanced([DATA, OBJECTS, { field, ...more }]);

test("advanced selectors select data events of objects where they say both", () => {
    expect(advanced([DATA, OBJECTS])).toEqual(BOTH);
    expect(advanced([DATA])).toEqual([]);
    expect(advanced([OBJECTS])).toEqual([]);
    expect(advanced([])).toEqual([]);
    expect(advanced([{ field: "eventCategory", equals: ["Management"] }, OBJECTS])).toEqual([]);
    expect(advanced([DATA, { field: "resources.type", equals: ["AWS::S3::AccessPoint"] }])).toEqual([]);
    expect(advanced([DATA, { field: "resources.type", equals: ["AWS::S3::AccessPoint", "AWS::S3::Object"] }])).toEqual(BOTH);
});

test.each<[reason: string, field: string, more: object, recorded: string[]]>([
    ["reads", "readOnly", { equals: ["true"] }, ["reads"]],
    ["writes", "readOnly", { equals: ["false"] }, ["writes"]],
    ["what is no read", "readOnly", { notEquals: ["true"] }, ["writes"]],
    ["reads by their event", "eventName", { equals: ["GetObject"] }, ["reads"]],
    ["everything by its beginning", "eventName", { startsWith: ["Get", "Put", "Delete"] }, BOTH],
    ["puts alone, which leaves deletes out", "eventName", { equals: ["PutObject"] }, []],
    ["deletes alone, which leaves puts out", "eventName", { equals: ["DeleteObject"] }, []],
    ["puts and deletes", "eventName", { equals: ["PutObject", "DeleteObject"] }, ["writes"]],
    ["S3", "eventSource", { equals: ["s3.amazonaws.com"] }, BOTH],
    ["another service", "eventSource", { equals: ["lambda.amazonaws.com"] }, []],
    ["some users", "userIdentity.arn", { startsWith: ["arn:aws:iam::123456789012:role/"] }, []],
])("an advanced selector of %s", (_, field, more, recorded) => expect(of(field, more)).toEqual(recorded));

/** `aws` has the operators in the plural, `aws-native` as CloudTrail has them. */
test.each<[reason: string, operator: object, ofObject: boolean, ofFolder: boolean]>([
    ["that object", { equals: [OBJECT] }, true, false],
    ["that object, as aws has it", { equals: [OBJECT, "arn:aws:s3:::x"] }, true, false],
    ["the folder's own name", { equals: ["arn:aws:s3:::boot/pods/"] }, false, false],
    ["the bucket", { startsWith: ["arn:aws:s3:::boot/"] }, true, true],
    ["the bucket, as aws has it", { startsWiths: ["arn:aws:s3:::boot/"] }, true, true],
    ["the folder", { startsWith: ["arn:aws:s3:::boot/pods/"] }, false, true],
    ["a part of the folder", { startsWith: ["arn:aws:s3:::boot/pods/web"] }, false, false],
    ["objects of that kind, of which a folder may have others", { endsWith: [".yaml"] }, true, false],
    ["objects of another kind", { endsWith: [".json"] }, false, false],
    ["objects that begin so", { endsWith: ["arn:aws:s3:::boot/kubelet"] }, false, false],
    ["all but that object", { notEquals: [OBJECT] }, false, true],
    ["all but another object", { notEquals: ["arn:aws:s3:::boot/kubelet"] }, true, true],
    ["all but an object of the folder", { notEquals: ["arn:aws:s3:::boot/pods/web.yaml"] }, true, false],
    ["all but what the folder's name ends", { notEquals: ["x/arn:aws:s3:::boot/pods/"] }, true, true],
    ["all but the bucket", { notStartsWith: ["arn:aws:s3:::boot/"] }, false, false],
    ["all but a part of the folder", { notStartsWith: ["arn:aws:s3:::boot/pods/web"] }, true, false],
    ["all but copies of the object", { notStartsWith: [`${OBJECT}.bak`] }, true, true],
    ["all but another bucket", { notStartsWiths: ["arn:aws:s3:::data/"] }, true, true],
    ["all but one of several", { notStartsWiths: ["arn:aws:s3:::data/", "arn:aws:s3:::boot/kubelet"] }, false, true],
    ["all but objects of that kind, which a folder may have", { notEndsWith: [".yaml"] }, false, false],
    ["all but objects of another kind, which a folder may have", { notEndsWith: [".json"] }, true, false],
    ["the bucket without that object", { startsWith: ["arn:aws:s3:::boot/"], notEquals: [OBJECT] }, false, true],
])("an advanced selector of %s", (_, operator, ofObject, ofFolder) => {
    const fields = [DATA, OBJECTS, { field: "resources.ARN", ...operator }];
    expect(advanced(fields)).toEqual(ofObject ? BOTH : []);
    expect(advanced(fields, text, FOLDER)).toEqual(ofFolder ? BOTH : []);
});

test("an ARN that is not known is the bucket's, or another's", () => {
    const arn = (operator: string) => [DATA, OBJECTS, { field: "resources.ARN", [operator]: ["x"] }];
    expect(advanced(arn("startsWith"), () => true)).toEqual(BOTH);
    expect(advanced(arn("startsWith"), () => false)).toEqual([]);
    expect(advanced(arn("startsWith"), () => undefined)).toEqual([]);
    expect(advanced(arn("notStartsWith"), () => true)).toEqual([]);
    expect(advanced(arn("notStartsWith"), () => false)).toEqual(BOTH);
});
