import type { Machine, MachineFile, MachineUser } from "../model/machine";
import type { BootFile, BootUser, Distribution, NodeBoot, NodeRole } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import { remembered } from "../parse/remembered";
import { HOLE, word } from "../parse/word";
import { BootReader } from "./boot-reader";
import { isMemberInImage, withoutThoseOfImage } from "./image-logins";
import { isStartedOn, unitOfFile } from "./started-units";
import { liesOnMachine } from "./units";

const EVIDENCE: NodeEvidence = { verdict: "node", why: "a node's own files" };
/** Units that are told of whether or not they are started: who may write them decides what runs once they are. */
const OF_NODES = /^(?:kubelet|containerd|docker|crio|etcd|k3s|rke2|kube-)[\w-]*\./;
const NODEADM_ENVIRONMENT = "/etc/eks/kubelet/environment";
const KUBEADM_ENVIRONMENT = "/var/lib/kubelet/kubeadm-flags.env";

/**
 * What a machine runs that has these files on its disk, as a boot that has left them: each file at its own path, the units that are started,
 * and the scripts that run whenever it boots. What an installer was told is not read again where its work is there.
 *
 * @param text JSON of a `Machine`
 * @throws SyntaxError where it is none
 */
export const bootOfMachine = remembered((text) => bootOf(machineOf(text!)), { characters: 0, latest: 2 });

function machineOf(text: string): Machine {
    const value = JSON.parse(text) as Partial<Machine> | null;
    const lists = [value?.files, value?.unitLinks, value?.users];
    if (lists.every(Array.isArray)) return value as Machine;
    throw new SyntaxError("no machine");
}

function bootOf(machine: Machine): NodeBoot {
    const reader = new BootReader();
    const isStarted = isStartedOn(machine);
    const byPath = new Map(machine.files.map((file) => [file.path, file]));
    const paths = new Set(byPath.keys());
    for (const file of machine.files) {
        const unit = unitOfFile(file.path);
        if (unit !== undefined && !isStarted(unit) && !OF_NODES.test(unit)) continue;
        const { path: at, kind } = file;
        if (kind === "folder") reader.disk.makeFolder(at, { at, isConditional: false }, attributesOf(file));
        else reader.file(at, word(contentOf(file, unit === undefined || isStarted(unit))), { at, ...attributesOf(file) });
    }
    for (const user of machine.users) for (const one of usersOf(user)) reader.user(one);
    const boot = reader.boot(EVIDENCE);
    const isInstalled = paths.has(NODEADM_ENVIRONMENT);
    return {
        ...boot,
        files: boot.files.map((file) => asItLies(file, byPath.get(file.path))),
        documents: isInstalled ? [] : boot.documents,
        distribution: distributionOf(paths) ?? boot.distribution,
        role: roleOf(paths),
    };
}

/** A unit that nothing starts is empty, as one that is masked. */
const contentOf = ({ path, text, kind }: MachineFile, isStarted: boolean): string =>
    kind === "file" && !isStarted ? "" : text === undefined ? HOLE : withoutThoseOfImage(path, text);

const attributesOf = ({ mode, owner, group }: MachineFile) => ({
    ...(mode !== undefined && { mode }),
    ...(owner !== undefined && { owner }),
    ...(group !== undefined && { group }),
});

/** With what only the machine's own disk tells: what could not be read, and second names without attributes. */
function asItLies(file: BootFile, own: MachineFile | undefined): BootFile {
    if (!liesOnMachine(file)) return file;
    const { mode: _, ...withoutMode } = file;
    return {
        ...(own?.mode === undefined ? withoutMode : file),
        ...(own?.unread !== undefined && { unread: own.unread }),
    };
}

function* usersOf({ name, at, number, passwordAt, groups }: MachineUser): Generator<BootUser> {
    const joined = groups.filter((group) => !isMemberInImage(name, group.name));
    yield {
        name,
        at,
        logsInBy: passwordAt === undefined ? [] : [{ value: "password", at: passwordAt, isDefault: false }],
        groups: joined.map((group) => ({ value: group.name, at: group.at, isDefault: false })),
        ...(number === 0 && name !== "root" && { isRootByNumber: true }),
    };
}

function distributionOf(paths: ReadonlySet<string>): Distribution | undefined {
    if (paths.has(NODEADM_ENVIRONMENT) || paths.has("/etc/eks/nodeadm.d")) return "eks-al2023";
    if (paths.has("/etc/eks/bootstrap.sh") || paths.has("/etc/kubernetes/kubelet/kubelet-config.json")) return "eks-al2";
    return paths.has(KUBEADM_ENVIRONMENT) ? "kubeadm" : undefined;
}

/** What runs as a static Pod or a service of a control plane makes one of it. */
function roleOf(paths: ReadonlySet<string>): NodeRole {
    const all = [...paths];
    if (all.some((path) => /^\/etc\/kubernetes\/manifests\/kube-(?:apiserver|controller-manager|scheduler)\.ya?ml$/.test(path)))
        return "control-plane";
    return all.some((path) => /\/kube-apiserver\.service$/.test(path)) ? "control-plane" : "unknown";
}
