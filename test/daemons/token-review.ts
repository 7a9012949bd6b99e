import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** The token of somebody who may do everything. */
export const KNOWN_TOKEN = "known";
/** The token of somebody who may do nothing. Any other is a stranger's. */
export const POWERLESS_TOKEN = "powerless";

const USERS: Readonly<Record<string, string>> = { [KNOWN_TOKEN]: "tester", [POWERLESS_TOKEN]: "powerless" };

/**
 * The two questions that a kubelet asks an API server: whose is this token, and may they. Knows two tokens, and allows everybody everything
 * but the powerless; everything else that the kubelet asks is answered with 404. Listens on a socket file only.
 */
export async function startTokenReview(socket: string): Promise<{ stop(): Promise<void> }> {
    const server = createServer((request, response) => {
        // A kubelet that is stopped in the middle of a question aborts it.
        answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((done) => server.listen(socket, done));
    return {
        stop: () =>
            new Promise((done) => {
                server.closeAllConnections();
                server.close(() => done());
            }),
    };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const send = (status: number, value: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(value));
    };
    if (request.url?.endsWith("/tokenreviews")) {
        const { spec, apiVersion } = JSON.parse(body) as { spec: { token: string }; apiVersion: string };
        const username = USERS[spec.token];
        const user = { username, groups: ["system:authenticated"] };
        const status = username === undefined ? { authenticated: false } : { authenticated: true, user };
        return send(201, { apiVersion, kind: "TokenReview", status });
    }
    if (request.url?.endsWith("/subjectaccessreviews")) {
        const { spec, apiVersion } = JSON.parse(body) as { spec: { user: string }; apiVersion: string };
        const status = { allowed: spec.user !== USERS[POWERLESS_TOKEN] };
        return send(201, { apiVersion, kind: "SubjectAccessReview", status });
    }
    return send(404, { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 });
}

async function text(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
}
