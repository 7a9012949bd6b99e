import { basename } from "node:path/posix";
import type { Word } from "../../parse/word";

const PATH = "/etc/eks/bootstrap.sh";
/** Options that no other script of that name has. */
const OWN = new Set(["--kubelet-extra-args", "--b64-cluster-ca", "--apiserver-endpoint", "--use-max-pods", "--dns-cluster-ip"]);

/** Whether a command is the script that joins an Amazon Linux 2 image to its cluster: by its path, or from its own folder by its options. */
export function isEksBootstrap(argv: readonly Word[]): boolean {
    const program = argv[0]?.text ?? "";
    return program === PATH || (basename(program) === basename(PATH) && argv.some(({ text }) => OWN.has(text)));
}
