import type { StackResource } from "../../lib/subject";
import { type KeyOwner, keyOwner } from "../../model/key-owner";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "../../lib/read-all";
import { TlsGraph } from "../certificates/tls";

const KEY = "tls:index/privateKey:PrivateKey";
const HAS_SUBJECT = /^tls:index\/(?:certRequest|selfSignedCert):/;
const PRIVATE = ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"] as const;

/** The private keys that a stack makes, and whose they are. */
export class KeyOwners {
    private readonly owners = new Map<StackResource, KeyOwner>();
    private readonly byText = new Map<string, StackResource>();

    constructor(stack: readonly StackResource[]) {
        const tls = new TlsGraph(stack);
        const names = new Map<StackResource, string[]>();
        for (const resource of stack) {
            if (resource.type === KEY) this.noteText(resource);
            if (!HAS_SUBJECT.test(resource.type)) continue;
            const key = tls.keyOf(resource);
            if (key === undefined) continue;
            const isAuthority = ifKnown(() =>
                (resource.props as Cursor<{ isCaCertificate: boolean }>).field("isCaCertificate").flag(),
            );
            const own = [...tls.subjectOf(resource).subject, resource.name, ...(isAuthority === true ? ["ca"] : [])];
            names.set(key, [...(names.get(key) ?? []), ...own]);
        }
        for (const resource of stack)
            if (resource.type === KEY) this.owners.set(resource, keyOwner([resource.name, ...(names.get(resource) ?? [])]));
    }

    get isEmpty(): boolean {
        return this.owners.size === 0;
    }

    ownerOf(key: StackResource): KeyOwner {
        return this.owners.get(key) ?? "unknown";
    }

    /** The key that a text is, where both are known. */
    ofText(text: string): StackResource | undefined {
        return this.byText.get(text.trim());
    }

    /** The keys that a property's value is made from. */
    behind(resource: StackResource, property: string): readonly StackResource[] {
        return (resource.propertyDependencies[property] ?? []).filter((source) => this.owners.has(source));
    }

    private noteText(key: StackResource): void {
        for (const property of PRIVATE) {
            const text = ifKnown(() => (key.props as Cursor<Record<string, string>>).field(property).text());
            if (text !== undefined) this.byText.set(text.trim(), key);
        }
    }
}
