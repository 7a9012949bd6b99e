import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the service says beside user data: of an instance in one region, as far as nodeadm asks. */
const ABOUT: Readonly<Record<string, string>> = {
    "/latest/dynamic/instance-identity/document": JSON.stringify({
        instanceId: "i-0c0ffee0c0ffee000",
        region: "us-west-2",
        instanceType: "m6i.large",
        availabilityZone: "us-west-2a",
    }),
    "/latest/meta-data/mac": "02:00:00:00:00:01",
    "/latest/meta-data/services/domain": "amazonaws.com",
};

/**
 * The part of an instance's metadata service that tells user data and what nodeadm asks beside, with session tokens; programs of AWS's SDKs take its
 * address from AWS_EC2_METADATA_SERVICE_ENDPOINT.
 *
 * @param where a socket file to listen on, for a machine that has it as a port, and the instance's address; a port of this machine without it
 */
export async function startMetadataService(
    userData: string,
    where?: { readonly socket: string; readonly address: string },
): Promise<{ readonly url: string; stop(): Promise<void> }> {
    const server = createServer((request, response) => {
        if (request.method === "PUT" && request.url === "/latest/api/token") {
            response.setHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            return response.end("token");
        }
        if (request.headers["x-aws-ec2-metadata-token"] !== "token") return response.writeHead(401).end();
        if (request.url === "/latest/user-data") return response.end(userData);
        const told = request.url === "/latest/meta-data/local-ipv4" ? where?.address : ABOUT[request.url ?? ""];
        return told === undefined ? response.writeHead(404).end() : response.end(told);
    });
    await new Promise<void>((done) =>
        where === undefined ? server.listen(0, "127.0.0.1", done) : server.listen(where.socket, done),
    );
    return {
        url: where === undefined ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : "",
        stop: () =>
            new Promise((done) => {
                server.closeAllConnections();
                server.close(() => done());
            }),
    };
}
