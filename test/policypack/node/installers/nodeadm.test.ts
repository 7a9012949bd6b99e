import { BootReader } from "../../../../policypack/node/boot-reader";
import { HOLE, word } from "../../../../policypack/parse/word";
import { daemonsOf } from "../../../../policypack/node/installers";
import { kubelets, unreadOf } from "./read";

const FILE = "/etc/kubernetes/kubelet/config.json";
const FOLDER = `${FILE}.d`;
const HEAD = { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" };
const port = (readOnlyPort: number) => JSON.stringify({ ...HEAD, readOnlyPort });

/** A boot with what stands below `spec.kubelet` of each NodeConfig, and files by their paths. */
function boot(configs: readonly unknown[], files: Readonly<Record<string, string>> = {}, kubeletAt?: string) {
    const reader = new BootReader();
    for (const [path, text] of Object.entries(files)) reader.file(path, word(text), { at: path });
    configs.forEach((kubelet, i) => reader.document("nodeadm", { spec: { kubelet } }, `doc ${i}`, kubeletAt));
    return reader.boot();
}
const ports = (...given: Parameters<typeof boot>) => kubelets(boot(...given), "readOnlyPort").flat();

test.each<[why: string, configs: unknown[], files: Record<string, string>, ports: string[]]>([
    ["nothing of it", [], {}, []],
    ["nothing said: the image's own", [{}], {}, ["0"]],
    ["its configuration", [{ config: { readOnlyPort: 1 } }], {}, ["1 (doc 0 › spec.kubelet.config › readOnlyPort)"]],
    [
        "the last of several",
        [{ config: { readOnlyPort: 1 } }, { config: { readOnlyPort: 2 } }, { config: { maxPods: 5 } }],
        {},
        ["2 (doc 1 › spec.kubelet.config › readOnlyPort)"],
    ],
    [
        "flags over it, those of all documents",
        [{ flags: ["--read-only-port=3"], config: { readOnlyPort: 1 } }, { flags: [null, "--v=2"] }],
        {},
        ["3 (doc 0 › spec.kubelet.flags[0])"],
    ],
    ["words in one flag", [{ flags: ["--v=2 '--read-only-port=4'"] }], {}, ["4 (doc 0 › spec.kubelet.flags[0])"]],
    ["the image's file, which the boot writes anew", [{}], { [FILE]: port(5) }, [`5 (${FILE} › readOnlyPort)`]],
    [
        "a drop-in before nodeadm's own is under it",
        [{ config: { readOnlyPort: 1 } }],
        { [`${FOLDER}/30-a.conf`]: port(6) },
        ["1 (doc 0 › spec.kubelet.config › readOnlyPort)"],
    ],
    [
        "one after it is over it",
        [{ config: { readOnlyPort: 1 } }],
        { [`${FOLDER}/30-a.conf`]: port(6), [`${FOLDER}/50-b.conf`]: port(7) },
        [`7 (${FOLDER}/50-b.conf › readOnlyPort)`],
    ],
    ["one of its own name is written over", [{ config: { maxPods: 1 } }], { [`${FOLDER}/40-nodeadm.conf`]: port(8) }, ["0"]],
    ["no drop-in is read where it has no configuration", [{ flags: ["--v=2"] }], { [`${FOLDER}/50-b.conf`]: port(7) }, ["0"]],
    ["nor where that is empty", [{ config: {} }], { [`${FOLDER}/50-b.conf`]: port(7) }, ["0"]],
    [
        "another folder by a flag",
        [{ config: { readOnlyPort: 1 }, flags: ["--config-dir=/opt/d"] }],
        { "/opt/d/1.conf": port(9) },
        ["9 (/opt/d/1.conf › readOnlyPort)"],
    ],
])("which port nodeadm's kubelet serves: %s", (_, configs, files, expected) => expect(ports(configs, files)).toEqual(expected));

test("a configuration that was taken from elsewhere is told there", () =>
    expect(ports([{ config: { readOnlyPort: 1 } }], {}, "spec.kubelet")).toEqual(["1 (spec.kubelet › readOnlyPort)"]));

test("it is a worker of Amazon Linux 2023, configured by files", () => {
    const [kubelet] = daemonsOf(boot([{}])).kubelets;
    expect([kubelet!.distribution, kubelet!.role, kubelet!.isFlagsOnly]).toEqual(["eks-al2023", "worker", false]);
});

test.each<[why: string, kubelet: object, files: Record<string, string>, unread: string[]]>([
    ["nothing", { config: { maxPods: 5 }, flags: ["--v=2"] }, {}, []],
    [
        "settings that are none",
        { config: "a" },
        {},
        ["doc 0 › spec.kubelet.config: is a string where an object was expected, which keeps nodeadm from starting the node"],
    ],
    [
        "flags that are none",
        { flags: [5] },
        {},
        ["doc 0 › spec.kubelet.flags[0]: is a number where text was expected, which keeps nodeadm from starting the node"],
    ],
    [
        "a drop-in that is no JSON",
        { config: { maxPods: 5 } },
        { [`${FOLDER}/50-b.conf`]: "{" },
        [`${FOLDER}/50-b.conf: is no valid JSON`],
    ],
    [
        "a file of the image that is changed",
        {},
        { [FILE]: HOLE },
        [`${FILE}: writes a kubelet configuration of which the machine knows a part`],
    ],
])("what of nodeadm cannot be read: %s", (_, kubelet, files, unread) => {
    const given = boot([kubelet], files);
    const ofKubelets = daemonsOf(given).kubelets.flatMap((one) => one.unread.map(({ at, reason }) => `${at}: ${reason}`));
    expect([...new Set([...unreadOf(given), ...ofKubelets])].map((line) => line.replace(/ \(line \d+\)$/, ""))).toEqual(unread);
});

test("a unit of the boot's own is told where it starts another program", () => {
    const given = boot([{}], { "/etc/systemd/system/kubelet.service": "[Service]\nExecStart=/opt/start\n" });
    expect([kubelets(given, "readOnlyPort"), unreadOf(given)]).toEqual([
        [],
        ["/etc/systemd/system/kubelet.service › line 2: starts the kubelet by a program that is not here"],
    ]);
});
