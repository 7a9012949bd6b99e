import type { IamRight } from "../../../../../policypack/model/iam-grant";
import { iamPolicy } from "../../../../../policypack/parse/iam-policy";
import { grantsOf, type IamDocument, type NodeThing } from "../../../../../policypack/subjects/aws/iam/iam-grants";

const MODIFY: IamRight = { action: "ec2:ModifyLaunchTemplate", on: "arn:*:ec2:*:*:launch-template/*", thing: "launch template" };
const RUN: IamRight = { action: "ssm:SendCommand", on: "arn:*:ec2:*:*:instance/*", thing: "instance" };
const HOLDER = { kind: "pods", words: 'role "bot" of Pods', names: ["bot"] } as const;

function documentOf(statements: readonly object[], more: Partial<IamDocument> = {}): IamDocument {
    const policy = iamPolicy({ Statement: statements });
    if (!policy.ok) throw new Error(policy.reason);
    return { urn: "urn:it", at: "policy › ", attached: undefined, statements: policy.value, ...more };
}
const granted = (
    statements: readonly object[],
    {
        rights = [MODIFY],
        things = [],
        isBounded = false,
        more = {},
    }: { rights?: IamRight[]; things?: NodeThing[]; isBounded?: boolean; more?: Partial<IamDocument> } = {},
) => [...grantsOf({ holder: HOLDER, documents: [documentOf(statements, more)], isBounded }, rights, things)];
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
    ...allow(Action, Resource, more),
    Effect: "Deny",
});
const RIGHT = { right: MODIFY, spelling: "name", written: "ec2:modifylaunchtemplate", reach: "every", known: undefined };

test("a grant says where it is written, what it allows on what, and to whom", () =>
    expect(granted([allow("s3:*"), allow("ec2:ModifyLaunchTemplate")])).toEqual([
        {
            urn: "urn:it",
            grant: {
                at: "policy › Statement[1]",
                attached: undefined,
                rights: [RIGHT],
                resources: ["*"],
                tag: undefined,
                isConditional: false,
                holder: HOLDER,
            },
        },
    ]));

test("what is attached is where it is attached", () =>
    expect(granted([allow("*")], { more: { at: "policyArn", attached: "AdministratorAccess" } })).toMatchObject([
        { grant: { at: "policyArn", attached: "AdministratorAccess" } },
    ]));

/** How a statement says it: by name, by its whole service, or with everything else. */
test.each<[statement: object, spelling: string, written: string]>([
    [allow("ec2:ModifyLaunchTemplate"), "name", "ec2:modifylaunchtemplate"],
    [allow("EC2:modify*"), "name", "ec2:modify*"],
    [allow(["s3:*", "ec2:*"]), "service", "ec2:*"],
    [allow("ec2:**"), "name", "ec2:**"],
    [allow("e*:*"), "name", "e*:*"],
    [allow("*"), "everything", "*"],
    [allow("*:*"), "everything", "*:*"],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, "everything", ""],
])("%j", (statement, spelling, written) =>
    expect(granted([statement]).map(({ grant }) => grant.rights)).toEqual([[{ ...RIGHT, spelling, written }]]),
);

/** On every thing of the kind, if only in one region or account, or on some. */
test.each<[resource: string | readonly string[], reach: string | undefined]>([
    ["*", "every"],
    ["arn:*", "every"],
    ["arn:aws:*", "every"],
    ["arn:aws:ec2:*", "every"],
    ["arn:aws:ec2:*:*:*", "every"],
    ["arn:aws:ec2:*:*:*/*", "every"],
    ["arn:aws:ec2:eu-west-1:*", "every"],
    ["arn:aws:ec2:*:*:launch-template/*", "every"],
    ["arn:aws:ec2:eu-west-1:123456789012:launch-template/*", "every"],
    ["arn:aws:ec2:*:*:launch-template/lt-*", "every"],
    ["arn:aws:ec2:*:*:launch-template/lt-0*", "every"],
    [["arn:aws:s3:::x", "arn:aws:ec2:*:*:launch-template/*"], "every"],
    ["arn:aws:ec2:*:*:launch-template/lt-0abc", "some"],
    ["arn:aws:ec2:*:*:launch-template/lt-01*", "some"],
    ["arn:aws:ec2:*:*:launch-template/web-*", "some"],
    ["arn:aws:ec2:*:*:launch-template/lt-*/x", "some"],
    ["arn:aws:ec2:*:*:instance/*", undefined],
    ["arn:aws:s3:::shop-*", undefined],
])("on %j it reaches %s", (resource, reach) => {
    const [one] = granted([allow("ec2:ModifyLaunchTemplate", resource)]);
    expect(one?.grant.rights.map((right) => right.reach)).toEqual(reach === undefined ? undefined : [reach]);
    expect(one?.grant.resources).toEqual(reach === undefined ? undefined : [resource].flat());
});

