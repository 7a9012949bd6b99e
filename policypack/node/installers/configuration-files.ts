import type { UnreadPart } from "../../model/node-boot";
import type { NodeEvidence } from "../../model/node-evidence";
import { layerOf, UNPLACED } from "../configuration-layer";
import { effectiveKubelet } from "../effective-kubelet";
import { roleOf } from "../node-role";
import type { NodeInstaller } from "./installer";

/** No command starts a kubelet here, but the files are those of one: kubeadm's, or an image of one's own. */
export const configurationFiles: NodeInstaller = {
    *kubelets(boot) {
        for (const file of boot.files) {
            if (file.isBase || !file.content.text.includes("kubelet.config.k8s.io")) continue;
            const unread: UnreadPart[] = [];
            const layer = layerOf(file, unread);
            if (layer === undefined) continue;
            const written: NodeEvidence = { verdict: "node", why: `user data that writes ${file.path}` };
            const evidence = file.path === UNPLACED ? boot.evidence : written;
            const common = { at: file.at, layers: [layer], hasFile: true, argv: [], distribution: "unknown" } as const;
            yield effectiveKubelet({ ...common, role: roleOf(boot), evidence, unread });
        }
    },
};
