import { gzipSync } from "node:zlib";
import { isIgnition } from "../../../policypack/node/ignition";
import { bootOfUserData } from "../../../policypack/node/user-data";

const boot = (config: object) => bootOfUserData(JSON.stringify({ ignition: { version: "3.4.0" }, ...config }), "userData");
const data = (text: string) => `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;

test("as many configurations in each other as may be", () => {
    let config: object = { ignition: {}, storage: { files: [{ path: "/a", contents: { source: "data:,x" } }] } };
    for (let i = 0; i < 4; i++) config = { ignition: { config: { append: [{ source: data(JSON.stringify(config)) }] } } };
    const { files, unread } = bootOfUserData(JSON.stringify(config), "u");
    expect(unread).toEqual([]);
    expect(files.map(({ path, at }) => [path, at])).toEqual([
        ["/a", `u${" › ignition.config.append[0]".repeat(4)} › storage.files[0].contents`],
    ]);
});

test.each<[why: string, text: string, is: boolean]>([
    ["its own key", '{"ignition": {}}', true],
    ["blanks anywhere", ' \n{ "x": 1,\n"ignition"\t:\n{}}', true],
    ["a key of which it is a part", '{"ignition-x": {}}', false],
    ["no object in it", '{"ignition": 3}', false],
    ["another text in front", 'x {"ignition": {}}', false],
    ["a list", '[{"ignition": {}}]', false],
    ["Butane, of which it is made", "ignition: {}", false],
])("what is an Ignition configuration: %s", (_, text, is) => expect(isIgnition(text)).toBe(is));

describe("a file's content", () => {
    const contentOf = (contents: object) => {
        const { files, unread } = boot({ storage: { files: [{ path: "/f", contents }] } });
        return files.map(({ content }) => content.text.replaceAll("\uFFF9", "?")).concat(unread.map(({ reason }) => reason));
    };
    test.each<[why: string, contents: object, told: string[]]>([
        ["percent signs", { source: "data:,a%20b%0A" }, ["a b\n"]],
        ["a comma", { source: "data:,a,b" }, ["a,b"]],
        ["line breaks", { source: "data:,a\nb" }, ["a\nb"]],
        ["in another case", { source: "DATA:;BASE64,YQ==" }, ["a"]],
        ["blanks around base64", { source: "data:text/plain; base64 ,YQ==" }, ["a"]],
        ["base64 that is escaped", { source: "data:;base64,YQ%3D%3D" }, ["a"]],
        ["a parameter that ends otherwise", { source: "data:;base64;x,YQ==" }, ["YQ=="]],
        ["nothing", { source: "" }, ["?", "fetches /f from elsewhere"]],
        ["no source", { compression: "gzip" }, ["?", "is no valid gzip"]],
        ["packed", { compression: "gzip", source: `data:;base64,${gzipSync("a").toString("base64")}` }, ["a"]],
        ["packed, and not said", { source: `data:;base64,${Buffer.from("a").toString("base64")}`, compression: "" }, ["a"]],
        ["percent signs that are none", { source: "data:,%zz" }, ["?", "is no data URL that can be read"]],
        ["a data URL without its comma", { source: "data:a" }, ["?", "fetches /f from elsewhere"]],
        ["an address in which one stands", { source: "https://x/?data:,a" }, ["?", "fetches /f from elsewhere"]],
    ])("%s", (_, contents, told) => expect(contentOf(contents)).toEqual(told));

    test("is added in order, and only where it is asked for", () => {
        const { files } = boot({
            storage: {
                files: [
                    { path: "/a", append: [{ source: "data:,1" }, { source: "data:,2" }] },
                    { path: "/b", append: false, contents: { source: "data:,3" } },
                    { path: "/c" },
                    { contents: { source: "data:,4" } },
                ],
            },
        });
        expect(files.map(({ path, content, isAppended }) => [path, content.text, isAppended])).toEqual([
            ["/a", "12", true],
            ["/b", "3", false],
        ]);
    });
});

test("owners are names before numbers, and root's where nobody is named", () => {
    const source = "data:,x";
    const { files } = boot({
        storage: {
            directories: [{ path: "/d", user: { name: "ops" }, group: { id: 7 } }, {}],
            files: [
                { path: "/a", mode: 0, user: { id: 0, name: "core" }, contents: { source } },
                { path: "/b", user: {}, group: { id: 5 }, contents: { source } },
            ],
        },
    });
    expect(files.map(({ path, mode, owner, group }) => [path, mode?.value, mode?.isDefault, owner?.value, group?.value])).toEqual(
        [
            ["/d", 0o755, true, "ops", "7"],
            ["/a", 0, false, "core", "root"],
            ["/b", 0o644, true, "root", "5"],
        ],
    );
});

test("links lead on, and one to /dev/null empties", () => {
    const { files } = boot({
        storage: {
            links: [
                { path: "/etc/systemd/system/auditd.service", target: "/dev/null" },
                { path: "/etc/k", target: "/etc/kubernetes" },
                { path: "/etc/x" },
                { target: "/etc/y" },
            ],
        },
        systemd: {
            units: [
                { name: "a.service", mask: false, contents: "" },
                { contents: "[Service]" },
                { name: "b.service", dropins: [{ contents: "x" }] },
            ],
        },
    });
    expect(
        files.map(({ path, content, mode, owner, group }) => [path, content.text, mode?.value, owner?.value, group?.value]),
    ).toEqual([
        ["/etc/systemd/system/auditd.service", "", 0o644, undefined, undefined],
        ["/etc/systemd/system/a.service", "", 0o644, "root", "root"],
        ["/etc/systemd/system/b.service.d", "x", 0o644, "root", "root"],
    ]);
});

test("a unit that is enabled is started, whatever else of it is there", () => {
    const units = [
        { name: "a.service", enabled: true },
        { name: "b.service", enable: true },
        { name: "c.service", enabled: false, enable: true },
        { enabled: true },
    ];
    const { commands } = boot({ systemd: { units } });
    expect(commands.map(({ argv, at, isConditional }) => [argv.at(-1)?.text, at, isConditional])).toEqual([
        ["a.service", "userData › systemd.units[0]", false],
        ["b.service", "userData › systemd.units[1]", false],
    ]);
});

test("where a user's ways in stand", () => {
    const { users } = boot({
        passwd: {
            users: [
                { sshAuthorizedKeys: ["k"], passwordHash: "x", groups: ["a", null], primaryGroup: "p" },
                { name: "b", sshAuthorizedKeys: [] },
            ],
        },
    });
    const at = "userData › passwd.users[0]";
    expect(users).toEqual([
        {
            name: "",
            at,
            logsInBy: [
                { value: "password", at: `${at}.passwordHash`, isDefault: false },
                { value: "ssh key", at: `${at}.sshAuthorizedKeys[0]`, isDefault: false },
            ],
            groups: [
                { value: "a", at: `${at}.groups[0]`, isDefault: false },
                { value: "p", at: `${at}.primaryGroup`, isDefault: false },
            ],
        },
        { name: "b", at: "userData › passwd.users[1]", logsInBy: [], groups: [] },
    ]);
});
