import type { BootCommand, NodeBoot } from "../../model/node-boot";
import { HOLE, word } from "../../parse/word";
import { type ConfigLayer, effectiveKubelet } from "../effective-kubelet";
import type { NodeInstaller } from "./installer";
import { isWindowsBootstrap, parameter } from "./windows-bootstrap-command";

/** The file that Start-EKSBootstrap.ps1 writes and passes as `--config`; it leaves the read-only port to the default of files, 0. */
const BASE: ConfigLayer = {
    value: {
        kind: "KubeletConfiguration",
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        address: "0.0.0.0",
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: "C:\\ProgramData\\Amazon\\EKS\\cluster_ca.crt" },
        },
        authorization: { mode: "Webhook" },
        serverTLSBootstrap: true,
    },
    at: "",
    isBase: true,
};

/** EKS on Windows: the script's own file, and `-KubeletExtraArgs` at the end of the kubelet's command line. */
export const eksWindows: NodeInstaller = {
    *kubelets(boot) {
        for (const command of boot.commands) if (isWindowsBootstrap(command.argv)) yield kubeletOf(boot, command);
    },
};

function kubeletOf(boot: NodeBoot, { argv, at }: BootCommand) {
    const extra = parameter(argv, "kubeletextraargs")?.text ?? "";
    // A table of parameters that is given as a whole may have it too.
    const isSplatted = argv.slice(1).some(({ text }, i) => text === HOLE && !argv[i]!.text.startsWith("-"));
    const words = [...wordsOf(extra), ...(isSplatted ? [HOLE] : [])];
    return effectiveKubelet({
        at,
        layers: [BASE],
        hasFile: true,
        argv: words.map((text) => ({ ...word(text), at: `${at} › -KubeletExtraArgs` })),
        distribution: "eks-windows",
        role: "worker",
        evidence: boot.evidence,
        unread: [],
    });
}

/** As Windows splits a command line: at blanks outside double quotes, which go. */
const wordsOf = (text: string): string[] => [...text.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([part]) => part.replaceAll('"', ""));
