import type { Cursor } from "../../../../../policypack/parse/cursor";
import { Container } from "../../../../../policypack/subjects/kubernetes/pods/container";
import { isOfObject, objectMountsOf } from "../../../../../policypack/subjects/kubernetes/pods/object-mounts";
import { Pod } from "../../../../../policypack/subjects/kubernetes/pods/pod";
import { stackOf, UNKNOWN } from "../../../judge";

/** A container with mounts, in a Pod with volumes, as the engine hands them over. */
const given = (volumes: unknown, volumeMounts: unknown): [Container, Pod] => {
    const [resource] = stackOf([{ type: "test:index:It", props: { spec: { volumes }, c: { volumeMounts }, metadata: {} } }]);
    const props = resource!.props as Cursor<{ spec: object; c: unknown; metadata: object }>;
    const metadata = props.field("metadata") as ConstructorParameters<typeof Pod>[1];
    const pod = new Pod(props.field("spec") as ConstructorParameters<typeof Pod>[0], metadata, metadata);
    return [new Container(props.field("c") as Container["spec"]), pod];
};
const mounts = (...args: Parameters<typeof given>) =>
    [...objectMountsOf(...given(...args))].map(
        ({ mountPath, subPath, volume }) => `${volume.path} on ${mountPath}${subPath && ` of ${subPath}`}`,
    );

const map = { name: "map", configMap: { name: "m" } };

test.each<[string, unknown, unknown, readonly string[]]>([
    ["a ConfigMap", [map], [{ name: "map", mountPath: "/a" }], ["spec.volumes[0] on /a"]],
    ["a Secret", [{ name: "s", secret: {} }], [{ name: "s", mountPath: "/a", subPath: "x" }], ["spec.volumes[0] on /a of x"]],
    ["what is projected", [{ name: "p", projected: {} }], [{ name: "p", mountPath: "/a" }], ["spec.volumes[0] on /a"]],
    ["none of another volume", [{ name: "e", emptyDir: {} }], [{ name: "e", mountPath: "/a" }], []],
    ["none of no volume", [map], [{ name: "other", mountPath: "/a" }], []],
    ["none without a path", [map], [{ name: "map" }], []],
    ["none of a path that is not known yet", [map], [{ name: "map", mountPath: UNKNOWN }], []],
    ["none where neither has a name", [{ configMap: {} }], [{ mountPath: "/a" }], []],
    ["none of volumes that are not known yet", UNKNOWN, [{ name: "map", mountPath: "/a" }], []],
    ["none of mounts that are not known yet", [map], UNKNOWN, []],
    [
        "the one beside a name that is not known yet",
        [{ ...map, name: UNKNOWN }, map],
        [{ name: "map", mountPath: "/a" }],
        ["spec.volumes[1] on /a"],
    ],
])("objects are mounted: %s", (_, volumes, volumeMounts, expected) => expect(mounts(volumes, volumeMounts)).toEqual(expected));

test.each([
    ["/a/etcd.yml", "/a", true],
    ["/a/etcd.yml", "/a/", true],
    ["/a/b/../etcd.yml", "/a/", true],
    ["/a/b/etcd.yml", "/a/b/", true],
    ["/ab/etcd.yml", "/a", false],
    ["/b/etcd.yml", "/a/b", false],
    ["/etcd.yml", "/", true],
])("the file %s is of an object on %s: %s", (path, mountPath, expected) => {
    expect(isOfObject(...given([map], [{ name: "map", mountPath }]), path)).toBe(expected);
});
