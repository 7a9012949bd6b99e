import { type Row, subject } from "../../../../../policypack/lib/subject";
import { buildShares, buildVolumes } from "../../../../../policypack/subjects/kubernetes/pods/build-pods";
import { stackOf, UNKNOWN } from "../../../judge";

const read = <V>(rows: readonly Row<V>[], type: string, props: object): V[] => {
    const [resource] = stackOf([{ type, props }]);
    return [...subject<V>(...rows).rows.get(type)!(resource!)].map((thunk) => thunk());
};
const inMap = (text: unknown, namespace?: string) =>
    ["kubernetes:core/v1:ConfigMap", { metadata: { namespace }, data: { "config.toml": text } }] as const;
const inChart = (config: unknown) =>
    ["kubernetes:helm.sh/v3:Release", { chart: "gitlab-runner", namespace: "ci", values: { runners: { config } } }] as const;
const runner = (...lines: string[]) => ["[[runners]]", "[runners.kubernetes]", ...lines].join("\n");

const shares = (...given: readonly [string, object]) =>
    read(buildShares, ...given).map(({ owner, images, shared, hasOwnUsers, tracesAll }) => {
        expect([shared, hasOwnUsers, tracesAll]).toEqual(["privileged", false, false]);
        return `${owner.namespace}/${owner.serviceAccount}: ${images().join()}`;
    });

test.each<[string, readonly [string, object], readonly string[]]>([
    [
        "in its own namespace and under its own account",
        inMap(runner("privileged = true", 'image = "a"', 'namespace = "own"', 'service_account = "b"')),
        ["own/b: a"],
    ],
    ["in the ConfigMap's namespace", inMap(runner("privileged = true"), "shop"), ["shop/default: "]],
    ["in default", inMap(runner("privileged = true")), ["default/default: "]],
    ["in the release's namespace", inChart(runner("privileged = true")), ["ci/default: "]],
    ["without privileges", inMap(runner("privileged = false")), []],
    ["of another executor", inMap("[[runners]]\nprivileged = true\n[runners.docker]\nprivileged = true\n"), []],
    ["of a configuration that is no TOML", inMap(`${runner("privileged = true")}\n= 1`), []],
    ["of a configuration that is not known yet", inMap(UNKNOWN), []],
    ["of a ConfigMap of something else", inMap("privileged: true"), []],
])("the Pods of jobs %s", (_, given, expected) => expect(shares(...given)).toEqual(expected));

test("paths of the node by their own names, or by where they are mounted", () => {
    const config = runner(
        "[[runners.kubernetes.volumes.host_path]]",
        'name = "a"',
        'mount_path = "/m"',
        'host_path = "/var/run/docker.sock"',
        "[[runners.kubernetes.volumes.host_path]]",
        'name = "b"',
        'mount_path = "/etc/kubernetes/pki/"',
    );
    const found = read(buildVolumes, ...inMap(config));
    expect(
        found.map(({ at, path, reach, place, owner, likelyFor, mounts }) => [
            at.replace(/^.* › /, ""),
            path,
            reach?.how,
            place?.kind,
            owner,
            likelyFor,
            [...mounts()],
        ]),
    ).toEqual([
        [
            "runners[0].kubernetes.volumes.host_path[0].host_path",
            "/run/docker.sock",
            "itself",
            undefined,
            undefined,
            "the Pods of a runner's jobs",
            [],
        ],
        [
            "runners[0].kubernetes.volumes.host_path[1].mount_path",
            "/etc/kubernetes/pki",
            undefined,
            "keys",
            undefined,
            "the Pods of a runner's jobs",
            [],
        ],
    ]);
});
