import { policies as catalogue } from "../../../../policypack/policies";
import { type GivenInStack, judgeStack, UNKNOWN } from "../../judge";

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

/** Milliseconds for all stack policies, the quickest of some runs. */
function timeOf(count: number, runs: number): number {
    const stack = stackOf(count);
    const times = Array.from({ length: runs }, () => {
        const start = performance.now();
        const found = policies.map((policy) => judgeStack(policy, stack).reported.length);
        expect(found).toContain(count / 5);
        return performance.now() - start;
    });
    return Math.min(...times);
}

test("ten times the resources take about ten times the time", () => {
    timeOf(1_000, 2);
    const few = timeOf(1_000, 5);
    const many = timeOf(10_000, 2);
    process.stdout.write(
        `stack policies: ${few.toFixed(0)} ms for 1,000 resources, ${many.toFixed(0)} ms for 10,000 (×${(many / few).toFixed(1)})\n`,
    );
    expect(many / few).toBeLessThan(50);
});
