import type { BootCommand, NodeBoot, UnreadPart } from "../../model/node-boot";
import { splitAtBlanks, word } from "../../parse/word";
import { lastStateOf, layerOf } from "../configuration-layer";
import { AL2_KUBELET_FILE } from "../disk";
import { type ConfigLayer, effectiveKubelet } from "../effective-kubelet";
import { EKS_BASE } from "../kubelet-settings";
import { isEksBootstrap } from "./eks-bootstrap-command";
import type { NodeInstaller } from "./installer";

const BASE: ConfigLayer = { value: EKS_BASE, at: "", isBase: true };

/** Amazon Linux 2: the image's file and `--kubelet-extra-args`, one text that ends the kubelet's command line. */
export const eksBootstrap: NodeInstaller = {
    *kubelets(boot) {
        for (const command of boot.commands) if (isEksBootstrap(command.argv)) yield kubeletOf(boot, command);
    },
};

function kubeletOf(boot: NodeBoot, { argv, at }: BootCommand) {
    const unread: UnreadPart[] = [];
    const position = argv.findLastIndex(({ text }) => text === "--kubelet-extra-args");
    const extra = position < 0 ? undefined : argv[position + 1];
    const edited = lastStateOf(boot, AL2_KUBELET_FILE);
    return effectiveKubelet({
        at,
        layers: [(edited && layerOf(edited, unread)) ?? BASE],
        hasFile: true,
        argv: splitAtBlanks(extra?.text ?? "").map((text) => ({ ...word(text), at: `${at} › --kubelet-extra-args` })),
        distribution: "eks-al2",
        role: "worker",
        evidence: boot.evidence,
        unread,
    });
}
