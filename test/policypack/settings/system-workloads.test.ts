import { SettingError } from "../../../policypack/settings/setting";
import { type SystemWorkloads, systemWorkloads } from "../../../policypack/settings/system-workloads";

const agent = {
    namespace: "agents",
    serviceAccount: "agent",
    image: "example.com/agent",
    paths: ["/opt/agent", "/run/agent"],
    shares: ["hostPID", "SYS_ADMIN"],
    reason: "watches nodes",
};
const read = (...value: unknown[]): SystemWorkloads => systemWorkloads().read(value, "p.systemWorkloads");
const owner = { namespace: "agents", serviceAccount: "agent" };
const image = "example.com/agent:2@sha256:00";
const shares = (shared: "hostPID" | "hostIPC", all: SystemWorkloads, of = image) =>
    all.shares.admit({ shared, owner, images: () => [of] });

test("a workload may have each of its paths and shares, and nothing else", () => {
    const all = read(agent);
    expect(["/opt/agent", "/run/agent", "/run"].map((path) => all.paths.admit(path, { image }, owner))).toEqual([
        true,
        true,
        false,
    ]);
    expect([shares("hostPID", all), shares("hostIPC", all)]).toEqual([true, false]);
});

test("a workload with paths alone shares nothing, and one with shares alone mounts nothing", () => {
    const { paths, shares: some, ...who } = agent;
    expect(shares("hostPID", read({ ...who, paths }))).toBe(false);
    expect(read({ ...who, shares: some }).paths.concern("/opt/agent")).toBe(false);
});

test("what is configured is added to what ships, which is made once", () => {
    let made = 0;
    const shipped = { ...agent, images: ["example.com/shipped"], path: "/shipped" };
    const setting = systemWorkloads({
        paths: () => [shipped],
        shares: () => {
            made++;
            return [{ ...shipped, shares: ["hostPID"] }];
        },
    });
    for (const value of [undefined, [], [agent]]) {
        const all = setting.read(value, "p");
        expect([all.paths.concern("/shipped"), shares("hostPID", all, "example.com/shipped")]).toEqual([true, true]);
    }
    expect(made).toBe(1);
    expect(shares("hostPID", setting.read([agent], "p"))).toBe(true);
    expect(setting.read([], "p")).toBe(setting.read(undefined, "p"));
});

const at = "p.systemWorkloads[0]";
test.each([
    ["agent", `${at} is no object. Give namespace, serviceAccount, image, paths, shares, reason`],
    [{ ...agent, reason: "" }, `${at}.reason is missing`],
    [{ ...agent, image: undefined }, `${at}.image is missing`],
    [{ ...agent, serviceaccount: "x" }, `${at} has no part "serviceaccount"; did you mean "serviceAccount"?`],
    [{ ...agent, path: "/x" }, `${at} has no part "path"; did you mean "paths"?`],
    [{ ...agent, because: "x" }, `${at} has no part "because"`],
    [{ ...agent, paths: [], shares: undefined }, `${at} allows nothing. Give paths (["/opt/agent"]) or shares (["hostPID"])`],
    [{ ...agent, paths: "/x" }, `${at}.paths is no list. Write ["/opt/agent"]`],
    [{ ...agent, shares: ["hostPID", 7] }, `${at}.shares[1] is 7. Write text like "hostPID"`],
    [
        { ...agent, shares: ["hostpid"] },
        `${at}.shares[0] is "hostpid", which is none of hostPID, hostNetwork, hostIPC, privileged, hostProcess, procMount, ALL, SYS_ADMIN, ` +
            "SYS_MODULE, DAC_READ_SEARCH, SYS_RAWIO, BPF, PERFMON",
    ],
    [{ ...agent, namespace: "*" }, `${at}.namespace is "*", which names everything. Name what is meant`],
    [{ ...agent, image: "*/*" }, `${at}.image is "*/*", which names everything. Name what is meant`],
    [{ ...agent, paths: ["/*"] }, `${at}.paths[0] is "/*", which names everything. Name what is meant`],
    [{ ...agent, serviceAccount: "a**" }, `${at}.serviceAccount has **. One * stands for letters within a part`],
    [{ ...agent, paths: ["run/k3s"] }, `${at}.paths[0] is "run/k3s", which is no absolute path. Write it as on the node`],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));

test("what is no list is refused", () =>
    expect(() => systemWorkloads().read("all", "p.systemWorkloads")).toThrow(
        new SettingError('p.systemWorkloads is no list. Write [{ "namespace": "agents", "serviceAccount": "agent", … }]'),
    ));
