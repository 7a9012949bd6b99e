import fc from "fast-check";
import { policies } from "../../../../../policypack/policies";
import { SERVICES } from "../../../ingress-oracle";
import { type GivenInStack, judge, judgeStack, UNKNOWN } from "../../../judge";

const about = policies.filter(({ name }) => name in SERVICES);
const TYPES = [
    ...about[0]!.reads,
    "aws:ec2/managedPrefixList:ManagedPrefixList",
    "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
    "aws-native:ec2:PrefixList",
    "aws:ec2/instance:Instance",
];
const KEYS = [
    ...["ingress", "securityGroupIngress", "entries", "cidr", "cidrBlocks", "ipv6CidrBlocks", "cidrIp", "cidrIpv6", "cidrIpv4"],
    ...["prefixListIds", "prefixListId", "sourcePrefixListId", "prefixListName", "securityGroups", "sourceSecurityGroupId"],
    ...[
        "protocol",
        "ipProtocol",
        "fromPort",
        "toPort",
        "type",
        "tags",
        "key",
        "value",
        "name",
        "id",
        "groupId",
        "securityGroupId",
    ],
];
const leaf = fc.oneof(
    fc.constantFrom(
        "0.0.0.0/0",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "10.0.0.0/8",
        "::/0",
        "tcp",
        "-1",
        "sg-1",
        "pl-1",
        "22",
        10250,
        2375,
    ),
    fc.constantFrom(
        UNKNOWN,
        null,
        true,
        -1,
        65536,
        0.5,
        Number.MAX_SAFE_INTEGER,
        "123456789012/sg-1",
        "010.0.0.1",
        "::ffff:1.2.3.4/999",
    ),
    fc.string(),
);
const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...KEYS), tie("tree"), { maxKeys: 5 }),
    ),
}));
const props = fc.dictionary(fc.constantFrom(...KEYS), tree as fc.Arbitrary<unknown>, { maxKeys: 7 });
const edges = fc.dictionary(
    fc.constantFrom("ingress", "prefixListIds", "prefixListId", "securityGroupId", "groupId", "entries"),
    fc.constantFrom(["r0"], ["r1"], ["r0", "r1"]),
    {
        maxKeys: 2,
    },
);
const stacks = fc.array(fc.tuple(fc.constantFrom(...TYPES), props, edges), { minLength: 2, maxLength: 5 });
const config = {
    trustedCidrs: ["10.0.0.0/8"],
    trustedPrefixLists: ["pl-2*"],
    trustedSecurityGroups: ["sg-*1"],
    nodeSecurityGroups: ["sg-1"],
};

test("no shape of a rule, a list or a stack crashes a policy about ports", () => {
    fc.assert(
        fc.property(stacks, (given) => {
            const resources = given.map(([type, some, propertyDependencies], i): GivenInStack => ({
                type,
                name: `r${i}`,
                props: some,
                propertyDependencies,
                config,
            }));
            for (const policy of about) {
                const told = [...resources.map((one) => judge(policy, one)), judgeStack(policy, resources)];
                for (const { message } of told.flatMap(({ reported }) => reported)) {
                    expect(message).not.toContain("could not be judged: the policy");
                    expect(message).not.toContain("\n");
                }
            }
        }),
        { seed: 20_261_125, numRuns: 1_000 },
    );
});
