import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Names } from "./names";
import { ACCESS_QUERY, scheduledQuery, writesByOthers } from "./report";

/** The alarm when anybody but the publisher writes: a metric that counts such records, and what looks at it every five minutes. */
export function alarmOnWrites(
    name: string,
    watched: {
        readonly group: aws.cloudwatch.LogGroup;
        readonly publisher: pulumi.Output<string>;
        readonly topics: pulumi.Input<string>[];
    },
    parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
    const metric = { namespace: "KubeBypassGuard", name: `${name}-writes-by-others` };
    new aws.cloudwatch.LogMetricFilter(
        `${name}-writes-by-others`,
        {
            logGroupName: watched.group.name,
            pattern: watched.publisher.apply(writesByOthers),
            metricTransformation: { ...metric, value: "1", defaultValue: "0" },
        },
        { parent },
    );
    return new aws.cloudwatch.MetricAlarm(
        `${name}-alarm`,
        {
            alarmDescription: "Somebody who is not the publisher wrote, or tried to write, what nodes boot from",
            namespace: metric.namespace,
            metricName: metric.name,
            statistic: "Sum",
            period: 300,
            evaluationPeriods: 1,
            comparisonOperator: "GreaterThanThreshold",
            threshold: 0,
            treatMissingData: "notBreaching",
            alarmActions: watched.topics,
        },
        { parent },
    );
}

/**
 * The report of every day, and the same query for people to run by hand. CloudWatch Logs runs it by itself; the aws provider has no resource
 * for that, so that Cloud Control makes it.
 */
export function dailyReport(
    name: string,
    what: {
        readonly names: pulumi.Output<Names>;
        readonly group: aws.cloudwatch.LogGroup;
        readonly schedule: string;
    },
    { parent, after }: { readonly parent: pulumi.Resource; readonly after: pulumi.Resource[] },
): void {
    const { names, group, schedule } = what;
    new aws.cloudwatch.QueryDefinition(
        `${name}-saved-query`,
        { name: `${name}/bucket-access`, logGroupNames: [group.name], queryString: ACCESS_QUERY },
        { parent },
    );
    new aws.cloudcontrol.Resource(
        `${name}-scheduled-report`,
        { typeName: "AWS::Logs::ScheduledQuery", desiredState: names.apply((all) => scheduledQuery(all, schedule)) },
        { parent, dependsOn: [group, ...after] },
    );
}
