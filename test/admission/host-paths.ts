import { NODE_EXPORTER, type PlaceKind, socketFact, type SocketReach } from "../../policypack/model/host-path";
import {
    MOUNTED_BELOW,
    MOUNTED_BELOW_FIX,
    OF_KEYS,
    OF_KUBELET,
    OF_MANIFESTS,
    ROOT_DISK,
} from "../../policypack/model/mounted-facts";
import { SYSTEM_DIRECTORIES } from "../../policypack/model/system-directories";
import { STATE } from "../../policypack/lib/own-folder";
import type { Policy } from "../../policypack/lib/define-policy";
import type { PlaceFact } from "../../policypack/lib/mounted-places";
import { KUBELET_SETTINGS, SETTING_FORMS } from "../../policypack/node/kubelet-places";
import { OWN_FOLDERS } from "../../policypack/node/manifest-folders";
import { PLACES } from "../../policypack/node/mounted-places";
import { managerReach, MANAGERS, SOCKET_BEHIND_PROC, socketReach, SOCKETS } from "../../policypack/node/runtime-sockets";
import { privateKeyFoldersNotMounted } from "../../policypack/policies/etcd-api/private-key-folders-not-mounted";
import { hostPathMountsReadOnly } from "../../policypack/policies/runtime-socket/host-path-mounts-read-only";
import { runtimeSocketNotMounted } from "../../policypack/policies/runtime-socket/runtime-socket-not-mounted";
import { kubeletFoldersNotMounted } from "../../policypack/policies/static-pods/kubelet-folders-not-mounted";
import { staticPodFoldersNotMounted } from "../../policypack/policies/static-pods/static-pod-folders-not-mounted";
import type { Allowance } from "../../policypack/settings/allowances";
import { shippedSockets, shippedWritable } from "../../policypack/settings/shipped-allowances";
import { shippedNodeFolders } from "../../policypack/settings/shipped-static-pods";
import { mountAllowed } from "./allowed";
import { both, type Cel, finding, indexed, joined, listOf, quoted, text, textMap, texts } from "./cel";
import { normalised } from "./node-path";
import { podWithMounts, SPEC_CHANGED, WORKLOADS } from "./pods";
import type { Ruling, Variable } from "./rule";

const MOUNTABLE = {
    objects: [...WORKLOADS, { apiGroups: [""], resources: ["persistentvolumes"] }],
    changed: SPEC_CHANGED,
    hasPods: true,
};

/** A socket, and each directory above it. Of a user's own sockets, by a regular expression. */
const REACHES = [...SOCKETS, ...MANAGERS].flatMap(({ path }) => {
    const root = path.startsWith("//./") ? "//./" : "/";
    const parts = path.slice(root.length).split("/");
    const above = parts.map((_, i) => root + parts.slice(0, i + 1).join("/"));
    return root === "/" ? ["/", ...above] : above;
});
const reachOf = (path: string): SocketReach => {
    const reach = socketReach(path.replace("*", "1")) ?? managerReach(path);
    if (reach === undefined) throw new Error(`${path} leads to no socket`);
    return reach;
};
const factOf = (path: string): string => socketFact(reachOf(path));
const FIXED = new Map(REACHES.filter((path) => !path.includes("*")).map((path) => [path, factOf(path)]));
const OF_USERS = new Map(
    REACHES.filter((path) => path.includes("*")).map((path) => [
        `^${path.replaceAll(".", "\\.").replace("*", "[^/]+")}$`,
        factOf(path),
    ]),
);
const FOR_ROOT_ALONE = [...FIXED.keys()].filter((path) => reachOf(path).socket.obeysRootAlone === true);
const SHIMS = "/run/containerd/s";

/** What follows a path that leads to a socket, empty for every other. */
const leads = (path: Cel): Cel =>
    `(${path} in variables.sockets ? variables.sockets[${path}] : ` +
    [...OF_USERS].map(([pattern, fact]) => `${path}.matches(${text(pattern)}) ? ${text(fact)} : `).join("") +
    `${path} == ${text(SHIMS)} || ${path}.startsWith(${text(`${SHIMS}/`)}) ? ${text(factOf(SHIMS))} : "")`;

const isWithin = (path: Cel, folder: Cel): Cel => `(${path} == ${folder} || ${path}.startsWith(${folder} + "/"))`;
/** Of a list of folders those that a path lies in or holds. */
const held = (folders: readonly string[]): Cel =>
    `${texts(folders)}.filter(d, own == "/" || ${isWithin("own", "d")} || ${isWithin("d", "own")})`;
