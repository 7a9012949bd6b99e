/** The numbers of days that CloudWatch Logs takes (PutRetentionPolicy). */
export const RETENTIONS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is wrong with a number of days for which a log group keeps what it gets; 0 is for ever. */
export const faultOfRetention = (days: number): string | undefined =>
    days === 0 || RETENTIONS.includes(days)
        ? undefined
        : `is ${days}, which CloudWatch does not take: give 0 (for ever) or one of ${RETENTIONS.join(", ")}`;
