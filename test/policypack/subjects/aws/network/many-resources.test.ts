import { policies as catalogue } from "../../../../../policypack/policies";
import { type GivenInStack, judgeStack, UNKNOWN } from "../../../judge";

const policies = catalogue.filter(({ validateStack }) => validateStack !== undefined);

/** Groups, rules, templates and node groups in equal parts; every second one with ids, the others joined by what they are made from. */
function stackOf(count: number): GivenInStack[] {
    return Array.from({ length: count / 5 }, (_, i): GivenInStack[] => {
        const isKnown = i % 2 === 0;
        const from = (property: string, name: string) => (isKnown ? {} : { propertyDependencies: { [property]: [name] } });
        const id = (prefix: string) => (isKnown ? `${prefix}-${i}` : UNKNOWN);
        return [
            { name: `group-${i}`, type: "aws:ec2/securityGroup:SecurityGroup", props: { id: id("sg"), ingress: [] } },
            {
                name: `rule-${i}`,
                type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                props: { securityGroupId: id("sg"), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
                ...from("securityGroupId", `group-${i}`),
            },
            {
                name: `template-${i}`,
                type: "aws:ec2/launchTemplate:LaunchTemplate",
                props: { id: id("lt"), vpcSecurityGroupIds: [id("sg")] },
                ...from("vpcSecurityGroupIds", `group-${i}`),
            },
            {
                name: `workers-${i}`,
                type: "aws:eks/nodeGroup:NodeGroup",
                props: { launchTemplate: { id: id("lt"), version: "1" } },
                ...from("launchTemplate", `template-${i}`),
            },
            { name: `role-${i}`, type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", props: { rules: [] } },
        ];
    }).flat();
}

test("every one of many groups is found to stand before its node, by ids and by what its users are made from", () => {
    const stack = stackOf(5_000);
    const found = policies.map((policy) => [policy.name, judgeStack(policy, stack).reported.length] as const);
    expect(Object.fromEntries(found.filter(([, count]) => count !== 0))).toEqual({
        "kubelet-port-not-reachable": 1_000,
        "node-metadata-hops-limited": 1_000,
        "node-metadata-tokens-required": 1_000,
    });
});
