import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "./etcd";

/** Extended uses of certificates, as the tls provider names them and as openssl does. */
export const USES: Readonly<Record<string, string>> = {
    client_auth: "clientAuth",
    server_auth: "serverAuth",
    any_extended: "anyExtendedKeyUsage",
    code_signing: "codeSigning",
    email_protection: "emailProtection",
    timestamping: "timeStamping",
    ocsp_signing: "OCSPSigning",
};

/** Signs with openssl in a folder. */
export class Signer {
    private count = 0;

    constructor(private readonly folder: string) {}

    authority(name: string): string {
        this.openssl(
            "req",
            "-x509",
            ...KEY,
            "-days",
            "2",
            "-keyout",
            `${name}.key`,
            "-out",
            `${name}.crt`,
            "-subj",
            `/CN=${name}`,
        );
        return name;
    }

    /**
     * @param days for how many days from now it holds; a negative number makes one that has expired
     * @returns the certificate's name; its files lie in the folder
     */
    sign(by: string, extensions: readonly string[], days = 2): string {
        const name = `own-${++this.count}`;
        writeFileSync(this.path(`${name}.ext`), extensions.join("\n"));
        this.openssl("req", ...KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=system:node:${name}`);
        const files = ["-in", `${name}.csr`, "-CA", `${by}.crt`, "-CAkey", `${by}.key`, "-CAcreateserial", "-out", `${name}.crt`];
        this.openssl("x509", "-req", ...files, "-days", String(days), "-extfile", `${name}.ext`);
        return name;
    }

    /** A certificate with those between it and the authority. */
    read(name: string, ...between: readonly string[]): Certificate {
        return { cert: [name, ...between].map((one) => this.text(`${one}.crt`)).join(""), key: this.text(`${name}.key`) };
    }

    /** A file of the folder: `name.crt`. */
    text(file: string): string {
        return readFileSync(this.path(file), "utf8");
    }

    path(file: string): string {
        return join(this.folder, file);
    }

    private openssl(...args: readonly string[]): void {
        execFileSync("openssl", args, { cwd: this.folder, stdio: "ignore" });
    }
}
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
