import fc from "fast-check";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path/posix";
import { RootFolder, Unreached } from "../../../policypack/cli/inputs/root-folder";

const NAMES = ["a", "b", "c"];
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }).map((names) => `/${names.join("/")}`);
const target = fc
    .array(fc.constantFrom(...NAMES, "..", "."), { minLength: 1, maxLength: 5 })
    .chain((names) => fc.boolean().map((isAbsolute) => `${isAbsolute ? "/" : ""}${names.join("/")}`));
const entry = fc.record({ path, link: fc.option(target, { nil: undefined }) });
const tree = fc.array(entry, { minLength: 1, maxLength: 10 });

/** Writes a tree, its absolute links below `prefix`; what stands in the way of an entry is left as it is. */
function write(
    root: string,
    entries: readonly { readonly path: string; readonly link: string | undefined }[],
    prefix: string,
): void {
    for (const { path: own, link } of entries) {
        try {
            mkdirSync(join(root, dirname(own)), { recursive: true });
            // A folder that is reached by a link may be anywhere: such a tree is another one than was meant.
            if (realpathSync(join(root, dirname(own))) !== normalize(join(root, dirname(own))).replace(/(?<=.)\/$/, "")) continue;
            if (link === undefined) writeFileSync(join(root, own), own, { flag: "wx" });
            else symlinkSync(link.startsWith("/") ? prefix + link : link, join(root, own));
        } catch {
            // It is taken already.
        }
    }
}

/** Where the kernel says that a path leads. */
function kernelOf(root: string, own: string): string | undefined {
    try {
        return realpathSync(root + own);
    } catch {
        return undefined;
    }
}

function foundIn(root: RootFolder, own: string): string | undefined {
    try {
        return root.find(own)?.path;
    } catch (error) {
        if (error instanceof Unreached) return undefined;
        throw error;
    }
}

test("whatever the links of a tree are, what is found lies in it, and is where the kernel finds it on a machine whose root that is", () => {
    const base = realpathSync(mkdtempSync(join(tmpdir(), "kbg-links-")));
    let count = 0;
    let compared = 0;
    try {
        fc.assert(
            fc.property(tree, path, (entries, asked) => {
                const folder = join(base, String(++count));
                const [root, twin] = [join(folder, "root"), join(folder, "twin")];
                mkdirSync(root, { recursive: true });
                mkdirSync(twin);
                write(root, entries, "");
                // Its links lead where those of the first would if that were the root.
                write(twin, entries, twin);
                const found = foundIn(new RootFolder(root), asked);
                if (found !== undefined) expect(realpathSync(root + found)).toBe(root + (found === "/" ? "" : found));
                const expected = kernelOf(twin, asked);
                // The kernel's way may climb out of the twin, which is no root to it.
                const isWithin = expected === twin || expected?.startsWith(`${twin}/`) === true;
                if (!isWithin) return;
                compared++;
                expect(found).toBe(expected.slice(twin.length) || "/");
            }),
            { numRuns: 400, seed: 11 },
        );
    } finally {
        rmSync(base, { recursive: true, force: true });
    }
    expect(compared).toBeGreaterThan(20);
    process.stdout.write(`links: ${count} trees, ${compared} compared with the kernel\n`);
});
