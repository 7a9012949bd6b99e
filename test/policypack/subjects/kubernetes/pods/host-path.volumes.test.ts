import type { HostPath } from "../../../../../policypack/model/host-path";
import { hostPathRows } from "../../../../../policypack/subjects/kubernetes/pods/host-path";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const read = (type: string, props: object) => viewsOf<HostPath>(hostPathRows, { type: `kubernetes:${type}`, props });
const SOCKET = "/run/containerd/containerd.sock";
/** What one view says of a path, each of it read. */
const shown = ({ at, written, path, owner, reach, place }: Omit<HostPath, "mounts">) => ({
    at,
    written,
    path,
    owner: owner && `${owner.namespace}/${owner.serviceAccount}`,
    reach: reach && `${reach.socket.owner} ${reach.how}`,
    place: place?.kind,
});

describe("a PersistentVolume", () => {
    const volume = (spec: object) => read("core/v1:PersistentVolume", { spec });

    test.each<[why: string, spec: object, shown: object]>([
        [
            "of a path of the node",
            { hostPath: { path: "/data/../run/" } },
            { at: "spec.hostPath.path", written: "/data/../run/", path: "/run", reach: "containerd inside", place: undefined },
        ],
        [
            "of a disk of the node",
            { local: { path: "/etc/kubernetes/manifests" } },
            {
                at: "spec.local.path",
                written: "/etc/kubernetes/manifests",
                path: "/etc/kubernetes/manifests",
                reach: undefined,
                place: "manifests",
            },
        ],
        [
            "of a socket of systemd",
            { hostPath: { path: "/run/systemd/private" } },
            {
                at: "spec.hostPath.path",
                written: "/run/systemd/private",
                path: "/run/systemd/private",
                reach: "systemd itself",
                place: undefined,
            },
        ],
    ])("%s", (_, spec, expected) => {
        const { views } = volume(spec);
        expect(views.map(shown)).toEqual([{ ...expected, owner: undefined }]);
        expect(views.flatMap((one) => [...one.mounts()])).toEqual([]);
    });

    test("of another kind is none", () => expect(volume({ csi: { driver: "x" }, hostPath: {} }).views).toEqual([]));

    test("whose path is not known yet is waited for", () =>
        expect(volume({ hostPath: { path: UNKNOWN } })).toEqual({ views: [], unknown: ["spec.hostPath.path"] }));
});

describe("a Pod's mounts", () => {
    const mounts = (path: string, ...volumeMounts: object[]) =>
        read("core/v1:Pod", {
            spec: {
                containers: [{ image: "app", volumeMounts }],
                volumes: [{ name: "a", hostPath: { path } }, { name: "b", hostPath: { type: "Socket" } }, { name: "c" }],
            },
        }).views.map((one) =>
            [...one.mounts()].map(({ at, path: seen, reach, readOnly, isRecursive, image }) => ({
                at,
                path: seen,
                reach: reach?.how,
                readOnly,
                isRecursive,
                image,
            })),
        );
    const AT = "spec.containers[0].volumeMounts[0]";
    const WHOLE = { at: AT, path: "/run", reach: "inside", readOnly: false, isRecursive: false, image: "app" };

    test.each<[why: string, mount: object, shown: object]>([
        ["the whole of it", {}, {}],
        ["to read", { readOnly: true }, { readOnly: true }],
        ["to write, as it says", { readOnly: false }, {}],
        [
            "to read, with what is mounted below",
            { readOnly: true, recursiveReadOnly: "Enabled" },
            { readOnly: true, isRecursive: true },
        ],
        ["where the node can", { recursiveReadOnly: "IfPossible" }, {}],
        ["the socket in it", { subPath: "containerd/containerd.sock" }, { path: SOCKET, reach: "itself" }],
        ["another folder of it", { subPath: "lock" }, { path: "/run/lock", reach: undefined }],
        ["the bus in it", { subPath: "dbus/system_bus_socket" }, { path: "/run/dbus/system_bus_socket", reach: "itself" }],
    ])("%s", (_, mount, more) => expect(mounts("/run", { name: "a", ...mount })).toEqual([[{ ...WHOLE, ...more }]]));

    test("those of other volumes are not among them", () =>
        expect(mounts("/run", { name: "b" }, { name: "a" })).toEqual([[{ ...WHOLE, at: "spec.containers[0].volumeMounts[1]" }]]));

    test("the node's processes are seen through the whole of them, and not through a part", () => {
        const seen = (mount: object) =>
            read("core/v1:Pod", {
                spec: {
                    containers: [{ securityContext: { privileged: true }, volumeMounts: [{ name: "a", ...mount }] }],
                    volumes: [{ name: "a", hostPath: { path: "/proc" } }],
                },
            }).views.flatMap((one) => [...one.mounts()].map(({ reach }) => reach?.how));
        expect([seen({}), seen({ subPath: "1/fd" })]).toEqual([["processes"], [undefined]]);
    });
});

describe("a volume among the values of a chart", () => {
    const values = (volume: object, mount: object = {}) =>
        read("helm.sh/v3:Release", {
            chart: "agent",
            namespace: "ops",
            values: { agent: { serviceAccountName: "own", volumes: [volume], volumeMounts: [{ name: "a", ...mount }] } },
        }).views;

    test.each<[path: string, reach: string | undefined]>([
        [SOCKET, "containerd itself"],
        ["/run/systemd/private", "systemd itself"],
        ["/srv", undefined],
    ])("is whose Pods have %s, and leads to a socket: %s", (path, reach) => {
        const [volume] = values({ name: "a", hostPath: { path } });
        expect(shown(volume!)).toEqual({
            at: "values.agent.volumes[0].hostPath.path",
            written: path,
            path,
            owner: "ops/own",
            reach,
            place: undefined,
        });
    });

    test.each<[why: string, mount: object, reach: string | undefined, readOnly: boolean]>([
        ["to read", { readOnly: true }, "inside", true],
        ["to write", {}, "inside", false],
        ["to write, as it says", { readOnly: false }, "inside", false],
        ["a socket in it", { subPath: "docker.sock" }, "itself", false],
        ["the bus in it", { subPath: "dbus" }, "inside", false],
        ["another folder", { subPath: "lock" }, undefined, false],
    ])("is mounted %s", (_, mount, reach, readOnly) => {
        const [volume] = values({ name: "a", hostPath: { path: "/run" } }, mount);
        expect([...volume!.mounts()].map((one) => [one.at, one.reach?.how, one.readOnly])).toEqual([
            ["values.agent.volumeMounts[0]", reach, readOnly],
        ]);
    });
});
