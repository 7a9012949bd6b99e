import { bootOfUserData } from "../../../policypack/node/user-data";

/** Each file of a script: its content, its mode (with a question mark where nobody said it), whose it is; and what could not be read. */
const left = (...lines: string[]): string[] => {
    const { files, unread } = bootOfUserData(["#!/bin/bash", ...lines, ""].join("\n"), "u");
    const told = files.map(({ path, kind, content, mode, owner, group, unread: reason }) =>
        [
            kind === "folder" ? `${path}/` : `${path} ${content.text.trim().replaceAll("\uFFF9", "…")}`,
            mode && `${mode.value.toString(8)}${mode.isDefault ? "?" : ""}`,
            (owner ?? group) && `${owner?.value ?? ""}:${group?.value ?? ""}`,
            reason,
        ]
            .filter(Boolean)
            .join(" "),
    );
    return [...told, ...unread.map(({ reason }) => `unread: ${reason}`)];
};
const X = "echo x > /a";

test.each<[why: string, script: string[], files: string[]]>([
    ["home is not known to a boot", ["cd /srv", "cd", "echo x > b"], ["/srv/b x 644?"]],
    ["what is not known is not entered", ["cd /srv", "cd $D", "echo x > b"], ["/srv/b x 644?"]],
    ["an option is no folder", ["cd -P /srv", "cd -- etc", "echo x > b"], ["/srv/etc/b x 644?"]],
    ["back to where it was", ["cd /srv", "cd /opt", "cd -", "echo x > b"], ["/srv/b x 644?"]],
    ["a folder with a dash in its name", ["cd /a-b", "echo x > b"], ["/a-b/b x 644?"]],
    ["back and forth", ["cd /srv", "cd /opt", "cd -", "cd -", "echo x > b"], ["/opt/b x 644?"]],
    ["back by way of a subshell", ["cd /srv", "cd /opt", "(cd /x)", "cd -", "echo x > b"], ["/srv/b x 644?"]],
    ["pushd without a folder", ["cd /srv", "pushd", "echo x > b"], ["/srv/b x 644?"]],
    ["pushd of what is not known", ["cd /srv", "pushd $D", "echo x > b"], ["/srv/b x 644?"]],
    ["a folder with a dash in its name", ["pushd /a-b+c", "echo x > b"], ["/a-b+c/b x 644?"]],
    ["a folder that is left too often", ["cd /srv", "popd", "echo x > b"], ["/srv/b x 644?"]],
    ["folders that are left in turn", ["pushd /a", "pushd /b", "popd", "echo x > b"], ["/a/b x 644?"]],
    ["a subshell's folders are its own", ["cd /a", "pushd /b", "(popd; popd)", "popd", "echo x > c"], ["/a/c x 644?"]],
])("where it is: %s", (_, script, files) => expect(left(...script)).toEqual(files));

test.each<[why: string, script: string[], files: string[]]>([
    ["a mask of two digits", ["umask 27", X], ["/a x 640?"]],
    ["a mask with zeros", ["umask 00027", X], ["/a x 640?"]],
    ["+w is for those whom the mask leaves", [X, "chmod +w /a"], ["/a x 644"]],
    ["-w too", [X, "chmod 666 /a", "chmod -w /a"], ["/a x 466"]],
    ["=rw too", [X, "chmod =rw /a"], ["/a x 644"]],
    ["a+w is for all", [X, "chmod a+w /a"], ["/a x 666"]],
    ["+w where nothing is masked", ["umask 0", X, "chmod 600 /a", "chmod +w /a"], ["/a x 622"]],
    ["what is left out of everything", ["mkdir -m o-w /d"], ["/d/ 775"]],
    ["a new folder for all", ["mkdir -m a+w /d"], ["/d/ 777"]],
    ["a mode without a folder", ["mkdir /d -m", X], ["/d/ 755?", "/a x 644?"]],
    ["no words", ["chmod", "chown", "chgrp", "cp", "mv", "ln", "install", "tee", "rm", X], ["/a x 644?"]],
    ["a mode without a file", ["chmod 600", X], ["/a x 644?"]],
    ["no file", [X, 'chmod 600 ""', "chmod 600 $Y", 'chown ops ""'], ["/a x 644?"]],
    ["a device", ["chmod 666 /dev/kvm /dev/", "chown ops /dev/fuse"], []],
    ["a name that ends as a device", [X, "chmod 600 /a/dev/"], ["/a x 644?", "/a/dev … 600"]],
    [
        "a folder whose name ends in an option",
        ["mkdir /d-R", "echo x > /d-R/a", "chmod 700 /d-R"],
        ["/d-R/ 700", "/d-R/a x 644?"],
    ],
    ["an owner in place of another", [X, "chown --from=root:root ops /a"], ["/a x 644? ops:"]],
    ["a file called as an option", [X, "chmod 600 /--recursive /a"], ["/a x 600", "/--recursive … 600"]],
])("modes and owners: %s", (_, script, files) => expect(left(...script)).toEqual(files));

