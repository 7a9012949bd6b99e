import type { Shared } from "../../../policypack/model/host-share";
import { type HostShareAllowance, HostShareAllowances } from "../../../policypack/settings/host-share-allowances";
import { shippedHostShares } from "../../../policypack/settings/shipped-host-shares";

const tracer: HostShareAllowance = {
    namespace: "agents",
    serviceAccount: "tracer",
    images: ["example.com/tracer"],
    shares: ["hostPID"],
    reason: "traces system calls",
};
const of = (...all: HostShareAllowance[]) => new HostShareAllowances(() => all);
const owner = { namespace: "agents", serviceAccount: "tracer" };
const share = (images: readonly string[], own: Partial<{ shared: Shared; owner: typeof owner }> = {}) => ({
    shared: "hostPID" as Shared,
    owner,
    images: () => images,
    ...own,
});
const image = "example.com/tracer:2@sha256:00";

test("every part must match", () => {
    const allowed = of(tracer);
    expect(allowed.admit(share([image]))).toBe(true);
    expect(allowed.admit(share([image], { shared: "hostIPC" }))).toBe(false);
    expect(allowed.admit(share(["example.com/other"]))).toBe(false);
    expect(allowed.admit(share([image], { owner: { ...owner, namespace: "other" } }))).toBe(false);
    expect(allowed.admit(share([image], { owner: { ...owner, serviceAccount: "default" } }))).toBe(false);
});

test("every image of the Pod must be allowed, each by an allowance of its own if need be", () => {
    expect(of(tracer).admit(share([image, "example.com/other"]))).toBe(false);
    expect(of(tracer, { ...tracer, images: ["example.com/other"] }).admit(share([image, "example.com/other"]))).toBe(true);
    expect(of(tracer).admit(share([]))).toBe(false);
});

test("a star stands for letters within one part", () => {
    const allowed = of({ ...tracer, serviceAccount: "*tracer", images: ["*.example.com/tracer"] });
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
    expect(of(tracer).admit(unread)).toBe(false);
    expect(() => of(tracer).admit({ ...unread, shared: "hostPID" })).toThrow("read");
});

test("what ships allows the parts of the system what they share, and nothing else", () => {
    const allowed = new HostShareAllowances(shippedHostShares);
    const system = (name: string) => ({ namespace: "kube-system", serviceAccount: name });
    const proxy = ["602401143452.dkr.ecr.eu-central-1.amazonaws.com/eks/kube-proxy:v1"];
    expect(allowed.admit(share(proxy, { shared: "hostNetwork", owner: system("kube-proxy") }))).toBe(true);
    expect(allowed.admit(share(proxy, { shared: "hostPID", owner: system("kube-proxy") }))).toBe(false);
    expect(allowed.admit(share(proxy, { shared: "hostNetwork", owner: system("default") }))).toBe(false);
    const etcd = ["registry.k8s.io/etcd:3.6"];
    expect(allowed.admit(share(etcd, { shared: "hostNetwork", owner: system("default") }))).toBe(true);
    expect(allowed.admit(share(etcd, { shared: "privileged", owner: system("default") }))).toBe(false);
});
