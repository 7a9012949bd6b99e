import type { Here } from "../lib/here";

/**
 * What a trail's parts are called. They are made of what a preview knows, so that policies can be written, and judged, before anything is
 * there.
 */
export interface Names {
    readonly here: Here;
    readonly logBucket: string;
    readonly logBucketArn: string;
    readonly trail: string;
    readonly trailArn: string;
    /** The log group for CloudTrail's records. */
    readonly accessGroup: string;
    readonly accessGroupArn: string;
    /** The log group for the nodes' own audit record. */
    readonly nodeGroup: string;
    readonly nodeGroupArn: string;
    /** The role that reads the records for the report, and the one that writes the report down. */
    readonly queryRole: string;
    readonly queryRoleArn: string;
    readonly reportRole: string;
    readonly reportRoleArn: string;
}

/** The folder of the log bucket in which reports are. */
export const REPORTS = "reports";

/**
 * @param name the component's
 * @param here where it is
 * @param given names that the user chose
 */
export function namesOf(
    name: string,
    here: Here,
    given: { readonly logBucket?: string; readonly nodeGroup?: string } = {},
): Names {
    const { partition, account, region } = here;
    const logBucket = given.logBucket ?? `${name.toLowerCase()}-${account}-${region}`;
    const accessGroup = `/kube-bypass-guard/${name}/bucket-access`;
    const nodeGroup = given.nodeGroup ?? `/kube-bypass-guard/${name}/node-audit`;
    const groupArn = (group: string) => `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
    // Roles are the account's, whatever the region.
    const queryRole = `${name}-query-${region}`;
    const reportRole = `${name}-report-${region}`;
    const roleArn = (role: string) => `arn:${partition}:iam::${account}:role/${role}`;
    return {
        here,
        logBucket,
        logBucketArn: `arn:${partition}:s3:::${logBucket}`,
        trail: name,
        trailArn: `arn:${partition}:cloudtrail:${region}:${account}:trail/${name}`,
        accessGroup,
        accessGroupArn: groupArn(accessGroup),
        nodeGroup,
        nodeGroupArn: groupArn(nodeGroup),
        queryRole,
        queryRoleArn: roleArn(queryRole),
        reportRole,
        reportRoleArn: roleArn(reportRole),
    };
}
