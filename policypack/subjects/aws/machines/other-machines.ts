import { basename } from "node:path/posix";
import type { NodeBoot } from "../../../model/node-boot";
import type { RoleHint } from "../../../model/node-evidence";
import { bootOfUserData } from "../../../node/user-data";
import type { Cursor } from "../../../parse/cursor";
import { concernsNodes } from "../../boot-places";
import { ifKnown } from "../../../lib/read-all";

/** Programs that bring what is nowhere in the user data: it may make the machine a node. A container's image says by its name what it is. */
const FETCHES =
    /^(?:curl|wget|aws|gsutil|git|python\d?|pip\d?|helm|ansible.*|salt.*|puppet|chef.*|cloud-init|cfn-init|invoke-.*|start-bitstransfer|iex|iwr)$/i;

/** User data that is read as it stands. */
const PLAIN = /^\s*#(?:!|cloud-config)/;

/** What a machine's user data makes of it; undefined for a machine that has none, or none that is known. */
export function bootOfMachine(place: Cursor<unknown>): NodeBoot | undefined {
    const text = userDataOf(place);
    return text === undefined ? undefined : bootOfUserData(text, "");
}

/**
 * What the boot of a machine shows that has no single mark, as k3s, kops and Talos have none, or whose user data is compressed. Of etcd by
 * itself nothing tells whether it is a cluster's.
 */
export function hintsOfBoot(place: Cursor<unknown>): RoleHint[] {
    const evidence = mayStartNode(place) ? bootOfMachine(place)?.evidence : undefined;
    if (evidence?.verdict !== "node") return [];
    return [{ role: evidence.why.endsWith("runs etcd") ? "etcd" : "kubernetes", why: evidence.why, through: [] }];
}

/** The cheap test before user data is read: plain text that speaks of no Kubernetes starts none. */
function mayStartNode(place: Cursor<unknown>): boolean {
    const text = userDataOf(place);
    return text !== undefined && !(PLAIN.test(text) && !concernsNodes(text));
}

function userDataOf(place: Cursor<unknown>): string | undefined {
    const all = place as Cursor<Record<string, unknown>>;
    const texts = ["userData", "userDataBase64"].map((property) => ifKnown(() => all.field(property).text()) ?? "");
    return texts.find((one) => one !== "");
}

/**
 * Whether a machine is known to be no node: its user data is there, is read to the end, starts no part of Kubernetes and fetches nothing
 * that could. A machine without any may have a node in its image.
 *
 * @param place where its settings stand
 */
export function startsNoNode(place: Cursor<unknown>): boolean {
    const boot = bootOfMachine(place);
    if (boot === undefined || boot.evidence.verdict === "node" || boot.unread.length > 0) return false;
    return !boot.commands.some(
        ({ argv }) =>
            argv.some(({ text }) => concernsNodes(text) || text.includes("rancher")) ||
            FETCHES.test(basename(argv[0]?.text ?? "")),
    );
}
