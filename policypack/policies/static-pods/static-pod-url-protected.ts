import { definePolicy } from "../../lib/define-policy";
import { byEvidence } from "../../lib/evidence";
import { settle } from "../../lib/settle";
import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { Finding } from "../../model/finding";
import { isLoopback } from "../../model/loopback";
import { effectiveKubelet } from "../../subjects/effective-kubelet";

/** Names of headers and of parts of a query that carry what opens something. */
export const CREDENTIAL = /auth|token|cookie|key|secret|passw|credential|session|jwt|signature|^(?:x-amz-.*|sig|pwd)$/i;
export const CREDENTIAL_VALUE = /^(?:bearer|basic|digest|negotiate|token|aws4-hmac-sha256)\s/i;

export const staticPodUrlProtected = definePolicy({
    name: "static-pod-url-protected",
    displayName: "The URL of static Pods is protected",
    description:
        "A kubelet that fetches static Pods must verify the server, and what opens that server must not stand in its configuration.",
    severity: "high",
    mitigation: "M2",
    remediationSteps:
        "Serve the manifests over https:// to nodes that the server knows by their network or certificate, or remove staticPodURL",
    repair: "the server needs a certificate first",
    attack:
        "Whoever stands between answers in the server's place with a privileged Pod. Whoever reads the node's configuration has the " +
        "credential, and reads, or where it may write changes, what every node runs.",
    subject: effectiveKubelet,
    *check(kubelet) {
        yield* byEvidence(kubelet.evidence, function* () {
            const { values, finish } = settle([ofURL, ofHeaders], (read) => [...read(kubelet)]);
            yield* values.flat();
            finish();
        });
    },
    examples: {
        bad: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: {
                userData:
                    "#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--manifest-url=http://pods.internal/a.yaml'\n",
            },
        },
        good: {
            type: "aws:ec2/instance:Instance",
            name: "worker",
            props: {
                userData:
                    "#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args '--manifest-url=https://pods.internal/a.yaml'\n",
            },
        },
    },
});

function* ofURL({ staticPodURL: { value, at } }: EffectiveKubelet): Generator<Finding> {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined) return;
    if (url.protocol === "http:") {
        const isLocal = isLoopback(url.host);
        const message = `fetches static Pods over plain HTTP from ${url.host}`;
        yield { at, message, ...(isLocal && { certainty: "unsure" as const }) };
    }
    if (url.username !== "" || url.password !== "")
        yield { at, message: "has a user name or password in the URL of static Pods" };
    const part = [...url.searchParams.keys()].find((name) => CREDENTIAL.test(name));
    if (part !== undefined) yield { at, message: `has a credential in the URL of static Pods (${JSON.stringify(part)})` };
}

/** Without a URL the headers are sent to nobody, and are written down all the same. */
function* ofHeaders({ staticPodURLHeader: { value, at } }: EffectiveKubelet): Generator<Finding> {
    for (const [name, values] of Object.entries(value)) {
        if (values.every((text) => text === "")) continue;
        if (CREDENTIAL.test(name) || values.some((text) => CREDENTIAL_VALUE.test(text)))
            yield { at, message: `has a credential in the header ${JSON.stringify(name)} of the URL of static Pods` };
    }
}
