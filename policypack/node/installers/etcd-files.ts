import type { BootFile, NodeBoot } from "../../model/node-boot";
import type { Invocation } from "../invocation";
import { startsOfUnit } from "../service";
import { isMasked } from "../units";
import type { NodeInstaller } from "./installer";

const UNIT = "etcd.service";
/** Environment files of distributions' packages and of Kubespray. */
const ENVIRONMENT_FILES = [
    "/etc/default/etcd",
    "/etc/sysconfig/etcd",
    "/etc/etcd.env",
    "/etc/etcd/etcd.env",
    "/etc/etcd/etcd.conf",
];
/** The unit of an image, as far as every one of them goes. */
const BASE_UNIT = ["[Service]", ...ENVIRONMENT_FILES.map((path) => `EnvironmentFile=-${path}`), "ExecStart=/usr/bin/etcd"].join(
    "\n",
);

/** Names that stand in etcd's configuration file and in no other. */
const CONFIGURATION = /^["']?(?:listen-(?:client|peer|metrics)-urls|(?:client|peer)-transport-security)["']?\s*:/m;

/**
 * Nothing here starts an etcd, but the files are those of one that the image starts: its configuration, drop-ins of its unit, or variables for
 * that. Its flags are not here; etcd ends at a variable for a flag that is set, so that the variables count where it runs.
 */
export const etcdFiles: NodeInstaller = {
    *etcds(boot) {
        if (isMasked(boot, UNIT)) return;
        const configurations = boot.files.filter(isConfiguration);
        for (const { path, at } of configurations)
            yield { at, args: [{ text: `--config-file=${path}`, isLiteral: true, at }], environment: new Map() };
        if (configurations.length === 0) yield* ofVariables(boot);
    },
};

const isConfiguration = ({ kind, isBase, content }: BootFile): boolean =>
    kind === "file" && !isBase && CONFIGURATION.test(content.text);

function* ofVariables(boot: NodeBoot): Generator<Invocation> {
    const base = { files: [{ path: `/usr/lib/systemd/system/${UNIT}`, text: BASE_UNIT, at: UNIT }] };
    for (const { argv, environment } of startsOfUnit(boot, UNIT, base)) {
        const [first] = [...environment].filter(([name]) => name.startsWith("ETCD_"));
        if (first === undefined) continue;
        const { at } = first[1];
        yield { at, args: argv.slice(1), environment, unseen: at };
    }
}
