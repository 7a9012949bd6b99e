// A loader of the project's own modules, in which a module can be loaded anew, with those that depend on it, in a millisecond: jest makes
// everything anew for each run, which with tens of thousands of mutants takes days.
import { createRequire } from "node:module";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { compileFunction } from "node:vm";
import { compiled, isMutated, ROOT } from "./mutants.mjs";

const PARAMETERS = [
    "exports",
    "require",
    "module",
    "__filename",
    "__dirname",
    "__switches",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "performance",
    "jest",
];
/** Tests about time always pass: a machine that is busy kills no mutant. */
const STOPPED = { now: () => 0 };

/** Which mutant is active, and what is covered meanwhile. */
export const state = {
    /** @type {Record<string, { active: number, cover: Function, isActive: Function }>} */
    files: {},
    /** Called with a file and the indices of its mutants that are reached; the module that is being loaded is set meanwhile. */
    onCover: undefined,
    /** Called with a module one of whose exports is read. Asked for before modules are loaded. */
    onRead: undefined,
    /** When the active mutant has run too long, in ms of `Date.now`. */
    deadline: Infinity,
    hits: 0,
    isLate: false,
};

const now = Date.now;

function switchesOf(file) {
    return (state.files[file] ??= (() => {
        const own = {
            active: -1,
            cover: (...indices) => {
                if (state.onCover !== undefined) state.onCover(file, indices);
            },
            isActive: (index) => {
                if ((++state.hits & 4095) === 0 && now() > state.deadline) {
                    state.isLate = true;
                    throw new Error("the mutant runs too long");
                }
                return index === own.active;
            },
        };
        return own;
    })());
}

const functions = new Map();
const paths = new Map();

function functionOf(path, codes) {
    let made = functions.get(path);
    if (made === undefined) {
        const file = path.slice(ROOT.length + 1);
        const code = isMutated(file) ? codes[file] : compiled(file, readFileSync(path, "utf8"));
        made = compileFunction(code, PARAMETERS, { filename: path });
        functions.set(path, made);
    }
    return made;
}

/** The project's own `.ts` file that is meant, or undefined for a package, JSON and the like. */
function resolved(from, name) {
    if (!name.startsWith(".") && !name.startsWith(ROOT)) return undefined;
    const key = `${dirname(from)}\0${name}`;
    if (!paths.has(key)) {
        const path = resolve(dirname(from), name);
        const choices = [`${path}.ts`, join(path, "index.ts"), path];
        paths.set(
            key,
            choices.find((one) => one.endsWith(".ts") && existsSync(one) && statSync(one).isFile()),
        );
    }
    return paths.get(key);
}

const watched = (exports, path) =>
    new Proxy(exports, {
        get(target, name) {
            state.onRead?.(path);
            return target[name];
        },
        ownKeys(target) {
            state.onRead?.(path);
            return Reflect.ownKeys(target);
        },
    });

/** A set of loaded modules. */
export class Registry {
    modules = new Map();
    /** Who loads whom: path → the paths of those that asked for it. */
    importers = new Map();
    /** The modules that are being loaded, outermost first. */
    loading = [];
    /** Restores what modules keep between calls. */
    #kept = new Map();
    #collections = {
        Map: this.#made(Map, keptEntries),
        Set: this.#made(Set, keptEntries),
        WeakMap: this.#made(WeakMap, keptWeakly),
        WeakSet: this.#made(WeakSet, keptWeakly),
    };
    #codes;
    #jestFor;

    /**
     * @param {Record<string, string>} codes the code of the mutated files
     * @param {(registry: Registry, path: string, require: Function) => object} jestFor makes the `jest` of a test file
     */
    constructor(codes, jestFor) {
        this.#codes = codes;
        this.#jestFor = jestFor;
    }

    load(path, from) {
        if (from !== undefined) {
            let known = this.importers.get(path);
            if (known === undefined) this.importers.set(path, (known = new Set()));
            known.add(from);
        }
        const before = this.modules.get(path);
        if (before !== undefined) return before.seen ?? before.exports;
        const module = { exports: {}, seen: undefined };
        if (state.onRead !== undefined) module.seen = watched(module.exports, path);
        this.modules.set(path, module);
        this.loading.push(path);
        try {
            const native = createRequire(path);
            const require = (name) => {
                const own = resolved(path, name);
                return own === undefined ? native(name) : this.load(own, path);
            };
            require.resolve = native.resolve;
            const file = path.slice(ROOT.length + 1);
            const isTest = file.startsWith("test/");
            const own = isTest ? { Map, Set, WeakMap, WeakSet } : this.#collections;
            functionOf(path, this.#codes).call(
                module.exports,
                module.exports,
                require,
                module,
                path,
                dirname(path),
                switchesOf(file),
                own.Map,
                own.Set,
                own.WeakMap,
                own.WeakSet,
                isTest ? STOPPED : performance,
                isTest ? this.#jestFor(this, path, require) : undefined,
            );
            for (const restore of this.#kept.get(path) ?? []) restore();
            return module.seen ?? module.exports;
        } catch (error) {
            this.modules.delete(path);
            throw error;
        } finally {
            this.loading.pop();
        }
    }

    /** Forgets a module and all that depend on it. */
    forget(path) {
        const todo = [path];
        const done = new Set();
        for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
            if (done.has(one)) continue;
            done.add(one);
            this.modules.delete(one);
            this.#kept.delete(one);
            todo.push(...(this.importers.get(one) ?? []));
        }
        return done;
    }

    /** What was kept of earlier calls is as it was when the modules were loaded: a mutant's answers are not the next one's. */
    restore() {
        for (const restores of this.#kept.values()) for (const restore of restores) restore();
    }

    /**
     * Collections that, made while a module is loaded, can be put back. They are that module's, whoever's function makes them: `remembered` makes
     * one for each reader, and what it holds before the first mutant is what is put back.
     */
    #made(Base, keep) {
        return new Proxy(Base, {
            construct: (target, given, asked) => {
                const one = Reflect.construct(target, given, asked);
                const path = this.loading.at(-1);
                if (path === undefined) return one;
                if (!this.#kept.has(path)) this.#kept.set(path, []);
                this.#kept.get(path).push(keep(one, () => Reflect.construct(target, given, asked)));
                return one;
            },
        });
    }
}

/** Puts back what was in it when its module had been loaded, which is when it is first asked. */
function keptEntries(collection) {
    let first;
    return () => {
        if (first === undefined) first = new collection.constructor(collection);
        if (collection.size === first.size && [...first].every((entry) => isIn(collection, entry))) return;
        collection.clear();
        for (const entry of first)
            if (collection instanceof Map) collection.set(...entry);
            else collection.add(entry);
    };
}
const isIn = (collection, entry) =>
    collection instanceof Map ? collection.has(entry[0]) && collection.get(entry[0]) === entry[1] : collection.has(entry);

/** What is in it cannot be listed: it forwards to another, which is thrown away. */
function keptWeakly(collection, anew) {
    let inner;
    for (const name of ["get", "set", "add", "has", "delete"]) {
        const method = collection[name];
        if (method !== undefined) collection[name] = (...given) => method.apply(inner ?? collection, given);
    }
    let isLoaded = false;
    return () => {
        if (isLoaded) inner = anew();
        isLoaded = true;
    };
}
