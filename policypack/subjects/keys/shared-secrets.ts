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
import { isOfEtcd, type KeyOwner, keyOwner } from "../../model/key-owner";
import type { SecretReader, SharedSecret } from "../../model/shared-secret";
import { Unreadable } from "../../model/unreadable";
import type { Cursor } from "../../parse/cursor";
import { isPassedByAnybody } from "../../parse/condition-tests";
import { allowing, iamPolicy, type Statement } from "../../parse/iam-policy";
import { ifKnown } from "../../lib/read-all";
import { ownAccounts } from "../aws/buckets/own-accounts";
import { References } from "../aws/references";
import { KeyOwners } from "./key-owners";
import { isKeyName } from "./key-name";

const SECRET = "aws:secretsmanager/secret:Secret";
const POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
const NATIVE_POLICY = "aws-native:secretsmanager:ResourcePolicy";
const NATIVE_SECRET = "aws-native:secretsmanager:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

/** Secrets of AWS Secrets Manager that their names call keys of etcd's, and whom their policies let read them. */
export const sharedSecrets = subject<SharedSecret>(
    on<SecretArgs>()(SECRET, ({ name, props }) => sharing(props.field("policy"), [name, textOf(props.field("name"))])),
    on<SecretPolicyArgs>()(POLICY, ({ name, props }) =>
        sharing(props.field("policy"), [name, secretOf(props.field("secretArn"))]),
    ),
    on<ResourcePolicyArgs>()(NATIVE_POLICY, ({ name, props }) =>
        sharing(props.field("resourcePolicy"), [name, secretOf(props.field("secretId"))]),
    ),
);

const textOf = (place: Cursor<string | undefined>): string => ifKnown(() => place.text()) ?? "";

/** Without the six letters that Secrets Manager adds to a secret's name in its ARN. */
const secretOf = (place: Cursor<string>): string => textOf(place).replace(/^(arn:.*)-[A-Za-z0-9]{6}$/, "$1");

/** Whose account a principal's is, the secret's ARN tells; without it the stack may. */
function* sharing(policy: Cursor<unknown>, names: readonly string[]): Generator<Thunk<SharedSecret>> {
    const owner = keyOwner(names);
    if (!isOfEtcd(owner)) return;
    const accounts = accountsOf(names);
    yield () => {
        const shared = sharedBy(policy, owner, accounts, names.some(isKeyName));
        return accounts.size > 0 ? shared : { ...shared, readers: shared.readers.filter(isEverybody) };
    };
}

const isEverybody = ({ who }: SecretReader): boolean => who === "everybody";

/** @throws the SDK's error while the policy is unknown, Unreadable where it is none */
function sharedBy(policy: Cursor<unknown>, owner: KeyOwner, accounts: ReadonlySet<string>, isCertain: boolean): SharedSecret {
    const written = policy.raw();
    const statements = written === undefined || written === "" ? undefined : iamPolicy(written);
    if (statements?.ok === false) throw new Unreadable(policy.path, statements.reason);
    const readers = allowing(statements?.value ?? [], "secretsmanager:GetSecretValue", "arn:*:secretsmanager:*:*:secret:*");
    return { at: policy.path, owner, readers: readers.flatMap(readersOf), accounts, isCertain };
}

function readersOf({ principals, conditions }: Statement): SecretReader[] {
    const isConditional = !conditions.every(isPassedByAnybody);
    // To allow all but some is to allow everybody else.
    if (principals === undefined || principals.allBut) return [{ who: "everybody", isConditional }];
    return principals.list.flatMap(({ kind, value }): SecretReader[] => {
        if (kind === "anybody") return [{ who: "everybody", isConditional }];
        const account = kind === "AWS" ? /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?:$|:)/.exec(value)?.[1] : undefined;
        return account === undefined ? [] : [{ who: { account }, isConditional }];
    });
}

const accountsOf = (arns: readonly string[]): ReadonlySet<string> =>
    new Set(arns.flatMap((arn) => /^arn:[^:]*:secretsmanager:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? []));

/** Where each type has the policy, and what names the secret. */
const PLACES: Readonly<Record<string, { readonly policy: string; readonly secret: string }>> = {
    [SECRET]: { policy: "policy", secret: "name" },
    [POLICY]: { policy: "policy", secret: "secretArn" },
    [NATIVE_POLICY]: { policy: "resourcePolicy", secret: "secretId" },
};

/** The policies that are apart from what they are about: the stack shows whose key the secret holds, and its account. */
export const sharedSecretsInStack: StackSubject<SharedSecret> = function* (stack) {
    const policies = stack.filter(({ type, props }) => PLACES[type] !== undefined && (type !== SECRET || hasPolicy(props)));
    if (policies.length === 0) return;
    const secrets = new Secrets(stack);
    yield* each(policies, function* (resource): Generator<Thunk<{ urn: string; view: SharedSecret }>> {
        const place = PLACES[resource.type]!;
        const all = resource.props as Cursor<Record<string, string>>;
        const policy = all.field(place.policy);
        const names = [resource.name, secretOf(all.field(place.secret))];
        const secret = resource.type === SECRET ? resource : secrets.behind(resource, place.secret);
        const arns = secret === undefined ? [] : ["arn", "awsId"].map((name) => textOf((secret.props as typeof all).field(name)));
        const ofSecret = accountsOf([...names, ...arns]);
        const accounts = ofSecret.size > 0 ? ofSecret : ownAccounts(stack);
        const named = keyOwner(names);
        const key = isOfEtcd(named) ? { owner: named, isCertain: names.some(isKeyName) } : secret && secrets.keyIn(secret);
        if (key === undefined || !isOfEtcd(key.owner)) return;
        // What the policy's own names say is said there: that it is everybody, and other accounts where the secret's is known.
        const isTold = isOfEtcd(named);
        if (isTold && accountsOf(names).size > 0) return;
        yield () => {
            const shared = sharedBy(policy, key.owner, accounts, key.isCertain);
            const readers = isTold ? shared.readers.filter((reader) => !isEverybody(reader)) : shared.readers;
            return { urn: resource.urn, view: { ...shared, readers } };
        };
    });
};

/** AWS shows the policies that are resources of their own as the secret's, too: at a preview they are unknown there. */
const hasPolicy = (props: Cursor<unknown>): boolean =>
    ifKnown(() => (props as Cursor<Record<string, unknown>>).field("policy").isPresent()) === true;

const isSecret = ({ type }: StackResource): boolean => type === SECRET || type === NATIVE_SECRET;

/** The secrets of a stack, and the keys in them. */
class Secrets {
    private readonly references: References;
    private readonly owners: KeyOwners;
    private readonly versions: readonly StackResource[];

    constructor(stack: readonly StackResource[]) {
        this.references = new References(stack.filter(isSecret));
        this.owners = new KeyOwners(stack);
        this.versions = stack.filter(({ type }) => type === VERSION);
    }

    behind(resource: Resource, property: string): StackResource | undefined {
        return [...this.references.of(resource as StackResource, (name) => name === property)].find(isSecret);
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
