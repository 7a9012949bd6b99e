import type { StackResource, Thunk } from "../../../lib/subject";
import type { BalancerAudience } from "../../../model/forwarding";
import type { Cursor } from "../../../parse/cursor";
import type { LoadBalancers } from "./load-balancers";
import { ifKnown, ifSet, readAll } from "../../../lib/read-all";
import { References } from "../references";

/** An endpoint service, by which other accounts reach a load balancer from networks of their own. */
export interface EndpointService {
    readonly resource: StackResource;
    /** Who gets in, for each property or resource that says so. */
    readonly audiences: readonly Thunk<{ readonly at: string; readonly audience: BalancerAudience }>[];
}

const isService = ({ type }: StackResource) =>
    type === "aws:ec2/vpcEndpointService:VpcEndpointService" || type === "aws-native:ec2:VpcEndpointService";
const isPermission = ({ type }: StackResource) =>
    type === "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple" ||
    type === "aws-native:ec2:VpcEndpointServicePermissions";
const servicesOfPermission = (property: string) => property === "vpcEndpointServiceId" || property === "serviceId";

/** As Cloud Control has it. */
const serviceIdOf = ({ props }: StackResource): string | undefined =>
    ifKnown(() => (props as Cursor<{ serviceId: string }>).field("serviceId").text());

interface Principals {
    readonly at: string;
    readonly list: readonly string[];
}

/** The endpoint services of a stack by the load balancer that they lead to. */
export function endpointServicesOf(
    stack: readonly StackResource[],
    balancers: LoadBalancers,
): ReadonlyMap<StackResource, readonly EndpointService[]> {
    const services = stack.filter(isService);
    const references = new References(services, (service) => [serviceIdOf(service)]);
    const permissions = new Map<StackResource, StackResource[]>();
    for (const permission of stack.filter(isPermission)) {
        for (const service of references.of(permission, servicesOfPermission)) {
            permissions.set(service, [...(permissions.get(service) ?? []), permission]);
        }
    }
    const byBalancer = new Map<StackResource, EndpointService[]>();
    for (const service of services) {
        const said = [service, ...(permissions.get(service) ?? [])].flatMap(principalsOf);
        for (const balancer of balancers.balancersOf(service)) {
            const owner = accountOf(balancer) ?? accountOf(service);
            const one: EndpointService = { resource: service, audiences: audiencesOf(service, said, owner) };
            byBalancer.set(balancer, [...(byBalancer.get(balancer) ?? []), one]);
        }
    }
    return byBalancer;
}

/** A service without acceptance lets in whoever is allowed; one that names nobody here may be opened to others elsewhere. */
function audiencesOf(
    service: StackResource,
    said: readonly Principals[],
    owner: string | undefined,
): EndpointService["audiences"] {
    const required = (service.props as Cursor<{ acceptanceRequired: boolean }>).field("acceptanceRequired");
    const foreign = said
        .map(({ at, list }) => ({ at, list: list.filter((principal) => owner === undefined || accountIn(principal) !== owner) }))
        .filter(({ list }) => list.length > 0);
    // Without a word, AWS asks for acceptance of what CloudFormation makes; the provider of `aws` requires the word.
    const isAsked = () => ifSet(service, "acceptanceRequired", () => required.flag()) ?? true;
    if (foreign.length === 0) {
        return [
            () =>
                isAsked()
                    ? { at: required.path, audience: { kind: "internet", admitted: [] } }
                    : {
                          at: required.path,
                          audience: { kind: "accounts", everyone: false, words: "endpoints that nobody accepts" },
                      },
        ];
    }
    return foreign.map(({ at, list }) => () => {
        const everybody = list.includes("*");
        const who = everybody ? "every AWS account" : list.join(" and ");
        const words = isAsked() ? `${who}, once accepted,` : who;
        return { at, audience: { kind: "accounts", everyone: everybody && !isAsked(), words } };
    });
}

/** What one resource says; the at of a resource of its own is "", as the service is what the finding is about. */
function principalsOf(resource: StackResource): Principals[] {
    const all = resource.props as Cursor<{ allowedPrincipals: string[]; principalArn: string }>;
    const many = readAll(
        () => all.field("allowedPrincipals").items(),
        (one) => one.text() ?? "",
    ).known;
    const one = ifKnown(() => all.field("principalArn").text());
    const list = [...many, ...(one === undefined ? [] : [one])];
    const at = isService(resource) ? "allowedPrincipals" : "";
    return list.length === 0 ? [] : [{ at, list }];
}

/** `arn:aws:iam::123456789012:root`. */
const accountIn = (arn: string): string | undefined => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
const accountOf = ({ props }: StackResource): string | undefined => {
    const arns = ["arn", "loadBalancerArn"].map((property) =>
        ifKnown(() => (props as Cursor<Record<string, unknown>>).field(property).text()),
    );
    return arns.map((arn) => accountIn(arn ?? "")).find((account) => account !== undefined);
};
