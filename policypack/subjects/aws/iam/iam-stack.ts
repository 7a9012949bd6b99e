import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { HolderKind } from "../../../model/iam-grant";
import { attachedDocument, writtenDocuments } from "./iam-documents";
import { type IamCarrier, iamCarriers, type Identity, isBoundedBy, PLAIN_IDENTITIES } from "./iam-carriers";
import type { IamDocument, IamRights } from "./iam-grants";
import { holderNamed, holderOf, isWorkerPolicy, takerOfCarrier } from "./iam-holder";
import { kindOfSources } from "./iam-trust-sources";
import { nodeRolesOf } from "./iam-node-roles";
import { IamReferences } from "./iam-references";
import { ifKnown, readAll } from "../../../lib/read-all";

/** Somebody with policies in a stack. */
export interface StackIdentity extends IamRights {
    /** Undefined for somebody whom the stack only names. */
    readonly resource: StackResource | undefined;
    /** What reading some of the policies throws, and the resource that writes them. */
    readonly faults: readonly Fault[];
}

interface Fault {
    readonly urn: string;
    readonly fault: unknown;
}

/** What is gathered before it is known who it is. */
interface Gathered {
    readonly identity: Identity | "policy";
    readonly name: string;
    readonly resource: StackResource | undefined;
    readonly carrier: IamCarrier | undefined;
    readonly documents: IamDocument[];
    readonly faults: Fault[];
}

/** Everybody of a stack who has policies, with all of them: attached, written beside, written within. */
export const identitiesOf = oncePerStack((stack): readonly StackIdentity[] => new Join(stack).identities());

class Join {
    private readonly carriers: readonly { readonly resource: StackResource; readonly carrier: IamCarrier }[];
    private readonly own = new Map<StackResource, Gathered>();
    private readonly named = new Map<string, Gathered>();
    private readonly references: ReadonlyMap<Identity | "policy", IamReferences>;

    constructor(private readonly stack: readonly StackResource[]) {
        this.carriers = stack.flatMap((resource) => carriersOf(resource).map((carrier) => ({ resource, carrier })));
        const carrierOf = new Map(this.carriers.map(({ resource, carrier }) => [resource, carrier]));
        for (const resource of stack) {
            const carrier = carrierOf.get(resource);
            const identity = carrier?.self ?? PLAIN_IDENTITIES.get(resource.type);
            if (identity === undefined) continue;
            this.own.set(resource, { identity, name: resource.name, resource, carrier, documents: [], faults: [] });
        }
        const targets = (wanted: string) => [...this.own].filter(([, { identity }]) => identity === wanted).map(([one]) => one);
        const kinds = ["role", "user", "group", "permission set", "policy"] as const;
        this.references = new Map(kinds.map((kind) => [kind, new IamReferences(targets(kind))]));
    }

    identities(): readonly StackIdentity[] {
        const attached = new Set<Gathered>();
        for (const { resource, carrier } of this.carriers) this.write(resource, carrier, attached);
        for (const { resource, carrier } of this.carriers) this.attach(resource, carrier, attached);

        const workers = nodeRolesOf(this.stack, this.references.get("role")!);
        return [...this.own.values(), ...this.named.values()]
            .filter((one) => !attached.has(one) && (one.documents.length > 0 || one.faults.length > 0))
            .map((one) =>
                identityOf(one, one.resource === undefined ? workers.names.has(one.name) : workers.own.has(one.resource)),
            );
    }

    /** What a resource writes itself, to itself or to those that it names. */
    private write(resource: StackResource, carrier: IamCarrier, attached: Set<Gathered>): void {
        const { known: documents, faults } = writtenDocuments(carrier.documents, resource.urn);
        const holders = this.holdersOf(resource, carrier);
        const own = this.own.get(resource);
        // A policy that names who has it may be attached to others as well.
        if (own !== undefined && holders.length > 0) attached.add(own);
        const all = own === undefined ? holders : [own, ...holders];
        for (const holder of all.length > 0 ? all : [this.strange("policy", resource.name, resource)]) {
            holder.documents.push(...documents);
            if (!isComputed(resource, carrier)) holder.faults.push(...faults.map((fault) => ({ urn: resource.urn, fault })));
        }
    }

