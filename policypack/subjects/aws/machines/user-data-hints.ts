import type { Resource } from "../../../lib/subject";
import type { Role, RoleHint } from "../../../model/node-evidence";
import { BOTTLEROCKET_NODE } from "../../../node/bottlerocket-settings";
import { remembered } from "../../../parse/remembered";
import { textsIn } from "./machine-places";

/** More than EC2 takes (16 kB, or that much compressed). */
const LONGEST = 65_536;
/** What only a Kubernetes node's user data has: nodeadm, the EKS bootstrap script, Bottlerocket's settings, kubeadm. */
const MARKS: readonly { readonly mark: RegExp; readonly role: Role; readonly why: string }[] = [
    { mark: /^content-type:[ \t]*application\/node\.eks\.aws/im, role: "worker", why: "user data for nodeadm" },
    { mark: /^[ \t]*["']?apiVersion["']?:[ \t]*["']?node\.eks\.aws\//m, role: "worker", why: "user data for nodeadm" },
    {
        mark: /^[^#\n\r\u2028\u2029]*\/etc\/eks\/bootstrap\.sh\b/m,
        role: "worker",
        why: "user data that runs the EKS bootstrap script",
    },
    { mark: BOTTLEROCKET_NODE, role: "worker", why: "user data for Bottlerocket" },
    { mark: /^[^#\n\r\u2028\u2029]*\bkubeadm[ \t]+init\b/m, role: "control plane", why: "user data that runs kubeadm init" },
    {
        mark: /^[^#\n\r\u2028\u2029]*\bkubeadm[ \t]+join\b(?:(?!\bkubeadm[ \t]+join\b)[^#\n])*--control-plane\b/m,
        role: "control plane",
        why: "user data that runs kubeadm join",
    },
    { mark: /^[^#\n\r\u2028\u2029]*\bkubeadm[ \t]+join\b/m, role: "worker", why: "user data that runs kubeadm join" },
];

/**
 * Whether a machine's user data makes it a node. This only places a machine; what the node will run is read from the user data elsewhere,
 * as the machine itself would.
 */
export function hintsOfUserData({ props }: Pick<Resource, "props">): RoleHint[] {
    const texts = ["userData", "userDataBase64"].flatMap((property) => textsIn(props, property));
    return texts.flatMap((text) => hintIn(text));
}

const hintIn = remembered((text): readonly RoleHint[] => {
    const shown = decoded(text!);
    const found = MARKS.find(({ mark }) => mark.test(shown));
    return found === undefined ? [] : [{ role: found.role, why: found.why, through: [] }];
});

/** Launch templates take base64, instances either; what is no base64 is text already. */
function decoded(text: string): string {
    const start = text.slice(0, LONGEST);
    return /^[A-Za-z0-9+/\s]+(?:=+\s*)?$/.test(start) ? Buffer.from(start, "base64").toString("utf8") : start;
}