test.each<[why: string, script: string[], files: string[]]>([
    ["a copy is the mask's", [X, "chmod 666 /a", "cp -r /a /b"], ["/a x 666", "/b x 644"]],
    ["not that of an archive", [X, "chmod 666 /a", "cp -a /a /b"], ["/a x 666", "/b x 666"]],
    ["nor of what keeps", [X, "chmod 666 /a", "cp -p /a /b"], ["/a x 666", "/b x 666"]],
    ["among other letters", [X, "chmod 666 /a", "cp -rfpv /a /b"], ["/a x 666", "/b x 666"]],
    ["by a word", [X, "chmod 666 /a", "cp --preserve /a /b"], ["/a x 666", "/b x 666"]],
    ["by another", [X, "chmod 666 /a", "cp --archive /a /b"], ["/a x 666", "/b x 666"]],
    ["a word that says the opposite", [X, "chmod 666 /a", "cp --no-preserve=mode /a /b"], ["/a x 666", "/b x 644"]],
    ["a name that ends so", ["echo x > /x-p", "chmod 666 /x-p", "cp /x-p /b"], ["/x-p x 666", "/b x 644"]],
    [
        "a name in which the word is",
        ["echo x > /x--archive", "chmod 666 /x--archive", "cp /x--archive /b"],
        ["/x--archive x 666", "/b x 644"],
    ],
    ["what is moved keeps its mode", [X, "chmod 666 /a", "mv /a /b"], ["/b x 666"]],
    ["what is installed is somebody else's", [X, "chown ops /a", "install /a /b"], ["/a x 644? ops:", "/b x 755"]],
    ["an option that ends in the letter of another", [X, "install --preserve-context /a /b"], ["/a x 644?", "/b x 755"]],
    ["no folder and no device", ["install -d /dev/x /d$Y", "mkdir -p /dev/x"], []],
    ["a device is not moved away", ["mv /dev/x /b", X], ["/b … 644?", "/a x 644?"]],
    ["nothing is moved", ["cd /srv", "echo x > a", 'mv "" /b'], ["/srv/a x 644?"]],
    ["nothing is removed", ["cd /srv", "echo x > a", "N=", 'rm -rf "$N"'], ["/srv/a x 644?"]],
    ["nothing is written", ['echo x > ""', X], ["/a x 644?"]],
    ["what is not known is not made", ["touch /a$Y", "touch '/a*'"], []],
])("copies: %s", (_, script, files) => expect(left(...script)).toEqual(files));

