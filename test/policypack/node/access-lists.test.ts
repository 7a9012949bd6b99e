import { accessLists } from "../../../policypack/node/access-lists";
import { bootOfUserData } from "../../../policypack/node/user-data";

const given = (...runcmd: string[]) =>
    accessLists(bootOfUserData(`#cloud-config\n${JSON.stringify({ runcmd })}`, "u")).flatMap(
        ({ at, path, isRecursive, entries }) =>
            entries.map(
                ({ whom, permissions }) =>
                    `${at.slice("u › ".length)} ${path}${isRecursive ? "/**" : ""}: ${whom} ${permissions}`,
            ),
    );

test.each<[command: string, entries: string[]]>([
    ["setfacl -m u:deploy:rwx /etc/kubernetes/manifests", ['/etc/kubernetes/manifests: user "deploy" rwx']],
    ["/usr/bin/setfacl -m user:deploy:rw /a", ['/a: user "deploy" rw']],
    ["setfacl -m g:ops:r-x,d:group:dev:rwX /a", ['/a: group "ops" r-x', '/a: group "dev" rwX']],
    ["setfacl -m default:u:deploy:w /a", ['/a: user "deploy" w']],
    ["setfacl --modify 'u:a:r, u:b:w' /a", ['/a: user "a" r', '/a: user "b" w']],
    ["setfacl --modify=u:a:r /a", ['/a: user "a" r']],
    ["setfacl --set=u::rwx,g::r,o::rx,u:a:r /a", ["/a: every user of the node rx", '/a: user "a" r']],
    ["setfacl --set o:w /a", ["/a: every user of the node w"]],
    ["setfacl -m other::rw /a", ["/a: every user of the node rw"]],
    ["setfacl -m u:root:rwx,g:0:rwx,m::rwx /a", []],
    ["setfacl -m u:deploy /a", ['/a: user "deploy" ']],
    ["setfacl -m u:deploy:rwz,xu:a:r /a", []],
    ["setfacl -Rm u:deploy:rw /a /var/run/b//c", ['/a/**: user "deploy" rw', '/run/b/c/**: user "deploy" rw']],
    ["setfacl --recursive -m u:deploy:rw /a", ['/a/**: user "deploy" rw']],
    ["setfacl -mu:deploy:rw /a", ['/a: user "deploy" rw']],
    ["setfacl -Rmd:g:ops:rw /a", ['/a/**: group "ops" rw']],
    ["setfacl -nm u:deploy:rw /a", ['/a: user "deploy" rw']],
    ["setfacl -dR -m u:deploy:rw /a", ['/a/**: user "deploy" rw']],
    ["setfacl -nx u:a -m u:b:r /a", ['/a: user "b" r']],
    [
        "setfacl -m u:a:r /b-R /b-m /b-x /b--modify /b--recursive /b--remove /b--remove-all",
        ["-R", "-m", "-x", "--modify", "--recursive", "--remove", "--remove-all"].map((name) => `/b${name}: user "a" r`),
    ],
    ["setfacl -m u:deploy:rw -R /a", ['/a/**: user "deploy" rw']],
    ["setfacl -n --physical -m u:deploy:rw /a", ['/a: user "deploy" rw']],
    ["setfacl -x u:deploy /a", []],
    ["setfacl --remove u:deploy -m u:a:r /a", ['/a: user "a" r']],
    ["setfacl --remove=u:deploy -m u:a:r /a", ['/a: user "a" r']],
    ["setfacl -m", []],
    ["getfacl -m u:deploy:rw /a", []],
])("%s", (command, entries) => expect(given(command)).toEqual(entries.map((one) => `runcmd[0] ${one}`)));

describe("what is taken away again", () => {
    const SET = "setfacl -m u:deploy:rw /a/b";
    const LEFT = ['runcmd[0] /a/b: user "deploy" rw'];
    test.each<[command: string, left: readonly string[]]>([
        ["setfacl -b /a/b", []],
        ["setfacl --remove-all /a/b", []],
        ["setfacl --remove-default /a/b", []],
        ["setfacl -Rb /a", []],
        ["setfacl -bn /a/b", []],
        ["setfacl -b /c /a/b", []],
        ["setfacl -b /a", LEFT],
        ["setfacl -R -b /c", LEFT],
        ["setfacl --remove-allx /a/b", LEFT],
        ["setfacl -k-b /a/b", LEFT],
    ])("%s", (command, left) => expect(given(SET, command)).toEqual(left));

    test("and given anew", () => expect(given(SET, "setfacl -b -m u:a:r /a/b")).toEqual(['runcmd[1] /a/b: user "a" r']));
});

test("hundreds of entries for hundreds of paths, each told twice, are one list that every path has once", () => {
    const told = Array.from({ length: 300 }, (_, i) => `-m u:o${i}:rw /p${i}`).join(" ");
    const lists = accessLists(bootOfUserData(`#cloud-config\n${JSON.stringify({ runcmd: [`setfacl ${told} ${told}`] })}`, "u"));
    expect(lists).toHaveLength(300);
    expect(lists[0]!.entries).toHaveLength(300);
    expect(new Set(lists.map(({ entries }) => entries)).size).toBe(1);
});
