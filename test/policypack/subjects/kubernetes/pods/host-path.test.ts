import { subject } from "../../../../../policypack/lib/subject";
import type { Mount } from "../../../../../policypack/model/host-path";
import { hostPathRows } from "../../../../../policypack/subjects/kubernetes/pods/host-path";
import { stackOf, UNKNOWN } from "../../../judge";

const { rows } = subject(...hostPathRows);
const read = (type: string, props: object) => {
    const [resource] = stackOf([{ type: `kubernetes:${type}`, props }]);
    return [...rows.get(resource!.type)!(resource!)].map((thunk) => thunk());
};
const pod = (path: string, container: object = {}, spec: object = {}, mount: object = {}) =>
    read("core/v1:Pod", {
        spec: {
            ...spec,
            containers: [{ image: "app", ...container, volumeMounts: [{ name: "host", mountPath: "/host", ...mount }] }],
            volumes: [{ name: "host", hostPath: { path } }],
        },
    })[0]!;
const mountOf = (...given: Parameters<typeof pod>): Mount => [...pod(...given).mounts()][0]!;
const release = (values: object) => read("helm.sh/v3:Release", { chart: "agent", namespace: "ops", values });

describe("the node's processes", () => {
    const privileged = { securityContext: { privileged: true } };
    test.each([
        ["/proc", "processes"],
        ["/proc/1", "processes"],
        ["/proc/4711/", "processes"],
        ["/proc/self", undefined],
        ["/proc/1/fd", undefined],
        ["/processes", undefined],
        ["/data/proc", undefined],
    ])("who looks into them finds a socket behind %s: %s", (path, how) => {
        expect(pod(path, privileged).reach?.how).toBe(how);
    });

    test.each<[string, object, object, boolean]>([
        ["by a capability", { securityContext: { capabilities: { add: ["SYS_PTRACE"] } } }, {}, true],
        ["not by another one", { securityContext: { capabilities: { add: ["NET_ADMIN"] } } }, {}, false],
        ["as root in the node's process namespace", {}, { hostPID: true }, true],
        ["not as another user there", { securityContext: { runAsUser: 1000, runAsGroup: 1000 } }, { hostPID: true }, false],
        ["not as root of its own processes", {}, {}, false],
    ])("they are looked into %s", (_, container, spec, looks) => {
        expect(pod("/proc", container, spec).reach !== undefined).toBe(looks);
    });
});

describe("who opens no socket of root's", () => {
    const own = { runAsUser: 1000, runAsGroup: 1000 };
    test.each<[string, object, object, boolean]>([
        ["a user and a group of its own", own, {}, true],
        ["those of the Pod", {}, own, true],
        ["no user, which is the image's", { runAsGroup: 1000 }, {}, false],
        ["no group, which is the image's", { runAsUser: 1000 }, {}, false],
        ["root", { ...own, runAsUser: 0 }, {}, false],
        ["root in the container, whatever the Pod's", { runAsUser: 0 }, own, false],
        ["root's group", { ...own, runAsGroup: 0 }, {}, false],
        ["files in a group of their own", own, { fsGroup: 2000 }, true],
        ["files in root's group", own, { fsGroup: 0 }, false],
        ["more groups", own, { supplementalGroups: [5, 6] }, true],
        ["root's among more groups", own, { supplementalGroups: [5, 0] }, false],
        ["privileges", { ...own, privileged: true }, {}, false],
        ["a capability that opens files", { ...own, capabilities: { add: ["DAC_OVERRIDE"] } }, {}, false],
        ["a capability that opens none", { ...own, capabilities: { add: ["NET_BIND_SERVICE"] } }, {}, true],
    ])("%s", (_, securityContext, ofPod, expected) => {
        expect(mountOf("/run", { securityContext }, { securityContext: ofPod }).unprivileged).toBe(expected);
    });
});

