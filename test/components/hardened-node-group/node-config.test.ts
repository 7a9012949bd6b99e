import { parse } from "yaml";
import { kubeletConfiguration } from "../../../components/hardened-node-group/kubelet-configuration";
import { nodeConfig } from "../../../components/hardened-node-group/node-config";

const plain = { isSelfSigned: false, servesJournal: false };

test("nodeadm's document with the kubelet's configuration, and nothing of the cluster", () => {
    expect(parse(nodeConfig(plain))).toEqual({
        apiVersion: "node.eks.aws/v1alpha1",
        kind: "NodeConfig",
        spec: { kubelet: { config: kubeletConfiguration(plain) } },
    });
});
