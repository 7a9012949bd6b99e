import { sharedPlacesOf } from "../../../policypack/node/shared-storage";
import { bootOfUserData } from "../../../policypack/node/user-data";

const KUBELET = "/var/lib/kubelet";
const shared = (runcmd: readonly string[], more: object = {}) =>
    sharedPlacesOf(bootOfUserData(`#cloud-config\n${JSON.stringify({ runcmd, ...more })}`, "u")).map(
        ({ at, path, by, isGuess }) => `${at.slice("u › ".length)}: ${path} by ${by}${isGuess ? "?" : ""}`,
    );
const by = (what: string, path = KUBELET) => [`runcmd[0]: ${path} by ${what}`];

test.each<[command: string, shared: string[]]>([
    [`mount -t nfs -o hard fs.example.com:/ ${KUBELET}`, by("nfs")],
    [`/bin/mount -t nfs4 192.0.2.1:/export ${KUBELET}`, by("nfs4")],
    [`mount --types efs fs-0123456789abcdef0 ${KUBELET}`, by("efs")],
    [`mount --types=cifs //server/share ${KUBELET}`, by("cifs")],
    [`mount -tnfs a:/b ${KUBELET}`, by("nfs")],
    [`mount -t auto a.example.com:/b ${KUBELET}`, by("a network file system")],
    [`mount a:/b ${KUBELET}`, by("a network file system")],
    [`mount "[fd00::1]:/b" ${KUBELET}`, by("a network file system")],
    [`mount //a/b ${KUBELET}`, by("a network file system")],
    [`mount FS-0123abcd:/ ${KUBELET}`, by("a network file system")],
    [`mount fs-0123abcd ${KUBELET}`, by("a network file system")],
    [`mount --source a:/b --target ${KUBELET}`, by("a network file system")],
    [`mount --source=a:/b --target=${KUBELET}`, by("a network file system")],
    [`mount --options ro a:/b ${KUBELET}`, by("a network file system")],
    [`mount --target ${KUBELET} --source a:/b`, by("a network file system")],
    [`mount --target ${KUBELET} a:/b`, by("a network file system")],
    [`mount //server.example-1/b ${KUBELET}`, by("a network file system")],
    [`mount -v a:/b ${KUBELET} -n`, by("a network file system")],
    [`mount a:/b-one ${KUBELET}`, by("a network file system")],
    [`mount -t nfs a-B ${KUBELET}`, by("nfs")],
    [`mount -t nfs x--bind ${KUBELET}`, by("nfs")],
    [`mount -t nfs a-tcifs ${KUBELET}`, by("nfs")],
    [`mount -t nfs -o ro -o nobind,hard a:/b ${KUBELET}`, by("nfs")],
    [`mount -t nfs a:/b /etc/kubernetes/manifests/web`, by("nfs", "/etc/kubernetes/manifests/web")],
    [`umount.nfs a:/b ${KUBELET}`, []],
    [`mount.nfs.old a:/b ${KUBELET}`, []],
    [`mount -t`, []],
    [`mount a:/b -o`, []],
    [`mount.nfs a:/b ${KUBELET}`, by("nfs")],
    [`/usr/sbin/mount.efs fs-0123abcd ${KUBELET}`, by("efs")],
    ...["smb", "smb3", "smbfs", "glusterfs", "ceph", "lustre", "beegfs", "gpfs", "ocfs2", "gfs2", "9p", "virtiofs", "s3fs"].map(
        (type): [string, string[]] => [`mount -t ${type} a ${KUBELET}`, by(type)],
    ),
    ...["s3fs", "sshfs", "glusterfs", "ceph", "goofys", "rclone", "mount-s3"].map((type): [string, string[]] => [
        `mount -t fuse.${type} a ${KUBELET}`,
        by(`fuse.${type}`),
    ]),
    [`s3fs bucket ${KUBELET}/config.d -o ro`, by("s3fs", `${KUBELET}/config.d`)],
    [`sshfs a@b:/c /etc/kubernetes`, by("sshfs", "/etc/kubernetes")],
    [`mount-s3 bucket /etc/kubernetes/manifests`, by("mount-s3", "/etc/kubernetes/manifests")],
    [`goofys bucket /var/lib`, by("goofys", "/var/lib")],
    [`mount -t ext4 /dev/nvme1n1 ${KUBELET}`, []],
    [`mount -t nfs2000 /dev/a ${KUBELET}`, []],
    [`mount -t xnfs /dev/a ${KUBELET}`, []],
    [`mount /dev/fs-0123abcd ${KUBELET}`, []],
    [`mount fs-0123 ${KUBELET}`, []],
    [`mount -t nfs a:/b /`, []],
    [`mount -t nfs a:/b ${KUBELET}/pods`, []],
    [`mount -t nfs a:/b /var/lib/kubelet2`, []],
    [`mount -t nfs a:/b "$TARGET"`, []],
    [`mount -t nfs a:/b var/lib/kubelet`, []],
    [`mount -t nfs a:/b`, []],
    [`mount ${KUBELET}`, []],
    [`mount -a -t nfs`, []],
    [`umount -t nfs a:/b ${KUBELET}`, []],
])("%s", (command, expected) => expect(shared([command])).toEqual(expected));

