/** The name of the cluster. Written out rather than taken from an output, so that tags and user data are known in a preview. */
export const clusterName = "depot-staging";

/** How EKS, the cloud controller and the autoscaler find what belongs to a cluster. */
export const clusterTags = { [`kubernetes.io/cluster/${clusterName}`]: "owned" };

/** The tags of a thing that belongs to the cluster. */
export const tagsOf = (name: string) => ({ Name: `${clusterName}-${name}`, ...clusterTags });
