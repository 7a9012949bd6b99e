import { BootReader } from "../../../../policypack/node/boot-reader";
import { isTalosConfig, readTalosConfig } from "../../../../policypack/node/installers/talos-config";

const boot = (text: string) => {
    const reader = new BootReader();
    readTalosConfig(reader, text, "u");
    return reader.boot();
};
const config = (machine: object) => `version: v1alpha1\nmachine: ${JSON.stringify(machine)}\ncluster: {}\n`;

test.each<[text: string, is: boolean]>([
    ["machine:\ncluster:\n", true],
    ["version: v1alpha1\nmachine: {}\n", true],
    ['"machine": {}\n"version": v1alpha1\n', true],
    ["'machine': {}\n'cluster': {}\n", true],
    ["machine: {}\n", false],
    ["version: v1alpha1\ncluster: {}\n", false],
    ["a:\n  machine: {}\nversion: v1\n", false],
    ["machine: {}\na:\n  version: v1\n", false],
    ["machines: {}\nversion: v1\n", false],
    ["machine: {}\nversions: v1\n", false],
])("whether %j is a machine configuration", (text, is) => expect(isTalosConfig(text)).toBe(is));

test("of a stream the document with a machine is read", () => {
    const { documents, evidence } = boot(`7\n---\nnull\n---\nkind: a\n---\n${config({ type: "worker" })}`);
    expect(documents).toEqual([
        { installer: "talos", value: { version: "v1alpha1", machine: { type: "worker" }, cluster: {} }, at: "u" },
    ]);
    expect(evidence).toEqual({ verdict: "node", why: "user data for talos" });
});

test.each<[why: string, text: string, verdict: string, unread: unknown[]]>([
    ["no machine", "kind: a\n", "unsure", []],
    ["no document", "", "unsure", []],
    ["no YAML", "machine: [\n", "node", [{ at: "u", reason: expect.stringContaining("YAML") as string }]],
    [
        "no list of Pods",
        config({ pods: 7 }),
        "node",
        [{ at: "u › machine.pods", reason: "is a number where a list was expected" }],
    ],
    [
        "no list of files",
        config({ files: "a" }),
        "node",
        [{ at: "u › machine.files", reason: "is a string where a list was expected" }],
    ],
])("%s", (_, text, verdict, unread) => {
    const made = boot(text);
    expect([made.evidence.verdict, made.unread]).toEqual([verdict, unread]);
});

test("static Pods are files for root alone", () => {
    const { files } = boot(config({ pods: [{ kind: "Pod" }, null] }));
    expect(
        files.map(({ path, content, mode, owner, group, at }) => [
            path,
            content.text,
            mode?.value,
            owner?.value,
            group?.value,
            at,
        ]),
    ).toEqual([
        ["/etc/kubernetes/manifests/talos-0.yaml", '{"kind":"Pod"}', 0o600, "root", "root", "u › machine.pods[0]"],
        ["/etc/kubernetes/manifests/talos-1.yaml", "{}", 0o600, "root", "root", "u › machine.pods[1]"],
    ]);
});

test.each<[why: string, file: object, told: unknown]>([
    ["with a mode as a number", { path: "/a", content: "x", permissions: 0o640 }, ["/a", "x", 0o640, false]],
    ["with a mode as text", { path: "/a", content: "x", permissions: "0640" }, ["/a", "x", 0o640, false]],
    ["with a mode as Go writes it", { path: "/a", content: "x", permissions: "0o640" }, ["/a", "x", 0o640, false]],
    ["without a mode", { path: "/a", content: "x" }, ["/a", "x", 0o644, false]],
    ["without a content", { path: "/a", op: "create" }, ["/a", "", 0o644, false]],
    ["that is added to", { path: "/a", content: "x", op: "append" }, ["/a", "x", 0o644, true]],
    ["without a path", { content: "x" }, undefined],
])("a file %s", (_, file, told) => {
    const { files } = boot(config({ files: [file] }));
    expect(files.map(({ path, content, mode, isAppended }) => [path, content.text, mode?.value, isAppended])).toEqual(
        told === undefined ? [] : [told],
    );
    for (const { owner, group, at } of files)
        expect([owner?.value, group?.value, at]).toEqual(["root", "root", "u › machine.files[0].content"]);
});

test.each<[written: string, mode: number]>([
    ["0o600", 0o600],
    ["0600", 0o600],
    ["384", 0o600],
])("YAML's %s is a mode in octal where it begins so", (written, mode) => {
    const { files } = boot(
        `version: v1alpha1\nmachine:\n  files:\n    - path: /a\n      content: x\n      permissions: ${written}\n`,
    );
    expect(files.map((file) => file.mode?.value)).toEqual([mode]);
});
