import { basename } from "node:path/posix";
import type { BootCommand, NodeBoot } from "../../model/node-boot";
import { filesFor, lastStateOf } from "../configuration-layer";
import type { Invocation } from "../invocation";
import { kubeletOfCommandLine } from "../kubelet-command";
import { roleOf } from "../node-role";
import type { NodeInstaller } from "./installer";

/** As `kubeletOfCommandLine` knows them: most commands of a boot are neither. */
const STARTS_KUBELET = /(?:kubelet|hyperkube)\/*$/;

/** Daemons that a boot script starts itself. */
export const commands: NodeInstaller = {
    *kubelets(boot) {
        const starts = boot.commands.filter(({ argv }) => STARTS_KUBELET.test(argv[0]!.text));
        if (starts.length === 0) return;
        const around = { evidence: boot.evidence, role: roleOf(boot), ...filesFor(boot) };
        for (const { argv, at } of starts) {
            const words = argv.map((part) => ({ ...part, at }));
            const kubelet = kubeletOfCommandLine(words, { at, ...around });
            if (kubelet !== undefined) yield kubelet;
        }
    },
    etcds: (boot) => startsOf(boot, "etcd"),
    apiServers: (boot) => startsOf(boot, "kube-apiserver"),
};

function* startsOf(boot: NodeBoot, program: string): Generator<Invocation> {
    for (const command of boot.commands) if (basename(command.argv[0]!.text) === program) yield invocationOf(boot, command);
}

const invocationOf = (boot: NodeBoot, { argv, environment, at }: BootCommand): Invocation => ({
    at,
    args: argv.slice(1).map((part) => ({ ...part, at })),
    environment: new Map([...environment].map(([name, value]) => [name, { ...value, at }])),
    fileAt: (path) => lastStateOf(boot, path),
});
