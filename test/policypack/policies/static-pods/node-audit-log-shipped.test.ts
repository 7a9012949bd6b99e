import { nodeAuditLogShipped } from "../../../../policypack/policies/static-pods/node-audit-log-shipped";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const SAYS =
    "keeps its audit record on the node, as nothing here sends it away. Send /var/log/audit/audit.log away with the CloudWatch agent, " +
    "Fluent Bit or audisp-remote, configured where the node is.";
const CONTROL_PLANE = "#!/bin/bash\nkubeadm init\n";
const withFile = (path: string, content: string) => `#!/bin/bash\ncat > ${path} <<'EOF'\n${content}\nEOF\nkubeadm init\n`;

policyTable(nodeAuditLogShipped, {
    fails: {
        ...everyBoot(nodeAuditLogShipped, CONTROL_PLANE, [`AT › line 2: ${SAYS}`], true),
        "a worker with rules of its own about Kubernetes": {
            ...instance("#!/bin/bash\nauditctl -w /etc/kubernetes -p rwa\n/etc/eks/bootstrap.sh prod\n"),
            reports: [`userData › line 2: ${SAYS}`],
        },
        "a worker that takes Pods from a folder": {
            ...instance("#!/bin/bash\n/etc/eks/bootstrap.sh prod --kubelet-extra-args --pod-manifest-path=/etc/pods\n"),
            reports: [`userData › line 2: ${SAYS}`],
        },
        "every node, where that is configured": {
            ...instance("#!/bin/bash\n/etc/eks/bootstrap.sh prod\n"),
            config: { onEveryNode: true },
            reports: [`userData › line 2: ${SAYS}`],
        },
        "an agent that ships other logs": {
            ...instance(
                withFile(
                    "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json",
                    '{"file_path":"/var/log/messages"}',
                ),
            ),
            reports: [`userData › line 2: ${SAYS}`],
        },
        "rsyslog that never gets the record": {
            ...instance(withFile("/etc/rsyslog.d/60-remote.conf", "*.* @@logs.internal:6514")),
            reports: [`userData › line 2: ${SAYS}`],
        },
        "a remote plugin that is not active": {
            ...instance(
                "#!/bin/bash\necho 'active = no' > /etc/audit/plugins.d/au-remote.conf\n" +
                    "echo 'remote_server = audit.internal' > /etc/audit/audisp-remote.conf\nkubeadm init\n",
            ),
            reports: [`userData › line 2: ${SAYS}`],
        },
    },
    passes: {
        "an ordinary worker": instance("#!/bin/bash\n/etc/eks/bootstrap.sh prod\n"),
        "a machine that is no node": instance("#!/bin/bash\nauditctl -w /etc/kubernetes -p rwa\n"),
        "the CloudWatch agent with the record": instance(
            withFile(
                "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json",
                '{"file_path":"/var/log/audit/audit.log"}',
            ),
        ),
        "audisp-remote": instance(withFile("/etc/audit/audisp-remote.conf", "remote_server = audit.internal")),
        "Fluent Bit": instance(withFile("/etc/fluent-bit/fluent-bit.conf", "[INPUT]\n  Path /var/log/audit/audit.log")),
        "syslog, and rsyslog from there": instance(
            "#!/bin/bash\necho 'active = yes' > /etc/audit/plugins.d/syslog.conf\n" +
                "echo '*.* @@logs.internal' > /etc/rsyslog.d/60-remote.conf\nkubeadm init\n",
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
