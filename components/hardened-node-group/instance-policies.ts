import { policyDocument } from "../lib/policy-document";

/** Policies of AWS that a worker of EKS needs: to see its instance, and to pull images. */
export const WORKER_POLICIES: readonly string[] = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];

/**
 * A policy that lets the CloudWatch agent write into one log group and take nothing out of it.
 * @param partition `aws`, `aws-cn`, `aws-us-gov`
 */
export const writesLogs = (partition: string, logGroup: string): string =>
    policyDocument([
        {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: `arn:${partition}:logs:*:*:log-group:${logGroup}:*`,
        },
    ]);

/** A policy that lets operators open sessions; unlike AmazonSSMManagedInstanceCore it reads no parameters of the account. */
export const takesSessions = (): string =>
    policyDocument([
        {
            Effect: "Allow",
            Action: [
                "ssm:UpdateInstanceInformation",
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
            ],
            Resource: "*",
        },
    ]);
