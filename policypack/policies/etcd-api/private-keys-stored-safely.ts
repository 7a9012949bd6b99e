import { definePolicy } from "../../lib/define-policy";
import type { Finding } from "../../model/finding";
import { isOfEtcd, KEY_NOTE, KEY_OF } from "../../model/key-owner";
import { NO_REPAIR } from "../../model/repair";
import type { StoredKey } from "../../model/stored-key";
import { storedKeys, storedKeysInStack } from "../../subjects/keys/stored-keys";

export const privateKeysStoredSafely = definePolicy({
    name: "private-keys-stored-safely",
    displayName: "Private keys are stored safely",
    description: "The private keys of etcd, of its clients and of its authority must be stored where nobody else reads them.",
    severity: "high",
    mitigation: "M10",
    remediationSteps: "Put it into a SecureString or into Secrets Manager, with a policy that lets its one user read it",
    repair: NO_REPAIR.whoIsMeant,
    attack:
        "A plain parameter is shown to whoever may list parameters, an environment variable to whoever may describe the function, a Secret to " +
        "whoever reads Secrets in its namespace. Who has the API server's client key, a health check's or that of the authority asks etcd " +
        "itself: every Secret of the cluster, and every object to be changed, past authorisation, admission and audit.",
    subject: storedKeys,
    check: findingsOf,
    stack: { subject: storedKeysInStack, check: findingsOf },
    examples: {
        bad: {
            type: "aws:ssm/parameter:Parameter",
            name: "etcd-client-key",
            props: { type: "String", name: "/prod/apiserver-etcd-client.key", value: pem("EC PRIVATE KEY") },
        },
        good: {
            type: "aws:ssm/parameter:Parameter",
            name: "etcd-client-key",
            props: { type: "SecureString", name: "/prod/apiserver-etcd-client.key", value: pem("EC PRIVATE KEY") },
        },
    },
});

const PUBLIC_ACL = /^(?:public-read(?:-write)?|authenticated-read)$/;

function* findingsOf({ at, owner, place, key, isCertain }: StoredKey): Generator<Finding> {
    const what = `${isCertain ? "" : "what may be "}${KEY_OF[owner]}${key === "" ? "" : ` (${key})`}`;
    const note = KEY_NOTE[owner] === undefined ? "" : `: ${KEY_NOTE[owner]}`;
    const unsure = { certainty: "unsure" } as const;
    const ifUnsure = isCertain && owner !== "unknown" ? {} : unsure;
    switch (place.kind) {
        case "plain parameter":
            return yield { at, message: `stores ${what} in a parameter that is not encrypted (${place.by})${note}`, ...ifUnsure };
        case "object":
            if (PUBLIC_ACL.test(place.acl ?? ""))
                yield { at, message: `stores ${what} in an object with the ACL ${place.acl!}${note}`, ...ifUnsure };
            else if (isOfEtcd(owner))
                yield { at, message: `stores ${what} for whoever reads the bucket${note}`, severity: "medium", ...unsure };
            return;
        case "environment":
            if (owner !== "unknown")
                yield { at, message: `shows ${what} to whoever may describe ${place.of}${note}`, ...ifUnsure };
            return;
        case "node configuration":
        case "ConfigMap":
            if (owner !== "unknown")
                yield { at, message: `gives ${what} to whoever reads the ${place.kind}${note}`, ...ifUnsure };
            return;
        case "secret":
            if (!isOfEtcd(owner)) return;
            return yield {
                at,
                message: `gives ${what} to whoever reads Secrets in the namespace ${JSON.stringify(place.namespace)}${note}`,
                fix: "Keep it in kube-system, or see to it that nobody else reads Secrets there",
                severity: "medium",
                ...unsure,
            };
        case "kubeadm-certs":
            return yield {
                at,
                message: `holds ${what} in the clear, where everybody with a bootstrap token reads it${note}`,
                fix: "Leave the Secret to `kubeadm init --upload-certs`, which encrypts the keys and deletes it after two hours",
                ...ifUnsure,
            };
        default:
            return place satisfies never;
    }
}

/** No key: the text says that it is none. */
function pem(what: string): string {
    return [`-----BEGIN ${what}-----`, "RVhBTVBMRS1OT1QtQS1LRVktRVhBTVBMRS1OT1QtQS1LRVk=", `-----END ${what}-----`].join("\n");
}
