// A process that holds the tests loaded. It is asked what each test covers, and whether a mutant is told by some of them.
import { hashOf, mutantsOf, ROOT } from "./mutants.mjs";
import { declaredBy, firstFailing, jestOf } from "./harness.mjs";
import { Registry, state } from "./registry.mjs";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";

/** What a test may take beyond its usual time, and how many times that: machines are busy. */
const GRACE_MS = 15_000;
const GRACE_TIMES = 30;

for (const name of ["log", "info", "warn", "error", "debug"]) console[name] = () => undefined;
process.on("unhandledRejection", () => undefined);

const codes = {};
const sizes = {};
const registryOf = () => new Registry(codes, (registry, path) => jestOf(() => isolated(path)));
function isolated(path) {
    const registry = registryOf();
    return (name) => registry.load(`${join(path, "..", name)}.ts`, path);
}

/** Modules are shared here by all mutants that change nothing while modules are loaded, and there by the others, which load them anew. */
const rooms = { kept: { registry: registryOf(), tests: new Map() }, anew: { registry: registryOf(), tests: new Map() } };

function testsOf(room, file) {
    const path = join(ROOT, file);
    const { registry, tests } = rooms[room];
    if (!registry.modules.has(path))
        tests.set(
            path,
            declaredBy(() => registry.load(path)),
        );
    return tests.get(path);
}

/** For each test of each file the mutants that it reaches, and for each module those that its loading reaches. */
async function cover({ files, known, slow }) {
    const { registry } = rooms.kept;
    const statics = {};
    /** Which modules' exports each module reads while it is loaded. */
    const reads = {};
    let covered;
    let read;
    state.onRead = (path) => {
        const loading = registry.loading.at(-1);
        const into = loading === undefined ? read : (reads[relative(ROOT, loading)] ??= new Set());
        into?.add(relative(ROOT, path));
    };
    state.onCover = (file, indices) => {
        const loading = registry.loading.at(-1);
        const into = loading === undefined ? covered : (statics[relative(ROOT, loading)] ??= new Map());
        if (into === undefined) return;
        let bits = into.get(file);
        if (bits === undefined) into.set(file, (bits = new Uint8Array(Math.ceil(sizes[file] / 8))));
        for (const index of indices) bits[index >> 3] |= 1 << (index & 7);
    };
    const unloadable = {};
    for (const file of files) {
        try {
            testsOf("kept", file);
        } catch (error) {
            unloadable[file] = String(error?.stack ?? error).slice(0, 600);
        }
    }
    for (const file of files) {
        if (unloadable[file] !== undefined) continue;
        const needed = closureOf(registry, join(ROOT, file));
        const texts = [...needed].sort().map((path) => `${path}\0${readFileSync(path, "utf8")}`);
        const key = hashOf(["each test by itself", ...texts].join("\0"));
        if (known.includes(key)) {
            process.send({ kind: "known", file, key });
            continue;
        }
        const interned = new Map();
        const readSets = new Map([["", 0]]);
        const tests = [];
        for (const [index, test] of testsOf("kept", file).entries()) {
            if (slow.includes(`${file}\0${test.title}`)) {
                tests.push({ index, title: test.title, ms: Number.MAX_SAFE_INTEGER, covers: [], reads: 0 });
                continue;
            }
            covered = new Map();
            read = new Set();
            const start = process.cpuUsage();
            const failed = await firstFailing([test]);
            const { user, system } = process.cpuUsage(start);
            // What this test made somebody remember, the next one would not reach.
            registry.restore();
            const covers = [...covered].map(([one, bits]) => {
                const entry = `${one}\0${Buffer.from(bits).toString("base64")}`;
                if (!interned.has(entry)) interned.set(entry, interned.size);
                return interned.get(entry);
            });
            covered = undefined;
            const readSet = [...read].sort().join();
            if (!readSets.has(readSet)) readSets.set(readSet, readSets.size);
            read = undefined;
            tests.push({
                index,
                title: test.title,
                ms: Math.ceil((user + system) / 1000),
                covers,
                reads: readSets.get(readSet),
                ...(failed && { error: String(failed.error?.stack ?? failed.error).slice(0, 600) }),
            });
            await immediate();
        }
        const found = {
            tests,
            interned: [...interned.keys()].map((one) => one.split("\0")),
            reads: [...readSets.keys()].map((one) => (one === "" ? [] : one.split(","))),
        };
        process.send({ kind: "covered", file, key, found });
    }
    state.onCover = state.onRead = undefined;
    const packed = Object.entries(statics).map(([module, into]) => [
        module,
        [...into].map(([file, bits]) => [file, Buffer.from(bits).toString("base64")]),
    ]);
    const readBy = Object.entries(reads).map(([module, into]) => [module, [...into]]);
    // Modules that are watched are slow.
    rooms.kept = { registry: registryOf(), tests: new Map() };
    return { statics: Object.fromEntries(packed), reads: Object.fromEntries(readBy), unloadable };
}

