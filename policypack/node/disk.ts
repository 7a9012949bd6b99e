import { basename, dirname, normalize, resolve } from "node:path/posix";
import type { BootFile, BootText } from "../model/node-boot";
import type { Sourced } from "../model/sourced";
import { HOLE, word } from "../parse/word";
import { matchesGlob } from "./glob";
import { IMAGE } from "./image-files";

export { AL2_KUBELET_FILE, AL2023_KUBELET_FILE } from "./image-files";

/** Where a change comes from, and whether it happens in every case. */
export interface Change {
    readonly at: string;
    readonly isConditional: boolean;
}

export interface Attributes {
    readonly mode?: number | undefined;
    /** Nobody chose the mode: it is what the program takes by itself. */
    readonly isModeDefault?: boolean;
    readonly owner?: string | undefined;
    readonly group?: string | undefined;
}

/** More states than any script has for one path; beyond them the last ones are kept. */
const MAX_STATES = 8;
const MAX_FILES = 2_000;
const MAX_ORIGINS = 200;
const UNKNOWN = word(HOLE);

/**
 * The files of a machine while its boot changes them: each path with every state that it may be in. A change that happens in every case
 * leaves one state for each that was there; one on a condition adds states.
 */
export class Disk {
    umask = 0o022;

    private readonly states = new Map<string, readonly BootFile[]>();
    private readonly links = new Map<string, string>();
    /** Texts that commands made of files, with the file: whatever gets such a text is an edit of that one. */
    private readonly origins = new Map<string, BootFile>();
    private folder = "/";
    /** Where `cd -` goes. */
    private last = "/";
    private readonly entered: string[] = [];

    constructor() {
        for (const [path, text] of IMAGE)
            this.states.set(path, [{ path, kind: "file", content: word(text), isAppended: false, isBase: true, at: "" }]);
    }

    /** What the boot wrote or changed, in the order in which it first touched each path. */
    files(): readonly BootFile[] {
        return [...this.states.values()]
            .flat()
            .filter(({ isBase, mode, owner, group }) => !isBase || (mode ?? owner ?? group) !== undefined);
    }

    /** A shell of its own has the machine's own umask and folder. */
    startShell(): void {
        this.umask = 0o022;
        this.folder = "/";
    }

    /** A child of the shell begins with its umask and folder, and changes neither for the shell. */
    inChildShell(work: () => void): void {
        const { umask, folder, last } = this;
        const entered = [...this.entered];
        work();
        Object.assign(this, { umask, folder, last });
        this.entered.splice(0, Infinity, ...entered);
    }

    /** Files that a program of the image makes, of which nothing is known but that they are there from now on. */
    bring(paths: readonly string[]): void {
        for (const path of paths) if (!this.states.has(path)) this.states.set(path, [this.ofImage(path, { at: "" })]);
    }

    /** The known paths that a pattern names, or all below a folder. */
    matching(pattern: string): readonly string[] {
        const own = this.path(pattern);
        return [...this.states.keys()].filter((path) => matchesGlob(own, path));
    }

    below(folder: string): readonly string[] {
        const own = this.path(folder);
        return [...this.states.keys()].filter((path) => path.startsWith(`${own === "/" ? "" : own}/`));
    }

    /** The states of one path; none where nothing is known of it. */
    at(path: string): readonly BootFile[] {
        return this.states.get(this.path(path)) ?? [];
    }

    /** The content of a file, where there is one state of it and it is known. */
    text(path: string): BootText {
        const [state, ...others] = this.at(path);
        return state === undefined || others.length > 0 || state.isAppended || state.kind === "folder" ? UNKNOWN : state.content;
    }

    /** An absolute path with its links followed, relative ones below the current folder. */
    path(written: string): string {
        let path = normalize(resolve(this.folder, written));
        for (let i = 0; i < 8; i++) {
            const link = [...this.links].find(([from]) => path === from || path.startsWith(`${from}/`));
            if (link === undefined) return path;
            path = normalize(link[1] + path.slice(link[0].length));
        }
        return path;
    }

    /** A text that a command made of another one, which stands in a file or was itself made of one. */
    derive(text: string, from: BootFile | undefined): void {
        const key = text.trimEnd();
        if (from === undefined || key === "" || this.origins.size >= MAX_ORIGINS) return;
        this.origins.set(key, from);
    }

