/**
 * The rules that the components write for the kernel's audit, loaded by augenrules into a real kernel with a real auditd: each line is taken, and
 * what it watches is recorded under its key. The last line locks the rules until the machine restarts; so that this machine's audit is left
 * as it was, it is loaded as `-e 1`, and shown to the parser alone as it is.
 */
import { etcdAuditRules, WATCHED } from "../../components/etcd-cluster/audit-rules";
import { auditRules, watchedFolders } from "../../components/hardened-node-group/audit-rules";
import { type AuditedMachine, openAuditedMachine, type Outcome } from "./audited-machine";
import { program } from "./programs";

const LOCK = "-e 2";
const FILES: Readonly<Record<string, readonly [rules: string, folders: readonly string[]]>> = {
    "HardenedNodeGroup's": [auditRules(), watchedFolders()],
    "HardenedNodeGroup's with static Pods": [auditRules("/srv/pods"), watchedFolders("/srv/pods")],
    "EtcdCluster's": [etcdAuditRules(), WATCHED],
};

let machine: AuditedMachine;
beforeAll(async () => {
    machine = await openAuditedMachine(program("AUDIT"));
}, 60_000);
afterAll(() => machine?.stop(), 60_000);

const linesOf = (rules: string): string[] => rules.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

/** Does what a node's boot does with a file of rules. */
async function load(rules: string, folders: readonly string[], besides: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    await machine.shell("auditctl -D; rm -f /etc/audit/rules.d/*; > /var/log/audit/audit.log");
    for (const [name, text] of Object.entries({ "audit.rules": rules.replace(LOCK, "-e 1"), ...besides }))
        await machine.shell(`cat > /etc/audit/rules.d/${name} <<'END'\n${text}\nEND`);
    if (folders.length > 0) await machine.shell(`mkdir -p ${folders.join(" ")}`);
    return machine.run("augenrules", "--load");
}

/** Plants a file in a folder below a watched one, as a way around the API server begins. */
const plant = (folder: string, name: string) =>
    machine.shell(`mkdir -p ${folder}/later; echo x > ${folder}/later/${name}; rm -r ${folder}/later`);

test.each(Object.entries(FILES))(
    "the kernel takes every line of %s, and what is watched is recorded",
    async (_, [rules, folders]) => {
        expect(await load(rules, folders)).toMatchObject({ succeeded: true });
        const wanted = linesOf(rules).filter((line) => line.startsWith("-w") || line.startsWith("-a"));
        expect((await machine.shell("auditctl -l")).trim().split("\n")).toHaveLength(wanted.length);
        expect(await machine.faultOf(LOCK)).toBeUndefined();
        expect(linesOf(rules).at(-1)).toBe(LOCK);

        for (const folder of folders) await plant(folder, "planted");
        const keys = new Set(wanted.map((line) => /-k (\S+)$/.exec(line)![1]!));
        const records = (await Promise.all([...keys].map((key) => machine.recordsOf(key)))).join("");
        expect(folders.filter((folder) => !records.includes(`"${folder}/later/planted"`))).toEqual([]);
        process.stderr.write(`auditd: ${wanted.length} rules loaded, ${folders.length} folders recorded\n`);
    },
    60_000,
);

test("who but etcd reads its keys is recorded, and etcd is not", async () => {
    await load(...FILES["EtcdCluster's"]!);
    await machine.shell("mkdir -p /etc/etcd/pki; echo key > /etc/etcd/pki/server.key; chmod 644 /etc/etcd/pki/server.key");
    await machine.shell("> /var/log/audit/audit.log");
    await machine.shell("setpriv --reuid=etcd --regid=nogroup --clear-groups cat /etc/etcd/pki/server.key");
    expect(await machine.recordsOf("etcd")).not.toContain("server.key");
    await machine.shell("cat /etc/etcd/pki/server.key");
    expect(await machine.recordsOf("etcd")).toContain("server.key");
}, 60_000);

test("without what the components do beside their rules, a static Pod is planted and nothing is recorded", async () => {
    const [rules] = FILES["HardenedNodeGroup's"]!;
    const [etcd, folders] = FILES["EtcdCluster's"]!;
    const isRecorded = async (key: string, folder: string) => {
        await plant(folder, "unseen.yaml");
        return (await machine.recordsOf(key)).includes("unseen.yaml");
    };
    // The file of many systems that their boot takes away.
    await load(rules, watchedFolders(), { "10-no-audit.rules": "-a never,task" });
    expect(await isRecorded("kubernetes", "/etc/kubernetes")).toBe(false);
    await load(rules, watchedFolders());
    expect(await isRecorded("kubernetes", "/etc/kubernetes")).toBe(true);

    // A folder that their boot makes before it loads the rules.
    await machine.shell("rm -rf /etc/kubernetes");
    const others = folders.filter((folder) => folder !== "/etc/kubernetes");
    await load(etcd, others);
    expect(await isRecorded("kubernetes", "/etc/kubernetes")).toBe(false);
}, 60_000);

test.each([
    ["a permission that there is not", "-p rwa", "-p rwz", "Permission z isn't supported"],
    ["a path that is not whole", "-w /etc/kubernetes", "-w etc/kubernetes", "The path must start with '/'"],
    ["a user that the machine lacks", "uid!=etcd", "uid!=etdc", "Unknown user: etdc"],
    ["a field that is misspelt", "-F dir=", "-F dirr=", "-F unknown field: dirr"],
    ["a lock that there is not", LOCK, "-e 7", "Enable must be 0, 1, or 2 was 7"],
])(
    "%s is refused",
    async (_, right, wrong, reason) => {
        const rules = FILES["EtcdCluster's"]![0].replace(right, wrong);
        // augenrules ends with an error and not always with a reason.
        expect((await load(rules, WATCHED)).succeeded).toBe(false);
        const line = linesOf(rules).find((one) => one.includes(wrong))!;
        expect(await machine.faultOf(line)).toContain(reason);
    },
    60_000,
);
