import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
    HardenedNodeGroup,
    type HardenedNodeGroupArgs,
    NodeAuditTrail,
    type NodeGroupOptions,
    NodeProcessor,
    NodeSystem,
} from "../../components";
import { REQUIRED, safeOptions, UNAUDITED, UNSAFE } from "./node-group-cases";
import { type Registered, registered } from "./registered";
import { atTheStrictest, raised } from "./strictest";

const RUNS = Number(process.env["COMPONENT_CASES"] ?? "40");

const made = (options: NodeGroupOptions = {}, when: "preview" | "up" = "up") =>
    registered(() => new HardenedNodeGroup("workers", { ...REQUIRED, ...options }), when);
const only = (resources: readonly Registered[], type: string): Registered["props"] => {
    const found = resources.filter((resource) => resource.type === type);
    expect(found).toHaveLength(1);
    return found[0]!.props;
};
const templateOf = (resources: readonly Registered[]) => only(resources, "aws:ec2/launchTemplate:LaunchTemplate");
const userDataOf = (resources: readonly Registered[]) =>
    Buffer.from(templateOf(resources)["userData"] as string, "base64").toString("utf8");

test("what is made, with names of the component's", async () => {
    const resources = await made();
    expect(resources.map(({ type, name }) => `${name} ${type.split(":").at(-1)}`).sort()).toEqual([
        "workers HardenedNodeGroup",
        "workers-AmazonEC2ContainerRegistryPullOnly RolePolicyAttachment",
        "workers-AmazonEKSWorkerNodeMinimalPolicy RolePolicyAttachment",
        "workers-audit-log LogGroup",
        "workers-audit-log RolePolicy",
        "workers-nodes NodeGroup",
        "workers-role Role",
        "workers-template LaunchTemplate",
    ]);
});

test("machines without keys and public addresses, tokens for the metadata, encrypted volumes", async () => {
    const template = templateOf(await made());
    expect(template).toMatchObject({
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: "false", securityGroups: REQUIRED.securityGroupIds }],
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted: "true" } }],
    });
    expect(template).not.toHaveProperty("keyName");
});

test("instances and volumes have tags, a name at least, as EC2 takes no empty ones", async () => {
    const tagsOf = async (options: NodeGroupOptions) => templateOf(await made(options))["tagSpecifications"];
    const both = (tags: object) => ["instance", "volume"].map((resourceType) => ({ resourceType, tags }));
    expect(await tagsOf({})).toEqual(both({ Name: "workers" }));
    expect(await tagsOf({ tags: { team: "web" } })).toEqual(both({ Name: "workers", team: "web" }));
});

test("Bottlerocket's second volume is encrypted too, and is the one with a size", async () => {
    const { blockDeviceMappings } = templateOf(await made({ system: NodeSystem.Bottlerocket, volumeSize: 80 }));
    expect(blockDeviceMappings).toMatchObject([
        { deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeSize: 4 } },
        { deviceName: "/dev/xvdb", ebs: { encrypted: "true", volumeSize: 80 } },
    ]);
});

test.each([
    [NodeSystem.AmazonLinux2023, NodeProcessor.X86, "AL2023_x86_64_STANDARD"],
    [NodeSystem.AmazonLinux2023, NodeProcessor.Arm, "AL2023_ARM_64_STANDARD"],
    [NodeSystem.Bottlerocket, NodeProcessor.X86, "BOTTLEROCKET_x86_64"],
    [NodeSystem.Bottlerocket, NodeProcessor.Arm, "BOTTLEROCKET_ARM_64"],
])("the image for %s on %s is %s", async (system, processor, amiType) => {
    expect(only(await made({ system, processor }), "aws:eks/nodeGroup:NodeGroup")["amiType"]).toBe(amiType);
});

test("a preview knows the user data, and judges everything", async () => {
    for (const system of Object.values(NodeSystem)) {
        const preview = await made({ system }, "preview");
        expect(userDataOf(preview)).toBe(userDataOf(await made({ system })));
        const verdict = atTheStrictest(preview);
        expect(verdict.unknown).toEqual([]);
        expect(raised(verdict)).toEqual(system === NodeSystem.Bottlerocket ? [UNAUDITED] : []);
    }
});

