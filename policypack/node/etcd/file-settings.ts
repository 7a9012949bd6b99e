import type { BootFile, BootText, UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { Unreadable } from "../../model/unreadable";
import { kubernetesYaml } from "../../parse/kubernetes-document";
import { HOLE } from "../../parse/word";
import { DEFAULT_URLS, type EtcdSettings, KEEPS_FROM_STARTING } from "./etcd-settings";
import { addressesOf } from "./listeners";

/** Flags that stand in a section of the file, without their prefix. */
const OF_CLIENTS = ["cert-file", "key-file", "trusted-ca-file", "client-cert-auth", "auto-tls"];

/**
 * Settings from etcd's configuration file (server/embed/config.go, configFromFile): keys that are none count for nothing, certificates at the
 * top level among them; upper and lower case are alike; flags and variables do not count at all.
 */
export class EtcdFileSettings implements EtcdSettings {
    readonly unseen = undefined;
    private readonly document: unknown;

    /** @throws Unreadable when it cannot be read */
    constructor(private readonly file: BootFile) {
        const { content, at, isAppended, unread } = file;
        if (isAppended) throw new Unreadable(at, "adds to a configuration of etcd that is not here");
        if (unread !== undefined || !isReadable(content))
            throw new Unreadable(at, unread ?? "writes a configuration of etcd of which the machine knows a part");
        const document = kubernetesYaml(content.text);
        if (!document.ok) throw new Unreadable(at, `${document.reason}, ${KEEPS_FROM_STARTING}`);
        this.document = document.value.value;
    }

    /** Of the two sections etcd looks at one a second time, and wants it to be an object. */
    get fault(): UnreadPart | undefined {
        const { document } = this;
        const name = "peer-transport-security";
        const isNull = isObject(document) && Object.hasOwn(document, name) && document[name] === null;
        return isNull ? { at: `${this.file.at} › ${name}`, reason: `is no object, ${KEEPS_FROM_STARTING}` } : undefined;
    }

    text(name: string): Sourced<string> {
        const found = this.find(name);
        if (found === undefined) return { value: "", at: this.file.at, isDefault: true };
        const { value, at } = found;
        // The reader makes text of a number or a boolean where text is wanted.
        if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
            return { value: String(value), at, isDefault: false };
        throw new Unreadable(at, `is not text, ${KEEPS_FROM_STARTING}`);
    }

    flag(name: string): Sourced<boolean> {
        const found = this.find(name);
        if (found === undefined) return { value: false, at: this.file.at, isDefault: true };
        if (typeof found.value === "boolean") return { value: found.value, at: found.at, isDefault: false };
        if (typeof found.value === "string" && found.value.includes(HOLE))
            throw new Unreadable(found.at, "is true or false as only the machine knows");
        throw new Unreadable(found.at, `is not true or false, ${KEEPS_FROM_STARTING}`);
    }

    urls(name: string): readonly Sourced<string>[] {
        const list = this.text(name);
        if (list.value !== "") return addressesOf(list);
        const fallback = DEFAULT_URLS[name];
        return fallback === undefined ? [] : [{ value: fallback, at: list.at, isDefault: true }];
    }

    private find(name: string): { value: unknown; at: string } | undefined {
        if (this.document === null || this.document === undefined) return undefined;
        const own = this.child(
            this.document,
            this.file.at,
            name.startsWith("peer-") ? "peer-transport-security" : "client-transport-security",
        );
        const key = name.replace(/^peer-/, "");
        if (!OF_CLIENTS.includes(key)) return this.child(this.document, this.file.at, name);
        return own === undefined ? undefined : this.child(own.value, own.at, key);
    }

    private child(parent: unknown, at: string, key: string): { value: unknown; at: string } | undefined {
        if (!isObject(parent)) throw new Unreadable(at, `is no object, ${KEEPS_FROM_STARTING}`);
        const names = Object.keys(parent).filter((name) => name.toLowerCase() === key);
        const name = names.sort().at(-1);
        const value = name === undefined ? undefined : parent[name];
        if (value === undefined || value === null) return undefined;
        return { value, at: at === this.file.at ? `${at} › ${name!}` : `${at}.${name!}` };
    }
}

/** Whether what is not known stands in values alone: `name: $(hostname)`. */
const isReadable = ({ text, isLiteral }: BootText): boolean =>
    isLiteral ||
    text.split("\n").every((line) => !line.includes(HOLE) || new RegExp(`^\\s*[\\w-]+:[^#${HOLE}]*${HOLE}`).test(line));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