test.each(["i-*", "i-0*", "mi-*"])("ids of instances begin with %s", (id) =>
    expect(
        granted([allow("ssm:SendCommand", `arn:aws:ec2:*:*:instance/${id}`)], { rights: [RUN] })[0]?.grant.rights[0]?.reach,
    ).toBe("every"),
);

test("all but some are all, and are written so", () => {
    const [one] = granted([{ Effect: "Allow", Action: "ec2:*", NotResource: ["arn:aws:s3:::a", "arn:aws:ec2:*:*:instance/*"] }]);
    expect(one!.grant.resources).toEqual(["all but arn:aws:s3:::a, arn:aws:ec2:*:*:instance/*"]);
    expect(one!.grant.rights[0]!.reach).toBe("every");
});

/** A thing of the stack's nodes that it certainly reaches. */
describe("of the nodes' things", () => {
    const thing = (id: string, more: Partial<NodeThing> = {}): NodeThing => ({
        kind: "launch template",
        words: `launch template "${id}"`,
        arn: `arn:*:ec2:*:*:launch-template/${id}`,
        isNamed: true,
        ...more,
    });
    const UNNAMED = thing("*", { isNamed: false, words: 'launch template "new"' });
    const known = (resource: string, ...things: NodeThing[]) =>
        granted([allow("ec2:ModifyLaunchTemplate", resource)], { things })[0]!.grant.rights[0]!.known;

    test.each<[reason: string, resource: string, things: NodeThing[], words: string | undefined]>([
        ["that very one", "arn:aws:ec2:*:*:launch-template/lt-1", [thing("lt-2"), thing("lt-1")], 'launch template "lt-1"'],
        ["none of others", "arn:aws:ec2:*:*:launch-template/lt-3", [thing("lt-1"), thing("lt-2")], undefined],
        ["the first of all", "*", [thing("lt-2"), thing("lt-1")], 'launch template "lt-2"'],
        ["one whose id is not known, where all are reached", "*", [UNNAMED], 'launch template "new"'],
        ["none whose id is not known, where some are", "arn:aws:ec2:*:*:launch-template/lt-1", [UNNAMED], undefined],
        ["none of another kind", "*", [thing("lt-1", { kind: "instance" })], undefined],
    ])("it reaches %s", (_, resource, things, words) => expect(known(resource, ...things)).toBe(words));
});

test("a right that gives little counts where it is named in full", () => {
    const rights = [{ ...MODIFY, isByNameOnly: true }];
    expect(granted([allow("ec2:modifyLaunchTemplate")], { rights })).toHaveLength(1);
    expect(granted([allow("ec2:Modify*")], { rights })).toEqual([]);
    expect(granted([allow("*")], { rights })).toEqual([]);
});

test("a right that needs others counts with one of them", () => {
    const need = (action: string) => ({ action, on: "*" });
    const rights = [{ ...MODIFY, needs: [need("iam:PassRole"), need("ec2:RunInstances")] }];
    expect(granted([allow("ec2:ModifyLaunchTemplate")], { rights })).toEqual([]);
    expect(granted([allow("ec2:ModifyLaunchTemplate"), allow("ec2:RunInstances")], { rights })).toHaveLength(1);
    expect(granted([allow("ec2:ModifyLaunchTemplate"), allow("iam:PassRole")], { rights })).toHaveLength(1);
    expect(granted([allow("ec2:ModifyLaunchTemplate"), allow("iam:PassRole"), deny("iam:*")], { rights })).toEqual([]);
    expect(granted([allow("iam:PassRole")], { rights })).toEqual([]);
});

