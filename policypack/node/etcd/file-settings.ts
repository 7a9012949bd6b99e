import type { BootFile, BootText, UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { Unreadable } from "../../model/unreadable";
import { kubernetesYaml } from "../../parse/kubernetes-document";
import { HOLE } from "../../parse/word";
import { DEFAULT_URLS, type EtcdSettings, KEEPS_FROM_STARTING } from "./etcd-settings";
import { FIELD_OF_URLS, type FileType, isObject, isOfType, SECTION_KEYS, TOP_KEYS } from "./file-keys";
import { addressesOf } from "./listeners";

interface Entry {
    readonly value: unknown;
    readonly at: string;
    /** Between its place and the name of what stands in it. */
    readonly separator: string;
}

/**
 * Settings from etcd's configuration file (server/embed/config.go, configFromFile): keys that are none count for nothing, certificates at the
 * top level among them; upper and lower case are alike; flags and variables do not count at all.
 */
export class EtcdFileSettings implements EtcdSettings {
    readonly unseen = undefined;
    private readonly root: Entry;

    /** @throws Unreadable when it cannot be read */
    constructor({ content, at, isAppended, unread }: BootFile) {
        if (isAppended) throw new Unreadable(at, "adds to a configuration of etcd that is not here");
        if (unread !== undefined || !isReadable(content))
            throw new Unreadable(at, unread ?? "writes a configuration of etcd of which the machine knows a part");
        const document = kubernetesYaml(content.text);
        if (!document.ok) throw new Unreadable(at, `${document.reason}, ${KEEPS_FROM_STARTING}`);
        const value = document.value.value ?? {};
        if (!isObject(value)) throw wrong({ at }, "section");
        this.root = { value, at, separator: " › " };
    }

    refusals(): readonly UnreadPart[] {
        const found: UnreadPart[] = [];
        const check = (parent: Entry, keys: Readonly<Record<string, FileType>>) => {
            for (const [key, type] of Object.entries(keys))
                for (const entry of entries(parent, key))
                    if (!isHole(entry.value) && !isOfType(entry.value, type)) found.push(wrong(entry, type));
        };
        check(this.root, TOP_KEYS);
        for (const section of SECTIONS)
            for (const entry of entries(this.root, section)) if (isObject(entry.value)) check(entry, SECTION_KEYS);
        // This one etcd looks at a second time, and wants it to be an object.
        const [, peers] = SECTIONS;
        if ((this.root.value as Record<string, unknown>)[peers] === null)
            found.push(wrong({ at: `${this.root.at}${this.root.separator}${peers}` }, "section"));
        return found.map(({ at, reason }) => ({ at, reason }));
    }

    text(name: string): Sourced<string> {
        const found = this.find(name);
        if (found === undefined) return { value: "", at: this.root.at, isDefault: true };
        // etcd's reader makes no text of a number or a boolean, unlike the kubelet's: the types that hold its fields hide them.
        if (typeof found.value !== "string") throw wrong(found, "text");
        return { value: found.value, at: found.at, isDefault: false };
    }

    flag(name: string): Sourced<boolean> {
        const found = this.find(name);
        if (found === undefined) return { value: false, at: this.root.at, isDefault: true };
        if (isHole(found.value)) throw new Unreadable(found.at, "is true or false as only the machine knows");
        if (typeof found.value !== "boolean") throw wrong(found, "boolean");
        return { value: found.value, at: found.at, isDefault: false };
    }

    urls(name: string): readonly Sourced<string>[] {
        const list = this.text(name);
        if (list.value !== "") return addressesOf(list);
        const [field] = entries(this.root, FIELD_OF_URLS[name]);
        if (field !== undefined)
            throw new Unreadable(field.at, "lists addresses as objects, under the name that etcd's source has for them");
        const fallback = DEFAULT_URLS[name];
        return fallback === undefined ? [] : [{ value: fallback, at: list.at, isDefault: true }];
    }

    /** The entry that counts of those that etcd reads into one field: the last. */
    private find(name: string): Entry | undefined {
        const key = name.replace(/^peer-/, "");
        if (SECTION_KEYS[key] === undefined) return entries(this.root, name).at(-1);
        return entries(this.root, SECTIONS[name === key ? 0 : 1])
            .flatMap((section) => {
                if (!isObject(section.value)) throw wrong(section, "section");
                return entries(section, key);
            })
            .at(-1);
    }
}

const SECTIONS = ["client-transport-security", "peer-transport-security"] as const;

/** What stands under a key in any spelling, in the order in which Go's JSON reads it: that of the names. Null is nothing. */
function entries(parent: Entry, key: string | undefined): readonly Entry[] {
    return Object.entries(parent.value as Record<string, unknown>)
        .filter(([name, value]) => folded(name) === key && value !== null && value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => ({ value, at: `${parent.at}${parent.separator}${name}`, separator: "." }));
}

/** As Go compares the names of fields: U+017F is an s, U+212A a k. */
const folded = (name: string): string => name.toLowerCase().replaceAll("\u017f", "s");

const isHole = (value: unknown): boolean => typeof value === "string" && value.includes(HOLE);

const REASONS: Readonly<Record<FileType, string>> = {
    text: "is not text",
    boolean: "is not true or false",
    "whole number": "is no whole number",
    "natural number": "is no whole number of zero or more",
    "list of texts": "is no list of texts",
    section: "is no object",
};

const wrong = ({ at }: { readonly at: string }, type: FileType): Unreadable =>
    new Unreadable(at, `${REASONS[type]}, ${KEEPS_FROM_STARTING}`);

/** Whether what is not known stands in values alone: `name: $(hostname)`. */
const isReadable = ({ text, isLiteral }: BootText): boolean =>
    isLiteral ||
    text.split("\n").every((line) => !line.includes(HOLE) || new RegExp(`^\\s*[\\w-]+:[^#${HOLE}]*${HOLE}`).test(line));
