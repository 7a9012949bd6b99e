import { isUnknown } from "../../../../../policypack/lib/unknown";
import { Unreadable } from "../../../../../policypack/model/unreadable";
import { KUBELET } from "../../../../../policypack/model/guarded-service";
import { forwardingInStackTo } from "../../../../../policypack/subjects/aws/balancers/forwarding-in-stack";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";
import { made, resource } from "../../../paths";

const OWN = "123456789012";
const OTHER = "210987654321";
const LB = `arn:aws:elasticloadbalancing:eu-west-1:${OWN}:loadbalancer/net/front/1`;
const front = (props: object = {}, type = "aws:lb/loadBalancer:LoadBalancer") =>
    resource("front", type, { arn: LB, internal: true, ...props });
const WAY: readonly GivenInStack[] = [
    resource("door", "aws:lb/listener:Listener", {
        loadBalancerArn: LB,
        port: 443,
        defaultActions: [{ targetGroupArn: "tg-1" }],
    }),
    resource("targets", "aws:lb/targetGroup:TargetGroup", { arn: "tg-1", port: 10250, protocol: "TCP" }),
];
const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const service = (props: object = {}, more: Partial<GivenInStack> = {}, type = SERVICE) =>
    resource("service", type, { id: "vpce-svc-1", networkLoadBalancerArns: [LB], acceptanceRequired: false, ...props }, more);
const PERMISSION = "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple";
const permission = (props: object, type = PERMISSION) =>
    resource("permission", type, { vpcEndpointServiceId: "vpce-svc-1", ...props });
const account = (id: string, name = "root") => `arn:aws:iam::${id}:${name}`;

/** Who gets in by endpoint services, where that is said; the load balancer's own audience is left out. */
const audiences = (...given: readonly GivenInStack[]) =>
    [...forwardingInStackTo(KUBELET)(stackOf([...WAY, ...given]))].slice(1).map((thunk) => {
        try {
            const { at, audience, path } = thunk().view;
            expect(path[0]).toBe('VPC endpoint service "service"');
            if (audience.kind === "internet") return `${at}: nobody, ${audience.admitted?.length} ranges`;
            return audience.kind === "accounts"
                ? `${at}: ${audience.words}${audience.everyone ? " (everyone)" : ""}`
                : audience.kind;
        } catch (fault) {
            if (!isUnknown(fault) && !(fault instanceof Unreadable)) throw fault;
            return "?";
        }
    });
const NOBODY = ["acceptanceRequired: nobody, 0 ranges"];

