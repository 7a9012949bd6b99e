import { PACK, program, project } from "./engine";
import type { Result } from "./project";

const stack = program(`
new aws.ec2.SecurityGroup("bastion", {
    ingress: [{ protocol: "tcp", fromPort: 10250, toPort: 10250, cidrBlocks: ["0.0.0.0/0"] }],
});
const metadata = { name: "mapper", namespace: "kube-system" };
new kubernetes.rbac.v1.Role("mapper", {
    metadata,
    rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: ["aws-auth"], verbs: ["update"] }],
});
new kubernetes.rbac.v1.RoleBinding("mapper", {
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "mapper" },
    subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "mapper" }],
});
new aws.ec2.SecurityGroup("closed", {
    tags: { "kube-bypass-guard/exempt.kubelet-port-not-reachable": "nothing is open" },
});
`);
const BASTION = "urn:pulumi:dev::program::aws:ec2/securityGroup:SecurityGroup::bastion";
const ofGroup = { policy: "kubelet-port-not-reachable", name: "bastion", reason: "scraped from there", owner: "platform" };
const ofBinding = { policy: "node-identity-writers-restricted", name: "mapper", reason: "maps its own roles", owner: "iam" };

/** The lines of the policies that this is about, as `level policy: fact`. */
const lines = ({ violations }: Result, ...of: string[]): string[] =>
    violations
        .filter(({ policy }) => of.includes(policy))
        .map(({ level, policy, message }) => `${level} ${policy}: ${message.split("\n").at(-1)!}`)
        .sort();

const OPENS = "ingress[0].cidrBlocks: opens kubelet port 10250 to 0.0.0.0/0.";
const FIX = "Name the control plane's security group in securityGroups and remove cidrBlocks.";
const GIVES =
    "roleRef.name: gives ServiceAccount shop/mapper the role mapper, which writes the ConfigMap aws-auth, and so makes any role of IAM a node or an administrator.";
const TAG = 'tags["kube-bypass-guard/exempt.kubelet-port-not-reachable"]';

test("what is blocked passes once it is exempt, blocks again when that has expired, and what exempts nothing is told of", async () => {
    const opened = await project(stack);
    const preview = (exemptions: readonly object[], more: object = {}) =>
        opened.preview({ packs: [{ dir: PACK, config: { "kube-bypass-guard": { exemptions, ...more } } }] });

    const blocked = await preview([]);
    expect(blocked.exitCode).not.toBe(0);
    expect(lines(blocked, "kubelet-port-not-reachable")).toEqual([`mandatory kubelet-port-not-reachable: ${OPENS} ${FIX}`]);

    const accepted = await preview([ofGroup, { ...ofBinding, expires: "2999-12-31" }, { ...ofGroup, name: "basti" }]);
    expect(accepted.violations.filter(({ level }) => level === "mandatory")).toEqual([]);
    expect(accepted.exitCode).toBe(0);
    expect(lines(accepted, "kubelet-port-not-reachable", "node-identity-writers-restricted", "kube-bypass-guard")).toEqual([
        'advisory kube-bypass-guard: exemptions[2]: exempts nothing, as this stack has no resource of the name "basti" (did you mean "bastion"?). Remove it from the configuration.',
        `advisory kube-bypass-guard: ${TAG}: is ignored, as the configuration allows no exemptions on resources. Set allowExemptionsOnResources to true there, or write the exemption into the configuration.`,
        `advisory kubelet-port-not-reachable: ${OPENS} Exempt by platform: scraped from there.`,
        `advisory node-identity-writers-restricted: ${GIVES} Exempt until 2999-12-31 by iam: maps its own roles.`,
    ]);

    const expired = await preview([{ ...ofGroup, expires: "2020-12-31", ticket: "SEC-12" }, ofBinding]);
    expect(expired.exitCode).not.toBe(0);
    expect(lines(expired, "kubelet-port-not-reachable")).toEqual([
        `mandatory kubelet-port-not-reachable: ${OPENS} ${FIX} Its exemption by platform (SEC-12) expired on 2020-12-31: scraped from there.`,
    ]);

    const unused = await preview([ofGroup, ofBinding, { ...ofGroup, name: "closed" }], { allowExemptionsOnResources: true });
    expect(lines(unused, "kube-bypass-guard")).toEqual([
        "advisory kube-bypass-guard: exemptions[2]: exempts nothing, as kubelet-port-not-reachable has nothing to report of closed. Remove it from the configuration.",
        `advisory kube-bypass-guard: ${TAG}: exempts nothing, as kubelet-port-not-reachable has nothing to report of this resource. Remove it from the resource.`,
    ]);
});

test("an update obeys exemptions too, and those of what it is not about are not called unused", async () => {
    const opened = await project(stack);
    const packs = [
        { dir: PACK, config: { "kube-bypass-guard": { exemptions: [ofGroup, ofBinding, { ...ofGroup, name: "closed" }] } } },
    ];
    const unused = (result: Result) => lines(result, "kube-bypass-guard").filter((line) => line.includes("exempts nothing"));

    const ofBastion = await opened.up({ packs, targets: [BASTION] });
    expect([ofBastion.exitCode, ofBastion.created.includes(BASTION), unused(ofBastion)]).toEqual([0, true, []]);
    const all = await opened.up({ packs });
    expect([all.exitCode, ...new Set(unused(all))]).toEqual([
        0,
        "advisory kube-bypass-guard: exemptions[2]: exempts nothing, as kubelet-port-not-reachable has nothing to report of closed. Remove it from the configuration.",
    ]);
});
