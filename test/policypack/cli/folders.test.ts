import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { ADVISED, audited, called, SOCKET, temporaryFolder } from "./command";

const folder = temporaryFolder();

test("what else is in a folder is counted by its kind, and the folder is clean", async () => {
    for (const name of ["main.tf", "net.tf", "LICENSE", "template.yaml"]) folder.write(`foreign/${name}`, "Resources: {}\n");
    folder.write("foreign/picture.png", Buffer.from([0x89, 0x50, 0, 0]));
    folder.write("foreign/pod.json", { ...ADVISED, spec: { containers: [] } });
    const path = `${folder.path}/foreign`;
    const { out, code } = await called("audit", path);
    expect([code, out]).toEqual([
        0,
        "1 resource judged: no violations; 5 other files passed over (2 *.tf, 1 LICENSE, 1 *.png, 1 *.yaml).\n",
    ]);
    expect(await audited(path)).toMatchObject({
        code: 0,
        passedOver: { LICENSE: 1, "*.tf": 2, "*.yaml": 1, "*.png": 1 },
        resources: 1,
    });
});

test("links that lead around, to their own folder or nowhere are passed", async () => {
    folder.write("links/pod.yaml", SOCKET);
    for (const [to, name] of [
        ["loop", "loop"],
        ["../links", "self"],
        ["nowhere", "gone"],
    ] as const)
        symlinkSync(to, `${folder.path}/links/${name}`);
    expect(await audited(`${folder.path}/links`)).toMatchObject({ code: 1, resources: 1, unreadable: [] });
    const loop = `${folder.path}/links/loop`;
    expect((await audited(loop)).unreadable).toEqual([
        { file: loop, reason: "is a link that leads around in a circle. Correct it" },
    ]);
});

test("a file that is named twice is judged once", async () => {
    const file = folder.write("once.yaml", SOCKET);
    expect((await audited(file, file)).violations).toHaveLength(1);
});

test("what is said of objects comes file by file, and a file of many objects tells each one's line", async () => {
    folder.write("many/a.yaml", `${SOCKET}---\n${SOCKET.replace("name: agent\n", "name: other\n")}`);
    folder.write("many/b.yaml", SOCKET);
    const { violations } = await audited(`${folder.path}/many`);
    expect(violations.map(({ file, line }) => [file.slice(-6), line])).toEqual([
        ["a.yaml", 16],
        ["a.yaml", 33],
        ["b.yaml", 16],
    ]);
});

test("a folder without anything is clean", async () => {
    mkdirSync(`${folder.path}/empty`);
    expect(await audited(`${folder.path}/empty`)).toEqual({ code: 0, violations: [], unreadable: [], resources: 0 });
});

test("a file that is too large is not read", async () => {
    const file = folder.write("large.yaml", "");
    spawnSync("truncate", ["-s", "300M", file]);
    expect((await audited(file)).unreadable).toEqual([{ file, reason: "is larger than 256 MiB. Split it" }]);
});
