import { kubeconfig } from "../../../components/hardened-cluster/kubeconfig";

test("it names the cluster, and holds no token and no key", () => {
    const config = JSON.parse(kubeconfig({ name: "shop", endpoint: "https://0c0ffee.eks", authority: "Y2E=" }));
    expect(config).toMatchObject({
        "current-context": "shop",
        clusters: [{ name: "shop", cluster: { server: "https://0c0ffee.eks", "certificate-authority-data": "Y2E=" } }],
        contexts: [{ name: "shop", context: { cluster: "shop", user: "shop" } }],
    });
    expect(config.users).toEqual([
        {
            name: "shop",
            user: {
                exec: {
                    apiVersion: "client.authentication.k8s.io/v1beta1",
                    command: "aws",
                    args: ["eks", "get-token", "--cluster-name", "shop", "--output", "json"],
                    interactiveMode: "Never",
                },
            },
        },
    ]);
});
