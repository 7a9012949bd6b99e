import { basename } from "node:path/posix";
import type { BootCommand, BootUser } from "../../model/node-boot";
import type { RuntimeDoor } from "../../model/runtime-access";
import { joinedGroups } from "../group-commands";

interface Door {
    readonly at: string;
    readonly runtime: string;
    readonly door: RuntimeDoor;
}

/** Groups whose members open a runtime's socket. */
const GROUPS: ReadonlyMap<string, string> = new Map([
    ["docker", "dockerd"],
    ["containerd", "containerd"],
    ["crio", "CRI-O"],
    ["podman", "Podman"],
]);

/** `usermod -aG docker ec2-user` and its kin. */
export function* membersOf({ argv, at }: Pick<BootCommand, "argv" | "at">): Generator<Door> {
    const [program, ...words] = argv.map(({ text }) => text);
    for (const { user, group } of joinedGroups(basename(program!), words)) yield* member(user, group, at);
}

/** Users whom the boot makes members of such a group. */
export function* membersAmong(users: readonly BootUser[]): Generator<Door> {
    for (const { name, groups } of users) for (const { value, at } of groups) yield* member(name, value, at);
}

function* member(user: string, group: string, at: string): Generator<Door> {
    const runtime = GROUPS.get(group);
    if (runtime !== undefined && user !== "root") yield { at, runtime, door: { kind: "member", user, group } };
}
