import { PodSecurityLevel, RestrictedNamespace, type RestrictedNamespaceArgs } from "../../components";
import { registered } from "./registered";
import { atTheStrictest } from "./strictest";

const made = (args: RestrictedNamespaceArgs = {}) => registered(() => new RestrictedNamespace("shop", args));

test("Pod Security refuses what is not restricted, at the newest version", async () => {
    const resources = await made();
    expect(resources.map(({ type, name }) => [type, name])).toEqual([
        ["kube-bypass-guard:index:RestrictedNamespace", "shop"],
        ["kubernetes:core/v1:Namespace", "shop-namespace"],
    ]);
    expect(resources[1]!.props["metadata"]).toEqual({
        name: "shop",
        labels: Object.fromEntries(
            ["enforce", "audit", "warn"].flatMap((mode) => [
                [`pod-security.kubernetes.io/${mode}`, "restricted"],
                [`pod-security.kubernetes.io/${mode}-version`, "latest"],
            ]),
        ),
    });
});

test("baseline still warns of what is not restricted", async () => {
    expect((await made({ level: PodSecurityLevel.Baseline }))[1]!.props["metadata"].labels).toMatchObject({
        "pod-security.kubernetes.io/enforce": "baseline",
        "pod-security.kubernetes.io/warn": "restricted",
    });
});

test("labels of one's own replace none of Pod Security", async () => {
    const labels = { team: "web", "pod-security.kubernetes.io/enforce": "privileged" };
    expect((await made({ namespaceName: "web", labels }))[1]!.props["metadata"]).toMatchObject({
        name: "web",
        labels: { team: "web", "pod-security.kubernetes.io/enforce": "restricted" },
    });
});

test.each<[RestrictedNamespaceArgs, string, string]>([
    [{ namespaceName: "Shop" }, "namespaceName", 'is "Shop", which is no namespace\'s name'],
    [{ level: "privileged" as PodSecurityLevel }, "level", 'is "privileged": give restricted or baseline'],
])("%j is refused by name", async (args, propertyPath, reason) => {
    await expect(made(args)).rejects.toMatchObject({ propertyPath, reason });
});

test("it passes the whole pack at every level", async () => {
    for (const level of Object.values(PodSecurityLevel)) {
        expect(atTheStrictest(await made({ level, labels: { team: "web" } }))).toEqual({ violations: [], unknown: [] });
    }
});
