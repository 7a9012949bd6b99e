import { gzipSync } from "node:zlib";
import {
    about,
    audited,
    base64,
    called,
    checkpoint,
    exported,
    NAMESPACE,
    OPEN,
    previewed,
    secret,
    SECURITY_GROUP,
    SOCKET_MESSAGE,
    SOCKET,
    TEMPLATE,
    temporaryFolder,
    urnOf,
} from "./command";
import { UNKNOWN } from "../judge";

const folder = temporaryFolder();
test("a violation has everything that a program needs of it, and the line to edit", async () => {
    const file = folder.write("one.yaml", `${NAMESPACE}---\n# the agent\n${SOCKET}`);
    expect(await audited(file)).toEqual({
        code: 1,
        violations: [
            {
                policy: "runtime-socket-not-mounted",
                mitigation: "M14",
                severity: "critical",
                enforcementLevel: "mandatory",
                type: "kubernetes:apps/v1:DaemonSet",
                name: "agents/agent",
                urn: "urn:pulumi:manifests::kubernetes::kubernetes:apps/v1:DaemonSet::agents/agent",
                at: "spec.template.spec.volumes[0].hostPath.path",
                message: SOCKET_MESSAGE,
                file,
                line: 21,
            },
        ],
        unreadable: [],
        resources: 2,
    });
});

test("text is for people", async () => {
    const file = folder.write("text.yaml", SOCKET);
    expect(await called("audit", file)).toEqual({
        code: 1,
        err: "",
        out: `${file}: kubernetes:apps/v1:DaemonSet agents/agent
  mandatory (critical) runtime-socket-not-mounted M14
    line 16, spec.template.spec.volumes[0].hostPath.path: ${SOCKET_MESSAGE}

1 resource judged: 1 violation, 1 of them mandatory.
`,
    });
});

describe("stacks", () => {
    const role =
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: reader }\nrules: [{ apiGroups: [''], resources: [nodes/proxy], verbs: [get] }]\n";
    const binding =
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: readers }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }\nsubjects: [{ kind: Group, name: 'system:authenticated' }]\n";

    test("a folder is one: a binding and its role are in different files", async () => {
        folder.write("rbac/a/role.yaml", role);
        folder.write("rbac/binding.yaml", binding);
        const together = about("node-subresources-not-granted-to-everyone", await audited(`${folder.path}/rbac`));
        expect(together).toHaveLength(1);
        const apart = await audited(`${folder.path}/rbac/binding.yaml`);
        expect(about("node-subresources-not-granted-to-everyone", apart)).toEqual([]);
    });

    test("files that are named together are one", async () => {
        const files = [folder.write("r.yaml", role), folder.write("b.yaml", binding)];
        expect(about("node-subresources-not-granted-to-everyone", await audited(...files))).toHaveLength(1);
    });

    test("each export is one of its own, with its edges", async () => {
        const group = {
            type: SECURITY_GROUP,
            name: "nodes",
            inputs: {},
            outputs: { id: "sg-1", tags: { "kubernetes.io/cluster/main": "owned" } },
        };
        const rule = {
            type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            name: "rule",
            inputs: { securityGroupId: "sg-1", ipProtocol: "tcp", fromPort: 10250, toPort: 10250, cidrIpv4: "0.0.0.0/0" },
            propertyDependencies: { securityGroupId: [urnOf(SECURITY_GROUP, "nodes")] },
        };
        const file = folder.write("edges.json", exported(group, rule));
        expect(about("kubelet-port-not-reachable", await audited(file)).map(({ name }) => name)).toEqual(["rule"]);
    });

    test("one object in two files is told of twice, under URNs of their own", async () => {
        folder.write("twice/a.yaml", SOCKET);
        folder.write("twice/b.yaml", SOCKET);
        const { violations } = await audited(`${folder.path}/twice`);
        const urn = "urn:pulumi:manifests::kubernetes::kubernetes:apps/v1:DaemonSet::agents/agent";
        expect(violations.map((one) => [one.file, one.urn])).toEqual([
            [`${folder.path}/twice/a.yaml`, urn],
            [`${folder.path}/twice/b.yaml`, `${urn}#2`],
        ]);
    });

    test("a whole backend, without its copies and its history", async () => {
        const state = checkpoint({ type: SECURITY_GROUP, inputs: OPEN });
        folder.write("backend/.pulumi/meta.yaml", "version: 1\n");
        const stacks = [
            folder.write("backend/.pulumi/stacks/app/dev.json", state),
            folder.write("backend/.pulumi/stacks/prod.json.gz", gzipSync(JSON.stringify(state))),
        ];
        folder.write("backend/.pulumi/stacks/app/dev.json.bak", state);
        folder.write("backend/.pulumi/history/app/dev/1.checkpoint.json", state);
        for (const path of ["backend", "backend/.pulumi"]) {
            const { violations, resources } = await audited(`${folder.path}/${path}`);
            expect([violations.map(({ file }) => file), resources]).toEqual([stacks, 2]);
        }
    });

    test("what is superseded or deleted is no part of it, and an empty stack is clean", async () => {
        const superseded = folder.write("superseded.json", exported({ type: SECURITY_GROUP, inputs: OPEN, delete: true }));
        const deleted = folder.write("deleted.json", previewed({ op: "delete", type: SECURITY_GROUP, inputs: OPEN }));
        const empty = folder.write("empty.json", { version: 3, deployment: { manifest: {} } });
        const none = folder.write("none.json", { version: 3, checkpoint: { stack: "x", latest: null } });
        expect(await audited(superseded, deleted, empty, none)).toEqual({
            code: 0,
            violations: [],
            unreadable: [],
            resources: 0,
        });
    });
});

