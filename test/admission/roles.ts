import { EFFECTIVE_VERBS, GIVES } from "../../policypack/model/kubelet-paths";
import { NODE_SIGNERS, POWERFUL, ROLES_OVER_NODES, STARS_WITHOUT_EFFECT } from "../../policypack/model/node-rights";
import { WRITING_VERBS } from "../../policypack/model/node-subresource-grant";
import { EVERYONE } from "../../policypack/model/rbac";
import { nodeCertificateApprovalRestricted } from "../../policypack/policies/kubelet-api/node-certificate-approval-restricted";
import { nodeImpersonationRestricted } from "../../policypack/policies/kubelet-api/node-impersonation-restricted";
import { nodeSubresourcesNotGrantedToEveryone } from "../../policypack/policies/kubelet-api/node-subresources-not-granted-to-everyone";
import { nodeSubresourcesRestricted } from "../../policypack/policies/kubelet-api/node-subresources-restricted";
import { nodeSubresourcesWildcardIntent } from "../../policypack/policies/kubelet-api/node-subresources-wildcard-intent";
import { type Cel, finding, indexed, joined, listOf, text, textMap, texts } from "./cel";
import type { Ruling, Variable } from "./rule";

/** The API group of roles and bindings. */
export const RBAC = "rbac.authorization.k8s.io";
const changed = (field: string): Cel => `request.operation == "CREATE" || object.?${field} != oldObject.?${field}`;

/** A ClusterRole's rules; a Role is namespaced and grants nothing over nodes. */
export const RULES: Variable = {
    name: "rules",
    expression:
        `${listOf("object.?rules")}.map(r, {"at": dyn("rules" + ${indexed("object.rules", "r")}), "groups": dyn(${listOf("r.?apiGroups")}), ` +
        `"resources": dyn(${listOf("r.?resources")}), "verbs": dyn(${listOf("r.?verbs")}), "names": dyn(${listOf("r.?resourceNames")})})`,
};
const ofRoles = {
    objects: [{ apiGroups: [RBAC], resources: ["clusterroles"] }],
    changed: changed("rules"),
    hasPods: false,
};

const hasAny = (list: Cel, values: readonly string[]): Cel => `${list}.exists(one, one in ${texts(values)})`;
const rules = (where: Cel, each: Cel): Cel => joined(`variables.rules.filter(r, ${where})`, "r", each);

const restricted = nodeSubresourcesRestricted;
const CORE = hasAny("r.groups", ["", "*"]);
const grant = (resource: Cel): Cel => `r.at + ".resources" + ${indexed("r.resources", resource)}`;
const OPENS = `${CORE} && ${hasAny("r.verbs", EFFECTIVE_VERBS)}`;
const EVERYTHING = `grants "*", which includes nodes/proxy and so lets its subjects ${GIVES["proxy"]}`;
const WRITES = hasAny("r.verbs", WRITING_VERBS);
const OPENING = Object.entries(GIVES).flatMap(([path, gives]) =>
    ["nodes", "*"].map((resource) => [`${resource}/${path}`, gives] as const),
);

const nodeSubresources: Ruling = {
    ...ofRoles,
    policy: restricted,
    variables: [RULES, { name: "opening", expression: textMap(OPENING) }],
    faults: rules(
        OPENS,
        joined(
            `r.resources.filter(x, x in variables.opening || (x == "*" && !${WRITES}))`,
            "x",
            finding(
                grant("x"),
                `(x == "*" ? ${text(EVERYTHING)} : ` +
                    `"grants \\"" + x + "\\", which lets its subjects " + variables.opening[x])`,
                restricted.remediationSteps!,
            ),
        ),
    ),
    advice: rules(
        `"*" in r.resources && ${WRITES} && ${OPENS}`,
        finding(grant('"*"'), text(EVERYTHING), restricted.remediationSteps!),
    ),
};

const wildcards: Ruling = {
    ...ofRoles,
    policy: nodeSubresourcesWildcardIntent,
    variables: [RULES, { name: "stars", expression: textMap(STARS_WITHOUT_EFFECT) }],
    faults: rules(
        CORE,
        joined(
            "r.resources.filter(x, x in variables.stars)",
            "x",
            finding(
                grant("x"),
                `"grants \\"" + x + "\\", which matches nothing; " + variables.stars[x]`,
                nodeSubresourcesWildcardIntent.remediationSteps!,
            ),
        ),
    ),
};

