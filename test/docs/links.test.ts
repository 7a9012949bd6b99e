import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(__dirname, "../..");
const written = ["README.md", "CONTRIBUTING.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)];
const pages = written.filter((name) => name.endsWith(".md"));

/** Where a page's relative links lead to. */
const targets = (page: string): string[] =>
    [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, target]) =>
        relative(ROOT, join(ROOT, dirname(page), target!)),
    );

test.each(pages)("the links of %s lead to files", (page) => {
    expect(targets(page).filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
});

test("there are links, stacks' files among them", () => {
    expect(targets("docs/stacks.md")).toContain("stacks/insecure-eks/nodes.ts");
});
