import { LOOKS_INTO_PROCESSES, OPENS_NO_FILES } from "../../policypack/model/host-path";
import { type Cel, indexed, listOf, texts } from "./cel";
import { repositoryOf } from "./node-path";
import type { Objects, Variable } from "./rule";

/** Every kind that makes Pods, those of custom resources included, which match nothing where they are not served. */
export const WORKLOADS: readonly Objects[] = [
    { apiGroups: [""], resources: ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"] },
    { apiGroups: ["apps"], resources: ["deployments", "daemonsets", "statefulsets", "replicasets"] },
    { apiGroups: ["batch"], resources: ["jobs", "cronjobs"] },
    { apiGroups: ["apps.openshift.io"], resources: ["deploymentconfigs"] },
    { apiGroups: ["argoproj.io"], resources: ["rollouts"] },
    { apiGroups: ["apps.kruise.io"], resources: ["clonesets", "daemonsets", "broadcastjobs"] },
];

/** By kind, how a field of the Pod's specification is reached, and the path as the pack writes it. */
const SPEC: Cel =
    'object.kind == "Pod" ? object.?spec : object.kind == "PodTemplate" ? object.?template.?spec : ' +
    'object.kind == "CronJob" ? object.?spec.?jobTemplate.?spec.?template.?spec : object.?spec.?template.?spec';
const AT: Cel =
    'object.kind == "Pod" ? "spec." : object.kind == "PodTemplate" ? "template.spec." : ' +
    'object.kind == "CronJob" ? "spec.jobTemplate.spec.template.spec." : "spec.template.spec."';

/** A change of the specification. A Pod that is there already may be labelled, and deleted, whatever it mounts. */
export const SPEC_CHANGED: Cel =
    'request.operation == "CREATE" || object.?spec != oldObject.?spec || object.?template != oldObject.?template';

const CONTEXT = "c.?securityContext";
const NAMES_ADDED = `${listOf(`${CONTEXT}.?capabilities.?add`)}`;
const ADDED = `${NAMES_ADDED}.map(a, a.upperAscii()).map(a, a.startsWith("CAP_") ? a.substring(4) : a)`;
const PRIVILEGED = `${CONTEXT}.?privileged.orValue(false)`;
const idOf = (field: string): Cel => `${CONTEXT}.?${field}.or(variables.spec.?securityContext.?${field}).orValue(0) > 0`;
/** Without a group, a process has the image's or else root's, and root's group may open a runtime's socket. */
const UNPRIVILEGED = [
    idOf("runAsUser"),
    idOf("runAsGroup"),
    "variables.spec.?securityContext.?fsGroup.orValue(65534) > 0",
    `${listOf("variables.spec.?securityContext.?supplementalGroups")}.all(g, g > 0)`,
    `!${PRIVILEGED}`,
    `${ADDED}.all(a, a in ${texts(OPENS_NO_FILES)})`,
].join(" && ");

/** A sub path by an expression may lead anywhere in the volume: what it is made of is not looked up here. */
const MOUNTS =
    `${listOf("c.?volumeMounts")}.filter(m, m.name in variables.names).map(m, {"at": dyn(variables.at + LIST + ".volumeMounts" + ${indexed("c.volumeMounts", "m")}), ` +
    `"name": dyn(m.name), "readOnly": dyn(m.?readOnly.orValue(false)), ` +
    `"recursive": dyn(m.?recursiveReadOnly.orValue("") == "Enabled"), "below": dyn(m.?subPath.orValue("") != "" ? m.subPath : ` +
    `m.?subPathExpr.orValue("").contains("$(") ? "" : m.?subPathExpr.orValue(""))})`;

function containersOf(list: string, more: (at: Cel) => Cel): Cel {
    const at = `"${list}" + ${indexed(`variables.spec.${list}`, "c")}`;
    return (
        `${listOf(`variables.spec.?${list}`)}.map(c, {"at": dyn(variables.at + ${at}), ` +
        `"image": dyn(${repositoryOf('c.?image.orValue("")')}), "privileged": dyn(${PRIVILEGED}), "added": dyn(${ADDED}), ` +
        `"unmasked": dyn(${CONTEXT}.?procMount.orValue("") == "Unmasked"), ` +
        `"hostProcess": dyn(${CONTEXT}.?windowsOptions.?hostProcess.orValue(false)), "unprivileged": dyn(${UNPRIVILEGED}), ` +
        `"looks": dyn(${PRIVILEGED} || ${ADDED}.exists(a, a in ${texts(LOOKS_INTO_PROCESSES)}))` +
        `${more(at)}})`
    );
}

const containers = (more: (at: Cel) => Cel): Variable => ({
    name: "containers",
    expression: ["containers", "initContainers", "ephemeralContainers"].map((list) => containersOf(list, more)).join(" + "),
});

/** Whose the Pods are, and their specification. */
export const OWNER: readonly Variable[] = [
    { name: "spec", expression: `(${SPEC}).orValue({})` },
    { name: "at", expression: AT },
    { name: "ownNamespace", expression: "request.namespace" },
    {
        name: "serviceAccount",
        expression: 'variables.spec.?serviceAccountName.orValue(variables.spec.?serviceAccount.orValue("default"))',
    },
];

/** What is read of a Pod, whatever makes it. */
export const POD: readonly Variable[] = [...OWNER, containers(() => "")];

/**
 * The same with the mounts of some volumes. Others are not looked at: a request has a budget, and Pods mount much that is not their node's.
 * @param volumes what defines `variables.names`, those of the volumes
 */
export const podWithMounts = (volumes: readonly Variable[]): readonly Variable[] => [
    ...OWNER,
    ...volumes,
    containers((at) => `, "mounts": dyn(${MOUNTS.replace("LIST", at)})`),
];
