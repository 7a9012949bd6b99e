import type { BootUser } from "../../model/node-boot";
import { joinedGroups } from "../group-commands";
import type { Command } from "./command";
import type { RuntimeOpening } from "./opening";

/** Groups whose members open a runtime's socket. */
const GROUPS: ReadonlyMap<string, string> = new Map([
    ["docker", "dockerd"],
    ["containerd", "containerd"],
    ["crio", "CRI-O"],
    ["podman", "Podman"],
]);

/** `usermod -aG docker ec2-user` and its kin. */
export const membersOf = ({ program, words, at }: Command): readonly RuntimeOpening[] =>
    joinedGroups(program, words).flatMap(({ user, group }) => member(user, group, at));

/** Users whom the boot makes members of such a group. */
export const membersAmong = (users: readonly BootUser[]): readonly RuntimeOpening[] =>
    users.flatMap(({ name, groups }) => groups.flatMap(({ value, at }) => member(name, value, at)));

function member(user: string, group: string, at: string): readonly RuntimeOpening[] {
    const runtime = GROUPS.get(group);
    return runtime === undefined || user === "root" ? [] : [{ at, runtime, door: { kind: "member", user, group } }];
}
