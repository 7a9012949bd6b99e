import { each, type Row, type StackSubject, subject, type Thunk } from "../../lib/subject";
import type { NodeKey } from "../../model/node-key";
import { everyComponentGroup, OF_COMPONENT } from "../eks/component-groups";
import { remoteAccess } from "../eks/remote-access";
import { everyNodeMachine, type MachineLens, machinesInStack } from "./machine-views";

/** Machines of unknown use have whatever keys they like. */
const ofMachine: MachineLens<NodeKey> = function* ({ keyName, getPasswordData }, known, set) {
    if (known.evidence.verdict !== "node") return;
    yield* each([keyName], function* (place): Generator<Thunk<NodeKey>> {
        const name = set("keyName", () => place.text()) ?? "";
        if (name !== "") yield () => ({ ...known, at: place.path, kind: "key pair", name });
    });
    if (getPasswordData === undefined || set("getPasswordData", () => getPasswordData.flag()) !== true) return;
    yield () => ({ ...known, at: getPasswordData.path, kind: "password", name: "" });
};

/** A node group that opens its port to everyone is another finding, and a worse one. */
const everyRemoteAccess: readonly Row<NodeKey>[] = [...remoteAccess.rows].map(([token, lens]) => ({
    token,
    lens: (resource) =>
        each(lens(resource), function* (access): Generator<Thunk<NodeKey>> {
            const { at, key, isOpen, evidence } = access();
            if (!isOpen) yield () => ({ at, kind: "key pair", name: key, evidence, path: [] });
        }),
}));

const everyComponentKey = everyComponentGroup<NodeKey>((group) =>
    each([group.field("keyName"), group.field("nodePublicKey")], function* (place): Generator<Thunk<NodeKey>> {
        const text = place.text() ?? "";
        if (text === "") return;
        yield () => ({ ...OF_COMPONENT, at: place.path, kind: "key pair", name: place.path.endsWith("keyName") ? text : "" });
    }),
);

/** The keys of what one resource shows to be a node's: machines, node groups of EKS, and components of @pulumi/eks. */
export const nodeKeys = subject<NodeKey>(...everyNodeMachine(ofMachine), ...everyRemoteAccess, ...everyComponentKey);

/** The same of machines that only the stack shows to be nodes. */
export const nodeKeysInStack: StackSubject<NodeKey> = machinesInStack(ofMachine);
