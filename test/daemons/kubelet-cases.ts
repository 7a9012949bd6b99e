import fc from "fast-check";
import type { KubeletConfig } from "./kubelet";
import { kubeletDocuments } from "./kubelet-documents";

/** Files on the machine that a configuration may name. */
export interface Files {
    readonly ca: string;
    readonly manifests: string;
    readonly containerdSocket: string;
    readonly cert: string;
    readonly key: string;
}

const GO_BOOLEANS = ["true", "false", "1", "0", "t", "F", "TRUE", "False", "T", "f"];

/** Flags in their spellings: `_` for `-`, `=` or a blank, bare booleans; now and then one that the kubelet refuses. */
const flag = ({ ca, manifests, containerdSocket, cert, key }: Files) => {
    const dashes = (name: string) => fc.constantFrom(name, name.replaceAll("-", "_"), name.replace("-", "_"));
    const boolean = (name: string) =>
        fc.oneof(
            { weight: 16, arbitrary: fc.tuple(dashes(name), fc.constantFrom(...GO_BOOLEANS)).map(([n, v]) => [`--${n}=${v}`]) },
            { weight: 4, arbitrary: dashes(name).map((n) => [`--${n}`]) },
            {
                weight: 1,
                arbitrary: fc.constantFrom([`--${name}`, "false"], [`--${name}=yes`], [`-${name}=true`], [`--${name}=`]),
            },
        );
    const valued = (name: string, values: string[], refused: string[] = []) => {
        const good = fc.constantFrom(...values);
        const value = refused.length === 0 ? good : fc.oneof({ weight: 20, arbitrary: good }, fc.constantFrom(...refused));
        return fc.tuple(dashes(name), value, fc.boolean()).map(([n, v, apart]) => (apart ? [`--${n}`, v] : [`--${n}=${v}`]));
    };
    return fc.oneof(
        boolean("anonymous-auth"),
        boolean("authentication-token-webhook"),
        valued("client-ca-file", [ca, ""]),
        valued("authorization-mode", ["AlwaysAllow", "Webhook"], ["RBAC", "", "webhook"]),
        { weight: 2, arbitrary: valued("read-only-port", READ_ONLY_PORTS, ["ten", "0x", "1__0", "-1", "65536", "", "1e3"]) },
        valued("port", ["10250", "0x7a12", "31_250", "0o24012"], ["0", "70000"]),
        valued("address", ["0.0.0.0", "127.0.0.2", "::", "127.0.0.02", ""], ["nonsense", "127.0.0.1:10250"]),
        valued("healthz-bind-address", ["0.0.0.0", "127.0.0.1", "::1", ""], ["local"]),
        valued("healthz-port", ["0", "10248", "0b11"], ["-1", "65536"]),
        valued("streaming-connection-idle-timeout", ["0", "5m", "1h30m", ".5h", "-1s", "1.5h", "100ms"], ["5", "1d"]),
        fc.constantFrom(["--enable-server=true"], ["--enable_server=t"], ["--enable-server=false"]),
        fc.constantFrom(["--enable-debugging-handlers"], ["--enable-debugging-handlers=0"]),
        boolean("contention-profiling"),
        fc.constantFrom(
            ["--tls-cert-file", cert, `--tls-private-key-file=${key}`],
            [`--tls_cert_file=${cert}`, `--tls_private_key_file=${key}`],
            ["--tls-cert-file=", "--tls-private-key-file="],
        ),
        boolean("rotate-server-certificates"),
        boolean("rotate-certificates"),
        valued("pod-manifest-path", [manifests, "", "manifests"]),
        valued("manifest-url", ["http://127.0.0.1:9/pods", ""]),
        {
            weight: 2,
            arbitrary: valued("manifest-url-header", ["A:b", "A:b,C:d", "A: x , A:y", "A:b:c", "", ",A:z"], ["A", "A=b"]),
        },
        boolean("protect-kernel-defaults"),
        boolean("make-iptables-util-chains"),
        valued("event-qps", ["0", "5", "0x10", "1_0"], ["-1", "5.0"]),
        valued("container-runtime-endpoint", [`unix://${containerdSocket}`, containerdSocket], [""]),
        boolean("seccomp-default"),
        {
            weight: 2,
            arbitrary: valued(
                "allowed-unsafe-sysctls",
                ["kernel.msg*", "net.a,net.b", '"net.a",net.c', "", "kernel/shm*"],
                ['a"b', "net.a,", "vm.swappiness"],
            ),
        },
        {
            weight: 2,
            arbitrary: valued(
                "feature-gates",
                [
                    "KubeletInUserNamespace=true",
                    "KubeletInUserNamespace=F,RotateKubeletServerCertificate=1",
                    " RotateKubeletServerCertificate = true",
                    "",
                ],
                ["KubeletInUserNamespace", "KubeletInUserNamespace=yes", "RotateKubeletServerCertificate=false"],
            ),
        },
        valued("node-labels", ["a=b", "c=d"]),
    );
};

/** 0, 10255 and 31999 in the spellings that Go's ParseInt takes with base 0. */
const READ_ONLY_PORTS = ["0", "10255", "0x280f", "0b10100000001111", "024017", "0o24017", "1_0255", "0x0", "+31999", "0X_28_0F"];

/** Drop-ins in folders and beside them: `10-a/x.conf` comes before `10-a.conf`. */
const DROP_INS = ["10-a.conf", "10-a/x.conf", "20-b.conf", "20-b/c/d.conf", "30-c.conf", "40-ignored.yaml", "B.conf", ".conf"];

/** Mixtures of file, drop-ins and flags. */
export const kubeletConfigs = (files: Files): fc.Arbitrary<KubeletConfig> =>
    fc
        .record({
            file: fc.option(kubeletDocuments(files, "file"), { nil: undefined, freq: 3 }),
            dropIns: fc.option(fc.dictionary(fc.constantFrom(...DROP_INS), kubeletDocuments(files, "drop-in"), { maxKeys: 3 }), {
                nil: undefined,
                freq: 1,
            }),
            flags: fc.array(flag(files), { maxLength: 6 }),
        })
        .map(({ file, dropIns, flags }) => ({
            ...(file !== undefined && { file }),
            ...(dropIns !== undefined && { dropIns }),
            flags: flags.flat(),
        }));
