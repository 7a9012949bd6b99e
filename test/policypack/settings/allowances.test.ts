import { type Allowance, Allowances } from "../../../policypack/settings/allowances";

const falco = {
    namespace: "falco",
    serviceAccount: "falco",
    images: ["falcosecurity/falco"],
    path: "/run/k3s",
    reason: "names containers",
};
const of = (...all: Allowance[]) => new Allowances(() => all);
const owner = { namespace: "falco", serviceAccount: "falco" };
const image = "docker.io/falcosecurity/falco:0.41.0@sha256:0000";

test("every part must match", () => {
    const allowed = of(falco);
    expect(allowed.admit("/run/k3s", { image }, owner)).toBe(true);
    expect(allowed.admit("/run", { image }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s/containerd", { image }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s", { image: "falco" }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s", { image: "evil.example.com/falcosecurity/falco" }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s", { image }, { ...owner, namespace: "falco2" })).toBe(false);
    expect(allowed.admit("/run/k3s", { image }, { ...owner, serviceAccount: "default" })).toBe(false);
});

test("who may only read may not write", () => {
    const allowed = of({ ...falco, onlyReads: true });
    expect(allowed.admit("/run/k3s", { image, readOnly: true }, owner)).toBe(true);
    expect(allowed.admit("/run/k3s", { image, readOnly: false }, owner)).toBe(false);
});

test("whose image is nobody's need not be known where nobody may write", () => {
    const unread = {
        readOnly: false,
        get image(): string {
            throw new Error("read");
        },
    };
    expect(of({ ...falco, onlyReads: true }).admit("/run/k3s", unread, owner)).toBe(false);
    expect(() => of({ ...falco, onlyReads: true }, falco).admit("/run/k3s", unread, owner)).toThrow("read");
});

test("one path may be for several images, and one image for several workloads", () => {
    const allowed = of(
        falco,
        { ...falco, namespace: "other" },
        { ...falco, images: ["quay.io/cilium/*"] },
        { ...falco, onlyReads: true, namespace: "third" },
    );
    const inNamespace = (namespace: string) => ({ ...owner, namespace });
    for (const namespace of ["falco", "other"]) expect(allowed.admit("/run/k3s", { image }, inNamespace(namespace))).toBe(true);
    expect(allowed.admit("/run/k3s", { image: "quay.io/cilium/cilium:1" }, owner)).toBe(true);
    expect(allowed.admit("/run/k3s", { image: "quay.io/cilium/cilium:1" }, inNamespace("other"))).toBe(false);
    expect(allowed.admit("/run/k3s", { image, readOnly: true }, inNamespace("third"))).toBe(true);
    expect(allowed.admit("/run/k3s", { image, readOnly: false }, inNamespace("third"))).toBe(false);
});

test("the path is compared as a path, not as text", () => {
    expect(of({ ...falco, path: "/var/run//k3s/" }).admit("/run/k3s", { image }, owner)).toBe(true);
});

test("a star stands for letters within one part", () => {
    const allowed = of({ ...falco, images: ["*.dkr.ecr.*.amazonaws.com/falco"], namespace: "falco-*" });
    const inTeam = { ...owner, namespace: "falco-a" };
    expect(allowed.admit("/run/k3s", { image: "1.dkr.ecr.eu-west-1.amazonaws.com/falco" }, inTeam)).toBe(true);
    expect(allowed.admit("/run/k3s", { image: "1.dkr.ecr.eu-west-1.amazonaws.com/x/falco" }, inTeam)).toBe(false);
    expect(allowed.admit("/run/k3s", { image: "1Xdkr.ecr.eu-west-1.amazonaws.com/falco" }, inTeam)).toBe(false);
});

test("what does not decide is not read: it may be unknown", () => {
    const unread = {
        ...owner,
        get namespace(): string {
            throw new Error("read");
        },
    };
    expect(of(falco).admit("/run", { image }, unread)).toBe(false);
    expect(() => of(falco).admit("/run/k3s", { image }, unread)).toThrow("read");
});

test("more allowances are looked up beside them", () => {
    const both = new Allowances(() => [falco], of({ ...falco, path: "/shipped" }));
    expect([both.concern("/shipped"), both.concern("/run/k3s"), both.concern("/run")]).toEqual([true, true, false]);
});