    /** The file that a text was made of. */
    originOf(text: string): BootFile | undefined {
        return this.origins.get(text.trimEnd());
    }

    enter(folder: string): void {
        [this.last, this.folder] = [this.folder, folder === "-" ? this.last : this.path(folder)];
    }

    /** `pushd`, and `popd` without a folder. */
    enterFor(folder: string | undefined): void {
        if (folder === undefined) {
            this.folder = this.entered.pop() ?? this.folder;
            return;
        }
        this.entered.push(this.folder);
        this.enter(folder);
    }

    link(path: string, target: string): void {
        const from = this.path(path);
        const to = resolve(dirname(from), target);
        if (from !== to) this.links.set(from, to);
    }

    /** A new file in place of whatever was there; the attributes of an old one stay unless they are given. */
    write(path: string, content: BootText, change: Change, attributes: Attributes = {}): void {
        const own = this.path(path);
        const old = this.states.get(own)?.at(-1);
        const made = this.made(own, "file", content, change, attributes, old);
        const before = this.originOf(content.text);
        this.put(own, [before === undefined ? made : { ...made, before }], change);
    }

    append(path: string, content: BootText, change: Change, attributes: Attributes = {}): void {
        const own = this.path(path);
        const old = this.states.get(own) ?? [];
        if (old.length === 0) {
            const made = this.made(own, "file", content, change, attributes, undefined);
            return this.put(own, [{ ...made, isAppended: true }], change);
        }
        const longer = (state: BootFile): BootFile => ({
            ...this.made(own, "file", together(state.content, content), change, attributes, state),
            isAppended: state.isAppended,
            before: state,
        });
        this.put(own, old.map(longer), change);
    }

    makeFolder(path: string, change: Change, attributes: Attributes = {}): void {
        const own = this.path(path);
        if (this.states.has(own)) return this.setAttributes(path, change, attributes);
        this.put(own, [this.made(own, "folder", word(""), change, attributes, undefined)], change);
    }

    /** Changes the content of a file that is known, and says so of one that cannot be followed. */
    edit(path: string, change: Change, edited: (text: string) => string | undefined, reason: string): void {
        const own = this.path(path);
        const old = this.states.get(own);
        if (old === undefined) return this.lose(path, change, reason);
        const next = old.map((state): BootFile => {
            const followed = state.content.isLiteral && !state.isAppended ? edited(state.content.text) : undefined;
            // Of the image's own file only what is judged is known here: an edit that meets nothing of it meets something else.
            const text = state.isBase && followed === state.content.text ? undefined : followed;
            if (text === state.content.text) return state;
            const content = text === undefined ? UNKNOWN : word(text);
            return {
                ...state,
                content,
                isBase: false,
                at: change.at,
                before: state,
                ...(text === undefined && { unread: reason }),
            };
        });
        this.put(own, next, change);
    }

    /** The content is no longer known. */
    lose(path: string, change: Change, reason: string): void {
        const own = this.path(path);
        const old = this.states.get(own)?.at(-1);
        const lost = { ...this.made(own, "file", UNKNOWN, change, {}, old), unread: reason };
        this.put(own, [old === undefined ? lost : { ...lost, before: old }], change);
    }

