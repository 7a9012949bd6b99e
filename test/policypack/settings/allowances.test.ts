import { allowances, type Allowances } from "../../../policypack/settings/allowances";
import { SettingError } from "../../../policypack/settings/setting";

const falco = {
    namespace: "falco",
    serviceAccount: "falco",
    image: "falcosecurity/falco",
    path: "/run/k3s",
    reason: "names containers",
};
const read = (...value: unknown[]): Allowances => allowances(() => []).read(value, "p.allowances");
const owner = { namespace: "falco", serviceAccount: "falco" };
const image = "docker.io/falcosecurity/falco:0.41.0@sha256:0000";

test("every part must match", () => {
    const allowed = read(falco);
    expect(allowed.admit("/run/k3s", { image }, owner)).toBe(true);
    expect(allowed.admit("/run", { image }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s/containerd", { image }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s", { image: "falco" }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s", { image: "evil.example.com/falcosecurity/falco" }, owner)).toBe(false);
    expect(allowed.admit("/run/k3s", { image }, { ...owner, namespace: "falco2" })).toBe(false);
    expect(allowed.admit("/run/k3s", { image }, { ...owner, serviceAccount: "default" })).toBe(false);
});

test("who may only read may not write", () => {
    const allowed = allowances(() => [{ ...falco, onlyReads: true }]).read(undefined, "p.allowances");
    expect(allowed.admit("/run/k3s", { image, readOnly: true }, owner)).toBe(true);
    expect(allowed.admit("/run/k3s", { image, readOnly: false }, owner)).toBe(false);
});

test("the path is compared as a path, not as text", () => {
    expect(read({ ...falco, path: "/var/run//k3s/" }).admit("/run/k3s", { image }, owner)).toBe(true);
});

test("a star stands for letters within one part", () => {
    const allowed = read({ ...falco, image: "*.dkr.ecr.*.amazonaws.com/falco", namespace: "falco-*" });
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
    expect(read(falco).admit("/run", { image }, unread)).toBe(false);
    expect(() => read(falco).admit("/run/k3s", { image }, unread)).toThrow("read");
});

test("configured allowances are added to the shipped ones", () => {
    const setting = allowances(() => [{ ...falco, path: "/shipped" }]);
    expect(setting.read(undefined, "p").concern("/shipped")).toBe(true);
    expect(setting.read([falco], "p").concern("/shipped")).toBe(true);
    expect(setting.read([], "p")).toBe(setting.read(undefined, "p"));
    expect(setting.read([falco], "p").concern("/run/k3s")).toBe(true);
});

test.each([
    ["falco", "p.allowances[0] is no object. Give namespace, serviceAccount, image, path, reason"],
    [{ ...falco, reason: "" }, "p.allowances[0].reason is missing"],
    [{ ...falco, image: undefined }, "p.allowances[0].image is missing"],
    [{ ...falco, serviceaccount: "x" }, 'p.allowances[0] has no part "serviceaccount"; did you mean "serviceAccount"?'],
    [{ ...falco, because: "x" }, 'p.allowances[0] has no part "because"'],
    [{ ...falco, namespace: "*" }, "p.allowances[0].namespace names everything. Name what is meant"],
    [{ ...falco, path: "/*" }, "p.allowances[0].path names everything. Name what is meant"],
    [{ ...falco, image: "a/**" }, "p.allowances[0].image has **. One * stands for letters within a part"],
    [{ ...falco, path: "run/k3s" }, "p.allowances[0].path is no absolute path. Write it as on the node"],
])("%j is refused", (value, message) => {
    expect(() => read(value)).toThrow(new SettingError(message));
});

test("what is no list is refused", () => {
    expect(() => allowances(() => []).read("all", "p.allowances")).toThrow(
        new SettingError("p.allowances is no list of allowances"),
    );
});
