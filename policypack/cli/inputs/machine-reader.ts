import { basename, dirname, normalize } from "node:path/posix";
import type { Machine, MachineFile, UnitLink } from "../../model/machine";
import { isWithin } from "../../model/node-path";
import { bootOfMachine } from "../../node/machine-boot";
import {
    isUnopened,
    MACHINE_FILES,
    MACHINE_FOLDERS,
    MACHINE_PLACES,
    MACHINE_SOCKETS,
    type MachinePlace,
    placesNamedBy,
} from "../../node/machine-places";
import { UNIT_FOLDERS } from "../../node/units";
import { MAX_TEXT } from "../../parse/limits";
import type { Unreadable } from "../verdict";
import { type AccountFiles, namesOf, usersOf } from "./machine-users";
import { type Found, type RootFolder, Unreached } from "./root-folder";
import { textOf } from "./text";

/** No node has as many files in these places; what makes an image that has is not read to the end. */
const MAX_FILES = 1_500;
const MAX_BYTES = 32 << 20;
/** Files name files that name files: a unit its script, that a configuration, that a folder of Pods. */
const MAX_ROUNDS = 4;
const ROOT = 0;

/** Reads what a machine has on its disk of what makes a node of it, in a folder that is the root of its file system. */
export class MachineReader {
    readonly unreadable: Unreadable[] = [];
    private readonly files = new Map<string, MachineFile>();
    /** Where files lie that were found, by the path under which they were. */
    private readonly real = new Map<string, string>();
    private readonly unitLinks: UnitLink[] = [];
    private readonly accounts: AccountFiles;
    private readonly names: ReturnType<typeof namesOf>;
    private readonly hasOwners: boolean;
    private bytes = 0;
    private isFull = false;

    constructor(private readonly root: RootFolder) {
        this.accounts = { passwd: this.plain("/etc/passwd"), group: this.plain("/etc/group"), shadow: this.plain("/etc/shadow") };
        this.names = namesOf(this.accounts);
        this.hasOwners = this.keepsOwners();
    }

    /** Everything that there is to read. */
    read(): Machine {
        for (const path of MACHINE_FILES) this.takeFile(path);
        for (const place of MACHINE_PLACES) this.takeFolder(place);
        for (const path of [...MACHINE_FOLDERS, ...MACHINE_SOCKETS]) this.takeAttributes(path);
        this.takeKeysOfUsers();
        for (const folder of UNIT_FOLDERS) this.takeWants(folder);
        let machine = this.machine();
        for (let round = 0; round < MAX_ROUNDS; round++) {
            const before = this.files.size;
            const { files, folders, programs } = placesNamedBy(bootOfMachine(JSON.stringify(machine)));
            for (const path of files) this.takeFile(path);
            for (const folder of folders) this.takeFolder(folder);
            for (const path of programs) this.takeScript(path);
            if (this.files.size === before) break;
            machine = this.machine();
        }
        return machine;
    }

    private machine(): Machine {
        // Of a file with two names the modes and the owners are told once.
        const files = [...this.files.values()].map((file) => {
            const real = this.real.get(file.path);
            if (real === undefined || real === file.path || !this.files.has(real)) return file;
            const { mode: _, owner: __, group: ___, ...rest } = file;
            return rest;
        });
        return { files, unitLinks: this.unitLinks, users: usersOf(this.accounts) };
    }

    /** Copies that somebody else made have that one's files. */
    private keepsOwners(): boolean {
        if (process.platform === "win32") return false;
        const uid = this.tried("/etc", () => this.root.find("/etc"))?.stats.uid ?? ROOT;
        if (uid !== ROOT)
            this.note(
                "/etc",
                `belongs to user ${uid}, so that this is a copy which lost its owners. Make it as root, with cp -a or tar, or mount the disk`,
            );
        return uid === ROOT;
    }

    private takeFolder(place: MachinePlace, path = place.path, left = place.depth): void {
        const found = this.tried(path, () => this.root.find(path));
        if (found?.stats.isDirectory() !== true) {
            // A place may be a single file: a manifest of a static Pod.
            if (found?.stats.isFile() === true && path === place.path) this.takeFile(path);
            return;
        }
        // The same folder under a second name, as /lib is /usr/lib.
        if (path === place.path && found.path !== path && this.files.has(found.path)) return;
        this.addFolder(path, found);
        for (const name of this.tried(path, () => this.root.namesIn(found)) ?? []) {
            const own = `${path}/${name}`;
            const below = this.tried(own, () => this.root.find(own));
            if (below?.stats.isDirectory() === true) {
                if (left === 0 || place.folders?.test(own) === false) continue;
                // A link to what is read anyway, or leads around in a circle.
                if (
                    below.path !== `${found.path}/${name}` &&
                    (isWithin(below.path, found.path) || isWithin(found.path, below.path))
                )
                    continue;
                this.takeFolder(place, own, left - 1);
            } else if (place.files?.test(own) !== false) this.takeFile(own);
        }
    }

    private takeFile(path: string): void {
        if (this.files.has(path)) return;
        const link = this.tried(path, () => this.root.linkAt(path));
        if (link !== undefined && normalize(link) === "/dev/null") return this.add({ path, kind: "file", text: "" });
        const alias = link === undefined ? undefined : aliasOf(path, link);
        if (alias !== undefined) return void this.unitLinks.push(alias);
        const found = this.tried(path, () => this.root.find(path));
        if (found === undefined || found.stats.isDirectory()) return;
        this.real.set(path, found.path);
        this.add({ path, kind: "file", ...this.contentOf(path, found), ...this.attributesOf(found) });
    }

