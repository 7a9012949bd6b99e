import { gzipSync } from "node:zlib";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { mime, nodeConfig } from "../kubelets";

const SCRIPT = "#!/bin/sh\necho 1\n";
const CLOUD = "#cloud-config\nruncmd: [echo 2]\n";
/** What a boot does, and what of it cannot be read. */
function read(text: string) {
    const { commands, documents, unread } = bootOfUserData(text, "u");
    return [
        ...commands.map(({ at, argv }) => `${at}: ${argv.map((word) => word.text).join(" ")}`),
        ...documents.map(({ at, installer }) => `${at}: ${installer}`),
        ...unread.map(({ at, reason, from }) => [`${at}: ${reason}`, ...(from?.urls ?? [])].join(" ")),
    ];
}
const FETCHES = "fetches what it runs from elsewhere";
const NODEADM = "application/node.eks.aws";

test.each<[why: string, text: string, read: string[]]>([
    ["nothing", "", []],
    ["a script", SCRIPT, ["u › line 2: echo 1"]],
    ["a script behind blank lines", `\n \n${SCRIPT}`, ["u › line 4: echo 1"]],
    ["a cloud-config", CLOUD, ["u › runcmd[0]: echo 2"]],
    ["in any case", CLOUD.toUpperCase().replace("RUNCMD", "runcmd").replace("ECHO", "echo"), ["u › runcmd[0]: echo 2"]],
    ["one of patches", "#cloud-config-jsonp\n[]\n", ["u: is a list where an object was expected"]],
    ["a boothook", "#cloud-boothook\necho 1\n", ["u › line 2: echo 1"]],
    ["a boothook with a line of its own", " #cloud-boothook x\n#!/bin/sh\necho 1\n", ["u › line 3: echo 1"]],
    [
        "a list of addresses",
        "#include\nhttps://a/1\r\n\n# https://a/2\n  https://a/3  \n",
        [`u: ${FETCHES} https://a/1 https://a/3`],
    ],
    ["an address in the first line", "#include-once https://a/1\n", [`u: ${FETCHES} https://a/1`]],
    ["addresses by no other word", "#include https://a/#include\n", [`u: ${FETCHES} https://a/#include`]],
    ["a part handler", "#part-handler\n", ["u: is a Python program that reads other parts"]],
    ["a template", "## template: jinja\n#cloud-config\n", ["u: is a template that is filled in on the machine"]],
    ["something else", "hello", []],
    ["a NodeConfig", nodeConfig({}), ["u › NodeConfig: nodeadm"]],
    ["what no shell runs", "#!/usr/bin/python3\n", ["u: is a python3 program, not a shell script"]],
    ["a NodeConfig that is no YAML", "apiVersion: node.eks.aws/v1alpha1\na: [", ["u › NodeConfig: is no valid YAML (line 2)"]],
    ["a machine configuration of Talos", "version: v1alpha1\nmachine: {}\n", ["u: talos"]],
    ["one in JSON", '{"machine":{"type":"worker"},"cluster":{}}', ["u: talos"]],
    ["one in JSON with blanks", ' { "version" : "v1alpha1",\n "machine" : {} }', ["u: talos"]],
    ["JSON with a machine that is no object", '{"machine":"big","version":1}', []],
    ["JSON with a machine alone", '{"machine":{}}', []],
    ["JSON with one that is not at its top", '{"version":1,"a":{"machine":{}}}', []],
    ["Ignition, whatever is in it", '{"ignition":{},"machine":{},"version":1}', []],
    ["Bottlerocket's settings", "[settings.kubernetes]\n", ["u: bottlerocket"]],
    ["PowerShell", "  <powershell>\necho 1\n</powershell>", ["u › line 2: echo 1"]],
    ["PowerShell behind something else", "x <powershell>\necho 1\n</powershell>", []],
])("user data may be %s", (_, text, expected) => expect(read(text)).toEqual(expected));

