import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { kubeletsOf } from "../../../policypack/node/installers";
import { bootOfUserData } from "../../../policypack/node/user-data";
import { Unreadable } from "../../../policypack/model/unreadable";
import { mime, nodeConfig } from "../kubelets";
import { inTime } from "../in-time";

const RUNS = { seed: 3, numRuns: 300 };

/** Reads user data to the end, as all policies together do. Only `Unreadable` may be thrown, and only by a setting. */
function readAll(userData: string): void {
    const boot = bootOfUserData(userData, "userData");
    for (const kubelet of kubeletsOf(boot)) {
        for (const setting of ["anonymousAuth", "clientCAFile", "readOnlyPort", "staticPodPath", "role", "unread"] as const) {
            try {
                void kubelet[setting];
            } catch (error) {
                expect(error).toBeInstanceOf(Unreadable);
            }
        }
    }
}

const beginnings = fc.constantFrom(
    "",
    "#!/bin/bash\n",
    "#cloud-config\n",
    "#cloud-config-archive\n",
    "MIME-Version: 1.0\n",
    "apiVersion: node.eks.aws/v1alpha1\n",
    "[settings]\n",
);
const fragments = fc.constantFrom(
    ..."/etc/eks/bootstrap.sh|--kubelet-extra-args|'|\"|$(|`|${|}|<<EOF\n|\nEOF\n|;|&&|(|if|fi|\n|\t|- |: |[|{|]|!!binary |&a |*a |<<: |write_files|runcmd|spec|kubelet|flags|config|Content-Type: multipart/mixed; boundary=b\n|--b\n|--b--|--read-only-port=|=|\0|\ufffd|\u{1f600}".split(
        "|",
    ),
);

test("no bytes at all make it throw", () =>
    fc.assert(
        fc.property(beginnings, fc.uint8Array({ maxLength: 400 }), (beginning, bytes) => {
            readAll(beginning + Buffer.from(bytes).toString("latin1"));
            readAll(Buffer.concat([Buffer.from(beginning), bytes]).toString("base64"));
        }),
        RUNS,
    ));

test("nor does anything that is nearly right", () =>
    fc.assert(
        fc.property(beginnings, fc.array(fragments, { maxLength: 40 }), (beginning, parts) =>
            readAll(beginning + parts.join("")),
        ),
        RUNS,
    ));

test("nor a NodeConfig of any shape", () =>
    fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), (kubelet, config) => {
            readAll(nodeConfig(kubelet as object));
            readAll(nodeConfig({ config: config as object, flags: ["--read-only-port=1"] }));
        }),
        RUNS,
    ));

test("a NodeConfig is read the same however it is packed", () =>
    fc.assert(
        fc.property(fc.array(fc.constantFrom("base64", "gzip", "mime"), { maxLength: 3 }), (packings) => {
            let bytes: Buffer = Buffer.from(nodeConfig({ config: { readOnlyPort: 10255 } }));
            let inMime = false;
            for (const packing of packings) {
                if (packing === "base64") bytes = Buffer.from(bytes.toString("base64"));
                else if (packing === "gzip") bytes = Buffer.from(gzipSync(bytes).toString("base64"));
                // nodeadm looks into the parts of one message, not into messages in messages.
                else if (!inMime) {
                    bytes = Buffer.from(mime(["application/node.eks.aws", bytes.toString("latin1")]));
                    inMime = true;
                }
            }
            const [kubelet] = kubeletsOf(bootOfUserData(bytes.toString("latin1"), "userData"));
            expect(kubelet?.readOnlyPort.value).toBe(10255);
        }),
        RUNS,
    ));

const bombs: Record<string, string> = {
    "gzip of zeros": gzipSync(Buffer.alloc(64 << 20)).toString("base64"),
    "gzip in gzip in gzip": Array.from({ length: 12 })
        .reduce<Buffer>((bytes) => gzipSync(bytes), Buffer.from("#!/bin/sh\n"))
        .toString("base64"),
    "aliases of aliases": `#cloud-config\na0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join("\n")}`,
    brackets: `#cloud-config\n${"[{".repeat(100_000)}`,
    parentheses: `#!/bin/sh\n${"(".repeat(200_000)}`,
    "command substitutions": `#!/bin/sh\necho ${"$(".repeat(100_000)}`,
    "variables that double": `#!/bin/sh\nA=xxxxxxxx\n${Array.from({ length: 40 }, () => "A=$A$A").join("\n")}\necho $A`,
    "loops in loops": `#!/bin/sh\n${"for i in 1; do ".repeat(500)}echo${"; done".repeat(500)}`,
    "headers without end": `MIME-Version: 1.0\n${"a: b\n ".repeat(50_000)}`,
    "boundaries without end": `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${"--b\n".repeat(100_000)}`,
    "blanks that are no base64": `${" ".repeat(500_000)}!`,
    "brackets of no table": `[settings]\n${"[".repeat(500_000)}`,
    blanks: `MIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\n${" ".repeat(500_000)}x`,
    flags: nodeConfig({ flags: ["--a ".repeat(100_000)] }),
};

test.each(Object.entries(bombs))("%s end quickly", (_, userData) => {
    inTime(1_500, () => readAll(userData));
});

test.each(["gzip of zeros", "gzip in gzip in gzip", "aliases of aliases", "brackets"])("%s are told to be unreadable", (name) =>
    expect(bootOfUserData(bombs[name]!, "userData").unread).toHaveLength(1),
);
