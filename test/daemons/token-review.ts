import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** The token that the stand-in knows; any other is a stranger's. */
export const KNOWN_TOKEN = "known";

/**
 * The two questions that a kubelet asks an API server: whose is this token, and may they. Knows one token and allows everybody everything;
 * everything else that the kubelet asks is answered with 404. Listens on a socket file only.
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
        const user = { username: "tester", groups: ["system:authenticated"] };
        const status = spec.token === KNOWN_TOKEN ? { authenticated: true, user } : { authenticated: false };
        return send(201, { apiVersion, kind: "TokenReview", status });
    }
    if (request.url?.endsWith("/subjectaccessreviews")) {
        const { apiVersion } = JSON.parse(body) as { apiVersion: string };
        return send(201, { apiVersion, kind: "SubjectAccessReview", status: { allowed: true } });
    }
    return send(404, { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 });
}

async function text(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
}
