import type { BootDocument, NodeBoot } from "../../../policypack/model/node-boot";
import { staticManifestsOf } from "../../../policypack/node/static-pod-manifests";

const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a" } };
const base64 = Buffer.from(JSON.stringify(pod)).toString("base64");
const bootOf = (document: BootDocument): NodeBoot => ({
    files: [],
    commands: [],
    documents: [document],
    users: [],
    unread: [],
    distribution: "unknown",
    evidence: { verdict: "node", why: "" },
});

test("Bottlerocket hands the kubelet those that are enabled", () => {
    const value = {
        settings: {
            kubernetes: {
                "static-pods": {
                    a: { enabled: true, manifest: base64 },
                    b: { enabled: false, manifest: base64 },
                    c: { enabled: true, manifest: "!" },
                },
            },
        },
    };
    expect(staticManifestsOf(bootOf({ installer: "bottlerocket", value, at: "userData" }))).toEqual([
        { value: pod, at: "userData › settings.kubernetes.static-pods.a.manifest", why: "static Pod a" },
    ]);
});

test("Talos has them as objects", () => {
    const value = { machine: { pods: [pod, "no object"] } };
    expect(staticManifestsOf(bootOf({ installer: "talos", value, at: "userData" }))).toEqual([
        { value: pod, at: "userData › machine.pods[0]", why: "a static Pod of Talos" },
    ]);
});

test("what has another shape starts none", () => {
    for (const value of [undefined, 1, "text", [], { settings: 1, machine: [] }, { machine: { pods: {} } }])
        for (const installer of ["bottlerocket", "talos"] as const)
            expect(staticManifestsOf(bootOf({ installer, value, at: "userData" }))).toEqual([]);
});