describe("what is there already", () => {
    const MOUNT = "mount -t efs fs-0123abcd /mnt/data";
    test.each<[command: string, shared: string[]]>([
        [`mount --bind /mnt/data/kubelet ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data/kubelet`]],
        [`mount --rbind /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`mount -B /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`mount -R /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`mount -o ro,bind /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`mount -obind,ro /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`mount --options=rbind /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`ln -s /mnt/data/k ${KUBELET}/config.d`, [`runcmd[1]: ${KUBELET}/config.d by a link into /mnt/data/k`]],
        [`ln --symbolic /mnt/data/k /etc/kubernetes`, [`runcmd[1]: /etc/kubernetes by a link into /mnt/data/k`]],
        [`ln -sfn ../mnt/data /etc/kubernetes/pki`, []],
        [`ln -sfn ../mnt/data /etc/kubernetes`, [`runcmd[1]: /etc/kubernetes by a link into /mnt/data`]],
        [`ln -fs /mnt/data/k /etc/kubernetes`, [`runcmd[1]: /etc/kubernetes by a link into /mnt/data/k`]],
        [`ln -s /mnt/data/k/ /etc/kubernetes`, [`runcmd[1]: /etc/kubernetes by a link into /mnt/data/k`]],
        [`mount -o bind -o ro /mnt/data ${KUBELET}`, [`runcmd[1]: ${KUBELET} by a bind mount of /mnt/data`]],
        [`ln /mnt/data/k /etc/kubernetes/a.yaml`, []],
        [`ln /mnt/data/a-s /etc/kubernetes`, []],
        [`ln /mnt/data/x--symbolic /etc/kubernetes`, []],
        [`ln -f /mnt/data /etc/kubernetes`, []],
        [`ln -s /mnt/data etc/kubernetes`, []],
        [`ln -s`, []],
        [`ln -s /mnt/data/k kubelet`, []],
        [`ln -s /mnt/data/k`, []],
        [`mount --bind /mnt/database ${KUBELET}`, []],
        [`mount -o nobind /mnt/data ${KUBELET}`, []],
        [`mount --bind /srv/data /srv/a`, []],
    ])("%s", (command, expected) => expect(shared([MOUNT, command])).toEqual(expected));

    test.each<[source: string, isShared: boolean]>([
        ["/mnt/efs", true],
        ["efs/kubelet", true],
        ["/mnt/efs/kubelet", true],
        ["/srv/nfs-1", true],
        ["/cifs", true],
        ["/mnt/SMB_a", true],
        ["/srv/share", true],
        ["/mnt/team-shared", true],
        ["/mnt/data", false],
        ["/mnt/sharepoint", false],
        ["/mnt/prefs", false],
    ])("by its name, %s", (source, isShared) =>
        expect(shared([`mount --bind ${source} ${KUBELET}`])).toEqual(isShared ? by(`a bind mount of ${source}?`) : []),
    );
});

test("what is not known of a source is left out of its name", () =>
    expect(shared([`mount --bind /mnt/efs/$POOL ${KUBELET}`])).toEqual(by("a bind mount of /mnt/efs/…?")));

describe("files", () => {
    const files = (path: string, content: string) => shared([], { write_files: [{ path, content }] });
    test.each<[why: string, path: string, content: string, shared: string[]]>([
        [
            "a line of fstab",
            "/etc/fstab",
            `# disks\n/dev/a / ext4\na:/b\t${KUBELET}  nfs  defaults 0 0\n`,
            [`write_files[0].content › line 3: ${KUBELET} by nfs`],
        ],
        [
            "a bind mount there",
            "/etc/fstab",
            `\n/mnt/efs ${KUBELET} none bind,ro 0 0\n`,
            [`write_files[0].content › line 2: ${KUBELET} by a bind mount of /mnt/efs?`],
        ],
        [
            "a line with blanks before it, and without a type",
            "/etc/fstab",
            `\n  a:/b ${KUBELET}\n`,
            [`write_files[0].content › line 2: ${KUBELET} by a network file system`],
        ],
        ["a line that is commented out", "/etc/fstab", `\n#a:/b ${KUBELET} nfs\n`, []],
        [
            "a unit without a type",
            "/etc/systemd/system/var-lib-kubelet.mount",
            `[Mount]\nWhat=a:/b\nWhere=${KUBELET}\n`,
            [`write_files[0].content: ${KUBELET} by a network file system`],
        ],
        ["a unit that cannot be read", "/etc/systemd/system/a.mount", `[Mount\nWhat=a:/b\nWhere=${KUBELET}\n`, []],
        ["half a line", "/etc/fstab", "\na:/b\n", []],
        ["a table of something else", "/etc/fstab.d", `\na:/b ${KUBELET} nfs\n`, []],
        [
            "a unit",
            "/etc/systemd/system/var-lib-kubelet.mount",
            `[Mount]\nWhat=a:/b\nWhere=${KUBELET}\nType=nfs\n`,
            [`write_files[0].content: ${KUBELET} by nfs`],
        ],
        [
            "a unit that binds",
            "/etc/systemd/system/var-lib-kubelet.mount",
            `[Mount]\nWhat=/srv/shared\nWhere=${KUBELET}\nOptions=bind\n`,
            [`write_files[0].content: ${KUBELET} by a bind mount of /srv/shared?`],
        ],
        ["a unit as it was", "/etc/systemd/system/a.mount.bak", `[Mount]\nWhat=a:/b\nWhere=${KUBELET}\nType=nfs\n`, []],
        ["a unit of a user's", "/etc/systemd/user/a.mount", `[Mount]\nWhat=a:/b\nWhere=${KUBELET}\nType=nfs\n`, []],
        ["a unit without places", "/etc/systemd/system/a.mount", "[Mount]\nType=nfs\n", []],
    ])("%s", (_, path, content, expected) => expect(files(path, content)).toEqual(expected));
});
