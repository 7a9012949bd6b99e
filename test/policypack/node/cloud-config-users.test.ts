import { loginsOf } from "../../../policypack/node/logins";
import { bootOfUserData } from "../../../policypack/node/user-data";

const logins = (config: object): string[] =>
    loginsOf(bootOfUserData(`#cloud-config\n${JSON.stringify(config)}`, "u")).map(
        ({ at, door }) => `${at.replace("u › ", "")}: ${Object.values(door).join(" / ")}`,
    );
const DEFAULT = "the image's default user";

test.each<[why: string, config: object, logins: string[]]>([
    [
        "keys at the top",
        { ssh_authorized_keys: ["ssh-ed25519 A", "ssh-ed25519 B"] },
        [`ssh_authorized_keys[0]: ssh key / ${DEFAULT}`],
    ],
    ["names of keys at the top", { ssh_import_id: ["gh:ops"] }, [`ssh_import_id[0]: ssh key / ${DEFAULT}`]],
    ["no key at the top", { ssh_authorized_keys: [], ssh_import_id: [] }, []],
    ["a password at the top", { password: "x" }, [`password: password / ${DEFAULT}`]],
    [
        "passwords as objects",
        {
            chpasswd: {
                users: [
                    { name: "a", password: "x" },
                    { name: "b", type: "RANDOM" },
                ],
            },
        },
        ["chpasswd.users[0]: password / a", "chpasswd.users[1]: password / b"],
    ],
    [
        "passwords as lines",
        { chpasswd: { list: " a : x\nb:y\nc\n:z\n" } },
        ["chpasswd.list: password / a", "chpasswd.list: password / b"],
    ],
    ["passwords as a list of lines", { chpasswd: { list: ["a:x", "b", 5] } }, ["chpasswd.list: password / a"]],
    ["passwords that are none", { chpasswd: { list: 5, expire: false } }, []],
    ...[true, "true", "Yes", 1, "on"].map((ssh_pwauth): [string, object, string[]] => [
        `ssh_pwauth ${JSON.stringify(ssh_pwauth)}`,
        { ssh_pwauth },
        ["ssh_pwauth: sshd / PasswordAuthentication yes"],
    ]),
    ...[false, "no", "unchanged", 0, "xtrue", "truex"].map((ssh_pwauth): [string, object, string[]] => [
        `ssh_pwauth ${JSON.stringify(ssh_pwauth)}`,
        { ssh_pwauth },
        [],
    ]),
    ["root is let in", { disable_root: false }, ["disable_root: ssh key / root"]],
    ["root is not let in", { disable_root: true }, []],
    ["names alone", { users: ["default", "ops"] }, []],
    [
        "a user without a name",
        { users: [{ ssh_authorized_keys: ["k"] }] },
        [`users[0].ssh_authorized_keys: ssh key / ${DEFAULT}`],
    ],
    [
        "a key of a user",
        { users: ["default", { name: "ops", ssh_authorized_keys: ["k"] }] },
        ["users[1].ssh_authorized_keys: ssh key / ops"],
    ],
    [
        "a key in one text",
        { users: [{ name: "ops", "ssh-authorized-keys": "k" }] },
        ["users[0].ssh-authorized-keys: ssh key / ops"],
    ],
    ["a name of a key", { users: [{ name: "ops", ssh_import_id: ["gh:ops"] }] }, ["users[0].ssh_import_id: ssh key / ops"]],
    ...([[], "", false, null] as unknown[]).map((keys): [string, object, string[]] => [
        `keys ${JSON.stringify(keys)}, which are none`,
        { users: [{ name: "ops", ssh_authorized_keys: keys }] },
        [],
    ]),
    ["a password that is locked, as it is by default", { users: [{ name: "ops", passwd: "x" }] }, []],
    ["a password that is locked", { users: [{ name: "ops", passwd: "x", lock_passwd: true }] }, []],
    ...(["passwd", "hashed_passwd", "plain_text_passwd"] as const).map((key): [string, object, string[]] => [
        `${key}, not locked`,
        { users: [{ name: "ops", [key]: "x", lock_passwd: false }] },
        [`users[0].${key}: password / ops`],
    ]),
    ...["false", "No", "off", "0"].map((lock): [string, object, string[]] => [
        `not locked as ${lock}`,
        { users: [{ name: "ops", passwd: "x", "lock-passwd": lock }] },
        ["users[0].passwd: password / ops"],
    ]),
    ...[0, ""].map((lock): [string, object, string[]] => [
        `not locked as ${JSON.stringify(lock)}, which is false to cloud-init`,
        { users: [{ name: "ops", passwd: "x", lock_passwd: lock }] },
        ["users[0].passwd: password / ops"],
    ]),
    ...["falsex", "xno", 1].map((lock): [string, object, string[]] => [
        `locked as ${JSON.stringify(lock)}`,
        { users: [{ name: "ops", passwd: "x", lock_passwd: lock }] },
        [],
    ]),
    ["not locked, without a password", { users: [{ name: "ops", lock_passwd: false }] }, []],
    [
        "groups as a text",
        { users: [{ name: "ops", groups: "users, wheel" }] },
        ["users[0].groups: superuser / ops / group wheel"],
    ],
    [
        "groups as a list",
        { users: [{ name: "ops", groups: ["users", " wheel "] }] },
        ["users[0].groups: superuser / ops / group wheel"],
    ],
    [
        "groups as the keys of an object",
        { users: [{ name: "ops", groups: { users: null, wheel: null } }] },
        ["users[0].groups: superuser / ops / group wheel"],
    ],
    [
        "several groups in one text of a list",
        { users: [{ name: "ops", groups: ["users,wheel"] }] },
        ["users[0].groups: superuser / ops / group wheel"],
    ],
    [
        "a primary group",
        { users: [{ name: "ops", primary_group: "wheel" }] },
        ["users[0].primary_group: superuser / ops / group wheel"],
    ],
    ["groups of another shape", { users: [{ name: "ops", groups: 5, primary_group: null }] }, []],
    [
        "a rule of sudo as a text",
        { users: [{ name: "ops", sudo: "ALL=(ALL) ALL" }] },
        ['users[0].sudo: superuser / ops / the sudo rule "ALL=(ALL) ALL"'],
    ],
    ["no sudo", { users: [{ name: "ops", sudo: false }] }, []],
    [
        "sudo among whose rules is none",
        { users: [{ name: "ops", sudo: [null, "ALL=ALL"] }] },
        ['users[0].sudo: superuser / ops / the sudo rule "ALL=ALL"'],
    ],
    [
        "members of a group",
        { groups: ["users", { wheel: ["a", " b "] }, { sudo: "c, d" }, null] },
        [
            "groups: superuser / a / group wheel",
            "groups: superuser / b / group wheel",
            "groups: superuser / c / group sudo",
            "groups: superuser / d / group sudo",
        ],
    ],
    ["a group whose members are none", { groups: [{ wheel: 5 }, { sudo: null }] }, []],
])("%s", (_, config, expected) => expect(logins(config)).toEqual(expected));

