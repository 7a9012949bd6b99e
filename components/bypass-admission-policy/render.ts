import type { AdmissionRule } from "./admission-rule";

/** Stands in a rule for what somebody allows, beside what ordinary clusters run. */
export const ALLOWED = "__ALLOWED__";

/** What the API server does about a finding. Each does what those after it do, too. */
export enum AdmissionEnforcement {
    /** Refuses the request. */
    Deny = "Deny",
    /** Answers with a warning, which kubectl shows. */
    Warn = "Warn",
    /** Adds the finding to the audit log's entry. */
    Audit = "Audit",
}

/** One workload that one policy lets have a path of its node, or share something with it. Every part must match; `*` stands for any letters but a slash. */
export interface RenderedAllowance {
    readonly policy: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    /** The image's repository with its registry, without tag. */
    readonly image: string;
    /** The path on the node, or what is shared: `privileged`. */
    readonly allows: string;
}

/** What is rendered. */
export interface AdmissionOptions {
    /** What every name begins with. */
    readonly prefix: string;
    /** For every policy; without it, each as its level in the pack: mandatory denies and advisory warns. */
    readonly enforcement?: AdmissionEnforcement | undefined;
    /** For single policies, by name. */
    readonly policies?: Readonly<Record<string, AdmissionEnforcement>> | undefined;
    readonly allowances?: readonly RenderedAllowance[] | undefined;
    /** Namespaces of which nothing is judged. */
    readonly excludedNamespaces?: readonly string[] | undefined;
}

/** A ValidatingAdmissionPolicy with its binding, which has the same name. */
export interface RenderedPolicy {
    readonly name: string;
    /** The pack's policy, and `-advice` where it holds what is never denied. */
    readonly suffix: string;
    readonly spec: AdmissionSpec;
    readonly binding: { policyName: string; validationActions: string[] };
}

/** The specification of a ValidatingAdmissionPolicy. */
export interface AdmissionSpec {
    failurePolicy: string;
    matchConstraints: {
        resourceRules: { apiGroups: string[]; apiVersions: string[]; operations: string[]; resources: string[] }[];
    };
    matchConditions: { name: string; expression: string }[];
    variables: { name: string; expression: string }[];
    validations: { expression: string; message: string; messageExpression: string; reason: string }[];
}

/**
 * Who writes roles that others have decided: the API server its own roles at its start, its controller what roles collect from others.
 * Refusing them would keep the cluster from starting, and change nothing about who has what.
 */
const WRITES_FOR_OTHERS = [
    "system:apiserver",
    "system:kube-controller-manager",
    "system:serviceaccount:kube-system:clusterrole-aggregation-controller",
];
const list = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
const BY_SOMEBODY = `!(request.userInfo.username in ${list(WRITES_FOR_OTHERS)})`;

/**
 * The mirror of a static Pod. Its kubelet runs the Pod whatever the API server says, so that a refusal would only hide it; no other than a
 * node is believed, as the annotation can be written by anybody.
 */
const IS_MIRROR =
    '(object.kind == "Pod" && "system:nodes" in request.userInfo.?groups.orValue([]) && ' +
    '"kubernetes.io/config.mirror" in object.metadata.?annotations.orValue({}))';

/** The policies and bindings, in the order of the rules. */
export function renderAdmission(rules: readonly AdmissionRule[], options: AdmissionOptions): readonly RenderedPolicy[] {
    return rules.flatMap((rule) => {
        const { policy, faults, advice, hasPods, isMandatory } = rule;
        const own =
            options.policies?.[policy] ??
            options.enforcement ??
            (isMandatory ? AdmissionEnforcement.Deny : AdmissionEnforcement.Warn);
        const mild = own === AdmissionEnforcement.Audit ? own : AdmissionEnforcement.Warn;
        const make = (suffix: string, actions: AdmissionEnforcement, isWithoutMirrors: boolean, told: readonly string[]) => ({
            name: `${options.prefix}-${suffix}`,
            suffix,
            spec: specOf(rule, options, isWithoutMirrors, told),
            binding: { policyName: `${options.prefix}-${suffix}`, validationActions: ACTIONS[actions] },
        });
        const milder = [
            ...(advice === undefined ? [] : [advice]),
            ...(hasPods && faults !== undefined ? [`${IS_MIRROR} ? (${faults}) : ""`] : []),
        ];
        return [
            ...(faults === undefined ? [] : [make(policy, own, hasPods, [faults])]),
            ...(milder.length === 0 ? [] : [make(`${policy}-advice`, mild, false, milder)]),
        ];
    });
}

