import type { ResourcePolicyArgs } from "@pulumi/aws-native/secretsmanager/resourcePolicy";
import type { SecretArgs } from "@pulumi/aws/secretsmanager/secret";
import type { SecretPolicyArgs } from "@pulumi/aws/secretsmanager/secretPolicy";
import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager/secretVersion";
import {
    each,
    on,
    type Props,
    type Resource,
    type StackResource,
    type StackSubject,
    subject,
    type Thunk,
} from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import { isOfEtcd, type KeyOwner, keyOwner } from "../../model/key-owner";
import type { SecretReader, SharedSecret } from "../../model/shared-secret";
import { Unreadable } from "../../model/unreadable";
import type { Cursor } from "../../parse/cursor";
import { allowing, iamPolicy, type Statement } from "../../parse/iam-policy";
import { ifKnown } from "../aws/read-all";
import { References } from "../aws/references";
import { KeyOwners } from "./key-owners";
import { isKeyName } from "./key-name";

const SECRET = "aws:secretsmanager/secret:Secret";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

/** Secrets of AWS Secrets Manager that their names call keys of etcd's, and whom their policies let read them. */
export const sharedSecrets = subject<SharedSecret>(
    on<SecretArgs>()(SECRET, ({ name, props }) => sharing(props.field("policy"), [name, textOf(props.field("name"))])),
    on<SecretPolicyArgs>()(POLICY, ({ name, props }) =>
        sharing(props.field("policy"), [name, secretOf(props.field("secretArn"))]),
    ),
    on<ResourcePolicyArgs>()("aws-native:secretsmanager:ResourcePolicy", ({ name, props }) =>
        sharing(props.field("resourcePolicy"), [name, secretOf(props.field("secretId"))]),
    ),
);

const textOf = (place: Cursor<string | undefined>): string => ifKnown(() => place.text()) ?? "";

/** Without the six letters that Secrets Manager adds to a secret's name in its ARN. */
const secretOf = (place: Cursor<string>): string => textOf(place).replace(/^(arn:.*)-[A-Za-z0-9]{6}$/, "$1");

function* sharing(policy: Cursor<unknown>, names: readonly string[]): Generator<Thunk<SharedSecret>> {
    const owner = keyOwner(names);
    if (!isOfEtcd(owner)) return;
    yield () => sharedBy(policy, owner, accountOf(names), names.some(isKeyName));
}

/** @throws the SDK's error while the policy is unknown, Unreadable where it is none */
function sharedBy(policy: Cursor<unknown>, owner: KeyOwner, account: string | undefined, isCertain: boolean): SharedSecret {
    const written = policy.raw();
    const statements = written === undefined || written === "" ? undefined : iamPolicy(written);
    if (statements?.ok === false) throw new Unreadable(policy.path, statements.reason);
    const readers = allowing(statements?.value ?? [], "secretsmanager:GetSecretValue", "arn:*:secretsmanager:*:*:secret:*");
    return { at: policy.path, owner, readers: readers.flatMap(readersOf), account, isCertain };
}

function readersOf({ principals, conditions }: Statement): SecretReader[] {
    const isConditional = conditions.length > 0;
    // To allow all but some is to allow everybody else.
    if (principals === undefined || principals.allBut) return [{ who: "everybody", isConditional }];
    return principals.list.flatMap(({ kind, value }): SecretReader[] => {
        if (kind === "anybody") return [{ who: "everybody", isConditional }];
        const account = kind === "AWS" ? /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?:$|:)/.exec(value)?.[1] : undefined;
        return account === undefined ? [] : [{ who: { account }, isConditional }];
    });
}

const accountOf = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => /^arn:[^:]*:secretsmanager:[^:]*:(\d{12}):/.exec(name)?.[1] ?? [])[0];

/** The policies that are apart from what they are about: the stack shows whose key the secret holds, and its account. */
export const sharedSecretsInStack: StackSubject<SharedSecret> = function* (stack) {
    const policies = stack.filter(({ type }) => type === POLICY);
    const withPolicy = stack.filter(({ type, props }) => type === SECRET && hasPolicy(props as Cursor<Props<SecretArgs>>));
    if (policies.length + withPolicy.length === 0) return;
    const secrets = new Secrets(stack);
    yield* each([...policies, ...withPolicy], function* (resource): Generator<Thunk<{ urn: string; view: SharedSecret }>> {
        const all = resource.props as Cursor<Props<SecretPolicyArgs> & Props<SecretArgs>>;
        const own = resource.type === SECRET ? textOf(all.field("name")) : secretOf(all.field("secretArn"));
        if (isOfEtcd(keyOwner([resource.name, own]))) return;
        const secret = resource.type === SECRET ? resource : secrets.behind(resource, "secretArn");
        const key = secret && secrets.keyIn(secret);
        if (secret === undefined || key === undefined || !isOfEtcd(key.owner)) return;
        const account = accountOf([ifKnown(() => (secret.props as Cursor<{ arn: string }>).field("arn").text()) ?? ""]);
        yield () => ({ urn: resource.urn, view: sharedBy(all.field("policy"), key.owner, account, key.isCertain) });
    });
};

/** AWS shows the policies that are resources of their own as the secret's, too: at a preview they are unknown there. */
function hasPolicy(props: Cursor<Props<SecretArgs>>): boolean {
    try {
        return props.field("policy").isPresent();
    } catch (error) {
        if (isUnknown(error)) return false;
        throw error;
    }
}

/** The secrets of a stack, and the keys in them. */
class Secrets {
    private readonly references: References;
    private readonly owners: KeyOwners;
    private readonly versions: readonly StackResource[];

    constructor(stack: readonly StackResource[]) {
        this.references = new References(stack.filter(({ type }) => type === SECRET));
        this.owners = new KeyOwners(stack);
        this.versions = stack.filter(({ type }) => type === VERSION);
    }

    behind(resource: Resource, property: string): StackResource | undefined {
        return [...this.references.of(resource as StackResource, (name) => name === property)].find(
            ({ type }) => type === SECRET,
        );
    }

    /** By the secret's name, or by what the program puts into it. */
    keyIn(secret: StackResource): { readonly owner: KeyOwner; readonly isCertain: boolean } | undefined {
        const names = [secret.name, textOf((secret.props as Cursor<Props<SecretArgs>>).field("name"))];
        const named = keyOwner(names);
        if (isOfEtcd(named)) return { owner: named, isCertain: names.some(isKeyName) };
        for (const version of this.versions) {
            if (this.behind(version, "secretId") !== secret) continue;
            const place = (version.props as Cursor<Props<SecretVersionArgs>>).field("secretString");
            const text = ifKnown(() => place.text());
            const known = text === undefined ? undefined : this.owners.ofText(text);
            const keys = known === undefined ? this.owners.behind(version, "secretString") : [known];
            const owner = keys.map((key) => this.owners.ownerOf(key)).find(isOfEtcd);
            if (owner !== undefined) return { owner, isCertain: known !== undefined };
        }
        return undefined;
    }
}