test.each<[reason: string, given: GivenInStack[], who: string[]]>([
    ["every account", [service({ allowedPrincipals: ["*"] })], ["allowedPrincipals: every AWS account (everyone)"]],
    [
        "every account, once accepted",
        [service({ allowedPrincipals: ["*"], acceptanceRequired: true })],
        ["allowedPrincipals: every AWS account, once accepted,"],
    ],
    ["another account", [service({ allowedPrincipals: [account(OTHER)] })], [`allowedPrincipals: ${account(OTHER)}`]],
    [
        "two others",
        [service({ allowedPrincipals: [account(OTHER), account(OTHER, "role/ops")] })],
        [`allowedPrincipals: ${account(OTHER)} and ${account(OTHER, "role/ops")}`],
    ],
    [
        "another and the own",
        [service({ allowedPrincipals: [account(OWN), account(OTHER)] })],
        [`allowedPrincipals: ${account(OTHER)}`],
    ],
    [
        "the own account alone",
        [service({ allowedPrincipals: [account(OWN)] })],
        ["acceptanceRequired: endpoints that nobody accepts"],
    ],
    [
        "what names an account within",
        [service({ allowedPrincipals: [`see ${account(OWN)}`] })],
        [`allowedPrincipals: see ${account(OWN)}`],
    ],
    ["whoever is allowed elsewhere", [service()], ["acceptanceRequired: endpoints that nobody accepts"]],
    ["whoever is allowed elsewhere, once accepted", [service({ acceptanceRequired: true })], NOBODY],
    [
        "whoever Cloud Control's default asks about",
        [service({ acceptanceRequired: undefined }, {}, "aws-native:ec2:VpcEndpointService")],
        NOBODY,
    ],
    ["whoever AWS computes it for", [service({ acceptanceRequired: UNKNOWN })], NOBODY],
    ["nobody knows whom", [{ ...service({ acceptanceRequired: UNKNOWN }), ...made({ acceptanceRequired: "door" }) }], ["?"]],
    ["whom a resource of its own allows", [service(), permission({ principalArn: account(OTHER) })], [`: ${account(OTHER)}`]],
    [
        "whom both allow",
        [service({ allowedPrincipals: ["*"] }), permission({ principalArn: account(OTHER) })],
        ["allowedPrincipals: every AWS account (everyone)", `: ${account(OTHER)}`],
    ],
    [
        "whom Cloud Control's permissions allow",
        [
            service(),
            permission(
                { vpcEndpointServiceId: undefined, serviceId: "vpce-svc-1", allowedPrincipals: ["*"] },
                "aws-native:ec2:VpcEndpointServicePermissions",
            ),
        ],
        [": every AWS account (everyone)"],
    ],
    [
        "whom Cloud Control's permissions allow, by its own id of the service",
        [
            service({ id: undefined, serviceId: "vpce-svc-3" }, {}, "aws-native:ec2:VpcEndpointService"),
            permission(
                { vpcEndpointServiceId: undefined, serviceId: "vpce-svc-3", allowedPrincipals: ["*"] },
                "aws-native:ec2:VpcEndpointServicePermissions",
            ),
        ],
        [": every AWS account (everyone)"],
    ],
    [
        "not whom another service allows",
        [service(), permission({ vpcEndpointServiceId: "vpce-svc-2", principalArn: "*" })],
        ["acceptanceRequired: endpoints that nobody accepts"],
    ],
    [
        "not whom something that speaks of it allows",
        [service(), permission({ vpcEndpointServiceId: "x", note: "vpce-svc-1", principalArn: "*" })],
        ["acceptanceRequired: endpoints that nobody accepts"],
    ],
    [
        "not whom another resource names",
        [service(), permission({ principalArn: "*" }, "aws:ram/principalAssociation:PrincipalAssociation")],
        ["acceptanceRequired: endpoints that nobody accepts"],
    ],
    [
        "a principal that is not known yet",
        [service({ allowedPrincipals: [UNKNOWN, account(OTHER)] })],
        [`allowedPrincipals: ${account(OTHER)}`],
    ],
])("by an endpoint service comes in %s", (_, given, who) => expect(audiences(front(), ...given)).toEqual(who));

/** Whose account it is, the load balancer's ARN says, or the service's. */
test.each<[reason: string, given: GivenInStack[], isOwn: boolean]>([
    ["the load balancer's ARN", [front(), service({ allowedPrincipals: [account(OWN)] })], true],
    [
        "the service's ARN",
        [
            front({ arn: UNKNOWN, id: LB }),
            service({ allowedPrincipals: [account(OWN)], arn: `arn:aws:ec2:eu-west-1:${OWN}:vpc-endpoint-service/vpce-svc-1` }),
        ],
        true,
    ],
    [
        "Cloud Control's ARN",
        [
            front({ arn: undefined, loadBalancerArn: LB, scheme: "internal" }, "aws-native:elasticloadbalancingv2:LoadBalancer"),
            service({ allowedPrincipals: [account(OWN)] }),
        ],
        true,
    ],
    ["nothing", [front({ arn: UNKNOWN, id: LB }), service({ allowedPrincipals: [account(OWN)] })], false],
])("the own account is known by %s", (_, given, isOwn) =>
    expect(audiences(...given)).toEqual([
        isOwn ? "acceptanceRequired: endpoints that nobody accepts" : `allowedPrincipals: ${account(OWN)}`,
    ]),
);

test.each<[reason: string, props: object, type: string, leads: boolean]>([
    ["a network load balancer", {}, SERVICE, true],
    ["a gateway load balancer", { networkLoadBalancerArns: undefined, gatewayLoadBalancerArns: [LB] }, SERVICE, true],
    [
        "what is called almost so",
        { networkLoadBalancerArns: undefined, networkLoadBalancerArnsX: [LB], my_networkLoadBalancerArns: [LB] },
        SERVICE,
        false,
    ],
    ["what is not even its own", { networkLoadBalancerArns: undefined, privateDnsName: LB }, SERVICE, false],
    ["a load balancer, by a service of another provider", {}, `my-${SERVICE}`, false],
    ["a target group, which is no load balancer", { networkLoadBalancerArns: ["tg-1"] }, SERVICE, false],
])("a service leads to %s", (_, props, type, leads) =>
    expect(audiences(front(), service(props, {}, type)).length > 0).toBe(leads),
);