/** A binding may not both deny and warn, as the denial's answer says the same. */
const ACTIONS: Readonly<Record<AdmissionEnforcement, string[]>> = {
    [AdmissionEnforcement.Deny]: ["Deny", "Audit"],
    [AdmissionEnforcement.Warn]: ["Warn", "Audit"],
    [AdmissionEnforcement.Audit]: ["Audit"],
};

/**
 * A finding, or the plain message where it quotes a control character: the API server would leave out the whole warning then
 * (k8s.io/apimachinery/pkg/util/net, NewWarningHeader), and a tab in a path would hide the mirror of a static Pod.
 */
const shown = (description: string, told: string, message: string): string =>
    `${told}.matches("\\\\p{Cc}") ? ${JSON.stringify(message)} : ${JSON.stringify(`${description} `)} + ${told}`;

/** A finding is one line of at most 5 KiB for the API server, which shows the plain message instead of what is longer. */
function specOf(
    rule: AdmissionRule,
    { allowances = [], excludedNamespaces = [] }: AdmissionOptions,
    isWithoutMirrors: boolean,
    told: readonly string[],
): AdmissionSpec {
    const { policy, description, fix, objects, changed, variables, hasPods } = rule;
    const own = allowances.filter((one) => one.policy === policy);
    const more = own.length === 0 ? "false" : `(${own.map(allows).join(" || ")})`;
    const named = told.map((expression, i) => ({ name: `told${i}`, expression: expression.replaceAll(ALLOWED, more) }));
    return {
        // What cannot be evaluated is not known to be harmless.
        failurePolicy: "Fail",
        matchConstraints: {
            resourceRules: objects.map(({ apiGroups, resources }) => ({
                apiGroups: [...apiGroups],
                apiVersions: ["*"],
                operations: ["CREATE", "UPDATE"],
                resources: [...resources],
            })),
        },
        matchConditions: [
            ...(hasPods ? [] : [{ name: "by-somebody", expression: BY_SOMEBODY }]),
            { name: "changed", expression: changed },
            ...(excludedNamespaces.length === 0
                ? []
                : [{ name: "not-excluded", expression: `!(request.namespace in ${list(excludedNamespaces)})` }]),
            ...(isWithoutMirrors ? [{ name: "no-mirror-of-a-static-pod", expression: `!${IS_MIRROR}` }] : []),
        ],
        variables: [
            ...variables.map(({ name, expression }) => ({ name, expression: expression.replaceAll(ALLOWED, more) })),
            ...named,
        ],
        validations: named.map(({ name }) => ({
            expression: `variables.${name} == ""`,
            messageExpression: shown(description, `variables.${name}`, `${description} ${fix}`),
            message: `${description} ${fix}`,
            reason: "Forbidden",
        })),
    };
}

function allows({ namespace, serviceAccount, image, allows }: RenderedAllowance): string {
    const parts = {
        "variables.ownNamespace": namespace,
        "variables.serviceAccount": serviceAccount,
        "c.image": image,
        allowed: allows,
    };
    return `(${Object.entries(parts)
        .map(([part, glob]) => matches(part, glob))
        .join(" && ")})`;
}

const matches = (value: string, glob: string): string =>
    glob.includes("*")
        ? `${value}.matches(${JSON.stringify(`^${glob.split("*").map(literal).join("[^/]*")}$`)})`
        : `${value} == ${JSON.stringify(glob)}`;
const literal = (part: string): string => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
