import { basename } from "node:path/posix";
import type { BootCommand, NodeBoot } from "../model/node-boot";
import { kubeadmConfigs } from "./installers/kubeadm-documents";

/** 32 bytes for AES, in hexadecimal (cmd/kubeadm/app/util/crypto). */
const CERTIFICATE_KEY = /^[0-9a-f]{64}$/i;
const FLAG = "--certificate-key";

/**
 * Where a boot carries kubeadm's certificate key: `kubeadm init --upload-certs` encrypts the keys of the control plane with it, etcd's
 * authority among them, and puts them into a Secret that everybody with a bootstrap token reads.
 */
export function certificateKeysOf(boot: NodeBoot): readonly string[] {
    const places = boot.commands.filter(carriesKey).map(({ at }) => at);
    for (const { init, join } of kubeadmConfigs(boot).configs) {
        for (const field of [init?.field("certificateKey"), join?.field("controlPlane").field("certificateKey")]) {
            const value = field?.raw();
            if (typeof value === "string" && CERTIFICATE_KEY.test(value)) places.push(field!.path);
        }
    }
    return places;
}

function carriesKey({ argv }: BootCommand): boolean {
    const words = argv.map(({ text }) => text);
    if (basename(words[0] ?? "") !== "kubeadm") return false;
    return words.some((word, i) => {
        const value = word === FLAG ? words[i + 1] : word.startsWith(`${FLAG}=`) ? word.slice(FLAG.length + 1) : undefined;
        return value !== undefined && CERTIFICATE_KEY.test(value);
    });
}
