import { each, type Row, type StackSubject, subject, type Thunk, without } from "../../../lib/subject";
import type { NodeKey } from "../../../model/node-key";
import { everyComponentGroup, OF_COMPONENT } from "../../eks/component-groups";
import { remoteAccess } from "../../eks/remote-access";
import { everyDeclaredMachine } from "../../kubernetes/nodes/declared-machines";
import { hasText } from "../../has-text";
import { everyNodeMachine, type MachineLens, machinesInStack } from "./machine-views";
import { ifKnown } from "../../../lib/read-all";

const named = (name: () => string): Pick<NodeKey, "name" | "shown"> => ({ name, shown: ifKnown(name) });

const ofMachine: MachineLens<NodeKey> = function* ({ keyName, getPasswordData }, known, set) {
    yield* each([keyName], (place): Thunk<NodeKey>[] =>
        hasText(() => set("keyName", () => place.text()))
            ? [() => ({ ...known, at: place.path, kind: "key pair", ...named(() => place.text() ?? "") })]
            : [],
    );
    if (getPasswordData === undefined || set("getPasswordData", () => getPasswordData.flag()) !== true) return;
    yield () => ({ ...known, at: getPasswordData.path, kind: "password", ...named(() => "") });
};

/** A node group that opens its port to everyone is another finding, and a worse one. */
const everyRemoteAccess: readonly Row<NodeKey>[] = [...remoteAccess.rows].map(([token, lens]) => ({
    tokens: [token],
    lens: (resource) =>
        each(lens(resource), (access): Thunk<NodeKey>[] => {
            const { at, key, isOpen, evidence } = access();
            return isOpen ? [] : [() => ({ at, kind: "key pair", ...named(key), evidence, path: [] })];
        }),
}));

const everyComponentKey = everyComponentGroup<NodeKey>((group) =>
    each([group.field("keyName"), group.field("nodePublicKey")], (place): Thunk<NodeKey>[] => {
        if (!hasText(() => place.text())) return [];
        const name = () => (place.path.endsWith("keyName") ? (place.text() ?? "") : "");
        return [() => ({ ...OF_COMPONENT, at: place.path, kind: "key pair", ...named(name) })];
    }),
);

const everyDeclaredKey = without(
    /EC2NodeClass|InstanceGroup/,
    everyDeclaredMachine<NodeKey>(function* ({ keyName, evidence }) {
        if (keyName === undefined || !hasText(() => keyName.text())) return;
        yield () => ({ at: keyName.path, kind: "key pair", ...named(() => keyName.text() ?? ""), evidence, path: [] });
    }),
);

/** The keys of what one resource shows to be a node's: machines, node groups of EKS, and components of @pulumi/eks. */
export const nodeKeys = subject<NodeKey>(
    ...everyNodeMachine(ofMachine),
    ...everyRemoteAccess,
    ...everyComponentKey,
    ...everyDeclaredKey,
);

/** The same of machines that only the stack shows to be nodes. */
export const nodeKeysInStack: StackSubject<NodeKey> = machinesInStack(ofMachine, { asks: "nodes", isToldByComponents: true });
