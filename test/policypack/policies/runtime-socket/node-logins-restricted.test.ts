import { nodeLoginsRestricted } from "../../../../policypack/policies/runtime-socket/node-logins-restricted";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const FIX =
    "Remove the user, key or password, use Session Manager or kubectl debug where a node must be looked at, or name the user in allowedUsers.";
const NODE = "/etc/eks/bootstrap.sh prod";
const script = (...lines: string[]) => instance(["#!/bin/bash", ...lines, NODE, ""].join("\n"));
const written = (path: string, ...content: string[]) => script(`cat > ${path} <<'EOF'`, ...content, "EOF");
const cloud = (config: object) => instance(`#cloud-config\n${JSON.stringify({ ...config, runcmd: [NODE] })}`);
const line = (place: string, fact: string) => `userData › ${place}: ${fact}. ${FIX}`;
const SUDO = "ops ALL=(ALL) NOPASSWD:ALL";
const byRule = (rule: string, user = "ops") => `makes "${user}" root by the sudo rule ${JSON.stringify(rule)}`;
const key = (user: string) => `lets "${user}" log in with an SSH key`;
const password = (user: string) => `lets "${user}" log in with a password`;
const DEFAULT_USER = "lets the image's default user log in with";
const sshd = (setting: string) => `tells sshd ${JSON.stringify(setting)}`;