    private contentOf(path: string, found: Found): Pick<MachineFile, "text" | "unread"> {
        if (isUnopened(path) || isUnopened(found.path)) return {};
        try {
            const bytes = this.root.bytesOf(found, MAX_TEXT);
            this.bytes += bytes.length;
            const text = textOf(bytes);
            return text === undefined ? { unread: "is no text" } : { text };
        } catch (error) {
            if (!(error instanceof Unreached)) throw error;
            this.note(path, error.reason);
            return { unread: error.reason.replace(/[.,] .*/, "") };
        }
    }

    /** What starts with `#!`: other programs are no text, and none of a node's configuration. */
    private takeScript(path: string): void {
        if (this.files.has(path)) return;
        try {
            const found = this.root.find(path);
            if (found?.stats.isFile() !== true || found.stats.size > MAX_TEXT) return;
            const text = textOf(this.root.bytesOf(found, MAX_TEXT));
            if (text?.startsWith("#!") !== true) return;
            this.real.set(path, found.path);
            this.add({ path, kind: "file", text, ...this.attributesOf(found) });
        } catch (error) {
            if (!(error instanceof Unreached)) throw error;
        }
    }

    private takeAttributes(path: string): void {
        const found = this.tried(path, () => this.root.find(path));
        if (found?.stats.isDirectory() === true) this.addFolder(path, found);
        else if (found !== undefined) this.add({ path, kind: "file", ...this.attributesOf(found) });
    }

    private takeKeysOfUsers(): void {
        const homes = new Set(["/root", ...usersOf(this.accounts).map(({ home }) => home)]);
        for (const home of homes) {
            if (!/^\/[^\0]+$/.test(home)) continue;
            for (const name of ["authorized_keys", "authorized_keys2"])
                this.takeFile(`${normalize(home).replace(/\/$/, "")}/.ssh/${name}`);
        }
    }

    /** `multi-user.target.wants/kubelet.service`, whatever it is: systemd goes by the name. */
    private takeWants(folder: string): void {
        const found = this.tried(folder, () => this.root.find(folder));
        if (found?.stats.isDirectory() !== true) return;
        for (const name of this.tried(folder, () => this.root.namesIn(found)) ?? []) {
            if (!/\.(?:wants|requires|upholds)$/.test(name)) continue;
            const path = `${folder}/${name}`;
            const below = this.tried(path, () => this.root.find(path));
            if (below?.stats.isDirectory() !== true) continue;
            for (const unit of this.tried(path, () => this.root.namesIn(below)) ?? [])
                this.unitLinks.push({
                    path: `${path}/${unit}`,
                    unit: basename(this.tried(path, () => this.root.linkAt(`${path}/${unit}`)) ?? unit),
                });
        }
    }

    private addFolder(path: string, found: Found): void {
        // What lies above decides who may put another folder there. The folder that stands for the root may be anybody's.
        for (let above = dirname(path); above !== "/" && !this.files.has(above); above = dirname(above)) {
            const one = this.tried(above, () => this.root.find(above));
            if (one !== undefined) this.add({ path: above, kind: "folder", ...this.attributesOf(one) });
        }
        this.real.set(path, found.path);
        this.add({ path, kind: "folder", ...this.attributesOf(found) });
    }

    private add(file: MachineFile): void {
        if (this.isFull || this.files.has(file.path)) return;
        if (this.files.size >= MAX_FILES || this.bytes > MAX_BYTES) {
            this.isFull = true;
            this.note(
                "",
                `has more in the places of a node's configuration than is read: ${MAX_FILES} files and ${MAX_BYTES >> 20} MiB. What comes after ${[...this.files.keys()].at(-1)!} was left out`,
            );
            return;
        }
        this.files.set(file.path, file);
    }

    private attributesOf({ stats: { mode, uid, gid } }: Found): Pick<MachineFile, "mode" | "owner" | "group"> {
        if (process.platform === "win32") return {};
        const owners = { owner: nameOf(this.names.users, uid), group: nameOf(this.names.groups, gid) };
        return { mode: mode & 0o7777, ...(this.hasOwners && owners) };
    }

    private plain(path: string): string {
        const found = this.tried(path, () => this.root.find(path));
        if (found === undefined) return "";
        return textOf(this.tried(path, () => this.root.bytesOf(found, MAX_TEXT)) ?? Buffer.alloc(0)) ?? "";
    }

    private tried<T>(path: string, step: () => T): T | undefined {
        try {
            return step();
        } catch (error) {
            if (!(error instanceof Unreached)) throw error;
            this.note(path, error.reason);
            return undefined;
        }
    }

    private note(path: string, reason: string): void {
        const file = this.root.placeOf(path);
        if (!this.unreadable.some((one) => one.file === file)) this.unreadable.push({ file, reason });
    }
}

const nameOf = (names: ReadonlyMap<number, string>, number: number): string =>
    number === ROOT ? "root" : (names.get(number) ?? String(number));

/** A second name of a unit, which systemd takes for the first. */
function aliasOf(path: string, link: string): UnitLink | undefined {
    const [name, unit] = [basename(path), basename(link)];
    if (!UNIT_FOLDERS.includes(dirname(path)) || name === unit || !/\.(?:service|socket|timer|path|target)$/.test(unit))
        return undefined;
    return { path, unit };
}
