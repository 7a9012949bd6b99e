import { configured } from "./configured";
import { REFUSED_BY_PACK } from "./misconfigurations";

const PREFIX = "the configuration of kube-bypass-guard is wrong: ";
const rows = Object.entries(REFUSED_BY_PACK).map(([what, [written, ...lines]]) => ({ what, written, lines }));
let answers: ReturnType<typeof configured>;
beforeAll(() => void (answers = configured(rows)), 60_000);

describe("a configuration is refused in one line for each fault", () => {
    test.each(rows.map((row, i) => [row.what, row.lines, i] as const))("%s", (_, lines, i) => {
        expect(answers[i]).toEqual({ refused: PREFIX + lines.join("; ") });
    });
});

const group = (cidr: string) => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "nodes",
    props: {
        tags: { "kubernetes.io/cluster/shop": "owned" },
        ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: [cidr] }],
    },
});

test("what is given for the whole pack reaches every policy that has it, and a policy's own is added", () => {
    const written = {
        "kube-bypass-guard": { trustedCidrs: ["10.1.0.0/16"] },
        "kubelet-port-not-reachable": { trustedCidrs: ["10.2.0.0/16"] },
    };
    const asked = ["10.1.2.0/24", "10.2.2.0/24", "203.0.113.0/24"].map((cidr) => ({ written, resources: [group(cidr)] }));
    const levels = configured(asked).map(({ reported = [] }) => reported.map(({ policy, level }) => `${policy} ${level}`));
    expect(levels).toEqual([[], [], ["kubelet-port-not-reachable mandatory"]]);
}, 60_000);

test("a configuration is forgotten with the next one", () => {
    const resources = [group("10.1.2.0/24")];
    const [trusted, plain] = configured([
        { written: { "kube-bypass-guard": { trustedCidrs: ["10.1.0.0/16"] } }, resources },
        { written: {}, resources },
    ]);
    expect([trusted?.reported?.length, plain?.reported?.length]).toEqual([0, 1]);
}, 60_000);