describe("secrets and unknowns", () => {
    const SECRET = "never-to-be-printed";
    const hidden = `#!/bin/bash\nexport TOKEN=${SECRET}\n/etc/eks/bootstrap.sh main --kubelet-extra-args '--read-only-port=10255'\n`;

    test("a secret of which there is only the ciphertext is told of once", async () => {
        const file = folder.write(
            "ciphertext.json",
            exported({
                type: TEMPLATE,
                inputs: { userData: secret(), metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
            }),
        );
        const { violations } = await audited(file);
        const { at, message, enforcementLevel, severity } = violations.find((one) => one.message.includes("secret"))!;
        expect({ at, message, enforcementLevel, severity }).toEqual({
            at: "userData",
            message:
                "is a secret, of which this file has only the ciphertext. Audit what `pulumi stack export --show-secrets` gives, which must be kept secret itself: the policies that read it could not judge it.",
            enforcementLevel: "advisory",
            severity: "low",
        });
        expect(violations.filter((one) => one.message.includes("could not judge it"))).toHaveLength(1);
    });

    test("a secret in plain text is judged and not printed", async () => {
        const file = folder.write("plaintext.json", exported({ type: TEMPLATE, inputs: { userData: secret(base64(hidden)) } }));
        const answer = await audited(file);
        expect(about("kubelet-read-only-port-disabled", answer)).toHaveLength(1);
        expect(JSON.stringify(answer)).not.toContain(SECRET);
    });

    test.each([["[secret]"], [UNKNOWN]])("in a preview %s is not known", async (value) => {
        const file = folder.write("preview.json", previewed({ type: TEMPLATE, inputs: { userData: value } }));
        const { violations } = await audited(file);
        expect(violations.filter(({ message }) => message.startsWith("is secret, or known only after the update."))).toHaveLength(
            1,
        );
    });

    test("control characters in names move no cursor", async () => {
        const file = folder.write("names.yaml", SOCKET.replace("name: agent\n", 'name: "a\\e[2Jb\\u202ec\\n d"\n'));
        const { out } = await called("audit", file);
        expect(out).toContain("agents/a\\u{1b}[2Jb\\u{202e}c\\u{a} d\n");
        // eslint-disable-next-line no-control-regex -- that is what it is about
        expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    });
});
