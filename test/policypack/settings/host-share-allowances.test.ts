import type { Shared } from "../../../policypack/model/host-share";
import { type HostShareAllowances, hostShareAllowances } from "../../../policypack/settings/host-share-allowances";
import { SettingError } from "../../../policypack/settings/setting";
import { shippedHostShares } from "../../../policypack/settings/shipped-host-shares";

const tracer = {
    namespace: "agents",
    serviceAccount: "tracer",
    image: "example.com/tracer",
    share: "hostPID",
    reason: "traces system calls",
};
const read = (...value: unknown[]): HostShareAllowances => hostShareAllowances(() => []).read(value, "p.allowances");
const owner = { namespace: "agents", serviceAccount: "tracer" };
const share = (images: readonly string[], own: Partial<{ shared: Shared; owner: typeof owner }> = {}) => ({
    shared: "hostPID" as Shared,
    owner,
    images: () => images,
    ...own,
});
const image = "example.com/tracer:2@sha256:00";

test("every part must match", () => {
    const allowed = read(tracer);
    expect(allowed.admit(share([image]))).toBe(true);
    expect(allowed.admit(share([image], { shared: "hostIPC" }))).toBe(false);
    expect(allowed.admit(share(["example.com/other"]))).toBe(false);
    expect(allowed.admit(share([image], { owner: { ...owner, namespace: "other" } }))).toBe(false);
    expect(allowed.admit(share([image], { owner: { ...owner, serviceAccount: "default" } }))).toBe(false);
});

test("every image of the Pod must be allowed, each by an allowance of its own if need be", () => {
    expect(read(tracer).admit(share([image, "example.com/other"]))).toBe(false);
    expect(read(tracer, { ...tracer, image: "example.com/other" }).admit(share([image, "example.com/other"]))).toBe(true);
    expect(read(tracer).admit(share([]))).toBe(false);
});

test("a star stands for letters within one part", () => {
    const allowed = read({ ...tracer, serviceAccount: "*tracer", image: "*.example.com/tracer" });
    expect(allowed.admit(share(["eu.example.com/tracer:1"]))).toBe(true);
    expect(allowed.admit(share(["eu.example.com/a/tracer:1"]))).toBe(false);
});

test("images are not read where no allowance is about the share", () => {
    const unread = {
        shared: "hostIPC" as Shared,
        owner,
        images: (): never => {
            throw new Error("read");
        },
    };
    expect(read(tracer).admit(unread)).toBe(false);
    expect(() => read(tracer).admit({ ...unread, shared: "hostPID" })).toThrow("read");
});

test("configured allowances are added to the shipped ones, which are made once", () => {
    let made = 0;
    const setting = hostShareAllowances(() => {
        made++;
        return [{ ...tracer, image: "example.com/shipped", shares: ["hostPID"] }];
    });
    for (const value of [undefined, [], [tracer]])
        expect(setting.read(value, "p").admit(share(["example.com/shipped"]))).toBe(true);
    expect(setting.read([tracer], "p").admit(share([image]))).toBe(true);
    expect(setting.read([], "p")).toBe(setting.read(undefined, "p"));
    expect(made).toBe(1);
});

test("what ships allows the parts of the system what they share, and nothing else", () => {
    const allowed = hostShareAllowances(shippedHostShares).read(undefined, "p");
    const system = (name: string) => ({ namespace: "kube-system", serviceAccount: name });
    const proxy = ["602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/kube-proxy:v1"];
    expect(allowed.admit(share(proxy, { shared: "hostNetwork", owner: system("kube-proxy") }))).toBe(true);
    expect(allowed.admit(share(proxy, { shared: "hostPID", owner: system("kube-proxy") }))).toBe(false);
    expect(allowed.admit(share(proxy, { shared: "hostNetwork", owner: system("default") }))).toBe(false);
    const etcd = ["registry.k8s.io/etcd:3.6"];
    expect(allowed.admit(share(etcd, { shared: "hostNetwork", owner: system("default") }))).toBe(true);
    expect(allowed.admit(share(etcd, { shared: "privileged", owner: system("default") }))).toBe(false);
});

test.each([
    ["tracer", "p.allowances[0] is no object. Give namespace, serviceAccount, image, share, reason"],
    [{ ...tracer, reason: "" }, "p.allowances[0].reason is missing"],
    [{ ...tracer, share: undefined }, "p.allowances[0].share is missing"],
    [
        { ...tracer, share: "hostpid" },
        "p.allowances[0].share is none of hostPID, hostNetwork, hostIPC, privileged, hostProcess, procMount, ALL, SYS_ADMIN, SYS_MODULE, " +
            "DAC_READ_SEARCH, SYS_RAWIO, BPF, PERFMON",
    ],
    [{ ...tracer, shares: ["hostPID"] }, 'p.allowances[0] has no part "shares"; did you mean "share"?'],
    [{ ...tracer, namespace: "*" }, "p.allowances[0].namespace names everything. Name what is meant"],
    [{ ...tracer, serviceAccount: "a**" }, "p.allowances[0].serviceAccount has **. One * stands for letters within a part"],
    [{ ...tracer, image: "*/*" }, "p.allowances[0].image names everything. Name what is meant"],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(new SettingError(message)));

test("what is no list is refused", () =>
    expect(() => hostShareAllowances(() => []).read("all", "p.allowances")).toThrow(
        new SettingError("p.allowances is no list of allowances"),
    ));
