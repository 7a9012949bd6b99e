import { type Names, REPORTS } from "./names";

/**
 * The pattern of records that raise the alarm: everything that is no read and not the publisher's, attempts that were refused among them. A
 * role's requests carry its ARN as that of the session's issuer, a user's as its own; where a record has no such field a comparison with it
 * is false, so its absence is asked for too.
 *
 * Source: CloudWatch Logs "Filter pattern syntax" (JSON).
 *
 * @param publisher the ARN of a role or a user
 */
export function writesByOthers(publisher: string): string {
    const field = /:role\//.test(publisher) ? "$.userIdentity.sessionContext.sessionIssuer.arn" : "$.userIdentity.arn";
    return `{ ($.readOnly IS FALSE) && ((${field} NOT EXISTS) || (${field} != ${JSON.stringify(publisher)})) }`;
}

/** Who did what to which object, how often, and whether it was refused: a query of CloudWatch Logs Insights. */
export const ACCESS_QUERY = [
    "fields coalesce(userIdentity.sessionContext.sessionIssuer.arn, userIdentity.arn, userIdentity.invokedBy) as who",
    "stats count(*) as requests by who, eventName, requestParameters.bucketName, requestParameters.key, errorCode",
    "sort who asc, requests desc",
].join("\n| ");

const DAY = 24 * 60 * 60;

/**
 * A scheduled query of CloudWatch Logs, as Cloud Control takes it (`AWS::Logs::ScheduledQuery`): what was done in the day before is written
 * into the log bucket.
 *
 * @param schedule `cron(0 6 * * ? *)`, in UTC
 */
export const scheduledQuery = (
    { trail, accessGroupArn, logBucket, queryRoleArn, reportRoleArn }: Names,
    schedule: string,
): string =>
    JSON.stringify({
        Name: `${trail}-bucket-access`,
        Description: "Who read and wrote what nodes boot from, in the last day",
        QueryLanguage: "CWLI",
        QueryString: ACCESS_QUERY,
        LogGroupIdentifiers: [accessGroupArn],
        ScheduleExpression: schedule,
        StartTimeOffset: DAY,
        ExecutionRoleArn: queryRoleArn,
        DestinationConfiguration: {
            S3Configuration: { DestinationIdentifier: `s3://${logBucket}/${REPORTS}/`, RoleArn: reportRoleArn },
        },
    });
