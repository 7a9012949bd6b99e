import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Refused, type Version } from "./organization";

/**
 * What stands for the object store behind the service: a version's content is put to and got from addresses that carry their own permission,
 * so that no access token belongs there.
 */
export class ObjectStore {
    private readonly signatures = new Map<string, { readonly method: "PUT" | "GET"; readonly version: Version }>();

    /** @param origin the address of the server, `http://127.0.0.1:PORT` */
    constructor(private readonly origin: string) {}

    /** Where the CLI puts a version's content, and the headers that it has to send with it. */
    upload(version: Version): { readonly uri: string; readonly headers: Readonly<Record<string, string>> } {
        return { uri: this.signed("PUT", version), headers: { "x-amz-server-side-encryption": "AES256" } };
    }

    download(version: Version): string {
        return this.signed("GET", version);
    }

    /** @returns the content for a GET */
    answer(method: string, url: URL, headers: IncomingHttpHeaders, body: Buffer): Buffer | undefined {
        const grant = this.signatures.get(url.searchParams.get("signature") ?? "");
        if (grant === undefined || grant.method !== method) throw new Refused(401, "SignatureDoesNotMatch");
        if (headers.authorization !== undefined) throw new Refused(400, "an access token was sent to the object store");
        if (method === "GET") return grant.version.tarball;
        if (headers["x-amz-server-side-encryption"] !== "AES256") throw new Refused(400, "a required header is missing");
        grant.version.tarball = body;
        return undefined;
    }

    private signed(method: "PUT" | "GET", version: Version): string {
        const signature = randomBytes(16).toString("hex");
        this.signatures.set(signature, { method, version });
        const { name, versionTag } = version.metadata;
        return `${this.origin}${OBJECTS}${name}-${versionTag}.tgz?signature=${signature}`;
    }
}

/** Below this path is the object store. */
export const OBJECTS = "/objects/";
