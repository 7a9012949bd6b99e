import { basename } from "node:path/posix";
import type { NodeBoot } from "../../model/node-boot";
import { lastStateOf } from "../configuration-layer";
import type { Invocation } from "../invocation";
import { startsOfUnit } from "../service";
import { commandsOfStart, type ServiceCommand } from "../service-commands";
import { serviceNames } from "../units";
import type { NodeInstaller } from "./installer";
import { KUBELET_UNIT, kubeletsOfUnit } from "./kubelet-unit";

/** Daemons that units of the boot start, whatever the units are called; the kubelet's own unit is its installer's. */
export const services: NodeInstaller = {
    *kubelets(boot) {
        for (const name of serviceNames(boot)) if (name !== KUBELET_UNIT) yield* kubeletsOfUnit(boot, name);
    },
    etcds: (boot) => startsOf(boot, "etcd"),
    apiServers: (boot) => startsOf(boot, "kube-apiserver"),
};

function* startsOf(boot: NodeBoot, program: string): Generator<Invocation> {
    for (const name of serviceNames(boot)) {
        for (const start of startsOfUnit(boot, name)) {
            for (const command of commandsOfStart(boot, start))
                if (basename(command.argv[0]?.text ?? "") === program) yield invocationOf(boot, command);
        }
    }
}

const invocationOf = (boot: NodeBoot, { at, argv, environment }: ServiceCommand): Invocation => ({
    at,
    args: argv.slice(1),
    environment,
    fileAt: (path) => lastStateOf(boot, path),
});