/** What may take it away again. */
test.each<[reason: string, statements: object[], isConditional: boolean]>([
    ["nothing", [], false],
    [
        "a denial under a condition of who asks",
        [deny("ec2:*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })],
        true,
    ],
    [
        "a denial in other regions, where nodes are not",
        [deny("ec2:*", "*", { Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } } })],
        false,
    ],
    [
        "a denial of something else",
        [deny("s3:*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })],
        false,
    ],
    [
        "a denial on something else",
        [deny("ec2:*", "arn:aws:ec2:*:*:instance/*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })],
        false,
    ],
    [
        "an allowance under a condition beside it",
        [allow("ec2:*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })],
        false,
    ],
    ["a denial in one account, which may be the nodes'", [deny("ec2:*", "arn:aws:ec2:*:123456789012:launch-template/*")], true],
    ["a denial on everything of one account", [deny("*", "arn:aws:*:*:123456789012:*")], true],
    ["a denial in one region of one account", [deny("ec2:*", "arn:aws:ec2:us-east-1:123456789012:launch-template/*")], false],
    ["a denial on what has no account", [deny("ec2:*", "arn:aws:ec2:*::launch-template/*")], false],
    ["a denial on one thing of an account", [deny("ec2:*", "arn:aws:ec2:*:123456789012:launch-template/lt-1")], false],
    [
        "a denial on one thing and on all of an account",
        [deny("ec2:*", ["arn:aws:ec2:*:*:launch-template/lt-1", "arn:aws:ec2:*:123456789012:*"])],
        true,
    ],
])("with %s it is conditional: %s", (_, statements, isConditional) =>
    expect(granted([allow("ec2:ModifyLaunchTemplate"), ...statements])[0]!.grant.isConditional).toBe(isConditional),
);

test("what may take one of several rights away makes all of them conditional", () => {
    const both = allow(["ec2:ModifyLaunchTemplate", "ssm:SendCommand"]);
    const [one] = granted([both, deny("ssm:*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })], {
        rights: [MODIFY, RUN],
    });
    expect(one!.grant).toMatchObject({ isConditional: true, rights: [{ right: MODIFY }, { right: RUN }] });
});

test("a boundary and a condition of its own make it conditional, a tag does not", () => {
    expect(granted([allow("ec2:*")], { isBounded: true })[0]!.grant.isConditional).toBe(true);
    expect(
        granted([allow("ec2:*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })])[0]!.grant.isConditional,
    ).toBe(true);
    expect(
        granted([allow("ec2:*", "*", { Condition: { StringEquals: { "aws:ResourceTag/team": "web" } } })])[0]!.grant,
    ).toMatchObject({
        isConditional: false,
        tag: { key: "team", isOfCluster: false },
    });
});

test("what is denied is not granted, in whichever policy it is denied", () => {
    expect(granted([allow("ec2:*"), deny("ec2:ModifyLaunchTemplate")])).toEqual([]);
    const documents = [documentOf([allow("ec2:*")]), documentOf([deny("ec2:*")], { urn: "urn:other" })];
    expect([...grantsOf({ holder: HOLDER, documents, isBounded: false }, [MODIFY])]).toEqual([]);
});

test("a statement is told once for all rights that it gives, and each statement by itself", () => {
    const told = granted([allow(["ec2:*", "ssm:*"]), allow("ssm:SendCommand"), allow("s3:*")], { rights: [MODIFY, RUN] });
    expect(told.map(({ grant }) => `${grant.at}: ${grant.rights.map(({ right }) => right.action).join()}`)).toEqual([
        "policy › Statement[0]: ec2:ModifyLaunchTemplate,ssm:SendCommand",
        "policy › Statement[1]: ssm:SendCommand",
    ]);
});
