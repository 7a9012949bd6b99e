import type { Finding } from "./finding";
import { type Forwarding, forwarded } from "./forwarding";
import type { GuardedService } from "./guarded-service";
import type { Ingress, TogetherIngress } from "./ingress";
import { type Trust, untrustedInStack } from "./reach";
import { type AdmittedGroup, admitting } from "./source-group";

/** Every way to a service's port that only a whole stack shows. */
export type Way = Ingress | TogetherIngress | Forwarding | AdmittedGroup;

/** What is wrong with one way. */
export function untrustedWay(service: GuardedService, way: Way, trust: Trust): Iterable<Finding> {
    if ("forwardsTo" in way) return forwarded(service, way, trust);
    if ("admitted" in way) return admitting(service, way, trust);
    return untrustedInStack(service, way, trust);
}
