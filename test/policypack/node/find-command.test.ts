import type { Disk } from "../../../policypack/node/disk";
import { commandsOfFind } from "../../../policypack/node/find-command";
import { HOLE } from "../../../policypack/parse/word";

const FOLDERS = ["/d", "/d/sub", "/d/sub/deep"];
const FILES = ["/d/a.key", "/d/b.yaml", "/d/sub/c.key", "/d/sub/deep/e.key"];
const disk = {
    path: (folder: string) => (folder === "." ? "/d" : folder),
    below: (folder: string) =>
        [...FOLDERS, ...FILES].filter((path) => path.startsWith(`${folder === "." ? "/d" : folder.replace(/\/+$/, "")}/`)),
    isFolder: (path: string) => FOLDERS.includes(path),
} as unknown as Disk;
const found = (line: string) =>
    commandsOfFind(disk, line.replaceAll("$X", HOLE).split(" ")).map((words) => words.map(({ text }) => text).join(" "));

test.each<[line: string, commands: string[]]>([
    [
        "/d -name *.key -exec chmod 600 {} ;",
        ["chmod 600 /d/*.key", "chmod 600 /d/a.key", "chmod 600 /d/sub/c.key", "chmod 600 /d/sub/deep/e.key"],
    ],
    ["/d// -name b.yaml -exec rm {} ;", ["rm /d/b.yaml", "rm /d/b.yaml"]],
    ["/d -iname b.yaml -exec rm {} ;", ["rm /d/b.yaml", "rm /d/b.yaml"]],
    ["/d -name a.key -o -name b.yaml -exec rm {} ;", ["rm /d/a.key", "rm /d/b.yaml", "rm /d/a.key", "rm /d/b.yaml"]],
    ["/d -maxdepth 1 -type f -exec rm {} ;", ["rm /d/a.key", "rm /d/b.yaml"]],
    ["/d/ -maxdepth 2 -type f -exec rm {} ;", ["rm /d/a.key", "rm /d/b.yaml", "rm /d/sub/c.key"]],
    ["/d -maxdepth 0 -exec rm {} ;", []],
    ["/d -type d -exec chmod 700 {} ;", ["chmod 700 /d/sub", "chmod 700 /d/sub/deep"]],
    ["/d -type d -name sub -exec chmod 700 {} ;", ["chmod 700 /d/sub"]],
    ["/d -type f -name sub -exec chmod 700 {} ;", ["chmod 700 /d/sub"]],
    ["/d/sub -type f -exec cp {} {}.bak ;", ["cp /d/sub/c.key /d/sub/c.key.bak", "cp /d/sub/deep/e.key /d/sub/deep/e.key.bak"]],
    ["/d/sub/deep -exec chmod 600 {} +", ["chmod 600 /d/sub/deep/e.key"]],
    ["/d/sub/deep -execdir chmod 600 {} ;", ["chmod 600 /d/sub/deep/e.key"]],
    ["/d/sub/deep -exec chmod g + {} ;", ["chmod g + /d/sub/deep/e.key"]],
    ["/d/sub/deep -exec a {} ; -exec b {} ;", ["a /d/sub/deep/e.key", "b /d/sub/deep/e.key"]],
    [
        "/d/sub/deep /x -print -xdev -follow -a -name e.key -exec a {} ;",
        ["a /d/sub/deep/e.key", "a /d/sub/deep/e.key", "a /x/e.key"],
    ],
    ["/x-y -name e -exec a {} ;", ["a /x-y/e"]],
    ["/$X /x -name e -exec a {} ;", ["a /x/e"]],
    // Without a folder it is the current one, of which the depths are counted too.
    ["-maxdepth 1 -type f -exec rm {} ;", ["rm /d/a.key", "rm /d/b.yaml"]],
    [". -name b.yaml -exec rm {} ;", ["rm ./b.yaml", "rm /d/b.yaml"]],
    // What no -exec ends does not run, nor does nothing.
    ["/d -exec", []],
    ["/d -exec ;", []],
    ["/d -exec a {} ; -exec ;", []],
    ["/d -exec a {}", []],
    ["/d -exec a +", []],
    ["/d -name a.key", []],
    ["/d", []],
    // Another test may leave out any of them.
    ["/d -newer /x -exec a {} ;", []],
    ["/d ! -name a.key -exec a {} ;", []],
    ["/d ( -name a.key ) -exec a {} ;", []],
    ["/d -mtime +1 -exec a {} ;", []],
    ["/d -printx -exec a {} ;", []],
    ["/d -type f x-print -exec a {} ;", []],
])("find %s", (line, commands) => expect(found(line)).toEqual(commands));

test("of many paths the first are enough", () => {
    const many = {
        path: () => "/d",
        below: () => Array.from({ length: 300 }, (_, i) => `/d/${i}`),
        isFolder: () => false,
    } as unknown as Disk;
    expect(commandsOfFind(many, "/d -exec a {} ;".split(" "))).toHaveLength(200);
});
