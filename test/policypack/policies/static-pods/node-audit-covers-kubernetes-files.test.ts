import { nodeAuditCoversKubernetesFiles } from "../../../../policypack/policies/static-pods/node-audit-covers-kubernetes-files";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance, nodeConfig } from "../../kubelets";
import { policyTable, type PolicyTable } from "../../table";

const FIX = "Add rules such as `-w /etc/kubernetes -p rwa -k kubernetes` to a file in /etc/audit/rules.d.";
const rules = (...lines: string[]) =>
    `#!/bin/bash\ncat > /etc/audit/rules.d/k.rules <<'EOF'\n${lines.join("\n")}\nEOF\nkubeadm init\n`;
const MANIFESTS = "/etc/kubernetes/manifests, which holds static Pods";
const CONFIGURATION = "/var/lib/kubelet/config.yaml, which holds the kubelet's configuration";

/** Where the object itself starts a node of EKS, the kubelet's configuration is that node's, whatever a script of it did before. */
const onEks = (rows: PolicyTable["fails"]): PolicyTable["fails"] =>
    Object.fromEntries(
        Object.entries(rows).map(([reason, row]) => {
            if (!/:(?:EKS|Nodeadm)Config/.test(row.type)) return [reason, row];
            return [
                reason,
                {
                    ...row,
                    reports: row.reports.map((line) => line.replace("/var/lib/kubelet/config.yaml", "/etc/kubernetes/kubelet")),
                },
            ];
        }),
    );

policyTable(nodeAuditCoversKubernetesFiles, {
    fails: {
        ...onEks(
            everyBoot(
                nodeAuditCoversKubernetesFiles,
                "#!/bin/bash\nkubeadm init\n",
                [
                    `AT › line 2: records nothing of ${MANIFESTS}. ${FIX}`,
                    `AT › line 2: records nothing of ${CONFIGURATION}. ${FIX}`,
                ],
                true,
            ),
        ),
        "a kubelet that kubeadm did not configure has a folder": {
            ...instance(
                "#!/bin/bash\nauditctl -w /etc/kubernetes -p rwa\nkubelet --pod-manifest-path=/etc/kubernetes/manifests\n",
            ),
            reports: [`userData › line 2: records nothing of /var/lib/kubelet, which holds the kubelet's configuration. ${FIX}`],
        },
        "watches that miss reads": {
            ...instance(rules("-w /etc/kubernetes -p wa", "-w /var/lib/kubelet -p wa")),
            reports: [
                `userData › line 2: records no reads of ${MANIFESTS}. ${FIX}`,
                `userData › line 2: records no reads of ${CONFIGURATION}. ${FIX}`,
            ],
        },
        "a rule for one user says nothing of the others": {
            ...instance(rules("-a always,exit -F dir=/etc/kubernetes -F perm=rwa -F auid=1000", "-w /var/lib/kubelet")),
            reports: [`userData › line 2: records nothing of ${MANIFESTS}. ${FIX}`],
        },
        "a rule before it that never records": {
            ...instance(
                rules("-a never,exit -F dir=/etc/kubernetes/manifests -F perm=r", "-w /etc/kubernetes", "-w /var/lib/kubelet"),
            ),
            reports: [`userData › line 2: records no reads of ${MANIFESTS}. ${FIX}`],
        },
        "audit that is switched off at the end": {
            ...instance(rules("-w /etc/kubernetes", "-w /var/lib/kubelet", "-e 0")),
            reports: [
                `userData › line 2: records nothing of ${MANIFESTS}. ${FIX}`,
                `userData › line 2: records nothing of ${CONFIGURATION}. ${FIX}`,
            ],
        },
        "a folder beside kubeadm's file": {
            ...instance(rules("-w /etc/kubernetes", "-w /var/lib/kubelet/pki")),
            reports: [`userData › line 2: records nothing of ${CONFIGURATION}. ${FIX}`],
        },
        "a file that augenrules does not take": {
            ...instance(
                "#!/bin/bash\necho '-w /etc/kubernetes' > /etc/audit/rules.d/k.conf\nauditctl -w /var/lib/kubelet\nkubeadm init\n",
            ),
            reports: [`userData › line 2: records nothing of ${MANIFESTS}. ${FIX}`],
        },
        "another folder than the one that is watched": {
            ...instance(
                "#!/bin/bash\nauditctl -w /etc/kubernetes\n/etc/eks/bootstrap.sh prod --kubelet-extra-args --pod-manifest-path=/etc/pods\n",
            ),
            reports: [`userData › line 2: records nothing of /etc/pods, which holds static Pods. ${FIX}`],
        },
        "rules about Kubernetes for machines that may be any": {
            ...instance("#!/bin/bash\nauditctl -w /var/lib/kubelet/config.yaml -p wa\n"),
            reports: [
                `(advisory) userData › line 2: records no reads of /var/lib/kubelet/config.yaml, which holds the kubelet's configuration. ${FIX}`,
            ],
        },
        "every node, where that is configured": {
            ...instance(nodeConfig({})),
            config: { onEveryNode: true },
            reports: [
                `userData › NodeConfig: records nothing of /etc/kubernetes/kubelet, which holds the kubelet's configuration. ${FIX}`,
            ],
        },
    },
    passes: {
        "an ordinary worker": instance(nodeConfig({})),
        "a machine that is no node, with whole rules": instance("#!/bin/bash\nauditctl -w /etc/kubernetes -p rwa\n"),
        "a machine with rules about other files": instance("#!/bin/bash\nauditctl -w /etc/passwd -p wa\n"),
        "watches of everything": instance(rules("-w /etc/kubernetes -p rwxa", "-w /var/lib/kubelet")),
        "kubeadm's file alone, as Pods have their volumes beside it": instance(
            rules("-w /etc/kubernetes", "-w /var/lib/kubelet/config.yaml"),
        ),
        "rules for folders": instance(
            rules("-a always,exit -F dir=/etc/kubernetes -F perm=rwa", "-a always,exit -F arch=b64 -F dir=/var/lib/kubelet -k k"),
        ),
        "rules in the kernel": instance(
            "#!/bin/bash\nfor d in /etc/kubernetes /var/lib/kubelet; do auditctl -w $d; done\nkubeadm init\n",
        ),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
