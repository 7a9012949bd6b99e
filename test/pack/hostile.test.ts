import { gzipSync } from "node:zlib";
import { type Answered, configured } from "./configured";
import { thePackIsBuilt } from "./measured";

/** Inputs that somebody made to bring down what reads them, through the pack as the engine has it. How long they take is for bombs.test.ts. */

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const template = (userData: string | Buffer) => ({
    type: TEMPLATE,
    name: "hostile",
    props: {
        userData: base64(userData),
        tagSpecifications: [{ resourceType: "instance", tags: { "kubernetes.io/cluster/prod": "owned" } }],
    },
});
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const range = (i: number) => `${100 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.0/24`;
const group = (ingress: readonly object[]) => ({
    type: GROUP,
    name: "hostile",
    props: { tags: { "kubernetes.io/cluster/prod": "owned" }, ingress },
});
const open = { protocol: "tcp", fromPort: 10250, toPort: 10250 };
const nested = (depth: number, inner: string) => "[".repeat(depth) + inner + "]".repeat(depth);
const KUBELET = "#!/bin/bash\nkubelet --anonymous-auth=true\n";
const CLOUD_CONFIG = "#cloud-config\nruncmd:\n  - kubelet --anonymous-auth=true\n";
const ANONYMOUS = /^kubelet-anonymous-auth-disabled: .*--anonymous-auth/m;
const pod = (spec: object, metadata: object = {}) => ({
    type: "kubernetes:core/v1:Pod",
    name: "hostile",
    props: { apiVersion: "v1", kind: "Pod", metadata: { name: "hostile", ...metadata }, spec },
});
const host = (path: string) => ({
    containers: [{ name: "a", image: "a" }],
    volumes: [{ name: "run", hostPath: { path } }],
});

const HOSTILE: readonly (readonly [
    name: string,
    resource: { type: string; name: string; props: object },
    told: RegExp | undefined,
])[] = [
    ["a gzip bomb", template(gzipSync(Buffer.alloc(64 << 20))), /more than 1 MiB/],
    [
        "gzip in gzip in gzip",
        template(many(12, () => 0).reduce<Buffer>((bytes) => gzipSync(bytes), Buffer.from(KUBELET))),
        /packed/,
    ],
    ["a bomb of YAML aliases", template(`#cloud-config\na0: &a0 [x]\n${many(30, (i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join("\n")}`), /more than 100 aliases/], // prettier-ignore
    ["10 MB of user data", template(`${KUBELET}${"# x\n".repeat(2_500_000)}`), /larger than 1 MiB/],
    ["brackets 100,000 deep", template(`#cloud-config\nruncmd: ${nested(100_000, "a")}\n`), /nested more than/],
    ["JSON 1,000 deep where an object belongs", group([JSON.parse(nested(1_000, "{}")) as object]), /could not be judged/],
    ["names of prototypes in user data", template(`${CLOUD_CONFIG}__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n`), ANONYMOUS], // prettier-ignore
    ["names of prototypes in an object", pod({ ...host("/run/containerd/containerd.sock"), ["__proto__"]: { polluted: true }, constructor: { prototype: { polluted: true } } }), /^runtime-socket-not-mounted: /m], // prettier-ignore
    ["a name that an expression could go back over", pod(host(`/${"a/".repeat(200_000)}!`)), undefined],
    ["blanks that an expression could go back over", template(`#!/bin/bash\nkubelet ${" \t".repeat(200_000)}--anonymous-auth=true\n`), ANONYMOUS], // prettier-ignore
    ["bytes that are no UTF-8", template(Buffer.concat([Buffer.from(KUBELET), Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x80])])), ANONYMOUS], // prettier-ignore
    ["a map that is merged into itself", template(`${CLOUD_CONFIG}a: &a\n  <<: *a\n  b: 1\n`), /no valid YAML/],
    ["two maps that are merged into each other", template(`${CLOUD_CONFIG}a: &a\n  <<: *b\nb: &b\n  <<: *a\n`), /no valid YAML/],
    ["a part behind a boundary that begins another", template(`MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--bb\n--b\nContent-Type: text/x-shellscript\n\n${KUBELET}--b--\n`), ANONYMOUS], // prettier-ignore
    ["a part behind carriage returns", template(`MIME-Version: 1.0\rContent-Type: multipart/mixed; boundary=b\r\r--b\rContent-Type: text/x-shellscript\r\r${KUBELET.replaceAll("\n", "\r\n")}--b--\r`), ANONYMOUS], // prettier-ignore
    ["messages in messages", template(many(40, (i) => i).reduce((inner, i) => `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n${inner}\n--b${i}--\n`, `\n${KUBELET}`)), /MIME parts more than 8 deep/], // prettier-ignore
    ["100,000 ingress rules, the last of which is open", group([...many(100_000, (i) => ({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [`10.${i >> 12}.${(i >> 4) & 255}.0/24`] })), { ...open, cidrBlocks: ["0.0.0.0/0"] }]), /^kubelet-port-not-reachable: .*ingress\[100000\].*0\.0\.0\.0\/0/m], // prettier-ignore
    ["100,000 ranges of one rule", group([{ ...open, cidrBlocks: many(100_000, range) }]), /^kubelet-port-not-reachable: /m],
];
/** An ordinary mistake, which is told as long as the pack is well. */
const ORDINARY = group([{ ...open, cidrBlocks: ["0.0.0.0/0"] }]);

const shown = ({ reported, refused }: Answered): string =>
    refused ?? reported!.map(({ policy, message }) => `${policy}: ${message.replace(/^.*\n/, "")}`).join("\n");

let answers: readonly Answered[];
beforeAll(() => {
    thePackIsBuilt();
    answers = configured([{ written: {}, resources: [ORDINARY] }, ...HOSTILE.flatMap(([, resource]) => [{ written: {}, resources: [resource] }, { written: {}, resources: [ORDINARY] }])]); // prettier-ignore
}, 300_000);

test.each(HOSTILE.map(([name, , told], i) => [name, told, i] as const))(
    "%s: answered, and the next resource too",
    (_, told, i) => {
        const hostile = answers[1 + 2 * i]!;
        expect(hostile.refused).toBeUndefined();
        if (told !== undefined) expect(shown(hostile)).toMatch(told);
        expect(shown(hostile)).not.toMatch(/the policy \S+ failed/);
        expect(answers[2 + 2 * i]).toEqual(answers[0]);
    },
);

test("a policy that trusts 10,000 ranges tells of the ones beyond", () => {
    const written = { "kubelet-port-not-reachable": { trustedCidrs: many(10_000, range) } };
    const rules = (cidrBlocks: readonly string[]) => group([{ ...open, cidrBlocks }]);
    const [trusted, other] = configured([
        { written, resources: [rules(many(10_000, range))] },
        { written, resources: [rules([...many(10_000, range), "203.0.113.0/24"])] },
    ]);
    expect(shown(trusted!)).not.toMatch(/^kubelet-port-not-reachable/m);
    expect(shown(other!)).toMatch(/^kubelet-port-not-reachable: .*203\.0\.113\.0\/24/m);
}, 60_000);
