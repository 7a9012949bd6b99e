/** Where sshd is configured, before the files of its folder are included. */
export const SSHD_FILE = "/etc/ssh/sshd_config";
/** Lines that images have there and that scripts change with sed; the distributions comment some out, and some not. */
export const SSHD_TEXT = [
    "Include /etc/ssh/sshd_config.d/*.conf",
    "#PermitRootLogin prohibit-password",
    "#PermitRootLogin yes",
    "#PasswordAuthentication yes",
    "PasswordAuthentication no",
    "#PermitEmptyPasswords no",
    "",
].join("\n");
