import { basename } from "node:path/posix";
import type { NodeRole } from "../model/effective-kubelet";
import type { NodeBoot } from "../model/node-boot";
import { once } from "../parse/once";

/** What the carrier says of the node, or else what kubeadm's own commands make of it. Each of its daemons asks for it. */
export const roleOf = once((boot: NodeBoot): NodeRole => {
    if (boot.role !== undefined) return boot.role;
    const texts = boot.commands
        .filter(({ argv }) => basename(argv[0]!.text) === "kubeadm")
        .map(({ argv }) => argv.map(({ text }) => text));
    if (texts.some((argv) => argv.includes("init") || argv.includes("--control-plane"))) return "control-plane";
    return texts.some((argv) => argv.includes("join")) ? "worker" : "unknown";
});
