import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { ObjectStore, OBJECTS } from "./object-store";
import { Organization, Refused } from "./organization";
import { type Call, type Route, ROUTES, type Service } from "./routes";
import { Vault } from "./vault";

/**
 * A stand-in of Pulumi's service on a port of this machine, for one organisation and one user. It answers the calls that the CLI makes in these
 * tests as the service's own types say; a call that it does not know is refused, and named in `unknownCalls`.
 */
export interface StandInService {
    /** What people give to `pulumi login`. */
    readonly url: string;
    readonly organization: Organization;
    /** An access token of the user. */
    readonly token: string;
    /** Method and path of every call so far, in order. */
    readonly calls: readonly string[];
    readonly unknownCalls: readonly string[];
    stop(): Promise<void>;
}

/** @param organization its name: letters, digits and hyphens */
export async function startService(organization: string, user = "security-team"): Promise<StandInService> {
    const calls: string[] = [];
    const unknownCalls: string[] = [];
    const token = "pul-0123456789abcdef0123456789abcdef01234567";
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const service: Service = {
        organization: new Organization(organization),
        user,
        objects: new ObjectStore(url),
        vault: new Vault(),
    };

    server.on("request", (request, response) => {
        void bodyOf(request).then((body) => {
            const at = new URL(request.url ?? "", url);
            const name = `${request.method} ${at.pathname}`;
            calls.push(name);
            try {
                if (at.pathname.startsWith(OBJECTS)) {
                    return end(response, 200, service.objects.answer(request.method ?? "", at, request.headers, body));
                }
                const found = find(request.method ?? "", at.pathname);
                if (found === undefined) {
                    unknownCalls.push(name);
                    throw new Refused(404, `Not Found: the stand-in does not know ${name}`);
                }
                const { route, path } = found;
                if (request.headers.authorization !== authorization(route, path, service, token)) {
                    throw new Refused(401, "Unauthorized: No credentials provided or are invalid.");
                }
                if (path.org !== undefined && path.org !== organization) throw new Refused(404, `Not Found: ${path.org}`);
                const call: Call = { path, body: body.length === 0 ? undefined : JSON.parse(plain(request, body).toString()) };
                const answer = route.answer(service, call);
                end(response, answer === undefined ? 204 : 200, answer === undefined ? undefined : JSON.stringify(answer));
            } catch (error) {
                const { status, message } = error instanceof Refused ? error : { status: 500, message: String(error) };
                end(response, status, JSON.stringify({ code: status, message }));
            }
        });
    });
    const stop = async () => {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    };
    return { url, organization: service.organization, token, calls, unknownCalls, stop };
}

/** The route of a call, and what its path names. */
function find(method: string, pathname: string): { readonly route: Route; readonly path: Record<string, string> } | undefined {
    const parts = pathname.split("/").map(decodeURIComponent);
    for (const route of ROUTES) {
        const wanted = route.path.split("/");
        if (route.method !== method || wanted.length !== parts.length) continue;
        const path: Record<string, string> = {};
        const matches = wanted.every((want, index) => {
            const name = /^\{(\w+)\}$/.exec(want)?.[1];
            if (name !== undefined) path[name] = parts[index]!;
            return name !== undefined || want === parts[index];
        });
        if (matches) return { route, path };
    }
    return undefined;
}

function authorization({ caller }: Route, path: Readonly<Record<string, string>>, service: Service, token: string): string {
    if (caller === "user") return `token ${token}`;
    return `update-token ${service.organization.updates.find(({ id }) => id === path.update)?.lease}`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
}

const plain = (request: IncomingMessage, body: Buffer): Buffer =>
    request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;

function end(response: ServerResponse, status: number, body: Buffer | string | undefined): void {
    response.writeHead(status, body === undefined ? {} : { "content-length": Buffer.byteLength(body) }).end(body);
}
