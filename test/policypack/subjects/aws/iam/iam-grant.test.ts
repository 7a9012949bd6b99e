import { isUnknown } from "../../../../../policypack/lib/unknown";
import type { HolderKind, IamRight } from "../../../../../policypack/model/iam-grant";
import { iamGrant, iamGrantsInStack } from "../../../../../policypack/subjects/aws/iam/iam-grant";
import { roleAlone } from "../../../../../policypack/subjects/aws/iam/iam-role-alone";
import { allow, attachment, document, managed, role, rolePolicy, TRUST, WORKER } from "../../../iams";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const right = (action: string): IamRight => ({ action, on: "*", thing: "secret" });
const GET = right("secretsmanager:GetSecretValue");
const PUT = right("secretsmanager:PutSecretValue");
const BOTH = { rights: [GET, PUT], whose: ["node", "pods"] as HolderKind[] };
const own = (...statements: object[]) => ({ inlinePolicies: [{ policy: document(...statements) }] });
const READS = allow("secretsmanager:GetSecretValue");
const ALL = allow("secretsmanager:*");
const MADE_FROM = { propertyDependencies: { inlinePolicies: ["x"] } };
const X: GivenInStack = { type: "random:index/randomId:RandomId", name: "x", props: {} };

const said = <V>(thunks: Iterable<() => V>, words: (view: V) => string) =>
    [...thunks].map((thunk) => {
        try {
            return words(thunk());
        } catch (fault) {
            return isUnknown(fault) ? "?" : "crashed";
        }
    });
const rightsOf = (rights: readonly { readonly right: IamRight }[]) =>
    rights.map((one) => one.right.action.split(":")[1]).join("+");
const alone = (given: GivenInStack, asked = BOTH) => {
    const [resource] = stackOf([given]);
    return said(iamGrant(asked).rows.get(given.type)?.(resource!) ?? [], ({ at, rights }) => `${at} ${rightsOf(rights)}`);
};
const inStack = (given: readonly GivenInStack[], seen?: typeof BOTH, asked = BOTH) =>
    said(iamGrantsInStack(asked, seen)(stackOf(given)), ({ urn, view }) => `${urn.split("::").at(-1)} ${rightsOf(view.rights)}`);

test("a role that shows whose it is, is judged by itself", () => {
    expect(alone(role("r", TRUST.pods, own(READS)))).toEqual(["inlinePolicies[0].policy › Statement[0] GetSecretValue"]);
    expect(alone(role("r", TRUST.ec2, { ...own(ALL), managedPolicyArns: [WORKER] }))).toEqual([
        "inlinePolicies[0].policy › Statement[0] GetSecretValue+PutSecretValue",
    ]);
    expect(alone(role("r", TRUST.ec2, own(ALL)))).toEqual([]);
    expect(alone(role("r", TRUST.pods, own(ALL)), { ...BOTH, whose: ["node"] })).toEqual([]);
    expect(alone(role("r", TRUST.pods, { inlinePolicies: [{ policy: UNKNOWN }, { policy: document(READS) }] }))).toEqual([
        "inlinePolicies[1].policy › Statement[0] GetSecretValue",
        "?",
    ]);
});

test("no other resource is a role alone", () => {
    const of = (given: GivenInStack) => roleAlone(stackOf([given])[0]!);
    expect(of({ type: "aws:iam/user:User", name: "u", props: {} })).toBeUndefined();
    expect(of(rolePolicy("p", "r", ALL))).toBeUndefined();
    expect(
        of({ type: "aws-native:iam:User", name: "u", props: { policies: [{ policyDocument: document(ALL) }] } }),
    ).toBeUndefined();
    expect(of(role("r", UNKNOWN))).toBeUndefined();
});

test("policies that it attaches are AWS's, as far as they are known; those of one's own the stack shows", () => {
    const arns = [managed("SecretsManagerReadWrite"), "arn:aws:iam::123456789012:policy/own", UNKNOWN];
    const found = roleAlone(stackOf([role("r", TRUST.pods, { managedPolicyArns: arns })])[0]!)!;
    expect(found.documents.map(({ at, attached }) => `${at} ${attached}`)).toEqual([
        "managedPolicyArns[0] SecretsManagerReadWrite",
    ]);
    expect(found.faults).toEqual([]);
    const broken = roleAlone(stackOf([role("r", TRUST.pods, { managedPolicyArns: [{ arn: "x" }] })])[0]!)!;
    expect(broken.faults).toHaveLength(1);
});

test("what a role has been judged by alone is not told of it again", () => {
    const pods = role("r", TRUST.pods, own(READS));
    expect(inStack([pods])).toEqual(["r GetSecretValue"]);
    expect(inStack([pods], BOTH)).toEqual([]);
    expect(inStack([pods, rolePolicy("p", "r", ALL)], BOTH)).toEqual(["p GetSecretValue+PutSecretValue"]);
    expect(inStack([role("r", TRUST.pods, own(ALL))], { ...BOTH, rights: [PUT] })).toEqual(["r GetSecretValue"]);
    expect(inStack([pods], { ...BOTH, whose: ["node"] })).toEqual(["r GetSecretValue"]);
    // By itself it showed nothing.
    expect(inStack([role("r", TRUST.ec2, own(READS)), attachment("a", "r", WORKER)], BOTH)).toEqual(["r GetSecretValue"]);
});

test("what of a role cannot be read is told where it has not been", () => {
    const open = { ...role("r", TRUST.pods, { inlinePolicies: UNKNOWN }), ...MADE_FROM };
    const beside = { ...rolePolicy("p", "r"), props: { role: "r", policy: UNKNOWN } };
    expect(inStack([X, open])).toEqual(["?"]);
    expect(inStack([X, open], BOTH)).toEqual([]);
    expect(inStack([role("r", TRUST.pods), beside], BOTH)).toEqual(["?"]);
    expect(
        inStack([X, { ...role("r", TRUST.ec2, { inlinePolicies: UNKNOWN }), ...MADE_FROM }, attachment("a", "r", WORKER)], BOTH),
    ).toEqual(["?"]);
});

test("of others than nodes and Pods what cannot be read is not told", () => {
    const asked = { ...BOTH, whose: ["people"] as HolderKind[] };
    const policy = (value: unknown): GivenInStack => ({
        type: "aws:iam/userPolicy:UserPolicy",
        name: "p",
        props: { user: "ann", policy: value },
    });
    expect(inStack([policy(UNKNOWN)], undefined, asked)).toEqual([]);
    expect(inStack([policy(document(READS))], undefined, asked)).toEqual(["p GetSecretValue"]);
    expect(inStack([policy(document(READS))])).toEqual([]);
});
