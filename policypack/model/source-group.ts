import type { Finding } from "./finding";
import type { GuardedService } from "./guarded-service";
import type { Trust } from "./reach";

/**
 * One security group that a rule for a service's ports admits, and that stands before something that is no part of the cluster: a load
 * balancer, a database, a bastion. Groups of the cluster, and those of which it cannot be told, are no view.
 */
export interface AdmittedGroup {
    /** `ingress[0].securityGroups`. */
    readonly at: string;
    readonly opens: readonly number[];
    /** What has the admitted group, in words: `instance "bastion"`. */
    readonly from: string;
    /** The admitted group's id, where it is known. */
    readonly admitted: string | undefined;
    /** What the traffic passes after that: `security group "bastion"`, `security group "nodes"`, `instance "node"`. */
    readonly path: readonly string[];
}

/** Advice, as the rule was written for that group: somebody may have meant it. */
export function* admitting(service: GuardedService, view: AdmittedGroup, trust: Trust): Generator<Finding> {
    const { at, opens, from, admitted, path } = view;
    if (admitted !== undefined && trust.trustedSecurityGroups(admitted)) return;
    const ports = `${service.name} ${opens.length === 1 ? "port" : "ports"} ${opens.join(" and ")}`;
    yield {
        at,
        message: `opens ${ports} to ${from} (${[from, ...path, `${service.name} ${opens[0]}`].join(" → ")})`,
        fix: `Admit ${service.client} alone, or list the group in trustedSecurityGroups`,
        severity: "medium",
        certainty: "unsure",
    };
}
