/**
 * The configuration of the CloudWatch agent that sends auditd's record to a log group, a stream for each instance. How long that is kept is
 * the group's own matter: the node's role may not change it.
 * @param logGroup the name of the group
 */
export const auditAgent = (logGroup: string): string =>
    JSON.stringify(
        {
            agent: { run_as_user: "root" },
            logs: {
                logs_collected: {
                    files: {
                        collect_list: [
                            {
                                file_path: "/var/log/audit/audit.log",
                                log_group_name: logGroup,
                                log_stream_name: "{instance_id}",
                            },
                        ],
                    },
                },
            },
        },
        undefined,
        2,
    );
