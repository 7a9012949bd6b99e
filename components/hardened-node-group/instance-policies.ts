/** A statement of a policy of IAM. */
export interface Statement {
    Effect: string;
    Action: string[];
    Resource: string;
}

/** Policies of AWS that a worker of EKS needs: to see its instance, and to pull images. */
export const WORKER_POLICIES: readonly string[] = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];

/**
 * A policy that lets the CloudWatch agent write into one log group and take nothing out of it.
 * @param partition `aws`, `aws-cn`, `aws-us-gov`
 */
export const writesLogs = (partition: string, logGroup: string): string =>
    policy([
        {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: `arn:${partition}:logs:*:*:log-group:${logGroup}:*`,
        },
    ]);

/** A policy that lets operators open sessions; unlike AmazonSSMManagedInstanceCore it reads no parameters of the account. */
export const takesSessions = (): string =>
    policy([
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

const policy = (Statement: readonly Statement[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
