import { once } from "../parse/once";
import type { Resource } from "../lib/subject";
import type { NodeBoot } from "../model/node-boot";
import { everyCloudFormationResource } from "./aws/cloudformation";
import { everyNativeUserData } from "./aws/machines/native-user-data";
import { hintsOfTags } from "./aws/role-hints";
import { everySsmDocument } from "./aws/session-manager/ssm";
import { everyStoredContent } from "./aws/stored-content";
import { everyUserData } from "./aws/machines/user-data";
import { everyCommand } from "./command";
import { everyEksComponent } from "./eks/components";
import { KUBERNETES_CARRIERS } from "./kubernetes/nodes/carriers";
import type { BootCarrier } from "./boot-carrier";
import { everyNodeFiles } from "./node-files";
import { everyUserDataFile } from "./user-data-file";

/** Every carrier that is known; the next one goes here. */
const CARRIERS: readonly BootCarrier[] = [
    everyUserData,
    everyNativeUserData,
    everySsmDocument,
    everyCloudFormationResource,
    everyStoredContent,
    everyCommand,
    everyEksComponent,
    everyUserDataFile,
    everyNodeFiles,
    ...KUBERNETES_CARRIERS,
];

/** The rows of every carrier of node configuration, whatever resource it is. What the boot does not show, the resource's tags may. */
export const everyNodeBoot: BootCarrier = (lens) =>
    CARRIERS.flatMap((carrier) => carrier((boot, resource) => lens(tagged(boot, resource), resource)));

const tagged = (boot: NodeBoot, resource: Resource): NodeBoot => {
    if (boot.evidence.verdict === "node") return boot;
    const [hint] = hintsOfTags(resource);
    return hint === undefined ? boot : nodeVersion(boot, hint.why);
};

/** One for each boot and reason, so that what is computed from a boot is computed once. */
const versions = once((_: NodeBoot) => new Map<string, NodeBoot>());

function nodeVersion(boot: NodeBoot, why: string): NodeBoot {
    const known = versions(boot);
    const version = known.get(why) ?? { ...boot, evidence: { verdict: "node", why } };
    known.set(why, version);
    return version;
}