policyTable(nodeLoginsRestricted, {
    fails: {
        ...everyBoot(nodeLoginsRestricted, `#!/bin/bash\necho '${SUDO}' > /etc/sudoers.d/ops\n${NODE}\n`, [
            `AT › line 2: ${byRule(SUDO)}. ${FIX}`,
        ]),
        "a key of the image's user": {
            ...cloud({ ssh_authorized_keys: ["ssh-ed25519 AAAA"] }),
            reports: [line("ssh_authorized_keys[0]", `${DEFAULT_USER} an SSH key`)],
        },
        "a password of the image's user": {
            ...cloud({ password: "dummy" }),
            reports: [line("password", `${DEFAULT_USER} a password`)],
        },
        "a user with a key, a group and sudo": {
            ...cloud({ users: [{ name: "ops", groups: ["sudo"], sudo: "ALL=(ALL) NOPASSWD:ALL", ssh_authorized_keys: ["k"] }] }),
            reports: [
                line("users[0].ssh_authorized_keys", key("ops")),
                line("users[0].sudo", byRule("ALL=(ALL) NOPASSWD:ALL")),
                line("users[0].groups", 'makes "ops" root by group sudo'),
            ],
        },
        "a password that is not locked": {
            ...cloud({ users: [{ name: "ops", lock_passwd: false, plain_text_passwd: "dummy" }] }),
            reports: [line("users[0].plain_text_passwd", password("ops"))],
        },
        "passwords of a list": {
            ...cloud({ chpasswd: { list: "root:dummy\nops:dummy" } }),
            reports: [line("chpasswd.list", password("root")), line("chpasswd.list", password("ops"))],
        },
        "root's own keys": {
            ...cloud({ disable_root: false }),
            reports: [line("disable_root", key("root"))],
        },
        "passwords over the network": {
            ...cloud({ ssh_pwauth: true }),
            reports: [line("ssh_pwauth", sshd("PasswordAuthentication yes"))],
        },
        "keys by a script": {
            ...script(
                "echo ssh-ed25519 AAAA >> /home/ops/.ssh/authorized_keys",
                "curl -s https://keys.internal > /root/.ssh/authorized_keys",
            ),
            reports: [line("line 2", key("ops")), line("line 3", key("root"))],
        },
        "a password by a pipe": {
            ...script("echo 'root:dummy' | chpasswd"),
            reports: [line("line 2", password("root"))],
        },
        "passwords by options": {
            ...script(
                "useradd -m -p '$6$dummy' ops",
                "usermod --password=x eve",
                "passwd -d root",
                "echo dummy | passwd --stdin dev",
            ),
            reports: [
                line("line 2", password("ops")),
                line("line 3", password("eve")),
                line("line 4", password("root")),
                line("line 5", password("dev")),
            ],
        },
        "administrators by a script": {
            ...script("usermod -aG adm,wheel ops", "gpasswd -a eve sudo", "adduser dev wheel", "useradd -o -u 0 toor"),
            reports: [
                line("line 2", 'makes "ops" root by group wheel'),
                line("line 3", 'makes "eve" root by group sudo'),
                line("line 4", 'makes "dev" root by group wheel'),
                line("line 5", 'makes "toor" root by user number 0'),
            ],
        },
        "sudo with the user's own password": {
            ...written("/etc/sudoers.d/ops", "ops ALL=(ALL:ALL) ALL"),
            reports: [line("line 2", byRule("ops ALL=(ALL:ALL) ALL"))],
        },
        "sudo by aliases": {
            ...written("/etc/sudoers.d/ops", "User_Alias PEOPLE = ops, %oncall", "PEOPLE ALL = NOPASSWD: ALL"),
            reports: [
                line("line 2", byRule("PEOPLE ALL = NOPASSWD: ALL")),
                line("line 2", byRule("PEOPLE ALL = NOPASSWD: ALL", "%oncall")),
            ],
        },
        "a shell is everything": {
            ...written("/etc/sudoers.d/ops", "ops ALL = NOPASSWD: /usr/bin/tail, /bin/bash"),
            reports: [line("line 2", byRule("ops ALL = NOPASSWD: /usr/bin/tail, /bin/bash"))],
        },
        "sshd keeps the first value": {
            ...written("/etc/ssh/sshd_config", "permitrootlogin yes", "PermitRootLogin no"),
            reports: [line("line 2", sshd("permitrootlogin yes"))],
        },
        "sshd's own folder comes first": {
            ...script(
                "echo 'PermitRootLogin no' >> /etc/ssh/sshd_config",
                "echo 'PermitRootLogin=\"yes\"' > /etc/ssh/sshd_config.d/10-root.conf",
            ),
            reports: [line("line 3", sshd("PermitRootLogin yes"))],
        },
        "a line of the image's that sed changes": {
            ...script("sed -i -E 's/^#?PasswordAuthentication .*/PasswordAuthentication yes/' /etc/ssh/sshd_config"),
            reports: [line("line 2", sshd("PasswordAuthentication yes"))],
        },
        "a block of sshd's for one user": {
            ...written("/etc/ssh/sshd_config", "PasswordAuthentication no", "Match User backup", "  PasswordAuthentication yes"),
            reports: [line("line 2", sshd("PasswordAuthentication yes (Match User backup)"))],
        },
        "keys of an authority": {
            ...written("/etc/ssh/sshd_config.d/ca.conf", "TrustedUserCAKeys /etc/ssh/ca.pub"),
            reports: [line("line 2", sshd("TrustedUserCAKeys /etc/ssh/ca.pub"))],
        },
        "Bottlerocket's admin container": {
            ...instance('[settings.kubernetes]\ncluster-name = "prod"\n[settings.host-containers.admin]\nenabled = true\n'),
            reports: [
                `userData › settings.host-containers.admin.enabled: starts the admin container, a shell with root's rights on the node. ${FIX}`,
            ],
        },
        "one user is allowed, the other is not": {
            ...script("usermod -aG wheel break-glass", "usermod -aG wheel ops"),
            config: { allowedUsers: ["break-glass"] },
            reports: [line("line 3", 'makes "ops" root by group wheel')],
        },
    },
    passes: {
        "an ordinary node": script(),
        "a machine that is no node": instance("#!/bin/bash\nusermod -aG wheel alice\n"),
        "a user that is allowed": { ...script(`echo '${SUDO}' > /etc/sudoers.d/ops`), config: { allowedUsers: ["ops"] } },
        "a daemon's account": cloud({ users: [{ name: "exporter", system: true, lock_passwd: true, sudo: false }] }),
        "a password that is locked": cloud({ users: [{ name: "ops", passwd: "$6$dummy" }] }),
        "doors that are closed": script("passwd -l root", "gpasswd -d ec2-user wheel", "rm -f /root/.ssh/authorized_keys"),
        "hosts that the node knows": script("echo git.internal AAAA >> /root/.ssh/known_hosts"),
        "keys that are removed again": script("echo k > /root/.ssh/authorized_keys", "rm /root/.ssh/authorized_keys"),
        "one command": written("/etc/sudoers.d/agent", "agent ALL=(root) NOPASSWD: /usr/bin/systemctl restart kubelet"),
        "everything as somebody who is not root": written("/etc/sudoers.d/agent", "agent ALL=(postgres) NOPASSWD: ALL"),
        "a rule of sudo's that is a comment": written("/etc/sudoers.d/agent", `# ${SUDO}`),
        "rules of the image's own administrators": written("/etc/sudoers", "root ALL=(ALL) ALL", "%wheel ALL=(ALL) ALL"),
        "sshd that takes neither": written(
            "/etc/ssh/sshd_config",
            "PermitRootLogin no",
            "PasswordAuthentication no",
            "PermitRootLogin yes",
        ),
        "what the image says already": script("sed -i 's/^X11Forwarding yes/X11Forwarding no/' /etc/ssh/sshd_config"),
        "the settings of ssh, not of sshd": written("/etc/ssh/ssh_config", "PasswordAuthentication yes"),
        "Bottlerocket's control container": instance(
            '[settings.kubernetes]\ncluster-name = "prod"\n[settings.host-containers.control]\nenabled = true\n',
        ),
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
