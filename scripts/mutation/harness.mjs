// What a test file finds as `describe`, `test`, `expect` and `jest`: jest's own matchers and tables, and tests that can be run one by one,
// in any order, again and again.
import { expect } from "expect";
import { bind } from "jest-each";
import { ModuleMocker } from "jest-mock";

const HOOKS = ["beforeAll", "afterAll", "beforeEach", "afterEach"];
/** What no test takes alone; one that waits for ever has then failed. */
const PATIENCE_MS = 60_000;

/**
 * @typedef {{ parent: Group | undefined, title: string, beforeAll: Function[], afterAll: Function[], beforeEach: Function[], afterEach: Function[] }} Group
 * @typedef {{ title: string, group: Group, run: Function }} Test
 */

const group = (title, parent) => ({ title, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] });

/** Declares what `load` declares. @returns {Test[]} */
export function declaredBy(load) {
    const tests = [];
    let current = group("", undefined);
    const describe = (title, body) => {
        const outer = current;
        current = group(String(title), outer);
        try {
            body();
        } finally {
            current = outer;
        }
    };
    const test = (title, run) => tests.push({ title: titleOf(title, current), group: current, run });
    describe.each = bind(describe, false);
    test.each = bind(test, false);
    describe.skip = test.skip = test.todo = () => undefined;
    test.skip.each = () => () => undefined;
    const hooks = Object.fromEntries(HOOKS.map((name) => [name, (run) => current[name].push(run)]));
    Object.assign(globalThis, { describe, test, it: test, expect, ...hooks });
    load();
    return tests;
}

const titleOf = (title, inside) =>
    inside === undefined || inside.title === "" ? String(title) : titleOf(`${inside.title} › ${title}`, inside.parent);

const ancestors = (one) => (one === undefined ? [] : [...ancestors(one.parent), one]);

/**
 * Runs tests of one file in turn and stops at the first that fails.
 * @param {Test[]} tests
 * @param {(test: Test, run: () => Promise<void>) => Promise<void>} around
 * @returns {Promise<{ test: Test, error: unknown } | undefined>} the one that failed
 */
export async function firstFailing(tests, around = (_, run) => run()) {
    const begun = [];
    let failed;
    for (const test of tests) {
        const groups = ancestors(test.group);
        try {
            await around(test, async () => {
                for (const one of groups) {
                    if (begun.includes(one)) continue;
                    begun.push(one);
                    for (const hook of one.beforeAll) await patiently(hook);
                }
                for (const one of groups) for (const hook of one.beforeEach) await patiently(hook);
                try {
                    await patiently(test.run);
                } finally {
                    for (const one of groups.toReversed()) for (const hook of one.afterEach) await patiently(hook);
                }
            });
        } catch (error) {
            failed = { test, error };
            break;
        }
    }
    for (const one of begun.toReversed()) {
        for (const hook of one.afterAll) {
            try {
                await patiently(hook);
            } catch (error) {
                failed ??= { test: tests.at(-1), error };
            }
        }
    }
    return failed;
}

async function patiently(run) {
    const running = run();
    if (typeof running?.then !== "function") return;
    let timer;
    const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error("the test does not end")), PATIENCE_MS)));
    try {
        await Promise.race([running, late]);
    } finally {
        clearTimeout(timer);
    }
}

const mocker = new ModuleMocker(globalThis);

/** The `jest` of a test file. `isolated` gives a `require` that loads everything anew. */
export function jestOf(isolated) {
    let anew;
    return {
        fn: (run) => mocker.fn(run),
        spyOn: (...given) => mocker.spyOn(...given),
        restoreAllMocks: () => mocker.restoreAllMocks(),
        setTimeout: () => undefined,
        isolateModules: (run) => {
            anew = isolated();
            try {
                run();
            } finally {
                anew = undefined;
            }
        },
        requireActual: (name) => (anew ?? isolated())(name),
    };
}
