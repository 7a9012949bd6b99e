import fc from "fast-check";
import { holdsPrivateKey } from "../../../policypack/parse/private-keys";
import { inTime } from "../in-time";

const pem = (heading: string, body = "RFVNTVktS0VZLU5PVC1SRUFMLURVTU1ZLURVTU1ZLURVTU1Z") =>
    `-----BEGIN ${heading}-----\n${body}\n-----END ${heading}-----\n`;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const KEY = pem("EC PRIVATE KEY");

test.each([
    ["PKCS #8", pem("PRIVATE KEY")],
    ["PKCS #1", pem("RSA PRIVATE KEY")],
    ["OpenSSH's", pem("OPENSSH PRIVATE KEY")],
    ["after a certificate", pem("CERTIFICATE") + KEY],
    ["indented", KEY.replaceAll(/^/gm, "    ")],
    ["with the line ends of Windows", KEY.replaceAll("\n", "\r\n")],
    ["in quotes, with its line ends escaped", JSON.stringify({ key: KEY })],
    ["in base64", `KEY="${base64(KEY)}"`],
    ["in base64 that is wrapped", base64(KEY).replaceAll(/(.{40})/g, "$1\n")],
    ["in base64 without its end", base64(KEY).replace(/=+$/, "")],
    ["in base64 among words", `echo ${base64(KEY)} | base64 -d > key`],
    ["in base64 after a certificate in base64", `${base64(pem("CERTIFICATE"))}\n${base64(KEY)}`],
])("a key is found: %s", (_, text) => expect(holdsPrivateKey(text)).toBe(true));

test.each([
    ["a certificate", pem("CERTIFICATE")],
    ["a public key", pem("PUBLIC KEY")],
    ["the same in base64", base64(pem("PUBLIC KEY"))],
    ["a key that a password protects", pem("ENCRYPTED PRIVATE KEY")],
    [
        "an older one",
        pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nRFVNTVktS0VZLU5PVC1SRUFMLURVTU1Z"),
    ],
    ["a heading that somebody looks for", "grep -rl -- '-----BEGIN EC PRIVATE KEY-----' /home"],
    ["a heading with nothing below it", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"],
    ["none", ""],
])("no key: %s", (_, text) => expect(holdsPrivateKey(text)).toBe(false));

test("whatever stands around a key, it is found", () => {
    const around = fc.string({ maxLength: 60 }).map((text) => text.replaceAll("-", ""));
    const packed = fc.constantFrom(KEY, base64(KEY), JSON.stringify(KEY));
    fc.assert(
        fc.property(around, packed, around, (before, key, after) => holdsPrivateKey(`${before}\n${key}\n${after}`)),
        { seed: 20250917, numRuns: 300 },
    );
});

test("text that is made to be slow is not", () => {
    for (const piece of [
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n \n",
        "LS0tLS1CRUdJTi",
        `${base64(pem("CERTIFICATE"))} `,
    ])
        inTime(2_000, () => holdsPrivateKey(piece.repeat(Math.ceil(500_000 / piece.length))));
});
