import { on, type Row } from "../lib/subject";
import { bootOfContent } from "../node/content";
import { bootOfUserData } from "../node/user-data";
import { bootsAt } from "./boot-places";
import type { BootLens } from "./boot-carrier";

/** A file of somebody's that configures a node, which no resource carries: what `kube-bypass-guard audit` was given. */
export const USER_DATA_FILE = "kube-bypass-guard:audit:UserData";

export interface UserDataFile {
    /** As it is, or in base64. */
    userData: string;
}

/** User data, and files of the kubelet and kubeadm that somebody keeps by themselves. */
export const everyUserDataFile = <V>(lens: BootLens<V>): Row<V>[] => [
    on<UserDataFile>()(USER_DATA_FILE, (resource) =>
        bootsAt(
            lens,
            resource,
            (text, at) => bootOfContent(text, at, { name: resource.name }) ?? bootOfUserData(text, at),
            resource.props.field("userData"),
        ),
    ),
];
