import { type StackSubject, together } from "../../../lib/subject";
import type { GuardedService } from "../../../model/guarded-service";
import type { Way } from "../../../model/way";
import { admittedGroupsInStackTo } from "./admitted-groups";
import { forwardingInStackTo } from "../balancers/forwarding-in-stack";
import { ingressInStackTo } from "./ingress-in-stack";
import { movedIngressInStackTo } from "./moved-ingress";

/** Every way of a stack to a service that listens on nodes: rules, and what leads around them. */
export const waysInStackTo = (service: GuardedService): StackSubject<Way> =>
    together<Way>(
        ingressInStackTo(service),
        movedIngressInStackTo(service),
        admittedGroupsInStackTo(service),
        forwardingInStackTo(service),
    );