    /** What a resource attaches by its ARN: a policy of AWS, or one of the stack. */
    private attach(resource: StackResource, carrier: IamCarrier, attached: Set<Gathered>): void {
        if (carrier.attachedIn === undefined) return;
        const { known: documents, faults } = readAll(carrier.attached, (place) => attachedDocument(place, resource.urn));
        const policies = [...this.references.get("policy")!.of(resource, carrier.attachedIn).found].map((one) =>
            this.own.get(one)!,
        );
        const own = this.own.get(resource);
        const holders = own === undefined ? this.holdersOf(resource, carrier) : [own];
        // An ARN that is not known yet is that of a policy of the stack, or at a preview AWS's own addition to what a role attaches.
        const isOpen =
            policies.length === 0 && (own === undefined || resource.propertyDependencies[carrier.attachedIn] !== undefined);
        for (const holder of holders) {
            holder.documents.push(...documents.filter((one) => one !== undefined), ...policies.flatMap((one) => one.documents));
            holder.faults.push(...policies.flatMap((one) => one.faults));
            if (isOpen) holder.faults.push(...faults.map((fault) => ({ urn: resource.urn, fault })));
        }
        if (holders.length > 0) for (const policy of policies) attached.add(policy);
    }

    private holdersOf(resource: StackResource, { holders = [] }: IamCarrier): Gathered[] {
        return holders.flatMap(({ identity, property }) => {
            const { found, strange } = this.references.get(identity)!.of(resource, property);
            const own = [...found].map((one) => this.own.get(one)!);
            // A value that was made of a role of this stack is that role's.
            return own.length > 0 ? own : strange.map((name) => this.strange(identity, name, undefined));
        });
    }

    private strange(identity: Identity | "policy", name: string, resource: StackResource | undefined): Gathered {
        const key = `${identity} ${name}`;
        const before = this.named.get(key);
        if (before !== undefined) return before;
        const made: Gathered = { identity, name, resource, carrier: undefined, documents: [], faults: [] };
        this.named.set(key, made);
        return made;
    }
}

function carriersOf(resource: StackResource): IamCarrier[] {
    return [...(iamCarriers.rows.get(resource.type)?.(resource) ?? [])].map((thunk) => thunk());
}

function identityOf(gathered: Gathered, isOfWorkers: boolean): StackIdentity {
    const { identity, name, resource, carrier, faults } = gathered;
    const documents = withoutCopies(gathered);
    const isWorker = (identity === "role" && isOfWorkers) || documents.some(({ attached }) => isWorkerPolicy(attached));
    const taker = identity === "policy" ? UNKNOWN : kindOf(gathered, identity);
    // A role of Pods stays one, even with a worker's policy.
    const kind = isWorker && taker.kind !== "pods" ? "node" : taker.kind;
    const holder =
        identity === "policy"
            ? { kind, words: `whoever has policy "${name}"`, names: [name] }
            : resource === undefined
              ? holderNamed(identity, name, kind)
              : holderOf(resource, identity, kind, taker.service);
    const isBounded = carrier !== undefined && isBoundedBy(carrier);
    return { holder, documents, isBounded, resource, faults };
}

const UNKNOWN = { kind: "unknown" as HolderKind, service: "" };

function kindOf({ resource, carrier }: Gathered, identity: Identity): { kind: HolderKind; service: string } {
    if (identity !== "role") return { kind: "people", service: "" };
    if (resource === undefined || carrier === undefined) return UNKNOWN;
    return ifKnown(() => takerOfCarrier(carrier, identity)) ?? { kind: kindOfSources(resource), service: "" };
}

/** After a refresh a role lists what others attach to it as well; it is judged where it was written. */
function withoutCopies({ resource, documents }: Gathered): IamDocument[] {
    const textOf = ({ attached, statements }: IamDocument) => attached ?? JSON.stringify(statements);
    const elsewhere = new Set(documents.filter(({ urn }) => urn !== resource?.urn).map(textOf));
    return documents.filter((one) => one.urn !== resource?.urn || !elsewhere.has(textOf(one)));
}

/** At a preview AWS's own additions to what the program writes are unknown; only what the program makes of something unknown can be judged later. */
function isComputed(resource: StackResource, { self }: IamCarrier): boolean {
    if (self === undefined || self === "policy") return false;
    return ["inlinePolicies", "policies", "inlinePolicy"].every(
        (property) => (resource.propertyDependencies[property] ?? []).length === 0,
    );
}