test.each<[why: string, script: string[], files: string[]]>([
    ["a link in a folder that is named first", ["ln -s -t /d /a", "echo x > /d/a"], ["/a x 644?"]],
    ["a link in a folder by its slash", ["ln -s /a /d/", "echo x > /d/a"], ["/a x 644?"]],
    ["several in a folder", ["ln -s /a /b /d", "echo x > /d/b"], ["/b x 644?"]],
    ["a link with an ending for what was there", ["ln -sf -S .old /a /b", "echo x > /b"], ["/a x 644?"]],
    ["a unit that is masked in a folder", ["ln -s -t /etc/systemd/system /dev/null"], ["/etc/systemd/system/null  644?"]],
    ["a link without a place", ["ln -s /b", "echo x > /b"], ["/b x 644?"]],
    ["a link to what is not known", ["ln -s /$Y /b", "echo x > /b"], ["/b x 644?"]],
    ["a link at what is not known", ["ln -s /a /$Y", "ln -s /dev/null /$Y", X], ["/a x 644?"]],
    ["a link to a device", ["ln -s /dev/sda /b", "echo x > /b"], ["/b x 644?"]],
    ["tee's file behind its options", ["echo x | tee /b -- /-a"], ["/b x 644?", "/-a x 644?"]],
    ["tee's own name for a file", ["echo x | tee -"], ["/- x 644?"]],
])("links and words: %s", (_, script, files) => expect(left(...script)).toEqual(files));

test.each<[why: string, script: string[], files: string[]]>([
    ["perl's file has the option in its name", ["perl /opt/a-i.pl /etc/a"], []],
    ["an ending that goes on", ["patch /opt/a.yamlx"], []],
    ["a device is not edited", ["sed -i s/a/b/ /dev/x", "truncate -s 0 /dev/sda", "patch /dev/etc/a"], []],
    ["what is truncated to a size in the next word", ["truncate --size 0 /a"], ["/a  644?"]],
    ["dd without a file", ["dd if=/x", X], ["/a x 644?"]],
    ["what curl prints", ["curl https://x", "wget https://x", X], ["/a x 644?"]],
    ["curl into a device", ["curl -o /dev/null https://x", "wget -O /dev/null https://x"], []],
    ["names that have the verb in them", ["aws --profile xcp s3 cp s3://b/k /a"], ["/a … 644? fetches /a from elsewhere"]],
    ["and begin with it", ["aws --profile cpx s3 cp s3://b/k /a"], ["/a … 644? fetches /a from elsewhere"]],
    [
        "an endpoint is nothing that is sent",
        ["aws s3 cp --endpoint-url https://x s3://b/k /a"],
        ["/a … 644? fetches /a from elsewhere"],
    ],
    ["options behind the bucket", ["aws s3 cp s3://b/k --quiet /a"], ["/a … 644? fetches /a from elsewhere"]],
    ["what is sent with options", ["/a", "./a", "../a", "-"].map((from) => `aws s3 cp ${from} s3://b/k --sse AES256`), []],
    ["a bucket before the verb", ["aws --endpoint-url s3://x s3 cp s3://b/k /a"], ["/a … 644? fetches /a from elsewhere"]],
    ["a copy without a bucket", ["aws s3 cp x /a"], []],
    ["a copy to nowhere", ["aws s3 cp s3://b/k", X], ["/a x 644?"]],
    ["another service's", ["aws ec2 cp s3://b/k /a", "aws ec2 cp s3 s3://b/k /a"], []],
    ["a name that is not known at its beginning only", ["aws s3 cp x$Y /a"], []],
    ["a device that is fetched to", ["aws s3 cp s3://b/k /dev/null"], []],
])("edits and fetches: %s", (_, script, files) => expect(left(...script)).toEqual(files));

test("touch changes nobody's line", () => {
    const { files } = bootOfUserData("#!/bin/bash\necho x > /a\ntouch /a\n", "u");
    expect(files.map(({ at }) => at)).toEqual(["u › line 2"]);
});

test("what kubeadm makes can be opened with a whole folder", () => {
    const { files } = bootOfUserData("#!/bin/bash\nkubeadm init\nchmod -R 644 /etc/kubernetes/pki/etcd\n", "u");
    expect(files.map(({ path }) => path).filter((path) => path.endsWith(".key"))).toEqual(
        ["ca", "server", "peer", "healthcheck-client"].map((name) => `/etc/kubernetes/pki/etcd/${name}.key`),
    );
});
