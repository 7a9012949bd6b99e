import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until";
import type { Cluster } from "./cluster";

const REQUESTS = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

interface Request {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly signerName: string; readonly request: string };
    readonly status: { readonly conditions?: readonly object[]; readonly certificate?: string };
}

/** Approves what the kubelet asks for and signs it with the cluster's authority, as a control plane's approver and signer do. */
export async function approveServing({ server, folder }: Cluster): Promise<void> {
    const request = await until("the kubelet's request for a certificate", 30_000, async () => {
        const { body } = await server.ask("GET", REQUESTS);
        return (body as { items: Request[] }).items.find(
            ({ spec, status }) => spec.signerName === "kubernetes.io/kubelet-serving" && status.certificate === undefined,
        );
    });
    const path = `${REQUESTS}/${request.metadata.name}`;
    const approved = { type: "Approved", status: "True", reason: "Known", message: "a node of this cluster" };
    const answer = await server.ask("PUT", `${path}/approval`, { ...request, status: { conditions: [approved] } });
    if (answer.status !== 200) throw new Error(`approval: ${answer.status} ${JSON.stringify(answer.body)}`);

    writeFileSync(join(folder, "kubelet.csr"), Buffer.from(request.spec.request, "base64"));
    const signing = [
        "-CA",
        "clients-ca.crt",
        "-CAkey",
        "clients-ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-copy_extensions",
        "copyall",
    ];
    execFileSync("openssl", ["x509", "-req", "-in", "kubelet.csr", ...signing, "-out", "kubelet.crt"], {
        cwd: folder,
        stdio: "ignore",
    });
    const certificate = readFileSync(join(folder, "kubelet.crt")).toString("base64");
    const approval = answer.body as Request;
    const signed = await server.ask("PUT", `${path}/status`, { ...approval, status: { ...approval.status, certificate } });
    if (signed.status !== 200) throw new Error(`signing: ${signed.status} ${JSON.stringify(signed.body)}`);
}
