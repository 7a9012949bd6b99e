import { policies } from "../../policypack/policies";
import { atTheStrictest, raised, STRICTEST } from "./strictest";

const openGroup = {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "nodes",
    props: { ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }] },
};
const publicCluster = (publicAccessCidrs: readonly string[]) => ({
    type: "aws:eks/cluster:Cluster",
    name: "cluster",
    props: { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs } },
});

test("what one resource shows is told with its name", () => {
    expect(atTheStrictest([openGroup]).violations).toContainEqual(
        expect.objectContaining({ policy: "kubelet-port-not-reachable", resource: "nodes" }),
    );
});

test("a setting that is off by default is on", () => {
    expect(raised(atTheStrictest([publicCluster(["198.51.100.0/24"])]))).toEqual(["cluster-endpoint-restricted"]);
});

test("settings are added for what is meant", () => {
    const group = { ...openGroup, props: { ingress: [{ ...openGroup.props.ingress[0], cidrBlocks: ["10.0.0.0/24"] }] } };
    const strict = raised(atTheStrictest([group]));
    expect(strict).toContain("kubelet-port-not-reachable");
    const more = Object.fromEntries(strict.map((name) => [name, { trustedCidrs: ["10.0.0.0/24"] }]));
    expect(raised(atTheStrictest([group], more))).toEqual([]);
});

test("the settings are of policies that exist", () => {
    const known = new Map(policies.map(({ name, settings }) => [name, Object.keys(settings)]));
    for (const [name, settings] of Object.entries(STRICTEST)) {
        expect(known.get(name)).toEqual(expect.arrayContaining(Object.keys(settings)));
    }
});