/** A module with all that it loads. */
function closureOf(registry, path) {
    const imports = new Map();
    for (const [to, from] of registry.importers) for (const one of from) imports.set(one, [...(imports.get(one) ?? []), to]);
    const done = new Set();
    const todo = [path];
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
        if (done.has(one)) continue;
        done.add(one);
        todo.push(...(imports.get(one) ?? []));
    }
    return done;
}

/** Whether a test fails with the mutant: in which file and test, or undefined. */
async function judge({ file, index, plan, isStatic }) {
    const switches = (state.files[file] ??= undefined) ?? switchesOnceLoaded(file, plan);
    const room = isStatic ? "anew" : "kept";
    const { registry } = rooms[room];
    const path = join(ROOT, file);
    state.isLate = false;
    if (isStatic) registry.forget(path);
    try {
        for (const { file: testFile, tests: asked, titles, without } of plan) {
            state.deadline = Date.now() + 4 * GRACE_MS;
            if (isStatic) switches.active = index;
            let tests;
            try {
                tests = testsOf(room, testFile);
            } catch (error) {
                return {
                    killed: true,
                    by: testFile,
                    test: "(the file cannot be loaded)",
                    error: told(error),
                    late: state.isLate,
                };
            }
            const chosen =
                asked === undefined
                    ? tests.filter(({ title }) => !without.includes(title) && (titles === undefined || titles.includes(title)))
                    : asked.map(([one]) => tests[one]);
            const usual = new Map((asked ?? []).map(([one, ms]) => [tests[one], ms]));
            switches.active = index;
            const failed = await firstFailing(chosen, (test, run) => {
                state.deadline = Date.now() + GRACE_MS + GRACE_TIMES * (usual.get(test) ?? 1000);
                return run();
            });
            switches.active = -1;
            state.deadline = Infinity;
            await immediate();
            registry.restore();
            const late = state.isLate;
            if (failed === undefined && !late) continue;
            if (!isStatic) {
                // The same test must pass without the mutant, else it fails for what somebody left behind.
                const still = await firstFailing([failed?.test ?? chosen[0]]);
                if (still !== undefined) {
                    rooms.kept = { registry: registryOf(), tests: new Map() };
                    return {
                        spoilt: true,
                        by: testFile,
                        at: tests.indexOf(still.test),
                        test: still.test.title,
                        error: told(still.error),
                    };
                }
            }
            return {
                killed: true,
                by: testFile,
                test: failed?.test.title,
                at: failed && tests.indexOf(failed.test),
                error: told(failed?.error),
                late,
            };
        }
        return { killed: false };
    } finally {
        switches.active = -1;
        state.deadline = Infinity;
        if (isStatic) registry.forget(path);
        else registry.restore();
    }
}

/** The switches come into being with the file's first loading. */
function switchesOnceLoaded(file, plan) {
    for (const { file: testFile } of plan) {
        testsOf("kept", testFile);
        if (state.files[file] !== undefined) return state.files[file];
    }
    throw new Error(`nothing loads ${file}`);
}

const told = (error) => (error === undefined ? undefined : String(error?.message ?? error).slice(0, 400));

process.on("message", async ({ kind, ...asked }) => {
    try {
        if (kind === "open") {
            for (const file of asked.files) {
                const { code, mutants } = await mutantsOf(file);
                codes[file] = code;
                sizes[file] = mutants.length;
            }
            process.send({ kind: "answer", answer: true });
        } else if (kind === "cover") process.send({ kind: "answer", answer: await cover(asked) });
        else process.send({ kind: "answer", answer: await judge(asked) });
    } catch (error) {
        process.send({ kind: "answer", fault: String(error?.stack ?? error) });
    }
});
