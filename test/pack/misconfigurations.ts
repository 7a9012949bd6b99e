/** A configuration as a person writes it into a `--policy-pack-config` file. */
export type Written = Readonly<Record<string, unknown>>;

const agent = { namespace: "agents", serviceAccount: "agent", image: "example.com/agent", reason: "watches nodes" };
const prometheus = { kind: "ServiceAccount", namespace: "monitoring", name: "prometheus", reason: "scrapes" };

const accepted = { policy: "kubelet-port-not-reachable", name: "bastion", reason: "scraped from there", owner: "platform" };

/** What the pack itself refuses, by what is wrong: the configuration, and the lines that say it. */
export const REFUSED_BY_PACK: Readonly<Record<string, readonly [Written, ...string[]]>> = {
    // Names.
    "a misspelt policy": [
        { "kublet-port-not-reachable": { enforcementLevel: "mandatory" } },
        'no policy is named "kublet-port-not-reachable"; did you mean "kubelet-port-not-reachable"?',
    ],
    "the beginning of a policy's name": [
        { "kubelet-port": "mandatory" },
        'no policy is named "kubelet-port"; did you mean "kubelet-port-not-reachable" or "kubelet-port-not-published"?',
    ],
    "a policy of another pack": [
        { "s3-no-public-read": "advisory" },
        'no policy is named "s3-no-public-read"; docs/policies lists them',
    ],
    "the pack misspelt": [
        { "kube-bypass-gaurd": { enforcementLevel: "advisory", trustedCidrs: ["10.0.0.0/8"] } },
        'no policy is named "kube-bypass-gaurd"; did you mean "kube-bypass-guard"?',
    ],
    "a setting where a policy belongs": [
        { trustedCidrs: "advisory" },
        'no policy is named "trustedCidrs", which is a setting; write it inside "kube-bypass-guard" or a policy',
    ],
    "a misspelt setting": [
        { "kubelet-port-not-reachable": { trustedCIDRs: ["10.0.0.0/8"] } },
        'kubelet-port-not-reachable has no setting "trustedCIDRs"; did you mean "trustedCidrs"?',
    ],
    "a misspelt level": [
        { "kubelet-port-not-reachable": { enforcementlevel: "advisory" } },
        'kubelet-port-not-reachable has no setting "enforcementlevel"; did you mean "enforcementLevel"?',
    ],
    "a setting of other policies": [
        { "etcd-snapshots-not-shared": { onEveryNode: true } },
        'etcd-snapshots-not-shared has no setting "onEveryNode"; it is a setting of "node-audit-covers-kubernetes-files" and "node-audit-log-shipped"',
    ],
    "a setting of another policy": [
        { "kubelet-port-not-reachable": { clientCidrs: ["203.0.113.0/24"] } },
        'kubelet-port-not-reachable has no setting "clientCidrs"; it is a setting of "cluster-endpoint-restricted"',
    ],
    "a setting that nothing has": [
        { "kubelet-port-not-published": { severity: "low" } },
        'kubelet-port-not-published has no setting "severity"; it has trustedCidrs',
    ],
    "a setting where there is none": [
        { "kubelet-read-only-port-disabled": { port: 10255 } },
        'kubelet-read-only-port-disabled has no setting "port"; it has none',
    ],
    "a setting for all": [
        { all: { enforcementLevel: "advisory", trustedCidrs: ["10.0.0.0/8"] } },
        'all takes a level and no setting "trustedCidrs"; write that inside "kube-bypass-guard" or a policy',
    ],
    "a policy inside what is for the pack": [
        { "kube-bypass-guard": { "kubelet-port-not-reachable": "mandatory" } },
        'kube-bypass-guard has no setting "kubelet-port-not-reachable", which is a policy; write it beside "kube-bypass-guard", not inside',
    ],
    "for the pack what means something else in each policy": [
        { "kube-bypass-guard": { allowedRoles: [] } },
        'kube-bypass-guard has no setting "allowedRoles", as it means something else in each policy; write it inside ' +
            '"node-role-deletes-no-logs", "node-role-reads-no-keys" or "node-role-changes-no-nodes"',
    ],
    "two faults": [
        { "etcd-port-not-reachble": "mandatory", "kubelet-port-not-reachable": { trustedCidr: [] } },
        'no policy is named "etcd-port-not-reachble"; did you mean "etcd-port-not-reachable"?',
        'kubelet-port-not-reachable has no setting "trustedCidr"; did you mean "trustedCidrs"?',
    ],
    // Values.
    "an address range that is none": [
        { "kube-bypass-guard": { trustedCidrs: ["10.0.0.0/33"] } },
        'kube-bypass-guard.trustedCidrs[0] is "10.0.0.0/33", which is no address range. Write one like "10.20.0.0/16"',
    ],
    "a range that trusts everybody": [
        { "etcd-port-not-reachable": { trustedCidrs: ["10.0.0.0/8", "::/0"] } },
        'etcd-port-not-reachable.trustedCidrs[1] is "::/0", which trusts everybody. Disable the policy if that is meant',
    ],
    "ranges that trust everybody together": [
        { "etcd-port-not-reachable": { trustedCidrs: ["0.0.0.0/1", "128.0.0.0/1"] } },
        "etcd-port-not-reachable.trustedCidrs trusts everybody, all its ranges together. Disable the policy if that is meant",
    ],
    "ranges that trust everybody with those of the pack": [
        { "kube-bypass-guard": { trustedCidrs: ["0.0.0.0/1"] }, "etcd-port-not-reachable": { trustedCidrs: ["128.0.0.0/1"] } },
        "etcd-port-not-reachable.trustedCidrs trusts everybody, all its ranges together. Disable the policy if that is meant " +
            '(with what "kube-bypass-guard" gives)',
    ],
    "a security group's name": [
        { "kubelet-port-not-reachable": { trustedSecurityGroups: ["bastion"] } },
        'kubelet-port-not-reachable.trustedSecurityGroups[0] is "bastion", which is no security group. Write "123456789012/sg-0123456789abcdef0"',
    ],
    "every security group": [
        { "kubelet-port-not-reachable": { trustedSecurityGroups: ["sg-*"] } },
        'kubelet-port-not-reachable.trustedSecurityGroups[0] is "sg-*", which trusts every security group. Disable the policy if that is meant',
    ],
    "an account's name": [
        { "etcd-snapshots-not-shared": { trustedAccounts: ["backup"] } },
        'etcd-snapshots-not-shared.trustedAccounts[0] is "backup", which is no account number. Write its 12 digits in quotes, "123456789012"',
    ],
    "an administrator who is nobody in IAM": [
        { "cluster-administrators-named": { clusterAdministrators: ["platform"] } },
        'cluster-administrators-named.clusterAdministrators[0] is "platform", which names no role or user. Write one like ' +
            '"arn:aws:iam::123456789012:role/platform"',
    ],
    "a publisher without a reason": [
        { "node-bucket-access-restricted": { publishers: [{ name: "ci", reason: " " }] } },
        "node-bucket-access-restricted.publishers[0].reason is missing",
    ],
    "everybody a publisher": [
        { "kube-bypass-guard": { publishers: [{ name: "*", reason: "x" }] } },
        "kube-bypass-guard.publishers[0].name names everybody. Name who is meant",
    ],
    "everybody a monitor": [
        {
            "kube-bypass-guard": {
                monitoringSubjects: [prometheus, { kind: "Group", name: "system:authenticated", reason: "x" }],
            },
        },
        'kube-bypass-guard.monitoringSubjects[1].name is "system:authenticated", which is everybody. Name one subject',
    ],
    "a user in a namespace": [
        { "kube-bypass-guard": { monitoringSubjects: [{ ...prometheus, kind: "User" }] } },
        "kube-bypass-guard.monitoringSubjects[0].namespace: a User has none",
    ],
    "a misspelt part": [
        { "kube-bypass-guard": { systemWorkloads: [{ ...agent, path: ["/opt/agent"] }] } },
        'kube-bypass-guard.systemWorkloads[0] has no part "path"; did you mean "paths"?',
    ],
    "a workload that may have nothing": [
        { "kube-bypass-guard": { systemWorkloads: [agent] } },
        'kube-bypass-guard.systemWorkloads[0] allows nothing. Give paths (["/opt/agent"]) or shares (["hostPID"])',
    ],
    "a workload that may have what there is not": [
        { "pods-isolated-from-node": { systemWorkloads: [{ ...agent, shares: ["NET_ADMIN"] }] } },
        'pods-isolated-from-node.systemWorkloads[0].shares[0] is "NET_ADMIN", which is none of hostPID, hostNetwork, hostIPC, privileged, ' +
            "hostProcess, procMount, ALL, SYS_ADMIN, SYS_MODULE, DAC_READ_SEARCH, SYS_RAWIO, BPF, PERFMON",
    ],
    "a workload that may have everything": [
        { "host-path-mounts-read-only": { systemWorkloads: [{ ...agent, paths: ["/*"] }] } },
        'host-path-mounts-read-only.systemWorkloads[0].paths[0] is "/*", which names everything. Name what is meant',
    ],
    "half a day": [
        { "node-audit-log-kept": { minimumRetentionDays: 0.5 } },
        "node-audit-log-kept.minimumRetentionDays is 0.5, which is no number of days. Write one like 30",
    ],
    // Exemptions.
    "exemptions inside a policy": [
        { "kubelet-port-not-reachable": { exemptions: [accepted] } },
        'kubelet-port-not-reachable has no setting "exemptions"; write it inside "kube-bypass-guard"',
    ],
    "an exemption from a misspelt policy": [
        { "kube-bypass-guard": { exemptions: [accepted, { ...accepted, policy: ["kublet-port-not-reachable"] }] } },
        'kube-bypass-guard.exemptions[1].policy: no policy is named "kublet-port-not-reachable"; did you mean "kubelet-port-not-reachable"?',
    ],
    "an exemption from everything": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, policy: "*" }] } },
        'kube-bypass-guard.exemptions[0].policy is "*". Name each policy, without *',
    ],
    "an exemption of everything": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, name: "*" }] } },
        'kube-bypass-guard.exemptions[0].name is "*", which names everything. Name what is meant',
    ],
    "an exemption of nothing": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, name: undefined }] } },
        "kube-bypass-guard.exemptions[0] names no resource. Give its urn, name or type",
    ],
    "an exemption with an empty reason": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, reason: "" }] } },
        "kube-bypass-guard.exemptions[0].reason is missing",
    ],
    "an exemption until a day that there is not": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, expires: "2027-02-29" }] } },
        'kube-bypass-guard.exemptions[0].expires is "2027-02-29", which is no date. Write it like "2026-12-31"',
    ],
    "an exemption with a misspelt part": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, expire: "2027-02-28" }] } },
        'kube-bypass-guard.exemptions[0] has no part "expire"; did you mean "expires"?',
    ],
    // Contradictions.
    "an exemption twice": [
        { "kube-bypass-guard": { exemptions: [accepted, { ...accepted, reason: "another" }] } },
        "kube-bypass-guard.exemptions[1] means the same as kube-bypass-guard.exemptions[0]. Remove one of the two",
    ],
    "who may reach an endpoint that nobody may have": [
        { "cluster-endpoint-restricted": { requirePrivateEndpoint: true, clientCidrs: ["203.0.113.0/24"] } },
        "cluster-endpoint-restricted.clientCidrs says who may reach public endpoints, and requirePrivateEndpoint refuses them all. " +
            "Remove one of the two",
    ],
};

