import type { EffectiveKubelet } from "../../model/effective-kubelet";
import type { BootCommand, NodeBoot } from "../../model/node-boot";
import { filesFor } from "../configuration-layer";
import { AL2_KUBELET_FILE } from "../disk";
import type { ConfigLayer } from "../effective-kubelet";
import { EKS_BASE } from "../kubelet-settings";
import type { BaseService } from "../service";
import { liesOnMachine } from "../units";
import { isEksBootstrap } from "./eks-bootstrap-command";
import type { NodeInstaller } from "./installer";
import { KUBELET_UNIT, kubeletsOfUnit, unreadOfKubeletUnit } from "./kubelet-unit";

const BASE: ConfigLayer = { value: EKS_BASE, at: "", isBase: true, path: AL2_KUBELET_FILE };
const FOLDER = "/etc/systemd/system";
const DROP_IN = `${FOLDER}/${KUBELET_UNIT}.d/30-kubelet-extra-args.conf`;
/** The image's unit (templates/al2/runtime/kubelet.service), as far as it is judged. */
const UNIT = `[Service]\nExecStart=/usr/bin/kubelet --config ${AL2_KUBELET_FILE} $KUBELET_ARGS $KUBELET_EXTRA_ARGS\n`;

/** Amazon Linux 2: the image's file and unit, and `--kubelet-extra-args`, one text that ends the kubelet's command line. */
export const eksBootstrap: NodeInstaller = {
    *kubelets(boot) {
        for (const command of boot.commands) {
            if (!isEksBootstrap(command.argv)) continue;
            yield* kubeletsOf(boot, command);
            // The script writes over a drop-in of that name that was there before, and the boot over the script's: it is not told which.
            const files = boot.files.filter(({ path }) => path !== DROP_IN);
            const hasArguments = command.argv.some(({ text }) => text === "--kubelet-extra-args");
            if (hasArguments && files.length < boot.files.length) yield* kubeletsOf({ ...boot, files }, command);
        }
    },
    *unread(boot) {
        const command = boot.commands.find(({ argv }) => isEksBootstrap(argv));
        if (command !== undefined) yield* unreadOfKubeletUnit(boot, serviceOf(command));
        const script = boot.files.find((file) => file.path === "/etc/eks/bootstrap.sh" && !file.isBase && !liesOnMachine(file));
        if (script !== undefined) yield { at: script.at, reason: "changes the script that starts the kubelet" };
    },
};

function* kubeletsOf(boot: NodeBoot, command: BootCommand): Generator<EffectiveKubelet> {
    const files = filesFor(boot);
    yield* kubeletsOfUnit(boot, KUBELET_UNIT, serviceOf(command), {
        at: command.at,
        distribution: "eks-al2",
        role: "worker",
        fileAt: (path, notes) => {
            const before = notes.length;
            const file = files.fileAt(path, notes);
            return file ?? (path === AL2_KUBELET_FILE && notes.length === before ? BASE : undefined);
        },
    });
}

/** With the drop-in that the script writes where it is given arguments, by its option or by a variable (templates/al2/runtime/bootstrap.sh). */
function serviceOf({ argv, environment, at }: BootCommand): BaseService {
    const position = argv.findLastIndex(({ text }) => text === "--kubelet-extra-args");
    const variable = environment.get("KUBELET_EXTRA_ARGS");
    const extra = (position < 0 ? variable?.text : argv[position + 1]?.text) ?? "";
    const dropIn = {
        path: DROP_IN,
        text: `[Service]\nEnvironment='KUBELET_EXTRA_ARGS=${extra}'\n`,
        at: position < 0 ? at : `${at} › --kubelet-extra-args`,
    };
    return { files: [{ path: `${FOLDER}/${KUBELET_UNIT}`, text: UNIT, at }, ...(extra === "" ? [] : [dropIn])] };
}
