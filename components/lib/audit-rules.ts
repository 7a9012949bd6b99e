/**
 * A whole file of rules for the kernel's audit, for /etc/audit/rules.d: it stands alone, tells of what it could not keep, and stays as it is.
 *
 * @param rules lines of auditctl
 * @param machine what runs with them, for the comment: `node`
 */
export const auditRulesFile = (rules: readonly string[], machine: string): string =>
    [
        "# Everything that other files of rules said before is taken away.",
        "-D",
        "-b 8192",
        "# A record that cannot be kept is told in the kernel's log.",
        "-f 1",
        ...rules,
        `# Until the ${machine} restarts nobody changes them, root included.`,
        "-e 2",
        "",
    ].join("\n");