const IS_SETTING = [
    `${texts(SETTING_FORMS.folders)}.exists(d, ${isWithin("own", "d")})`,
    ...SETTING_FORMS.files.map((form) => `own.matches(${text(form.source)})`),
].join(" || ");
const IS_PUBLIC = `own.matches(${text(PLACES.publicFile.source)})`;

/** What the pack's `mountedPlace` tells of a path: its kind and what lies below that is meant, both empty where it is no such place. */
function placeOf(path: Cel, readOnly: Cel): Cel {
    const each = (kind: PlaceKind, folders: Cel) => `${folders}.map(d, [${text(kind)}, d])`;
    const either = `${readOnly} ? "credentials" : "settings"`;
    const none = '[[""]].filter(x, false)';
    const all = [
        `(own != "/" && ${isWithin(text(PLACES.kubelet), "own")} ? [[${either}, ${text(PLACES.kubelet)}]] : ${none})`,
        `(${readOnly} ? ${none} : ${each("manifests", held(OWN_FOLDERS))})`,
        `(${IS_PUBLIC} ? ${none} : ${each("keys", held(PLACES.keys))})`,
        `(${readOnly} ? ${none} : ${IS_SETTING} ? [["settings", own]] : ` +
            `${each("settings", `${texts([...KUBELET_SETTINGS, "/etc/containerd"])}.filter(d, own == "/" || ${isWithin("d", "own")})`)})`,
        `(${IS_PUBLIC} ? ${none} : own.matches(${text(SETTING_FORMS.credentials.source)}) ? [["credentials", own]] : ` +
            `${each("credentials", held(PLACES.secrets))})`,
        `(windows ? ${held(PLACES.windows)}.map(d, [${either}, d]) : ${none})`,
        each("read manifests", held(OWN_FOLDERS)),
    ].join(" + ");
    return (
        `[${path}.startsWith("c:")].map(windows, [string(windows ? (size(${path}) > 2 ? ${path}.substring(2) : "/") : ${path})]` +
        `.map(own, [${all}].map(l, size(l) == 0 ? ["", ""] : [l[0][0], ${isWithin("own", "l[0][1]")} ? "" : l[0][1]])[0])[0])[0]`
    );
}

/** A volume of a path of the node; `name` is that by which containers mount it, and nobody's for a PersistentVolume. */
const volume = (at: Cel, written: Cel, name: Cel): Cel =>
    `{"at": ${at}, "name": ${name}, "written": ${written}, "path": ${normalised(written)}}`;
const IS_PERSISTENT = 'object.kind == "PersistentVolume"';
const persistent = (source: string): Cel =>
    `(has(object.spec.${source}) ? [${volume(text(`spec.${source}.path`), `string(object.spec.${source}.path)`, '""')}] : [])`;

/** Over the mounts of the volume `p`: `c` is the container and `m` the mount. */
const some = (said: Cel): Cel => `p.containers.exists(c, c.mounts.exists(m, ${said}))`;
const every = (said: Cel): Cel => `p.containers.all(c, c.mounts.all(m, ${said}))`;
const IS_MOUNTED = "size(p.containers) > 0";

