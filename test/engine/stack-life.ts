import { PACK, project, ROOT } from "./engine";
import type { PackConfig, Project, Result } from "./project";

/** A stack of `stacks/`, what changes in it, and what that changes. */
export interface Life {
    /** What the stack's own settings of the pack say. */
    readonly guard?: PackConfig;
    /** Settings of the program that are changed once it is deployed. */
    readonly change: Readonly<Record<string, unknown>>;
    /** What the change creates, `type::name` each, in any order. */
    readonly creates: readonly string[];
    readonly updates: readonly string[];
    readonly deletes?: readonly string[];
}

/** `type::name` of each, in order of the letters. */
const named = (urns: readonly string[]) =>
    urns
        .map((urn) => {
            const [, , types, ...name] = urn.split("::");
            return `${types!.split("$").at(-1)}::${name.join("::")}`;
        })
        .sort();

const blocking = ({ violations }: Result) => violations.filter(({ level }) => level === "mandatory");
const packsOf = ({ guard }: Life) => [guard === undefined ? PACK : { dir: PACK, config: guard }];

/** What a command did, short. */
const done = ({ exitCode, created, updated, deleted }: Result) => ({
    exitCode,
    created: named(created),
    updated: named(updated),
    deleted: named(deleted),
});
jest.setTimeout(300_000);

const NOTHING = { exitCode: 0, created: [], updated: [], deleted: [] };

/**
 * The tests of one stack, from `up` to `destroy`.
 *
 * @param isGuarded whether the pack watches, which must then have nothing to block
 * @param atStart more to ask of the stack once it is there
 */
export function lives(name: string, life: Life, isGuarded: boolean, atStart?: (stack: Project) => Promise<void>): void {
    // Two hundred resources, on a machine that may have other work.
    const options = { packs: isGuarded ? packsOf(life) : [], timeoutMs: 280_000 };

    describe(`${name}, ${isGuarded ? "with" : "without"} the pack`, () => {
        let stack: Project;
        let up: Result;
        beforeAll(async () => {
            stack = await project(`${ROOT}/stacks/${name}`);
            up = await stack.up(options);
        });

        test("is created", () => {
            expect(blocking(up)).toEqual([]);
            expect(up.exitCode).toBe(0);
            expect(up.created.length).toBeGreaterThan(20);
            expect([up.updated, up.deleted]).toEqual([[], []]);
        });

        test("changes nothing when it is deployed again", async () => {
            const again = await stack.upWithoutPreview(options);
            expect(done(again)).toEqual(NOTHING);
            expect(blocking(again)).toEqual([]);
            await atStart?.(stack);
        });

        test("changes what its settings are about, and nothing else", async () => {
            stack.configure(life.change);
            const changed = await stack.up(options);
            expect(done(changed)).toEqual({
                exitCode: 0,
                created: [...life.creates].sort(),
                updated: [...life.updates].sort(),
                deleted: [...(life.deletes ?? [])].sort(),
            });
            expect(blocking(changed)).toEqual([]);
            up = { ...up, created: [...up.created, ...changed.created] };
        });

        test("leaves nothing when it is destroyed", async () => {
            const destroyed = await stack.destroy();
            const deleted = [...named(destroyed.deleted), ...(life.deletes ?? [])].sort();
            expect({ ...done(destroyed), deleted }).toEqual({ ...NOTHING, deleted: named(up.created) });
            expect(await stack.resources()).toEqual([]);
        });
    });
}