test.each<[string, object, string]>([
    ["the whole volume", {}, "/var"],
    ["an empty sub path is the whole volume", { subPath: "" }, "/var"],
    ["a sub path", { subPath: "lib/etcd/" }, "/var/lib/etcd"],
    ["a sub path by an expression", { subPathExpr: "$(NAME)/x" }, "/var/a/x"],
    ["one of which a part is not seen", { subPathExpr: "$(HIDDEN)/x" }, "/var"],
    ["one of which a variable is nowhere", { subPathExpr: "x/$(OTHER)" }, "/var"],
])("what of the node a container sees: %s", (_, mount, path) => {
    const env = [
        { name: "NAME", value: "a" },
        { name: "HIDDEN", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    ];
    expect(mountOf("/var", { env }, {}, mount).path).toBe(path);
});

test("a volume itself is judged as if somebody wrote it, a mount as it is", () => {
    const volume = pod("/etc/kubernetes/manifests", {}, {}, { readOnly: true });
    expect(volume.place?.kind).toBe("manifests");
    expect([...volume.mounts()].map(({ place }) => place?.kind)).toEqual(["read manifests"]);
});

describe("among the values of a chart", () => {
    const values = (volume: object, ...extraVolumeMounts: object[]) =>
        release({ image: "tool", extraVolumes: [{ name: "host", ...volume }], extraVolumeMounts });
    const ofPath = { hostPath: { path: "/etc/kubernetes/manifests" } };

    test("a volume without a path is none", () => {
        expect(values({ hostPath: { type: "Directory" } })).toEqual([]);
    });

    test("a volume is judged as if somebody wrote it, a mount as it is", () => {
        const [volume] = values(ofPath, { name: "host", mountPath: "/m", readOnly: true });
        expect([volume!.at, volume!.place?.kind]).toEqual(["values.extraVolumes[0].hostPath.path", "manifests"]);
        expect([...volume!.mounts()].map(({ place }) => place?.kind)).toEqual(["read manifests"]);
    });

    test("mounts are those of its name", () => {
        const [volume] = values(ofPath, { name: "other", mountPath: "/o" }, { name: "host", mountPath: "/m" });
        expect([...volume!.mounts()].map(({ at, image, unprivileged }) => [at, image, unprivileged])).toEqual([
            ["values.extraVolumeMounts[1]", "tool", false],
        ]);
    });

    test.each<[string, object, string, boolean]>([
        ["a mount of all", {}, "/etc/kubernetes/manifests", false],
        ["of an empty sub path", { subPath: "" }, "/etc/kubernetes/manifests", false],
        ["of a sub path", { subPath: "a" }, "/etc/kubernetes/manifests/a", false],
        ["read-only below as well", { recursiveReadOnly: "Enabled" }, "/etc/kubernetes/manifests", true],
        ["read-only below where the node can", { recursiveReadOnly: "IfPossible" }, "/etc/kubernetes/manifests", false],
    ])("%s", (_, more, path, isRecursive) => {
        const [volume] = values(ofPath, { name: "host", mountPath: "/m", ...more });
        const [mount] = [...volume!.mounts()];
        expect([mount!.path, mount!.isRecursive]).toEqual([path, isRecursive]);
    });

    test("a path that stands in the mount itself is mounted there alone", () => {
        const [volume] = release({
            hostVolumeMounts: [{ name: "run", hostPath: "/run", mountPath: "/run", readOnly: true }],
            volumeMounts: [{ name: "run", mountPath: "/other" }],
        });
        expect([volume!.at, volume!.path]).toEqual(["values.hostVolumeMounts[0].hostPath", "/run"]);
        expect([...volume!.mounts()].map(({ at, readOnly }) => [at, readOnly])).toEqual([["values.hostVolumeMounts[0]", true]]);
    });

    test("what only has mounts in its name takes none", () => {
        const [volume] = release({ volumes: [{ name: "a", ...ofPath }], mountsOfNobody: [{ name: "a", mountPath: "/a" }] });
        expect([...volume!.mounts()]).toEqual([]);
    });

    test("a mount's name that is not known yet hides no other mount", () => {
        const [volume] = values(ofPath, { name: UNKNOWN, mountPath: "/o" }, { name: "host", mountPath: "/m" });
        const mounts = volume!.mounts()[Symbol.iterator]();
        expect(mounts.next().value!.at).toBe("values.extraVolumeMounts[1]");
        expect(() => mounts.next()).toThrow("values.extraVolumeMounts.0.name can't be known");
    });
});
