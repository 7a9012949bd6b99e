import type { NodeBoot } from "../../../../../policypack/model/node-boot";
import { HOLE } from "../../../../../policypack/parse/word";
import { everyInstanceGroup, everyKopsCluster } from "../../../../../policypack/subjects/kubernetes/nodes/kops";
import { bootsOf, viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const group = (spec: object) => ({ type: "kubernetes:kops.k8s.io/v1alpha2:InstanceGroup", props: { spec } });
const cluster = (spec: object) => ({ type: "kubernetes:kops.k8s.io/v1alpha2:Cluster", props: { spec } });
const AT = "spec.fileAssets[0].content";
const sourced = <T>(value: T) => ({ value, at: AT, isDefault: false });
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
    ["a group", () => bootsOf(everyInstanceGroup, group({ role: "Node", kubelet: { a: 1 }, image: "ami" }))],
    ["a cluster", () => bootsOf(everyKopsCluster, cluster({ role: "Node", kubelet: { a: 1 }, image: "ami" }))],
])("%s is a node's, without a role of its carrier, and its document has what concerns kubelets", (_, boots) => {
    const [boot, ...others] = boots();
    expect(others).toEqual([]);
    expect(boot!.role).toBeUndefined();
    expect(boot!.evidence).toEqual({ verdict: "node", why: "a configuration of kops" });
    expect(boot!.documents.map(({ value, ...more }) => ({ ...more, value: { ...(value as object) } }))).toStrictEqual([
        { installer: "kops", at: "spec", value: { kubelet: { a: 1 }, role: "Node" } },
    ]);
});

describe("a file that kops writes", () => {
    const FILE = { kind: "file", isAppended: false, isBase: false, at: AT, owner: sourced("root"), group: sourced("root") };
    const text = (written: string, isLiteral = true) => ({ text: written, isLiteral });
    test.each<[why: string, asset: object, file: object]>([
        ["with a path", { path: "/etc/a", content: "a" }, { path: "/etc/a", content: text("a"), mode: sourced(0o440) }],
        [
            "with a name alone lies among kops' own",
            { name: "x/a.conf", content: "a", mode: "0600" },
            { path: "/srv/kubernetes/assets/a.conf", content: text("a"), mode: sourced(0o600) },
        ],
        [
            "with the path rather than the name",
            { name: "b", path: "/etc/a", content: "a", mode: "01755" },
            { path: "/etc/a", content: text("a"), mode: sourced(0o1755) },
        ],
        [
            "in base64",
            { path: "/etc/a", content: base64("hällo"), isBase64: true, mode: "u7" },
            { path: "/etc/a", content: text("hällo"), mode: sourced(0o440) },
        ],
        [
            "as it is where it is not said to be base64",
            { path: "/etc/a", content: base64("a"), isBase64: false, mode: "7u" },
            { path: "/etc/a", content: text(base64("a")), mode: sourced(0o440) },
        ],
        ["without content", { path: "/etc/a" }, { path: "/etc/a", content: text(""), mode: sourced(0o440) }],
        [
            "whose content is not the base64 that it is said to be",
            { path: "/etc/a", content: "$$", isBase64: true },
            { path: "/etc/a", content: text(HOLE, false), mode: sourced(0o440) },
        ],
    ])("%s", (_, asset, file) =>
        expect(bootsOf(everyInstanceGroup, group({ fileAssets: [asset] }))[0]!.files).toEqual([{ ...FILE, ...file }]),
    );

    test("whose content can be read is not told to be unread", () => {
        const fileAssets = [{ path: "/etc/a", content: base64("a"), isBase64: true }];
        expect(bootsOf(everyInstanceGroup, group({ fileAssets }))[0]!.unread).toEqual([]);
    });

    test("is told to be unread where it is not the base64 that it is said to be", () => {
        const fileAssets = [{ path: "/etc/a", content: "$$", isBase64: true }];
        expect(bootsOf(everyInstanceGroup, group({ fileAssets }))[0]!.unread).toEqual([
            { at: AT, reason: "is not the base64 that its encoding says" },
        ]);
    });
});

test("what is not known yet, or no user data, hides no other", () => {
    const spec = {
        fileAssets: [{ path: UNKNOWN }, { path: "/b" }],
        additionalUserData: [{ content: UNKNOWN }, { content: null }, { content: "#!/bin/sh\necho 1\n" }],
    };
    const { views, unknown } = viewsOf<NodeBoot>(
        everyInstanceGroup((boot) => [() => boot]),
        group(spec),
    );
    expect(views.map(({ files, commands }) => [files.map(({ path }) => path), commands.map(({ at }) => at)])).toEqual([
        [["/b"], ["spec.additionalUserData[2].content › line 2"]],
    ]);
    expect(unknown).toEqual(["spec.fileAssets.0.path", "spec.additionalUserData.0.content"]);
});
