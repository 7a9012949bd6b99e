import { authorityCopies } from "../../../policypack/node/authority-copies";
import { bootOfUserData } from "../../../policypack/node/user-data";

const copies = (runcmd: readonly string[], files: Readonly<Record<string, string>> = {}) => {
    const write_files = Object.entries(files).map(([path, content]) => ({ path, content }));
    return authorityCopies(bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd })}`, "u")).map(
        ({ at, path, source }) => `${at}: ${path} is ${source}`,
    );
};
const ETCD = "/etc/kubernetes/pki/etcd/ca.crt";
const CLUSTER = "/etc/kubernetes/pki/ca.crt";
const COPY = `u › runcmd[0]: ${ETCD} is ${CLUSTER}`;

test.each<[command: string, copies: string[]]>([
    [`cp ${CLUSTER} ${ETCD}`, [COPY]],
    [`/bin/cp -a ${CLUSTER} /etc/kubernetes/pki//etcd/ca.crt`, [COPY]],
    [`cp ${CLUSTER} /etc/kubernetes/pki/etcd/`, [COPY]],
    [`install -m 0644 ${CLUSTER} ${ETCD}`, [COPY]],
    [`ln -sf ${CLUSTER} ${ETCD}`, [COPY]],
    [`cp ${ETCD} ${CLUSTER}`, []],
    [`cp /srv/ca.crt ${ETCD}`, []],
    [`cp ${CLUSTER} /srv/ca.crt`, []],
    [`cp ${CLUSTER}`, []],
    [`cpio ${CLUSTER} ${ETCD}`, []],
    [`lncp ${CLUSTER} ${ETCD}`, []],
    [`diff ${CLUSTER} ${ETCD}`, []],
])("%s", (command, expected) => expect(copies([command])).toEqual(expected));

test.each<[why: string, files: Readonly<Record<string, string>>, copies: string[]]>([
    ["one certificate in both", { [CLUSTER]: "A\n", [ETCD]: " A" }, [`u › write_files[1].content: ${ETCD} is ${CLUSTER}`]],
    ["two certificates", { [CLUSTER]: "A", [ETCD]: "B" }, []],
    ["nothing in both", { [CLUSTER]: "\n", [ETCD]: "" }, []],
    ["one certificate elsewhere too", { "/srv/ca.crt": "A", [ETCD]: "A" }, []],
])("files: %s", (_, files, expected) => expect(copies([], files)).toEqual(expected));

test("what is copied is told once", () => expect(copies([`cp ${CLUSTER} ${ETCD}`], { [CLUSTER]: "A" })).toEqual([COPY]));
