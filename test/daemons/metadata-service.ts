import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The part of an instance's metadata service that tells user data, with session tokens, on a port of this machine; programs of AWS's SDKs take
 * its address from AWS_EC2_METADATA_SERVICE_ENDPOINT.
 */
export async function startMetadataService(userData: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
    const server = createServer((request, response) => {
        if (request.method === "PUT" && request.url === "/latest/api/token") {
            response.setHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            return response.end("token");
        }
        if (request.headers["x-aws-ec2-metadata-token"] !== "token") return response.writeHead(401).end();
        if (request.url === "/latest/user-data") return response.end(userData);
        return response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        stop: () =>
            new Promise((done) => {
                server.closeAllConnections();
                server.close(() => done());
            }),
    };
}
