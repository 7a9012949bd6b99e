import { isMemberInImage, withoutThoseOfImage } from "../../../policypack/node/image-logins";

const SUDOERS = "/etc/sudoers.d/90-cloud-init-users";

test.each([
    ...["ec2-user", "ubuntu", "admin", "debian", "fedora", "centos", "rocky", "almalinux", "cloud-user", "core", "opc"],
    ...["azureuser", "ssm-user"],
])("%s is the image's own administrator", (user) => {
    expect(withoutThoseOfImage(SUDOERS, `# made at boot\n${user} ALL=(ALL) NOPASSWD:ALL\n`)).toBe("# made at boot\n\n");
    expect(["wheel", "sudo", "admin", "adm"].map((group) => isMemberInImage(user, group))).toEqual([true, true, true, true]);
    expect(isMemberInImage(user, "docker")).toBe(false);
});

test("root is in every group, and nobody else is in any", () =>
    expect([isMemberInImage("root", "docker"), isMemberInImage("deploy", "wheel")]).toEqual([true, false]));

test.each<[path: string, text: string, left: string]>([
    ["/etc/sudoers.d/ssm-agent-users", "ssm-user ALL=(ALL) NOPASSWD:ALL", ""],
    ["/etc/sudoers.d/google_sudoers", "%google-sudoers ALL=(ALL:ALL) NOPASSWD:ALL", ""],
    ["/etc/sudoers.d/google_sudoers", "ubuntu ALL=(ALL) NOPASSWD:ALL", "ubuntu ALL=(ALL) NOPASSWD:ALL"],
    [SUDOERS, "deploy ALL=(ALL) NOPASSWD:ALL", "deploy ALL=(ALL) NOPASSWD:ALL"],
    [SUDOERS, "ubuntu, deploy ALL=(ALL) NOPASSWD:ALL", "ubuntu, deploy ALL=(ALL) NOPASSWD:ALL"],
    ["/etc/sudoers.d/90-own", "ubuntu ALL=(ALL) NOPASSWD:ALL", "ubuntu ALL=(ALL) NOPASSWD:ALL"],
])("%s: %s", (path, text, left) => expect(withoutThoseOfImage(path, text)).toBe(left));

const CONNECT = "AuthorizedKeysCommand /opt/aws/bin/eic_run_authorized_keys %u %f";
test.each<[line: string, isOfImage: boolean]>([
    [CONNECT, true],
    [`  ${CONNECT.toLowerCase()}`, true],
    ["AuthorizedKeysCommand=/usr/share/ec2-instance-connect/eic_run_authorized_keys %u", true],
    ['AuthorizedKeysCommand "/usr/bin/google_authorized_keys" %u', true],
    ["AuthorizedKeysCommand /usr/bin/google_authorized_keys_sk", true],
    ["TrustedUserCAKeys /etc/ssh/oslogin_trustedca.pub ", true],
    ["AuthorizedKeysCommand /usr/bin/google_authorized_keys2 %u", false],
    ["AuthorizedKeysCommand /srv/opt/aws/bin/eic_run_authorized_keys %u", false],
    ["# AuthorizedKeysCommand /opt/aws/bin/eic_run_authorized_keys %u", false],
    ["TrustedUserCAKeys /etc/ssh/oslogin_trustedca.pub /etc/ssh/own.pub", false],
    ["TrustedUserCAKeys /etc/ssh/oslogin_trustedca.pub.own", false],
    ["TrustedUserCAKeys /etc/ssh/own.pub", false],
])("sshd: %s", (line, isOfImage) => {
    for (const path of ["/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d/60-a.conf"])
        expect(withoutThoseOfImage(path, `Port 22\n${line}\nUsePAM yes`)).toBe(`Port 22\n${isOfImage ? "" : line}\nUsePAM yes`);
});

test.each([
    "/etc/ssh/sshd_config.bak",
    "/etc/ssh/sshd_config.d/a.conf.bak",
    "/srv/etc/ssh/sshd_config",
    "/etc/ssh/sshd_config.d/b/a.conf",
])("%s is none of sshd's", (path) => expect(withoutThoseOfImage(path, CONNECT)).toBe(CONNECT));
