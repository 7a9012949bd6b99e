import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PACK = resolve(__dirname, "../../policypack");
const folder = mkdtempSync(join(tmpdir(), "kbg-clock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
    if (!existsSync(join(PACK, "bin/cli/main.js"))) throw new Error("the pack is not built: npm run build");
});

/** From fourteen hours before UTC to eleven after, with and without summer time, by half an hour and by three quarters. */
const ZONES = [
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Pacific/Pago_Pago",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
];
const DAY = 86_400_000;
/** Through two ends of a year, a 29th of February and both changes of the clock in either half of the earth. */
const FIRST = Date.UTC(2027, 11, 20);
const DAYS = 400;

/** In a process of a time zone: for each day, on which of the moments around its ends an exemption that expires on it holds. */
function heldIn(zone: string): { readonly offset: number; readonly held: Readonly<Record<string, readonly boolean[]>> } {
    const script = `
        const { ExemptionBook } = require("./bin/lib/exemptions");
        const { exemptions } = require("./bin/settings/exemptions");
        const urn = "urn:pulumi:dev::shop::aws:ec2/securityGroup:SecurityGroup::bastion";
        const held = {};
        for (let i = 0; i < ${DAYS}; i++) {
            const start = ${FIRST} + i * ${DAY};
            const expires = new Date(start).toISOString().slice(0, 10);
            const [one] = exemptions.read([{ policy: "p", name: "bastion", reason: "r", owner: "o", expires }], "at");
            const local = new Date(Number(expires.slice(0, 4)), Number(expires.slice(5, 7)) - 1, Number(expires.slice(8)) + 1);
            held[expires] = [start - 1, start, start + ${DAY} - 1, start + ${DAY}, local.getTime() - 1, local.getTime()].map((time) => {
                const book = new ExemptionBook({ exemptions: [one], allowOnResources: false, disabled: new Set(), now: () => new Date(time) });
                return book.ruling({ policy: "p", urn, line: "x", props: () => ({}) }).isExempt;
            });
        }
        console.log(JSON.stringify({ offset: new Date(${FIRST}).getTimezoneOffset(), held }));
    `;
    const env = { ...process.env, TZ: zone };
    return JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: PACK, env, encoding: "utf8" })) as never;
}

test.each(ZONES)("in %s an exemption holds to the end of its last day in UTC", (zone) => {
    const { offset, held } = heldIn(zone);
    // The zone is one that Node knows.
    expect([zone, offset === 0]).toEqual([zone, zone === "UTC"]);
    expect(Object.keys(held)).toHaveLength(DAYS);
    const wrong = Object.entries(held).filter(([day, [before, start, end, after, beforeLocal, local]]) => {
        const [year, month, date] = day.split("-").map(Number) as [number, number, number];
        const stop = Date.UTC(year, month - 1, date + 1);
        // Summer time changes at night in some zones: the offset at the end of that very day is asked of another calendar than the script's.
        const localStop = stop + offsetAt(zone, day);
        return !before || !start || !end || after! || beforeLocal !== localStop - 1 < stop || local !== localStop < stop;
    });
    expect(wrong).toEqual([]);
});

/** How long after the end of a day in UTC it ends in a zone, in ms. */
function offsetAt(zone: string, day: string): number {
    const end = Date.parse(`${day}T00:00:00Z`) + DAY;
    const format = new Intl.DateTimeFormat("en-CA", {
        timeZone: zone,
        hourCycle: "h23",
        dateStyle: "short",
        timeStyle: "medium",
    });
    // The first moment whose local date is after the day; zones are whole quarters of an hour apart.
    for (let shift = -15 * 4; shift <= 15 * 4; shift++) {
        const moment = end + (shift * DAY) / 96;
        if (format.format(moment).slice(0, 10) > day) return (shift * DAY) / 96;
    }
    throw new Error(`${zone} has no end of ${day}`);
}

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: agents }
spec:
  containers: [{ name: a, image: a, volumeMounts: [{ name: run, mountPath: /run/d.sock }] }]
  volumes: [{ name: run, hostPath: { path: /var/run/docker.sock } }]
`;

/** The command, in a process whose clock says so. */
function audited(zone: string, now: string, expires: string) {
    const clock = join(folder, "clock.cjs");
    writeFileSync(
        clock,
        `const Real = Date; globalThis.Date = class extends Real { constructor(...given) { given.length === 0 ? super(${JSON.stringify(now)}) : super(...given); } static now() { return Real.parse(${JSON.stringify(now)}); } };`,
    );
    const manifest = join(folder, "pod.yaml");
    const config = join(folder, "config.json");
    writeFileSync(manifest, MANIFEST);
    const policy = ["runtime-socket-not-mounted", "host-path-mounts-read-only", "pods-isolated-from-node"];
    const exemption = { policy, name: "agents/agent", reason: "until it is gone", owner: "platform", expires };
    writeFileSync(config, JSON.stringify({ "kube-bypass-guard": { exemptions: [exemption] } }));
    const args = ["-r", clock, "bin/cli/main.js", "audit", "--config", config, "--format", "json", manifest];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: PACK,
        env: { ...process.env, TZ: zone },
        encoding: "utf8",
    });
    expect(stderr).toBe("");
    const { violations } = JSON.parse(stdout) as { violations: { policy: string; enforcementLevel: string; message: string }[] };
    return violations.find((one) => one.policy === "runtime-socket-not-mounted")!;
}

test.each([
    ["Pacific/Kiritimati", "2028-02-29T23:59:59Z", "2028-02-29", "advisory"],
    ["Pacific/Kiritimati", "2028-03-01T00:00:00Z", "2028-02-29", "mandatory"],
    ["America/Los_Angeles", "2028-02-29T23:59:59Z", "2028-02-29", "advisory"],
    ["America/Los_Angeles", "2028-03-01T00:00:00Z", "2028-02-29", "mandatory"],
    ["UTC", "2027-03-01T00:00:00Z", "2027-02-28", "mandatory"],
    ["UTC", "2027-12-31T23:59:59.999Z", "2027-12-31", "advisory"],
])("the command, in %s at %s, with an exemption until %s", (zone, now, expires, level) => {
    const { enforcementLevel, message } = audited(zone, now, expires);
    expect(enforcementLevel).toBe(level);
    expect(message).toContain(level === "advisory" ? `Exempt until ${expires} by platform` : `expired on ${expires}`);
});
