import type { NodeBoot } from "../../../model/node-boot";
import { BootReader } from "../../../node/boot-reader";
import type { Container } from "./container";
import { invocationsOf, type Program } from "./invocation";

/** Both start as a server, or as an agent of one. */
export const K3S: readonly Program[] = [
    { name: "k3s", image: /^k3s$/, subcommands: ["server", "agent"] },
    { name: "rke2", image: /^rke2(?:-runtime)?$/, subcommands: ["server", "agent"] },
];

/**
 * The node that a container is: k3s or RKE2 starts kubelet, API server and etcd in it, with the words that it passes on to them.
 * @throws the unknown value where a word of its command line is not known yet
 */
export function k3sBootsOf(container: Container): readonly NodeBoot[] {
    return K3S.flatMap((program) =>
        invocationsOf(container, program).map(({ at, args }) => {
            const words = args.map(({ text, failure }) => {
                if (failure !== undefined) throw failure;
                return `'${text.replaceAll("'", `'\\''`)}'`;
            });
            const reader = new BootReader();
            const place = args.find(({ text }) => /-arg(?:=|$)/.test(text))?.at ?? at;
            reader.script([program.name, ...words].join(" "), place, () => place);
            return reader.boot({ verdict: "node", why: `a container that runs ${program.name}` });
        }),
    );
}
