import { each, type Row, type StackResource, type StackSubject, subject, type Thunk } from "../../lib/subject";
import { isUnknown } from "../../lib/unknown";
import { isOfEtcd, type KeyOwner, keyOwner } from "../../model/key-owner";
import type { StoredKey } from "../../model/stored-key";
import type { Cursor } from "../../parse/cursor";
import { holdsPrivateKey } from "../../parse/private-keys";
import { ifKnown } from "../../lib/read-all";
import { inWords } from "../aws/words";
import { everyAwsStore } from "./aws-stores";
import { everyEnvironmentStore } from "./environment-stores";
import { KeyOwners } from "./key-owners";
import { isKeyName, isPublicName } from "./key-name";
import type { KeyStore, KeyStoreRows } from "./key-store";
import { everySecretStore } from "./secret-stores";

const everyKeyStore: KeyStoreRows = <V>(lens: Parameters<typeof everyAwsStore<V>>[0]): Row<V>[] => [
    ...everyAwsStore<V>(lens),
    ...everyEnvironmentStore<V>(lens),
    ...everySecretStore<V>(lens),
];

/** Every private key that stands, in the clear, where more than its one user may read it. */
export const storedKeys = subject<StoredKey>(
    ...everyKeyStore<StoredKey>(function* (store) {
        const owner = keyOwner(store.names);
        if (!holdsPrivateKey(textOf(store, owner))) return;
        const { at, place } = store;
        yield () => ({ at, place, owner, key: "", isCertain: true });
    }),
);

/** "" for a text that is unknown at preview and by its name no key of the cluster's: stacks have many, and `up` judges them before anything is made. */
function textOf(store: KeyStore, owner: KeyOwner): string {
    try {
        return store.text();
    } catch (error) {
        if (isUnknown(error) && !(owner !== "unknown" && isKeyName(store.name))) return "";
        throw error;
    }
}

const stores = subject<KeyStore>(
    ...everyKeyStore<KeyStore>(function* (store) {
        yield () => store;
    }),
);

/** The keys that the stack makes itself, where its program puts them; what the place alone says is not here again. */
export const storedKeysInStack: StackSubject<StoredKey> = function* (stack) {
    const owners = new KeyOwners(stack);
    if (owners.isEmpty) return;
    yield* each(stack, function* (resource): Generator<Thunk<{ urn: string; view: StoredKey }>> {
        for (const view of carriedBy(resource, owners)) yield () => ({ urn: resource.urn, view });
        const lens = stores.rows.get(resource.type);
        if (lens === undefined) return;
        for (const thunk of lens(resource)) {
            const store = ifKnown(thunk);
            if (store === undefined) continue;
            for (const view of storedIn(store, resource, owners)) yield () => ({ urn: resource.urn, view });
        }
    });
};

function* storedIn(store: KeyStore, resource: StackResource, owners: KeyOwners): Generator<StoredKey> {
    const text = ifKnown(() => store.text());
    const named = keyOwner(store.names);
    if (text !== undefined) {
        const key = owners.ofText(text);
        const isNew = key !== undefined && named === "unknown" && isOfEtcd(owners.ownerOf(key));
        if (isNew) yield { ...placed(store), owner: owners.ownerOf(key), key: inWords(key), isCertain: true };
        return;
    }
    for (const key of owners.behind(resource, store.property)) {
        const owner = owners.ownerOf(key);
        if (isPublicName(store.name)) continue;
        yield {
            ...placed(store),
            owner: owner === "unknown" ? named : owner,
            key: inWords(key),
            isCertain: isKeyName(store.name),
        };
    }
}

/** What a machine or a ConfigMap is given of keys while its text is unknown; once it is known, it is read as the node reads it. */
function* carriedBy(resource: StackResource, owners: KeyOwners): Generator<StoredKey> {
    const [, kind, properties] = CARRIERS.find(([type]) => type.test(resource.type)) ?? [];
    if (kind === undefined) return;
    for (const property of properties ?? []) {
        for (const key of isKnown(resource, property) ? [] : owners.behind(resource, property)) {
            const owner = owners.ownerOf(key);
            yield { at: property, place: { kind }, owner, key: inWords(key), isCertain: false };
        }
    }
}

const CARRIERS = [
    [/^kubernetes:core\/v1:ConfigMap(?:Patch)?$/, "ConfigMap", ["data", "binaryData"]],
    [
        /^aws:ec2\/(?:instance|launchTemplate|launchConfiguration|spotInstanceRequest):/,
        "node configuration",
        ["userData", "userDataBase64"],
    ],
    [/^aws-native:(?:ec2:Instance|autoscaling:LaunchConfiguration)$/, "node configuration", ["userData"]],
    [/^aws-native:ec2:LaunchTemplate$/, "node configuration", ["launchTemplateData"]],
] as const;

/** Whether every text below a property is known. */
function isKnown(resource: StackResource, property: string): boolean {
    const place = (resource.props as Cursor<Record<string, unknown>>).field(property);
    return ifKnown(() => JSON.stringify(place.raw() ?? "")) !== undefined;
}

const placed = ({ at, place }: KeyStore): Pick<StoredKey, "at" | "place"> => ({ at, place });
