import type { EffectiveKubelet } from "../../../../../policypack/model/effective-kubelet";
import { everyKubeletConfigMap } from "../../../../../policypack/subjects/kubernetes/nodes/kubelet-config-map";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";
import { kubeletConfiguration } from "../../../kubelets";

const views = (data: object, metadata: object = {}) =>
    viewsOf<EffectiveKubelet>(
        everyKubeletConfigMap((kubelet) => [() => kubelet]),
        { type: "kubernetes:core/v1:ConfigMap", props: { metadata, data } },
    );
const SYSTEM = "kube-system";
const OPEN = kubeletConfiguration({ readOnlyPort: 10255 });
const UNSURE = { verdict: "unsure", why: "" };
const NODE = { verdict: "node", why: "a KubeletConfiguration in kube-system" };

test.each<[why: string, key: string, metadata: object, distribution: string, evidence: object]>([
    ["kubeadm's own", "kubelet", { namespace: SYSTEM, name: "kubelet-config" }, "kubeadm", NODE],
    ["that of an old version", "kubelet", { namespace: SYSTEM, name: "kubelet-config-10.23" }, "kubeadm", NODE],
    ["one with a name that is not kubeadm's", "kubelet", { namespace: SYSTEM, name: "kubelet-config-1.23x" }, "unknown", NODE],
    ["nor has it something before it", "kubelet", { namespace: SYSTEM, name: "my-kubelet-config" }, "unknown", NODE],
    ["nor a name of a version", "kubelet", { namespace: SYSTEM, name: "kubelet-config-a.b" }, "unknown", NODE],
    ["one without a name", "kubelet", { namespace: SYSTEM }, "unknown", NODE],
    ["another key of it", "config", { namespace: SYSTEM, name: "kubelet-config" }, "unknown", NODE],
    ["one of its name elsewhere", "kubelet", { namespace: "apps", name: "kubelet-config" }, "unknown", UNSURE],
    ["one of no namespace", "kubelet", { name: "kubelet-config" }, "unknown", UNSURE],
])("whose kubelets a ConfigMap configures: %s", (_, key, metadata, distribution, evidence) => {
    const [kubelet, ...others] = views({ [key]: OPEN }, metadata).views;
    expect(others).toEqual([]);
    expect([kubelet!.distribution, kubelet!.evidence, kubelet!.isFlagsOnly]).toEqual([distribution, evidence, false]);
    expect(kubelet!.readOnlyPort).toEqual({ value: 10255, at: `data.${key} › readOnlyPort`, isDefault: false });
});

test.each<[why: string, text: string | null, count: number]>([
    ["a text of something else", "a: b", 0],
    ["no text", null, 0],
    ["two documents, one of them a kubelet's", `kind: A\n---\n${OPEN}`, 1],
    ["a document that only mentions it", "note: kubelet.config.k8s.io\n", 0],
    ["a script with it in a heredoc", `#!/bin/sh\ncat > /a <<EOF\n${OPEN}\nEOF\n\t- : [`, 0],
    ["a cloud-config with it that is no YAML", `\n #cloud-config\na: [\n${OPEN}`, 0],
    ["a MIME message with it", `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\na: [\n${OPEN}`, 0],
])("how many kubelets are in %s", (_, text, count) => expect(views({ a: text }).views.length).toBe(count));

test("a text that is none of these and no YAML is told to be unreadable", () =>
    expect(() => views({ a: `x #note\na: [\n${OPEN}` })).toThrow("data.a: is no valid YAML (line 2)"));

test.each<[why: string, key: string, metadata: object, unknown: string[]]>([
    ["one whose key names a kubelet", "kubelet", {}, ["data.kubelet"]],
    ["one whose ConfigMap does", "config", { name: "kubelet-config" }, ["data.config"]],
    ["one that nothing says of", "config", { name: "kube-proxy" }, []],
    ["one of no name", "config", {}, []],
])("a value that is not known yet is waited for where it concerns a kubelet: %s", (_, key, metadata, unknown) =>
    expect(views({ [key]: UNKNOWN }, metadata)).toEqual({ views: [], unknown }),
);
