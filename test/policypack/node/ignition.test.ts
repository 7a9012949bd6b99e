import { gzipSync } from "node:zlib";
import { BootReader } from "../../../policypack/node/boot-reader";
import { fetchesOf } from "../../../policypack/node/fetches";
import { readIgnition } from "../../../policypack/node/ignition";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { MAX_TEXT } from "../../../policypack/parse/limits";

const boot = (config: object) => bootOfUserData(JSON.stringify({ ignition: { version: "3.4.0" }, ...config }), "userData");
const MANIFEST = "/etc/kubernetes/manifests/web.yaml";
const data = (text: string) => `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;

test("files with their content, mode and owner; a mode is a decimal number", () => {
    const { files, evidence } = boot({
        storage: {
            directories: [{ path: "/srv/pods", mode: 511 }],
            files: [
                {
                    path: MANIFEST,
                    mode: 384,
                    user: { id: 500 },
                    group: { name: "wheel" },
                    contents: { source: data("kind: Pod\n") },
                },
                {
                    path: "/etc/default/kubelet",
                    contents: { source: "data:;base64,QT0xCg==" },
                    append: [{ source: "data:,B=2%0A" }],
                },
            ],
        },
    });
    expect(evidence).toEqual({ verdict: "node", why: `user data that writes ${MANIFEST}` });
    expect(
        files.map(({ path, kind, content, mode, owner, group, at }) => [
            `${kind} ${path}`,
            content.text,
            mode?.value.toString(8),
            owner?.value,
            group?.value,
            at,
        ]),
    ).toEqual([
        ["folder /srv/pods", "", "777", "root", "root", "userData › storage.directories[0]"],
        [`file ${MANIFEST}`, "kind: Pod\n", "600", "500", "wheel", "userData › storage.files[0].contents"],
        ["file /etc/default/kubelet", "A=1\nB=2\n", "644", "root", "root", "userData › storage.files[1].append[0]"],
    ]);
});

test("version 2 appends by a switch, and enables by another word", () => {
    const { files, commands } = boot({
        ignition: { version: "2.3.0" },
        storage: {
            files: [{ filesystem: "root", path: "/etc/default/kubelet", append: true, contents: { source: "data:,A=1" } }],
        },
        systemd: { units: [{ name: "kubelet.service", enable: true }] },
    });
    expect(files.map(({ path, isAppended }) => [path, isAppended])).toEqual([["/etc/default/kubelet", true]]);
    expect(commands.map(({ argv }) => argv.map(({ text }) => text).join(" "))).toEqual([
        "systemctl enable --now kubelet.service",
    ]);
});

test("units, their drop-ins, and those that are masked", () => {
    const { files, commands } = boot({
        systemd: {
            units: [
                {
                    name: "kubelet.service",
                    contents: "[Service]\nExecStart=/usr/bin/kubelet\n",
                    dropins: [{ name: "10.conf", contents: "[Service]\n" }, { name: "20.conf" }],
                },
                { name: "auditd.service", mask: true },
                { name: "docker.service", enabled: false },
            ],
        },
    });
    expect(files.map(({ path, content, at }) => [path, content.text, at])).toEqual([
        [
            "/etc/systemd/system/kubelet.service",
            "[Service]\nExecStart=/usr/bin/kubelet\n",
            "userData › systemd.units[0].contents",
        ],
        ["/etc/systemd/system/kubelet.service.d/10.conf", "[Service]\n", "userData › systemd.units[0].dropins[0].contents"],
        ["/etc/systemd/system/auditd.service", "", "userData › systemd.units[1]"],
    ]);
    expect(commands).toEqual([]);
});

test("users, and what lets them in", () => {
    const { users } = boot({
        passwd: {
            users: [
                { name: "core", sshAuthorizedKeys: ["ssh-ed25519 AAAA"], groups: ["sudo"] },
                { name: "ops", passwordHash: "$6$x" },
                { name: "etcd" },
            ],
        },
    });
    expect(
        users.map(({ name, logsInBy, groups }) => [name, logsInBy.map(({ value }) => value), groups.map(({ value }) => value)]),
    ).toEqual([
        ["core", ["ssh key"], ["sudo"]],
        ["ops", ["password"], []],
        ["etcd", [], []],
    ]);
});

test("what is fetched is said, and from which bucket", () => {
    const one = boot({
        ignition: {
            version: "3.4.0",
            config: { replace: { source: "s3://boot/worker.ign" }, merge: [{ source: "https://example.com/x" }] },
        },
        storage: { files: [{ path: MANIFEST, contents: { source: "https://boot.s3.amazonaws.com/web.yaml" } }] },
    });
    expect(one.unread.map(({ at, reason }) => [at, reason])).toEqual([
        ["userData › ignition.config.merge[0]", "fetches what it runs from elsewhere"],
        ["userData › ignition.config.replace", "fetches what it runs from elsewhere"],
        ["userData › storage.files[0].contents", `fetches ${MANIFEST} from elsewhere`],
    ]);
    expect(fetchesOf(one).map(({ bucket, key, target, isConfiguration }) => [bucket, key, target, isConfiguration])).toEqual([
        ["boot", "worker.ign", "Ignition", true],
        ["boot", "web.yaml", MANIFEST, true],
    ]);
});

test.each([
    ['{"ignition": {', [["userData", "is no valid JSON"]]],
    ['{"ignition": {}, "storage": {"files": 7}}', [["userData › storage.files", "is a number where a list was expected"]]],
    [
        JSON.stringify({
            ignition: {},
            storage: { files: [{ path: 7 }, { path: "/etc/a", contents: { source: "data:;base64,%%%" } }] },
        }),
        [
            ["userData › storage.files[0].path", "is a number where text was expected"],
            ["userData › storage.files[1].contents", "is no data URL that can be read"],
        ],
    ],
])("what cannot be read hides nothing else: %s", (text, expected) => {
    expect(bootOfUserData(text, "userData").unread.map(({ at, reason }) => [at, reason])).toEqual(expected);
});

test("configurations in configurations end", () => {
    let config: object = { ignition: {} };
    for (let i = 0; i < 8; i++) config = { ignition: { config: { merge: [{ source: data(JSON.stringify(config)) }] } } };
    expect(bootOfUserData(JSON.stringify(config), "userData").unread.map(({ reason }) => reason)).toEqual(["is nested too deep"]);
});

describe("a configuration in another", () => {
    const INNER = JSON.stringify({ ignition: {}, storage: { files: [{ path: "/ü", contents: { source: "data:,x" } }] } });
    const read = (source: object) => {
        const { files, unread } = boot({ ignition: { config: { replace: source } } });
        return [...files.map(({ path }) => path), ...unread.map(({ at, reason }) => `${at}: ${reason}`)];
    };
    const AT = "userData › ignition.config.replace";

    test.each<[why: string, source: object, read: string[]]>([
        ["as it is", { source: data(INNER) }, ["/ü"]],
        ["packed", { compression: "gzip", source: `data:;base64,${gzipSync(INNER).toString("base64")}` }, ["/ü"]],
        ["in base64", { source: `data:;base64,${Buffer.from(INNER).toString("base64")}` }, ["/ü"]],
        ["packed, and not said", { compression: "", source: data(INNER) }, ["/ü"]],
        ["no gzip where it is said", { compression: "gzip", source: data(INNER) }, [`${AT}: is no valid gzip`]],
        ["broken", { source: "data:,%zz" }, [`${AT}: is no data URL that can be read`]],
        ["none", {}, []],
    ])("%s", (_, source, expected) => expect(read(source)).toEqual(expected));

    test("is read as deep as anybody puts one", () => {
        const nested = (depth: number): string =>
            depth === 0 ? INNER : JSON.stringify({ ignition: { config: { merge: [{ source: data(nested(depth - 1)) }] } } });
        const counts = [4, 5].map((depth) => {
            const { files, unread } = bootOfUserData(nested(depth), "u");
            return [files.length, unread.length];
        });
        expect(counts).toEqual([
            [1, 0],
            [0, 1],
        ]);
    });
});

test("what is longer than any of them is told", () => {
    const reader = new BootReader();
    readIgnition(reader, `{"ignition":{}}${" ".repeat(MAX_TEXT - 15)}`, "a");
    readIgnition(reader, `{"ignition":{}}${" ".repeat(MAX_TEXT - 14)}`, "b");
    expect(reader.boot().unread).toEqual([{ at: "b", reason: "is larger than 1 MiB" }]);
});
