import { nodeCertificateApprovalRestricted } from "../../../../policypack/policies/kubelet-api/node-certificate-approval-restricted";
import { UNKNOWN } from "../../judge";
import { chart } from "../../rbac";
import { everyForm, policyTable } from "../../table";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
const rule = (own: object) => ({ apiGroups: ["certificates.k8s.io"], resources: ["signers"], verbs: ["approve"], ...own });
const role = (...rules: object[]) => ({ type, props: { metadata: { name: "r" }, rules } });
const fix = "Name in resourceNames the signer that the controller needs, and leave these to Kubernetes' own controllers.";
const every = `rules[0].resources: lets its subjects approve for every signer, and so make certificates of any user that kubelets and the API server let in. ${fix}`;

policyTable(nodeCertificateApprovalRestricted, {
    fails: {
        "what a chart is given for its role": {
            ...chart({ approver: { rules: [rule({})] } }),
            reports: [every.replace("rules", "values.approver.rules")],
        },
        ...everyForm(nodeCertificateApprovalRestricted, "ClusterRole", role(rule({})).props, [every]),
        "nodes' client certificates, by name": {
            ...role(rule({ resourceNames: ["kubernetes.io/kube-apiserver-client-kubelet"], verbs: ["sign"] })),
            reports: [
                `rules[0].resourceNames: lets its subjects sign for kubernetes.io/kube-apiserver-client-kubelet, and so make certificates of any node. ${fix}`,
            ],
        },
        "all of a domain, with every verb": {
            ...role(rule({ apiGroups: ["*"], resourceNames: ["kubernetes.io/*"], verbs: ["*"] })),
            reports: [
                `rules[0].resourceNames: lets its subjects approve and sign for kubernetes.io/kube-apiserver-client, and so make certificates of any user that kubelets and the API server let in. ${fix}`,
            ],
        },
        "an approver of serving certificates is ordinary": {
            ...role(rule({ resourceNames: ["kubernetes.io/kubelet-serving"] })),
            reports: [
                `(advisory) [medium] rules[0].resourceNames: lets its subjects approve for kubernetes.io/kubelet-serving, and so make certificates with which another server passes for a kubelet. ${fix}`,
            ],
        },
    },
    passes: {
        "the signer of cert-manager": role(
            rule({ resourceNames: ["issuers.cert-manager.io/*", "clusterissuers.cert-manager.io/*"] }),
        ),
        "reading signers": role(rule({ verbs: ["get", "list"] })),
        "approval alone, of which no signer is named": role(
            rule({ resources: ["certificatesigningrequests/approval"], verbs: ["update"] }),
        ),
        "another group's signers": role(rule({ apiGroups: ["example.org"] })),
        "a star is told elsewhere": role(rule({ resources: ["*"] })),
    },
    unknowns: {
        "an unknown rule hides no bad sibling": {
            ...role({ apiGroups: UNKNOWN, resources: ["signers"], verbs: ["approve"] }, rule({})),
            unknown: "rules.0.apiGroups",
            reports: [every.replace("rules[0]", "rules[1]")],
        },
    },
});