const IS_PROC = `p.path.matches("^/proc(?:/[0-9]+)?$")`;
const LOOKS = some("c.looks || (variables.spec.?hostPID.orValue(false) && !c.unprivileged)");
const VOLUMES: readonly Variable[] = [
    {
        name: "paths",
        expression:
            `${IS_PERSISTENT} ? ${persistent("hostPath")} + ${persistent("local")} : ` +
            `${listOf("variables.spec.?volumes")}.filter(v, has(v.hostPath) && has(v.hostPath.path)).map(v, ` +
            `${volume(`variables.at + "volumes" + ${indexed("variables.spec.volumes", "v")} + ".hostPath.path"`, "string(v.hostPath.path)", "string(v.name)")})`,
    },
    { name: "names", expression: "variables.paths.map(p, p.name)" },
];
const PATHS: readonly Variable[] = [
    ...podWithMounts(VOLUMES),
    { name: "sockets", expression: textMap(FIXED) },
    {
        name: "mounted",
        expression:
            `variables.paths.map(p, {"p": dyn(p), "containers": dyn(variables.containers.map(c, {"c": dyn(c), "mounts": ` +
            `dyn(c.mounts.filter(m, m.name == p.name).map(m, {"at": m.at, "readOnly": m.readOnly, "recursive": m.recursive, ` +
            `"path": dyn(m.below == "" ? p.path : ${normalised('(p.path + "/" + m.below)')})}))}).filter(x, size(x.mounts) > 0))})`,
    },
    {
        name: "placed",
        expression:
            `variables.mounted.map(x, {"at": dyn(x.p.at), "written": dyn(x.p.written), "path": dyn(x.p.path), "place": dyn(${placeOf("x.p.path", "false")}), ` +
            `"containers": dyn(x.containers.map(y, {"image": dyn(y.c.image), "unprivileged": dyn(y.c.unprivileged), "looks": dyn(y.c.looks), ` +
            `"mounts": dyn(y.mounts.map(m, {"at": dyn(m.at), "readOnly": dyn(m.readOnly), "recursive": dyn(m.recursive), "path": dyn(m.path), "reaches": dyn(${leads("m.path")} != ""), ` +
            `"shown": dyn(m.path == x.p.path ? x.p.written : m.path), "place": dyn(${placeOf("m.path", "m.readOnly")})}))}))})`,
    },
    {
        name: "reached",
        expression:
            `variables.placed.map(p, {"at": p.at, "written": p.written, "path": p.path, "place": p.place, "containers": p.containers, ` +
            `"fact": dyn(${IS_PROC} ? (${LOOKS} ? ${text(socketFact(SOCKET_BEHIND_PROC))} : "") : ${leads("p.path")})})`,
    },
];
/** Whether a mount shows what leads to a socket; the whole volume as the volume does. */
const REACHES_SOCKET = '(m.path == p.path ? p.fact != "" : m.reaches)';
const allowed = (allowances: readonly Allowance[]): Cel =>
    `(${mountAllowed(allowances, ["p.path", "m.path"], "c.image", "m.readOnly")})`;

const IS_EXPORTER =
    `(!p.fact.startsWith(", the socket") && ` +
    every(`m.readOnly && c.unprivileged && c.image.matches(${text(NODE_EXPORTER.source)})`) +
    ")";
const IS_FOR_OTHERS_THAN_ROOT = `(p.path in ${texts(FOR_ROOT_ALONE)} && ${every("c.unprivileged")})`;
const IS_MILD_SOCKET = `(${IS_MOUNTED} && (${IS_EXPORTER} || ${IS_FOR_OTHERS_THAN_ROOT} || ${every(`!${REACHES_SOCKET}`)}))`;
const toldSocket = finding(
    "p.at",
    `(${IS_PERSISTENT} ? "offers " : "mounts ") + ${quoted("p.written")} + p.fact`,
    runtimeSocketNotMounted.remediationSteps!,
);

/** What leads to a runtime socket. */
export const socketRule: Ruling = {
    ...MOUNTABLE,
    policy: runtimeSocketNotMounted,
    variables: [
        ...PATHS,
        {
            name: "unallowed",
            expression: `variables.reached.filter(p, p.fact != "" && !(${IS_MOUNTED} && ${every(allowed(shippedSockets()))}))`,
        },
    ],
    faults: joined(`variables.unallowed.filter(p, !${IS_MILD_SOCKET})`, "p", toldSocket),
    advice: joined(`variables.unallowed.filter(p, ${IS_MILD_SOCKET})`, "p", toldSocket),
};

const isSystem = (path: Cel): Cel =>
    `${texts(SYSTEM_DIRECTORIES)}.exists(d, ${path} == "/" || ${isWithin(path, "d")} || ${isWithin("d", path)})`;
/** The pack's `isOwnFolder`. */
const IS_OWN =
    `(!${isSystem("m.path")} && ${texts(STATE)}.filter(s, m.path.startsWith(s + "/")).map(s, m.path.substring(size(s) + 1).split("/")[0])` +
    `.exists(f, size(f) > 2 && (c.image.substring(c.image.indexOf("/") + 1).split("/") + [variables.serviceAccount])` +
    `.exists(n, n == f || n.startsWith(f + "-"))))`;
