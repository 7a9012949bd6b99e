/** The name of the cluster. Written out rather than taken from an output, so that tags and user data are known in a preview. */
export const clusterName = "shop";

/** How EKS, the cloud controller and the autoscaler find what belongs to a cluster. */
export const clusterTags = { [`kubernetes.io/cluster/${clusterName}`]: "owned" };

/** The tags of a thing that belongs to the cluster. */
export const tagsOf = (name: string) => ({ Name: `${clusterName}-${name}`, ...clusterTags });

/** Where EKS keeps the images of its own components for us-west-2. */
export const eksRegistry = "602401143452.dkr.ecr.us-west-2.amazonaws.com";
