import { PACK, project, ROOT } from "./engine";
import type { Project, Result } from "./project";
import { type Life, lives } from "./stack-life";

interface Shown {
    readonly name: string;
    readonly enforcementLevel: string;
    readonly description: string;
}
const { policies } = jest.requireActual<{ policies: readonly Shown[] }>(`${PACK}/bin/policies`);
const mandatory = policies.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").map(({ name }) => name);

interface Twin extends Life {
    /** The policies that block it. */
    readonly blockedBy: readonly string[];
}

const TWINS: Readonly<Record<string, Twin>> = {
    "insecure-eks": {
        blockedBy: [
            "kubelet-anonymous-auth-disabled",
            "kubelet-authentication-configured",
            "kubelet-authorization-required",
            "kubelet-configuration-protected",
            "kubelet-port-not-reachable",
            "kubelet-read-only-port-disabled",
            "kubelet-static-pods-disabled",
            "node-bucket-access-restricted",
            "node-bucket-not-public",
            "node-configuration-writers-restricted",
            "node-group-ssh-not-open",
            "node-identity-reserved",
            "node-logins-restricted",
            "node-metadata-tokens-required",
            "node-role-changes-no-nodes",
            "node-role-reads-no-keys",
            "node-sessions-restricted",
            "node-ssh-not-reachable",
            "node-units-isolated",
            "pods-isolated-from-node",
            "private-key-files-protected",
            "private-keys-not-in-node-configuration",
            "runtime-port-not-reachable",
            "runtime-socket-root-only",
            "static-pod-manifests-protected",
            "static-pod-url-protected",
            "static-pods-restricted",
            "static-pods-visible",
        ],
        change: { previewNodes: 3 },
        creates: [],
        updates: ["aws:eks/nodeGroup:NodeGroup::shop-staging-preview-apps-nodes"],
    },
    "insecure-self-managed": {
        blockedBy: [
            "etcd-buckets-not-public",
            "etcd-certificate-authority-separate",
            "etcd-client-certificates-required",
            "etcd-port-not-reachable",
            "etcd-snapshots-not-shared",
            "etcd-volumes-encrypted",
            "kube-apiserver-authorization-required",
            "kubelet-anonymous-auth-disabled",
            "kubelet-authorization-required",
            "kubelet-port-not-reachable",
            "kubelet-read-only-port-disabled",
            "kubelet-static-pods-disabled",
            "node-logins-restricted",
            "node-role-changes-no-nodes",
            "node-role-reads-no-keys",
            "node-ssh-not-reachable",
            "node-units-isolated",
            "private-key-files-protected",
            "private-key-secrets-not-shared",
            "private-keys-stored-safely",
            "runtime-port-not-reachable",
            "runtime-socket-root-only",
            "static-pod-manifests-protected",
        ],
        change: { workers: 3 },
        creates: [],
        updates: ["aws:autoscaling/group:Group::depot-staging-new-workers-nodes"],
    },
    "insecure-workloads": {
        blockedBy: [
            "etcd-certificate-authority-separate",
            "etcd-client-certificates-required",
            "etcd-peer-certificates-required",
            "etcd-port-not-published",
            "host-path-mounts-read-only",
            "kube-apiserver-authorization-required",
            "kubelet-folders-not-mounted",
            "kubelet-port-not-published",
            "node-boot-objects-writers-restricted",
            "node-certificate-approval-restricted",
            "node-identity-writers-restricted",
            "node-impersonation-restricted",
            "node-subresources-not-granted-to-everyone",
            "node-subresources-restricted",
            "pods-isolated-from-node",
            "private-key-folders-not-mounted",
            "runtime-socket-not-mounted",
            "static-pod-folders-not-mounted",
        ],
        change: { runners: 3 },
        creates: [],
        updates: ["kubernetes:apps/v1:Deployment::ci-runner"],
    },
};

const blocking = ({ violations }: Result) => [
    ...new Set(violations.filter(({ level }) => level === "mandatory").map(({ policy }) => policy)),
];

describe("previews", () => {
    const previews: Record<string, Result> = {};
    beforeAll(async () => {
        for (const name of Object.keys(TWINS))
            previews[name] = await (await project(`${ROOT}/stacks/${name}`)).preview({ packs: [PACK] });
    });

    test.each(Object.entries(TWINS))("%s is refused by its policies, and nothing is created", (name, { blockedBy }) => {
        const { exitCode, created } = previews[name]!;
        expect([exitCode === 0, created]).toEqual([false, []]);
        expect(blocking(previews[name]!)).toEqual(expect.arrayContaining([...blockedBy]));
    });

    test.each(mandatory)("one of them is blocked by %s", (policy) => {
        const those = Object.values(previews).filter((preview) => blocking(preview).includes(policy));
        expect(those).not.toEqual([]);
        for (const { output } of those) expect(output).toContain(`  ${policy}  (`);
    });

    test("each finding is the requirement, then one line of where, what and how to mend it", () => {
        const descriptions = new Map(policies.map(({ name, description }) => [name, description]));
        for (const { policy, message } of Object.values(previews).flatMap(({ violations }) => violations)) {
            const [description, ...lines] = message.split("\n");
            if (description!.startsWith("can't run policy")) continue;
            expect([policy, description, lines.length]).toEqual([policy, descriptions.get(policy), 1]);
            expect(lines[0]).toMatch(/^\S.*\.$/);
        }
    });

    test("no policy crashed and nothing could not be read", () => {
        const all = Object.values(previews).flatMap(({ violations }) => violations);
        expect(all.filter(({ message }) => message.includes("could not be judged"))).toEqual([]);
    });
});

/** What was created without the pack is found in the state. */
const isFound = (blockedBy: readonly string[]) => async (stack: Project) => {
    const { exitCode, output } = await stack.analyze(await stack.exportStack(), [PACK]);
    expect(exitCode).not.toBe(0);
    for (const name of blockedBy) expect(output).toContain(`  ${name}  (`);
};

for (const [name, twin] of Object.entries(TWINS)) lives(name, twin, false, isFound(twin.blockedBy));
