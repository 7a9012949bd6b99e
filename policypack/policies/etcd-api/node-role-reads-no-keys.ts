import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { allowance, isPerhapsOfNodes, listed } from "../../model/iam-facts";
import type { GrantedRight, IamGrant } from "../../model/iam-grant";
import { READS_KEYS } from "../../model/iam-rights";
import { isOfEtcd, KEY_OF, keyOwner } from "../../model/key-owner";
import { NO_REPAIR } from "../../model/repair";
import { type NamedHolders, namedHolders } from "../../settings/named-holders";
import { iamGrant, iamGrantsInStack } from "../../subjects/aws/iam/iam-grant";
import { isKeyName } from "../../subjects/keys/key-name";
import { nodeRole } from "../examples";

/** What AWS's own policy for Systems Manager gives every node, and what reads nothing by itself. */
const MILD = new Set(["parameter", "key"]);

const ALONE = { rights: READS_KEYS, whose: ["node"] } as const;
/** Machines that may be nodes only the whole stack shows. */
const ASKED = { rights: READS_KEYS, whose: ["node", "machine"] } as const;

export const nodeRoleReadsNoKeys = definePolicy({
    name: "node-role-reads-no-keys",
    displayName: "A node's role reads no keys",
    description:
        "The IAM role of nodes must not let them read every secret or object of the account, where keys are kept, or a key of etcd's.",
    severity: "high",
    mitigation: "M10",
    remediationSteps:
        "Name the secrets or objects that nodes need, give the rights of a workload to its Pod (EKS Pod Identity, IRSA), or name the role in allowedRoles",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "Keys of etcd and of certificate authorities, state files and backups lie in Secrets Manager and S3. Every Pod that reaches the " +
        "instance metadata reads what the node's role reads, and with a client key of etcd it has the whole cluster.",
    settings: { allowedRoles: namedHolders("may read every secret or object although nodes have them") },
    subject: iamGrant(ALONE),
    check: judged,
    stack: { subject: iamGrantsInStack(ASKED, ALONE), check: judged },
    examples: { bad: nodeRole("SecretsManagerReadWrite"), good: nodeRole("AmazonEC2ContainerRegistryPullOnly") },
});

function* judged(grant: IamGrant, { allowedRoles }: { readonly allowedRoles: NamedHolders }): Generator<Finding> {
    const { holder } = grant;
    if (holder.kind !== "node" && !isPerhapsOfNodes(holder)) return;
    if (allowedRoles.has(holder.names) || grant.tag !== undefined) return;
    // Whoever may do everything is judged by what else it lets them do.
    const rights = grant.rights.filter(({ reach, spelling }) => reach === "every" && spelling !== "everything");
    const isMild = ({ right }: GrantedRight) => MILD.has(right.thing);
    const worst = rights.filter((right) => !isMild(right));
    if (worst.length > 0) yield finding(grant, worst, undefined);
    else if (rights.length > 0) yield finding(grant, rights, "medium");
    else if (holder.kind === "node") yield* namedKeys(grant);
}

/** Names of what is a key, or may have some within it; etcd's dashboard has a password too. */
const MAY_HOLD_KEYS = /(?:^|[^a-z])(?:pki|tls|certs?|certificates?|keys?|pem|ca)(?:$|[^a-z])/i;

/** Secrets, parameters and objects that their names call keys of etcd's: only a control plane and etcd itself need them. */
function* namedKeys(grant: IamGrant): Generator<Finding> {
    const rights = grant.rights.filter(({ reach, right }) => reach === "some" && right.thing !== "key");
    if (rights.length === 0) return;
    for (const resource of grant.resources) {
        // `…:secret:etcd-ca-key-??????` → `etcd-ca-key`
        const name = resource.replace(/^.*:/, "").replace(/(?:(?<![?*])|(?=-))-?[?*]+$/, "");
        const owner = keyOwner([name]);
        if (!isOfEtcd(owner) || !MAY_HOLD_KEYS.test(name)) continue;
        const isSure = isKeyName(name) && !grant.isConditional;
        const what = `${isKeyName(name) ? "" : "what may be "}${KEY_OF[owner]}`;
        const message = `lets ${grant.holder.words} read ${what} (${listed(rights.map(({ right }) => right.action))} on ${resource})`;
        yield { at: grant.at, message, fix: KEYS_ELSEWHERE, ...(!isSure && { certainty: "unsure" }) };
    }
}

const KEYS_ELSEWHERE =
    "Give the right to the role of the control plane or of etcd's own machines alone, or name the role in allowedRoles";

function finding(grant: IamGrant, rights: readonly GrantedRight[], severity: Finding["severity"]): Finding {
    const isSure = grant.holder.kind === "node" && !grant.isConditional && severity === undefined;
    return {
        at: grant.at,
        message: allowance(grant, rights),
        ...(severity !== undefined && { severity }),
        ...(!isSure && { certainty: "unsure" }),
    };
}
