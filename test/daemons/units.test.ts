/** The units that the components write for systemd, as its own `systemd-analyze verify` reads them beside those that they need. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { EtcdCluster, NodePoolRole, SelfManagedNodePool } from "../../components";
import { nodeUserData } from "../../components/hardened-node-group/user-data";
import { mimeParts } from "../../policypack/parse/mime";
import { type Registered, registered } from "../components/registered";
import { LEAST } from "../components/self-managed-cases";

const UNITS = "/etc/systemd/system/";
/** A unit of the image, which drop-ins of the components are for. */
const KUBELET = "[Unit]\nDescription=kubelet\n\n[Service]\nExecStart=/usr/bin/true\n";

type Units = Readonly<Record<string, string>>;

/** The units in a #cloud-config, by their names. */
function unitsOf(cloudConfig: string): Units {
    const { write_files: files } = parse(cloudConfig) as { write_files: { path: string; content: string }[] };
    return Object.fromEntries(
        files.filter(({ path }) => path.startsWith(UNITS)).map(({ path, content }) => [path.slice(UNITS.length), content]),
    );
}

async function propsOf(program: () => unknown, type: string): Promise<Registered["props"]> {
    return (await registered(program)).find((one) => one.type === type)!.props;
}

const ofPool = async (role: NodePoolRole): Promise<Units> => {
    const template = "aws:ec2/launchTemplate:LaunchTemplate";
    const { userData } = await propsOf(() => new SelfManagedNodePool("pool", { ...LEAST[role] }), template);
    return unitsOf(Buffer.from(userData as string, "base64").toString());
};

const SETS: Readonly<Record<string, () => Promise<Units>>> = {
    EtcdCluster: async () => {
        const args = {
            clusterName: "shop",
            vpcId: "vpc-0c0ffee0",
            subnetIds: ["subnet-1"],
            domain: "etcd.shop.internal",
            amiId: "ami-0c0ffee0c0ffee000",
            auditLogGroupName: "/shop/nodes",
            apiServerRole: "arn:aws:iam::123456789012:role/control-plane",
            apiServerSecurityGroupIds: ["sg-0c0ffee0c0ffee000"],
        };
        const { userData } = await propsOf(() => new EtcdCluster("store", args), "aws:ec2/instance:Instance");
        return unitsOf(userData as string);
    },
    HardenedNodeGroup: async () => {
        const parts = mimeParts(Buffer.from(nodeUserData({}, "/nodes")));
        if (!parts.ok) throw new Error(parts.reason);
        return unitsOf(parts.value.find(({ type }) => type.includes("cloud-config"))!.body.toString());
    },
    "SelfManagedNodePool for a control plane": () => ofPool(NodePoolRole.ControlPlane),
    "SelfManagedNodePool for workers": () => ofPool(NodePoolRole.Worker),
};

/** What systemd says of units, but of programs that this machine lacks. */
async function verdictOn(units: Units): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), "kbg-units-"));
    try {
        for (const [name, text] of Object.entries({ "kubelet.service": KUBELET, ...units })) {
            mkdirSync(dirname(join(folder, name)), { recursive: true });
            writeFileSync(join(folder, name), text);
        }
        const whole = [...new Set(Object.keys(units).map((name) => name.replace(/\.d\/.*$/, "")))];
        const words = ["verify", "--man=no", ...whole.map((name) => join(folder, name))];
        const env = { ...process.env, SYSTEMD_UNIT_PATH: `${folder}:`, LC_ALL: "C" };
        const { stderr } = await promisify(execFile)("systemd-analyze", words, { env }).catch(
            (refusal: { stderr: string }) => refusal,
        );
        return stderr
            .split("\n")
            .filter((line) => line.includes(folder) || /\b(?:Refusing|bad unit)\b/.test(line))
            .filter((line) => !line.endsWith("is not executable: No such file or directory"));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

test.each(Object.keys(SETS))(
    "systemd takes every line of those of %s",
    async (component) => {
        const units = await SETS[component]!();
        expect(Object.keys(units).length).toBeGreaterThan(0);
        expect(await verdictOn(units)).toEqual([]);
        process.stderr.write(`systemd: takes ${Object.keys(units).length} units of ${component}\n`);
    },
    60_000,
);

test.each([
    ["a setting that is misspelt", "EtcdCluster", "etcd.service", "ProtectSystem=", "ProtectSytem=", "Unknown key"],
    ["a time that is none", "EtcdCluster", "etcd-keys.timer", "OnCalendar=daily", "OnCalendar=dayly", "Failed to parse calendar"],
    [
        "a section that is misspelt",
        "HardenedNodeGroup",
        "kubelet.service.d/50-audited.conf",
        "[Service]",
        "[Serv]",
        "Unknown section",
    ],
])(
    "%s is told",
    async (_, component, name, right, wrong, reason) => {
        const units = await SETS[component]!();
        expect(units[name]).toContain(right);
        const said = await verdictOn({ ...units, [name]: units[name]!.replace(right, wrong) });
        expect(said.join("\n")).toContain(reason);
    },
    60_000,
);
