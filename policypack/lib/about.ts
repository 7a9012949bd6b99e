/** Where the pack is developed. */
const REPOSITORY = "https://github.com/kube-bypass-guard/kube-bypass-guard";

/** Where people report a policy that failed. */
export const ISSUES = `${REPOSITORY}/issues`;

/** The page of a policy in the reference. */
export const pageOf = (policy: string): string => `${REPOSITORY}/blob/main/docs/policies/${policy}.md`;

/** What an organization's console shows of the pack, once it is published. */
export const ABOUT = {
    displayName: "Kubernetes API server bypass guard",
    description: "Blocks the infrastructure that lets somebody go around the Kubernetes API server",
    tags: ["kubernetes", "eks", "aws", "security"],
    repository: REPOSITORY,
    readme: `Refuses infrastructure code that opens a way around the Kubernetes API server: static Pods, the kubelet API, the etcd API and the container
runtime socket. A finding blocks for a known node of a cluster, advises where that cannot be told, and there is none for anything else.

Levels and settings are configured for each group of stacks. A finding names the line to edit and how; each policy links to its page.`,
};