test("a part of a wrong shape hides no other", () =>
    expect(
        logins({ users: 5, ssh_authorized_keys: {}, password: [], chpasswd: { list: "a:x", users: "b" }, disable_root: false }),
    ).toEqual([`password: password / ${DEFAULT}`, "chpasswd.list: password / a", "disable_root: ssh key / root"]));

test("what is said of users is nobody's default, and stands where it is told", () => {
    const set = <T>(value: T, at: string) => ({ value, at: `u › ${at}`, isDefault: false });
    const { users, files } = bootOfUserData(
        `#cloud-config\n${JSON.stringify({
            groups: { docker: ["a", "b"] },
            users: [
                "default",
                { name: "ops", sudo: ["A", 5, "B"], groups: "x", ssh_import_id: ["gh:ops"], passwd: "p", lock_passwd: false },
                { name: "none", sudo: [], groups: [], primary_group: "own" },
            ],
            ssh_authorized_keys: ["k"],
            ssh_pwauth: true,
        })}`,
        "u",
    );
    expect(users).toEqual([
        { name: "a", at: "u › groups", logsInBy: [], groups: [set("docker", "groups")] },
        { name: "b", at: "u › groups", logsInBy: [], groups: [set("docker", "groups")] },
        {
            name: "ops",
            at: "u › users[1]",
            logsInBy: [set("ssh key", "users[1].ssh_import_id"), set("password", "users[1].passwd")],
            groups: [set("x", "users[1].groups")],
            sudo: set("A; B", "users[1].sudo"),
        },
        { name: "none", at: "u › users[2]", logsInBy: [], groups: [set("own", "users[2].primary_group")] },
        { name: DEFAULT, at: "u › ssh_authorized_keys[0]", logsInBy: [set("ssh key", "ssh_authorized_keys[0]")], groups: [] },
    ]);
    expect(files.map(({ path, mode, owner, group }) => [path, mode, owner, group])).toEqual([
        [
            "/etc/ssh/sshd_config.d/50-cloud-init.conf",
            set(0o600, "ssh_pwauth"),
            set("root", "ssh_pwauth"),
            set("root", "ssh_pwauth"),
        ],
    ]);
});