    /** Mode and owner of a path, of everything below it where `recursive`; of a path that the image brings too. */
    setAttributes(
        path: string,
        change: Change,
        attributes: Attributes | ((old: BootFile) => Attributes),
        recursive = false,
    ): void {
        const own = this.path(path);
        const named = /[*?[]/.test(own) ? [own, ...this.matching(own)] : [own];
        const targets = recursive ? named.flatMap((one) => [one, ...this.below(one)]) : named;
        for (const target of new Set(targets)) {
            const old = this.states.get(target) ?? [this.ofImage(target, change)];
            const changed = old.map((state) => ({
                ...state,
                ...attributesOf(typeof attributes === "function" ? attributes(state) : attributes, change.at),
            }));
            this.put(target, changed, change);
        }
    }

    /** Of a link the link itself, not what it points to. */
    remove(path: string, change: Change): void {
        if (change.isConditional) return;
        const written = normalize(resolve(this.folder, path));
        const own = normalize(`${this.path(dirname(written))}/${basename(written)}`);
        if (this.links.delete(own)) return;
        for (const key of [...this.states.keys()]) if (key === own || key.startsWith(`${own}/`)) this.states.delete(key);
    }

    /** Content and, where `keeps`, attributes go along; a folder takes everything along that is below it. */
    copy(from: string, to: string, change: Change, options: { readonly keeps: boolean; readonly attributes?: Attributes }): void {
        const own = this.path(to);
        const source = this.path(from);
        const sources = this.at(from);
        const below = own.startsWith(`${source}/`) ? [] : [...this.states.keys()].filter((key) => key.startsWith(`${source}/`));
        for (const key of below) this.copy(key, own + key.slice(source.length), change, options);
        if (sources.length === 0 && below.length > 0) return;
        const old = this.states.get(own)?.at(-1);
        if (sources.length === 0) {
            const made = this.made(own, "file", UNKNOWN, change, options.attributes ?? {}, old);
            return this.put(own, [{ ...made, copyOf: this.path(from) }], change);
        }
        const copied = sources.map((source): BootFile => {
            const attributes = options.attributes ?? {};
            // A new file gets what its source has, less the mask.
            const { mode } = old === undefined ? source : {};
            const masked = mode && { mode: mode.value & ~this.umask, isModeDefault: mode.isDefault };
            const made = this.made(
                own,
                source.kind,
                source.content,
                change,
                { ...masked, ...attributes },
                options.keeps ? undefined : old,
            );
            return {
                ...made,
                ...(options.keeps && pick(source)),
                ...attributesOf(attributes, change.at),
                isBase: false,
                isAppended: source.isAppended,
                copyOf: source.copyOf ?? source.path,
                at: source.isBase ? change.at : source.at,
                ...(source.before !== undefined && { before: source.before }),
                ...(source.unread !== undefined && { unread: source.unread }),
            };
        });
        this.put(own, copied, change);
    }

    isFolder(path: string): boolean {
        const own = this.path(path);
        if (this.at(path).some(({ kind }) => kind === "folder")) return true;
        return [...this.states.keys()].some((key) => key.startsWith(`${own}/`));
    }

    private put(path: string, next: readonly BootFile[], { isConditional }: Change): void {
        if (this.states.size >= MAX_FILES && !this.states.has(path)) return;
        const old = isConditional ? (this.states.get(path) ?? []) : [];
        this.states.set(path, [...old, ...next.filter((state) => !old.includes(state))].slice(-MAX_STATES));
    }

    private made(
        path: string,
        kind: BootFile["kind"],
        content: BootText,
        { at }: Change,
        attributes: Attributes,
        old: BootFile | undefined,
    ): BootFile {
        const full = kind === "folder" ? 0o777 : 0o666;
        const mode: Sourced<number> = { value: full & ~this.umask, at, isDefault: true };
        return {
            path,
            kind,
            content,
            isAppended: false,
            isBase: false,
            at,
            ...(old === undefined ? { mode } : pick(old)),
            ...attributesOf(attributes, at),
        };
    }

    private ofImage(path: string, { at }: Pick<Change, "at">): BootFile {
        return { path, kind: "file", content: UNKNOWN, isAppended: false, isBase: true, at };
    }
}

/** A longer text. Whether it is known follows from its parts: to search it, V8 would put it together anew with each line that is added. */
const together = (one: BootText, other: BootText): BootText => ({
    text: one.text + other.text,
    isLiteral: one.isLiteral && other.isLiteral,
});

const pick = ({ mode, owner, group }: Pick<BootFile, "mode" | "owner" | "group">) => ({
    ...(mode !== undefined && { mode }),
    ...(owner !== undefined && { owner }),
    ...(group !== undefined && { group }),
});

function attributesOf({ mode, isModeDefault, owner, group }: Attributes, at: string) {
    const sourced = <T>(value: T): Sourced<T> => ({ value, at, isDefault: false });
    return {
        ...(mode !== undefined && { mode: { value: mode, at, isDefault: isModeDefault === true } }),
        ...(owner !== undefined && owner !== "" && { owner: sourced(owner) }),
        ...(group !== undefined && group !== "" && { group: sourced(group) }),
    };
}