test.each<[why: string, type: string, body: string, read: string[]]>([
    ["a script", "text/x-shellscript", SCRIPT, ["line 2: echo 1"]],
    ["a script at every boot", "text/x-shellscript-per-boot", SCRIPT, ["line 2: echo 1"]],
    ["of an instance", "text/x-shellscript-per-instance", SCRIPT, ["line 2: echo 1"]],
    ["once", "text/x-shellscript-per-once", SCRIPT, ["line 2: echo 1"]],
    ["a cloud-config that is said to be a script", "text/x-shellscript", CLOUD, ["runcmd[0]: echo 2"]],
    ["one that is said to be plain", "text/plain", CLOUD, ["runcmd[0]: echo 2"]],
    ["one of no type", "text/x-not-multipart", CLOUD, ["runcmd[0]: echo 2"]],
    ["a script that is said to be a cloud-config", "text/cloud-config", SCRIPT, ["is a string where an object was expected"]],
    ["a boothook", "text/cloud-boothook", "echo 1\n", ["line 1: echo 1"]],
    ["addresses", "text/x-include-url", "https://a/1", [`${FETCHES} https://a/1`]],
    ["addresses, once", "text/x-include-once-url", "https://a/1", [`${FETCHES} https://a/1`]],
    ["a part handler", "text/part-handler", "", ["is a Python program that reads other parts"]],
    ["a template", "text/jinja2", "", ["is a template that is filled in on the machine"]],
    ["a NodeConfig", NODEADM, nodeConfig({}), ["nodeadm"]],
    ["an empty NodeConfig", NODEADM, "", []],
    ["a picture", "image/png", SCRIPT, []],
])("a part may be %s", (_, type, body, expected) =>
    expect(read(mime([type, body])).map((line) => line.replace(`u › part 1 (${type})`, "").replace(/^(?:: | › )/, ""))).toEqual(
        expected,
    ),
);

test("parts are told by their numbers", () =>
    expect(read(mime(["text/x-shellscript", SCRIPT], ["text/cloud-config", CLOUD]))).toEqual([
        "u › part 1 (text/x-shellscript) › line 2: echo 1",
        "u › part 2 (text/cloud-config) › runcmd[0]: echo 2",
    ]));

const packed = (type: string) =>
    [
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        `Content-Type: ${type}`,
        "Content-Transfer-Encoding: base64",
        "",
        gzipSync(SCRIPT).toString("base64"),
        "--b--",
        "",
    ].join("\r\n");

test.each(["gzip", "gzip-compressed", "gzipped", "x-compress", "x-compressed", "x-gunzip", "x-gzip", "x-gzip-compressed"])(
    "a part that is packed as application/%s is what is in it",
    (kind) => expect(read(packed(`application/${kind}`))).toEqual([`u › part 1 (application/${kind}) › line 2: echo 1`]),
);

test.each(["application/x-gzipper", "my-application/gzip", "application/zip"])("a part that is packed as %s is nothing", (type) =>
    expect(read(packed(type))).toEqual([]),
);

describe("an archive", () => {
    const archive = (...entries: unknown[]) => read(`#cloud-config-archive\n${JSON.stringify(entries)}`);

    test("is a list of parts, each of the type that is said or else that it looks like", () =>
        expect(
            archive(
                { type: "text/x-shellscript", content: SCRIPT },
                { content: CLOUD },
                SCRIPT,
                { content: "runcmd: [echo 3]" },
                { type: 5, content: SCRIPT },
                { type: "text/part-handler", content: "" },
                { content: 5 },
                null,
            ),
        ).toEqual([
            "u[0].content › line 2: echo 1",
            "u[1].content › runcmd[0]: echo 2",
            "u[2].content › line 2: echo 1",
            "u[3].content › runcmd[0]: echo 3",
            "u[4].content › line 2: echo 1",
            "u[5].content: is a Python program that reads other parts",
        ]));

    test("of other things is told", () => {
        expect(read("#cloud-config-archive\na: b\n")).toEqual(["u: is no list of parts"]);
        expect(read("#cloud-config-archive\n[")).toEqual(["u: is no valid YAML (line 2)"]);
    });

    test("in an archive is read as deep as anybody puts one", () => {
        const nested = (depth: number): string =>
            depth === 0 ? SCRIPT : `#cloud-config-archive\n${JSON.stringify([{ content: nested(depth - 1) }])}`;
        const at = (depth: number) => `u${"[0].content".repeat(depth)}`;
        expect(read(nested(4))).toEqual([`${at(4)} › line 2: echo 1`]);
        expect(read(nested(5))).toEqual([`${at(5)}: is nested too deep`]);
    });
});

test("a message in a message is read, but for NodeConfigs, which nodeadm seeks at the top", () => {
    const inner = mime(["text/x-shellscript", SCRIPT], [NODEADM, nodeConfig({})]).replaceAll("==BOUNDARY==", "inner");
    const body = inner.slice(inner.indexOf("--inner"));
    expect(
        read(mime(['multipart/mixed; boundary="inner"', body], [NODEADM, nodeConfig({})])).map((line) =>
            line.replace(/part \d+/, "part"),
        ),
    ).toEqual([
        "u › part (text/x-shellscript) › line 2: echo 1",
        "u › part (application/node.eks.aws): nodeadm",
        "u › part (application/node.eks.aws): is inside another part, where nodeadm does not look",
    ]);
});