const IS_MILD_MOUNT = `(${isWithin("m.path", '"/var/log"')} || ${IS_OWN})`;
const IS_UNTOLD = `!${REACHES_SOCKET} && m.place[0] == "" && !${allowed(shippedNodeFolders())}`;
const IS_WRITABLE = `!m.readOnly && ${IS_UNTOLD}`;
/** File systems that are mounted below a read-only mount and stay as they are. */
const BELOW = `${texts(MOUNTED_BELOW)}.filter(b, b != m.path && (m.path == "/" || ${isWithin("b", "m.path")}))`;
const IS_SHALLOW = `m.readOnly && !m.recursive && !c.unprivileged && size(${BELOW}) > 0 && ${IS_UNTOLD}`;
const SHALLOW = `"mounts the node's " + ${quoted("m.shown")} + " read-only, but not what is mounted below it, such as " + ${BELOW}[0]`;
/** One finding for each container's mounts that are as said. */
const ofMounts = (said: Cel, fact: Cel, policy: Policy, fix = policy.remediationSteps!): Cel =>
    joined(
        "variables.reached",
        "p",
        joined("p.containers", "c", joined(`c.mounts.filter(m, ${said})`, "m", finding("m.at", fact, fix))),
    );
const WRITABLE = `"mounts the node's " + ${quoted("m.shown")} + " writable"`;
const offered = (fact: string): Cel =>
    finding(
        "p.at",
        `"offers the node's " + ${quoted("p.written")} + ${text(fact)}`,
        "Keep the data in a directory of its own, such as /mnt/disks",
    );

/** Who mounts what writable. */
export const writableRule: Ruling = {
    ...MOUNTABLE,
    policy: hostPathMountsReadOnly,
    variables: PATHS,
    faults:
        `${IS_PERSISTENT} ? ` +
        joined(
            `variables.reached.filter(p, p.fact == "" && p.place[0] == "" && (p.path.matches(${text(ROOT_DISK.source)}) || ${isSystem("p.path")}))`,
            "p",
            offered(" to any Pod that claims it, writable"),
        ) +
        ` : ${ofMounts(`${IS_WRITABLE} && !${IS_MILD_MOUNT}`, WRITABLE, hostPathMountsReadOnly)}`,
    advice: `${IS_PERSISTENT} ? "" : ${both(
        ofMounts(`${IS_WRITABLE} && ${IS_MILD_MOUNT}`, WRITABLE, hostPathMountsReadOnly),
        ofMounts(IS_SHALLOW, SHALLOW, hostPathMountsReadOnly, MOUNTED_BELOW_FIX),
    )}`,
};

/** One policy about places of the kubelet's or the control plane's. */
function placeRule(
    policy: Policy,
    facts: Partial<Readonly<Record<PlaceKind, PlaceFact>>>,
    allowances: readonly Allowance[],
): Ruling {
    const gives = textMap(Object.entries(facts).map(([kind, { gives }]) => [kind, gives] as const));
    const mild = Object.entries(facts).flatMap(([kind, { isMild }]) => (isMild === true ? [kind] : []));
    const isOurs = `m.place[0] in variables.gives && !${REACHES_SOCKET} && !${allowed(allowances)}`;
    const isMild = `(c.unprivileged || m.place[0] in ${texts(mild)})`;
    const what = (place: Cel) => `(${place}[1] == "" ? "" : " with " + ${place}[1]) + ", which " + variables.gives[${place}[0]]`;
    const fact = `"mounts the node's " + ${quoted("m.shown")} + (m.readOnly ? " read-only" : " writable") + ${what("m.place")}`;
    return {
        ...MOUNTABLE,
        policy,
        variables: [...PATHS, { name: "gives", expression: gives }],
        faults:
            `${IS_PERSISTENT} ? ` +
            joined(
                'variables.reached.filter(p, p.fact == "" && p.place[0] in variables.gives)',
                "p",
                finding(
                    "p.at",
                    `"offers the node's " + ${quoted("p.written")} + " to any Pod that claims it" + ${what("p.place")}`,
                    policy.remediationSteps!,
                ),
            ) +
            ` : ${ofMounts(`${isOurs} && !${isMild}`, fact, policy)}`,
        advice: `${IS_PERSISTENT} ? "" : ${ofMounts(`${isOurs} && ${isMild}`, fact, policy)}`,
    };
}

/** The folders that are nobody's but the kubelet's and the control plane's. */
export const PLACE_RULES: readonly Ruling[] = [
    placeRule(staticPodFoldersNotMounted, OF_MANIFESTS, shippedWritable()),
    placeRule(kubeletFoldersNotMounted, OF_KUBELET, shippedNodeFolders()),
    placeRule(privateKeyFoldersNotMounted, OF_KEYS, shippedNodeFolders()),
];
