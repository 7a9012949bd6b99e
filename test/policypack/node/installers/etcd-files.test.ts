import { effectiveEtcd } from "../../../../policypack/node/effective-etcd";
import { daemonsOf } from "../../../../policypack/node/installers";
import { bootOfUserData } from "../../../../policypack/node/user-data";

/** The etcds of a boot that writes some files, each by where it is started and what it listens to. */
function etcds(files: Readonly<Record<string, string>>, ...commands: string[]) {
    const write_files = Object.entries(files).map(([path, content]) => ({ path, content }));
    const boot = bootOfUserData(`#cloud-config\n${JSON.stringify({ write_files, runcmd: commands })}`, "userData");
    return daemonsOf(boot).etcds.map((start) => {
        const { clientListeners, unseen } = effectiveEtcd(start, () => boot.evidence);
        return { at: start.at, listens: clientListeners.map(({ url }) => url), unseen };
    });
}

const content = (i: number) => `userData › write_files[${i}].content`;

test("a configuration file of etcd, whatever it is called, is that of one that the image starts", () => {
    expect(etcds({ "/opt/one.yaml": "name: one\nlisten-client-urls: http://0.0.0.0:2379\n" })).toEqual([
        { at: content(0), listens: ["http://0.0.0.0:2379"], unseen: undefined },
    ]);
});

test.each(["/etc/default/etcd", "/etc/etcd.env", "/etc/etcd/etcd.conf"])(
    "variables in %s are those of the image's unit",
    (path) => {
        const [etcd, ...others] = etcds({ [path]: "ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379\n" }, "systemctl restart etcd");
        expect(etcd?.listens).toEqual(["http://0.0.0.0:2379"]);
        // Its flags are not here, so that a default is none for certain.
        expect(etcd?.unseen).toBe(etcd?.at);
        expect(others).toEqual([]);
    },
);

test("so are those of a drop-in", () => {
    const dropIn = "[Service]\nEnvironment=ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379\n";
    const [etcd] = etcds({ "/etc/systemd/system/etcd.service.d/10.conf": dropIn });
    expect(etcd?.listens).toEqual(["http://0.0.0.0:2379"]);
});

test("a unit of the boot's own is the one that counts", () => {
    const unit = "[Service]\nExecStart=/usr/bin/etcd --listen-client-urls=http://127.0.0.1:2379\n";
    const found = etcds({
        "/etc/systemd/system/etcd.service": unit,
        "/etc/etcd.env": "ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379",
        "/etc/etcd.yaml": "listen-client-urls: http://0.0.0.0:2379",
    });
    expect(found.map(({ listens }) => listens)).toEqual([["http://127.0.0.1:2379"]]);
});

test("files without a setting of etcd start none", () => {
    const limits = "[Service]\nLimitNOFILE=1\n";
    expect(
        etcds({ "/etc/systemd/system/etcd.service.d/a.conf": limits, "/etc/default/etcd": "", "/etc/app.yaml": "name: etcd" }),
    ).toEqual([]);
});
