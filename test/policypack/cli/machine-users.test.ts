import { namesOf, usersOf } from "../../../policypack/cli/inputs/machine-users";

const HASH = "$y$j9T$salt$hash";
const users = (passwd: string, group = "", shadow = "") => usersOf({ passwd, group, shadow });

test("an account has its line, its number, its home and its groups, the first one too", () => {
    expect(
        users(
            "root:x:0:0:root:/root:/bin/bash\nops:x:1001:99:Operations:/srv/ops:/bin/sh\n",
            "root:x:0:\ndocker:x:99:\nwheel:x:10:dev,ops\nops:x:1001:opsy\n",
        ),
    ).toEqual([
        { name: "root", at: "/etc/passwd › line 1", number: 0, home: "/root", groups: [] },
        {
            name: "ops",
            at: "/etc/passwd › line 2",
            number: 1001,
            home: "/srv/ops",
            groups: [
                { name: "docker", at: "/etc/passwd › line 2" },
                { name: "wheel", at: "/etc/group › line 3" },
            ],
        },
    ]);
});

test.each<[string, string, boolean]>([
    ["a hash", HASH, true],
    ["an old one", "ab1cDeFgHiJkL", true],
    ["a lock in front of a hash", `!${HASH}`, false],
    ["none", "*", false],
    ["none yet", "!!", false],
    ["none, by name", "!*", false],
    ["an empty one, with which nobody comes in over the network", "", false],
    ["a word that no password makes", "x", false],
])("a password is %s", (_, field, isOne) => {
    const [user] = users("ops:x:1001:1001::/srv:/bin/sh\n", "", `root:*:1::::::\nops:${field}:19000:0:99999:7:::\n`);
    expect(user!.passwordAt).toBe(isOne ? "/etc/shadow › line 2" : undefined);
    expect(JSON.stringify(user)).not.toContain("hash");
});

test("names are found by number, the first of several", () => {
    const { users: byNumber, groups } = namesOf({
        passwd: "root:x:0:0::/:\ntoor:x:0:0::/:\nops:x:7:7::/:\n",
        group: "root:x:0:\nops:x:7:\n",
        shadow: "",
    });
    expect([[...byNumber], [...groups]]).toEqual([
        [
            [0, "root"],
            [7, "ops"],
        ],
        [
            [0, "root"],
            [7, "ops"],
        ],
    ]);
});

test.each(["", "\n\n", "no colons", "a:b", "+::::::\n", ":::::::\n".repeat(3_000)])(
    "lines that are none end nothing: %j",
    (text) => {
        expect(() => usersOf({ passwd: text, group: text, shadow: text })).not.toThrow();
    },
);