/** The rules about signers whose worst signer is as wanted. */
function approvals(wanted: (signer: (typeof NODE_SIGNERS)[number]) => boolean): Cel {
    const isNamed = (name: string) => `(size(r.names) == 0 || ${hasAny("r.names", [name, "kubernetes.io/*"])})`;
    const worst = NODE_SIGNERS.reduceRight(
        (rest, signer) => `${isNamed(signer.name)} ? ${wanted(signer) ? told(signer) : '""'} : (${rest})`,
        '""',
    );
    return rules(
        `${hasAny("r.groups", ["certificates.k8s.io", "*"])} && "signers" in r.resources && ${hasAny("r.verbs", ["approve", "sign", "*"])}`,
        worst,
    );
}
function told({ name, gives }: (typeof NODE_SIGNERS)[number]): Cel {
    const verbs = `["approve", "sign"].filter(v, v in r.verbs || "*" in r.verbs).join(" and ")`;
    const whose = `(size(r.names) == 0 ? "every signer" : ${text(name)})`;
    return finding(
        'r.at + (size(r.names) == 0 ? ".resources" : ".resourceNames")',
        `"lets its subjects " + ${verbs} + " for " + ${whose} + ${text(`, and so ${gives}`)}`,
        nodeCertificateApprovalRestricted.remediationSteps!,
    );
}
const approval: Ruling = {
    ...ofRoles,
    policy: nodeCertificateApprovalRestricted,
    variables: [RULES],
    faults: approvals(({ severity }) => severity === undefined),
    advice: approvals(({ severity }) => severity !== undefined),
};

const ACTS = `${CORE} && ${hasAny("r.verbs", ["impersonate", "*"])} && ${hasAny("r.resources", ["users", "groups"])}`;
const POWERFUL_NAMES = `r.names.filter(n, n.matches(${text(POWERFUL.source)}))`;
const fixOfImpersonation = nodeImpersonationRestricted.remediationSteps!;
const impersonation: Ruling = {
    ...ofRoles,
    policy: nodeImpersonationRestricted,
    variables: [RULES],
    faults: rules(
        `${ACTS} && size(${POWERFUL_NAMES}) > 0`,
        finding('r.at + ".resourceNames"', `"lets its subjects act as " + ${POWERFUL_NAMES}.join(" and ")`, fixOfImpersonation),
    ),
    advice: rules(
        `${ACTS} && size(r.names) == 0 && "groups" in r.resources && "impersonate" in r.verbs`,
        finding(
            'r.at + ".resources"',
            text("lets its subjects act as every group, system:masters among them"),
            fixOfImpersonation,
        ),
    ),
};

/** Whether a binding's subject `s` is no chosen one. */
export const isEveryone = Object.entries(EVERYONE)
    .map(([kind, names]) => `(s.kind == ${text(kind)} && s.name.matches(${text(names.source)}))`)
    .join(" || ");
const everyone: Ruling = {
    policy: nodeSubresourcesNotGrantedToEveryone,
    objects: [{ apiGroups: [RBAC], resources: ["clusterrolebindings"] }],
    changed: changed("subjects"),
    hasPods: false,
    variables: [
        { name: "roles", expression: textMap(ROLES_OVER_NODES) },
        { name: "subjects", expression: `object.roleRef.name in variables.roles ? ${listOf("object.?subjects")} : dyn([])` },
    ],
    faults: joined(
        `variables.subjects.filter(s, ${isEveryone})`,
        "s",
        finding(
            `"subjects" + ${indexed("variables.subjects", "s")} + ".name"`,
            `"gives " + s.name + " the role " + object.roleRef.name + ", " + variables.roles[object.roleRef.name]`,
            nodeSubresourcesNotGrantedToEveryone.remediationSteps!,
        ),
    ),
};

/** What the pack says of ClusterRoles and ClusterRoleBindings, where one object shows it. */
export const ROLE_RULES: readonly Ruling[] = [nodeSubresources, everyone, wildcards, approval, impersonation];
