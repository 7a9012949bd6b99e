import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { cluster } from "./cluster";

/** The endpoint is private: run from a machine in the VPC, whose AWS identity has an access entry. */
const kubeconfig = pulumi.jsonStringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "eks",
    clusters: [
        {
            name: "eks",
            cluster: { server: cluster.endpoint, "certificate-authority-data": cluster.certificateAuthority.data },
        },
    ],
    contexts: [{ name: "eks", context: { cluster: "eks", user: "aws" } }],
    users: [
        {
            name: "aws",
            user: {
                exec: {
                    apiVersion: "client.authentication.k8s.io/v1beta1",
                    command: "aws",
                    args: ["eks", "get-token", "--cluster-name", cluster.name],
                },
            },
        },
    ],
});

const provider = new kubernetes.Provider("kubernetes", { kubeconfig });

/** The options of everything that goes into the cluster. */
export const inCluster: pulumi.CustomResourceOptions = { provider };