const INVALID = "validating policy config: kube-bypass-guard 0.1.0 ";
/** A name that is no policy's with settings and no level: the engine looks no further. */
const NO_LEVEL = 'configuring policy pack "kube-bypass-guard" at "PACK": invalid enforcement level ""';

/** What the engine refuses before it asks the pack, by the schemas that the pack has, and its line. */
export const REFUSED_BY_ENGINE: Readonly<Record<string, readonly [Written, string]>> = {
    "text for a list": [
        { "kubelet-port-not-reachable": { trustedCidrs: "10.0.0.0/8" } },
        `${INVALID} kubelet-port-not-reachable: trustedCidrs: Invalid type. Expected: array, given: string`,
    ],
    "a number in a list of text": [
        { "kube-bypass-guard": { trustedCidrs: [7] } },
        `${INVALID} kube-bypass-guard: trustedCidrs.0: Invalid type. Expected: string, given: integer`,
    ],
    "text for a number": [
        { "node-audit-log-kept": { minimumRetentionDays: "30" } },
        `${INVALID} node-audit-log-kept: minimumRetentionDays: Invalid type. Expected: number, given: string`,
    ],
    "text for true or false": [
        { "kube-bypass-guard": { onEveryNode: "yes" } },
        `${INVALID} kube-bypass-guard: onEveryNode: Invalid type. Expected: boolean, given: string`,
    ],
    "a workload without its image": [
        { "kube-bypass-guard": { systemWorkloads: [{ ...agent, image: undefined, paths: ["/x"] }] } },
        `${INVALID} kube-bypass-guard: systemWorkloads.0: image is required`,
    ],
    "a subject of a kind that there is not": [
        { "kube-bypass-guard": { monitoringSubjects: [{ ...prometheus, kind: "Robot" }] } },
        `${INVALID} kube-bypass-guard: monitoringSubjects.0.kind: monitoringSubjects.0.kind must be one of the following: ` +
            '"ServiceAccount", "User", "Group"',
    ],
    "an exemption without a reason": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, reason: undefined }] } },
        `${INVALID} kube-bypass-guard: exemptions.0: reason is required`,
    ],
    "an exemption without an owner": [
        { "kube-bypass-guard": { exemptions: [{ ...accepted, owner: undefined }] } },
        `${INVALID} kube-bypass-guard: exemptions.0: owner is required`,
    ],
    "a level that there is not": [
        { "kubelet-port-not-reachable": "mandatry" },
        'parsing enforcement level for "kubelet-port-not-reachable": "mandatry" is not a valid enforcement level',
    ],
    "a level of all that there is not": [
        { all: { enforcementLevel: "off" } },
        'parsing enforcement level for "all": "off" is not a valid enforcement level',
    ],
    "a number for a level": [
        { "kubelet-port-not-reachable": { enforcementLevel: 3 } },
        'parsing enforcement level for "kubelet-port-not-reachable": 3 is not a valid enforcement level; must be a string',
    ],
    "a list where a policy belongs": [
        { trustedCidrs: ["10.0.0.0/8"] },
        'parsing "trustedCidrs": [10.0.0.0/8] is not a valid value; must be a string or object',
    ],
    "the pack misspelt, with settings alone": [{ "kube-bypass-gaurd": { trustedCidrs: ["10.0.0.0/8"] } }, NO_LEVEL],
    "settings of all, without a level": [{ all: { trustedCidrs: ["10.0.0.0/8"] } }, NO_LEVEL],
};
