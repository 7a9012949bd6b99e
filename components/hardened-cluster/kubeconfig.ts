/** What a client needs to know of a cluster. */
export interface ClusterAddress {
    readonly name: string;
    /** `https://…eks.amazonaws.com` */
    readonly endpoint: string;
    /** The cluster's authority, in base64. */
    readonly authority: string;
}

/** A kubeconfig that asks the AWS command line for a token each time it is used. There is no secret in it. */
export const kubeconfig = ({ name, endpoint, authority }: ClusterAddress): string =>
    JSON.stringify(
        {
            apiVersion: "v1",
            kind: "Config",
            "current-context": name,
            clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": authority } }],
            contexts: [{ name, context: { cluster: name, user: name } }],
            users: [
                {
                    name,
                    user: {
                        exec: {
                            apiVersion: "client.authentication.k8s.io/v1beta1",
                            command: "aws",
                            args: ["eks", "get-token", "--cluster-name", name, "--output", "json"],
                            interactiveMode: "Never",
                        },
                    },
                },
            ],
        },
        undefined,
        2,
    );