test("the log group is named after project, stack and component, or as it is asked for", async () => {
    const name = async (options: NodeGroupOptions) => only(await made(options), "aws:cloudwatch/logGroup:LogGroup")["name"];
    expect(await name({})).toBe("/nodes/project/stack/workers");
    expect(await name({ auditLogGroup: "/nodes/shop" })).toBe("/nodes/shop");
    expect(userDataOf(await made({ auditLogGroup: "/nodes/shop" }))).toContain('"log_group_name": "/nodes/shop"');
});

test("a log group that is there already is written to, and none is made", async () => {
    const resources = await made({ sendAuditRecordTo: pulumi.output("/kube-bypass-guard/trail/node-audit") });
    expect(resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup")).toEqual([]);
    expect(userDataOf(resources)).toContain('"log_group_name": "/kube-bypass-guard/trail/node-audit"');
    expect(only(resources, "aws:iam/rolePolicy:RolePolicy")["policy"]).toContain(
        "log-group:/kube-bypass-guard/trail/node-audit:*",
    );
});

test("a NodeAuditTrail's log group is known in a preview", async () => {
    const program = () => {
        const trail = new NodeAuditTrail("trail", {
            buckets: ["boot"],
            publisher: "arn:aws:iam::123456789012:role/publisher",
            alarmTopics: ["arn:aws:sns:eu-west-1:123456789012:alarms"],
        });
        new HardenedNodeGroup("workers", { ...REQUIRED, sendAuditRecordTo: trail.nodeLogGroupName });
    };
    const preview = await registered(program, "preview");
    expect(userDataOf(preview)).toContain('"log_group_name": "/kube-bypass-guard/trail/node-audit"');
    expect(atTheStrictest(preview)).toEqual({ violations: [], unknown: [] });
});

test("the role writes into that log group alone", async () => {
    const { policy } = only(await made({ auditLogGroup: "/nodes/shop" }), "aws:iam/rolePolicy:RolePolicy");
    expect(JSON.parse(policy).Statement).toEqual([
        {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: "arn:aws:logs:*:*:log-group:/nodes/shop:*",
        },
    ]);
});

describe("outputs", () => {
    const outputsOf = async (options: NodeGroupOptions) => {
        let group: HardenedNodeGroup | undefined;
        await registered(() => (group = new HardenedNodeGroup("workers", { ...REQUIRED, ...options })));
        const { isAudited, auditLogGroupName, roleName } = group!;
        const value = <T>(output: { apply(f: (value: T) => void): unknown }) => new Promise<T>((done) => output.apply(done));
        return [await value(isAudited), await value(auditLogGroupName), await value(roleName)];
    };

    test("Amazon Linux is audited, and says where the record goes", async () => {
        expect(await outputsOf({})).toEqual([true, "/nodes/project/stack/workers", "workers-role"]);
    });
    test("a record that stays is none that goes anywhere", async () => {
        expect(await outputsOf({ keepAuditRecordOnNode: true })).toEqual([true, "", "workers-role"]);
    });
    test("Bottlerocket is declared as not audited", async () => {
        expect(await outputsOf({ system: NodeSystem.Bottlerocket })).toEqual([false, "", "workers-role"]);
    });
});

describe("what cannot be taken is refused by name", () => {
    const bottlerocket = { system: NodeSystem.Bottlerocket };
    const refusals: readonly (readonly [NodeGroupOptions, keyof HardenedNodeGroupArgs, string])[] = [
        [{ system: "Windows" as NodeSystem }, "system", 'is "Windows": give AmazonLinux2023 or Bottlerocket'],
        [{ processor: "riscv" as NodeProcessor }, "processor", 'is "riscv": give x86_64 or arm64'],
        [{ maxPods: 0 }, "maxPods", "is 0: give a whole number from 1 to 737"],
        [{ maxPods: 1.5 }, "maxPods", "is 1.5: give a whole number from 1 to 737"],
        [{ volumeSize: 8 }, "volumeSize", "is 8: give a whole number of GiB from 20 to 16384"],
        [
            { auditRecordDays: 45 },
            "auditRecordDays",
            "is 45, which CloudWatch does not take: give 0 (for ever) or one of 1, 3, 5",
        ],
        [{ auditLogGroup: "a b" }, "auditLogGroup", 'is "a b", which is no log group\'s name: give one like /nodes/shop'],
        [{ runStaticPodsFrom: "manifests" }, "runStaticPodsFrom", 'is "manifests", which is no absolute path'],
        [{ runStaticPodsFrom: "/srv/../etc" }, "runStaticPodsFrom", 'is "/srv/../etc", which is no absolute path'],
        [{ runStaticPodsFrom: "/srv -p x" }, "runStaticPodsFrom", 'is "/srv -p x", which is no absolute path'],
        [
            { keepAuditRecordOnNode: true, auditLogGroup: "/nodes" },
            "auditLogGroup",
            "says where the record goes, and keepAuditRecordOnNode that it stays",
        ],
        [{ keepAuditRecordOnNode: true, sendAuditRecordTo: "/nodes" }, "sendAuditRecordTo", "says where the record goes"],
        [{ auditRecordDays: 0, sendAuditRecordTo: "/nodes" }, "auditRecordDays", "is about a group that is made here"],
        [{ sendAuditRecordTo: "a b" }, "sendAuditRecordTo", 'is "a b", which is no log group\'s name: give one like /nodes/shop'],
        [
            { ...bottlerocket, runStaticPodsFrom: "/srv/pods" },
            "runStaticPodsFrom",
            "is not for Bottlerocket, which takes static Pods from its settings alone",
        ],
        [{ ...bottlerocket, serveJournal: true }, "serveJournal", "is not for Bottlerocket, whose kubelet has no such setting"],
        [{ ...bottlerocket, auditRecordDays: 0 }, "auditRecordDays", "is not for Bottlerocket, which keeps no audit record"],
        [
            { ...bottlerocket, keepAuditRecordOnNode: true },
            "keepAuditRecordOnNode",
            "is not for Bottlerocket, which keeps no audit record",
        ],
    ];
    test.each(refusals)("%j", async (options, propertyPath, reason) => {
        await expect(made(options)).rejects.toMatchObject({ propertyPath, reason: expect.stringContaining(reason) });
    });
});

test.each(UNSAFE)("$options is reported by $policy alone", async ({ options, policy }) => {
    const verdict = atTheStrictest(await made(options));
    expect([raised(verdict), verdict.unknown]).toEqual([[policy], []]);
});

test(`${RUNS} option sets with whatever they give away: the policies that say so, and no other`, async () => {
    await fc.assert(
        fc.asyncProperty(safeOptions, fc.subarray([...UNSAFE]), fc.constantFrom("preview", "up"), async (safe, chosen, when) => {
            const isBottlerocket = safe.system === NodeSystem.Bottlerocket;
            const given = chosen.filter(({ isLinuxOnly }) => !(isLinuxOnly && isBottlerocket));
            const options: NodeGroupOptions = Object.assign({}, safe, ...given.map((one) => one.options));
            if (options.keepAuditRecordOnNode === true) {
                delete options.auditLogGroup;
                delete options.auditRecordDays;
                delete options.auditLogKeyArn;
                delete options.sendAuditRecordTo;
            }
            // The days that a group keeps a record say nothing of one that is made elsewhere.
            if (chosen.some(({ policy }) => policy === "node-audit-log-kept")) delete options.sendAuditRecordTo;
            const isKept = options.keepAuditRecordOnNode === true;
            const expected = given.map(({ policy }) => policy).filter((policy) => !isKept || policy !== "node-audit-log-kept");
            const verdict = atTheStrictest(await made(options, when));
            expect(verdict.unknown).toEqual([]);
            const declared = isBottlerocket ? [UNAUDITED] : [];
            expect(raised(verdict)).toEqual([...new Set([...expected, ...declared])].sort());
        }),
        { numRuns: RUNS },
    );
    process.stdout.write(
        `components: ${RUNS} option sets of HardenedNodeGroup, 0 violations beside those that options are named for\n`,
    );
}, 240_000);
