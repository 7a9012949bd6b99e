import { each, type Resource, type Row, type StackResource, type StackSubject, type Thunk } from "../../../lib/subject";
import { parentsOf } from "../../../lib/stack";
import { isUnknown } from "../../../lib/unknown";
import { evidenceFor, KUBELET } from "../../../model/guarded-service";
import type { MachineEvidence } from "../../../model/machine-evidence";
import { Unreadable } from "../../../model/unreadable";
import type { RoleHint } from "../../../model/node-evidence";
import type { Cursor } from "../../../parse/cursor";
import { type Machine, machines } from "./machine";
import { hintsOfImage, knownMachines, type Machines } from "./machines";
import { hintsOfBoot, startsNoNode } from "./other-machines";
import { hintsOfTags } from "../role-hints";
import { hintsOfUserData } from "./user-data-hints";

/**
 * Reads a value of a machine; undefined for one that nobody sets. In a stack, what nobody sets and AWS computes is unknown at a preview,
 * and nothing that the program says would tell more.
 *
 * @param property the machine's property, such as `metadataOptions`, that the value stands in
 */
export type ReadSet = <V>(property: string, read: () => V) => V | undefined;

/** Reads one machine into views; a machine that is known to be no node is not shown to it. */
export type MachineLens<V> = (machine: Machine, known: MachineEvidence, set: ReadSet) => Iterable<Thunk<V>>;

/** The rows of every machine that its own resource shows to be a node: these are judged before they are created. */
export const everyNodeMachine = <V>(lens: MachineLens<V>): Row<V>[] => [
    {
        tokens: [...machines.rows.keys()],
        lens: (resource) =>
            machinesOf(resource, (machine) => {
                const own = ownEvidence(machine);
                return own.evidence.verdict === "node" ? lens(machine, own, (_, read) => read()) : [];
            }),
    },
];

/** What a stack shows of its machines. */
export class MachinesInStack {
    private readonly known: Machines;

    constructor(stack: readonly StackResource[]) {
        this.known = knownMachines(stack);
    }

    /** Whether what a machine's resource starts is a node. */
    evidenceOf(machine: Machine, resource: StackResource): MachineEvidence {
        const { evidence, decider } = evidenceFor(KUBELET, [...hintsOf(machine), ...this.known.hintsOf(resource)]);
        return { evidence, path: decider?.through ?? [] };
    }
}

/**
 * The machines that only the stack shows to be nodes, or that may be some. What `everyNodeMachine` has is not here again.
 */
export const machinesInStack = <V>(lens: MachineLens<V>, { asks, isToldByComponents }: WhichMachines): StackSubject<V> =>
    function* (stack) {
        const known = new MachinesInStack(stack);
        for (const resource of stack) {
            if (isToldByComponents && isShownByComponent(resource)) continue;
            const views = machinesOf<V>(resource, (machine) => {
                if (ownEvidence(machine).evidence.verdict === "node") return [];
                const shown = known.evidenceOf(machine, resource);
                const isNode = shown.evidence.verdict === "node";
                if (!isNode && (asks === "nodes" || shown.evidence.verdict === "other" || startsNoNode(machine.place))) return [];
                const own = lens(machine, shown, (property, read) => computed(resource, property, read));
                return isNode ? own : readable(own);
            });
            for (const view of views) yield () => ({ urn: resource.urn, view: view() });
        }
    };

/** Which machines of a stack a policy asks. */
interface WhichMachines {
    /** Machines of unknown use have whatever keys and addresses they like, and are asked for what harms every machine alone. */
    readonly asks: "nodes" | "nodes and machines of unknown use";
    /** Whether the inputs of a node group of @pulumi/eks say it as well, so that its machines are not asked a second time. */
    readonly isToldByComponents: boolean;
}

/** What cannot be read of a machine that may be no node is the provider's to refuse, and no line of ours. */
function* readable<V>(views: Iterable<Thunk<V>>): Generator<Thunk<V>> {
    for (const view of each([views], (all) => all)) {
        try {
            const made = view();
            yield () => made;
        } catch (error) {
            if (!(error instanceof Unreadable)) yield view;
        }
    }
}

/** The views of the machines that one resource starts. */
export const machinesOf = <V>(resource: Resource, lens: (machine: Machine) => Iterable<Thunk<V>>): Iterable<Thunk<V>> =>
    each(machines.rows.get(resource.type)?.(resource) ?? [], (machine) => lens(machine()));

function ownEvidence(machine: Machine): MachineEvidence {
    return { evidence: evidenceFor(KUBELET, hintsOf(machine)).evidence, path: [] };
}

/** Launch templates of Cloud Control have tags, image and user data where their other settings are. */
function hintsOf({ place: props }: Machine): RoleHint[] {
    const hints = [...hintsOfTags({ props }), ...hintsOfUserData({ props }), ...hintsOfImage({ props })];
    return hints.length > 0 ? hints : hintsOfBoot(props);
}

function computed<V>(resource: StackResource, property: string, read: () => V): V | undefined {
    try {
        return read();
    } catch (error) {
        const from = resource.propertyDependencies[resource.type === NATIVE_TEMPLATE ? "launchTemplateData" : property] ?? [];
        if (isUnknown(error) && from.length === 0) return undefined;
        throw error;
    }
}

const NATIVE_TEMPLATE = "aws-native:ec2:LaunchTemplate";

/** Whether a node group of @pulumi/eks made this, and the engine shows its inputs. */
function isShownByComponent(resource: StackResource): boolean {
    const group = parentsOf(resource).find(({ type }) => /^eks:index:(NodeGroup|NodeGroupV2)$/.test(type));
    return group !== undefined && [...(group.props as Cursor<object>).entries()].length > 0;
}
