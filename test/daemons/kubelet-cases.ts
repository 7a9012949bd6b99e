import fc from "fast-check";
import type { KubeletConfig } from "./kubelet";

/** Files on the machine that a configuration may name. */
export interface Files {
    readonly ca: string;
    readonly manifests: string;
}

const YAML_BOOLEANS = ["true", "false", "yes", "no", "on", "off", "True", "FALSE"];
const GO_BOOLEANS = ["true", "false", "1", "0", "t", "F", "TRUE", "False", "T", "f"];
/** 0, 10255 and 31999 in the spellings that Go's ParseInt takes with base 0. */
const GO_PORTS = ["0", "10255", "0x280f", "0b10100000001111", "024017", "0o24017", "1_0255", "0x0"];
const YAML_PORTS = ["0", "10255", "0x280f", "024017", "1_0255", '!!int "10255"'];

/** A document of settings as a file or drop-in has it: YAML text, fields in the kubelet's own names. */
const document = ({ ca, manifests }: Files) =>
    fc
        .record(
            {
                anonymous: fc.constantFrom(...YAML_BOOLEANS, "null"),
                webhook: fc.constantFrom(...YAML_BOOLEANS, "null"),
                clientCAFile: fc.constantFrom(ca, '""', "null"),
                mode: fc.constantFrom("AlwaysAllow", "Webhook", '"Webhook"', "null"),
                readOnlyPort: fc.constantFrom(...YAML_PORTS, "null"),
                staticPodPath: fc.constantFrom(manifests, '""', "null"),
                staticPodURL: fc.constantFrom("http://127.0.0.1:9/pods", '""', "null"),
                emptyAuthentication: fc.constantFrom("null", "{}"),
            },
            { requiredKeys: [] },
        )
        .map((one) => {
            const lines: string[] = [];
            const parts = [
                one.anonymous !== undefined ? `  anonymous:\n    enabled: ${one.anonymous}` : undefined,
                one.webhook !== undefined ? `  webhook: {enabled: ${one.webhook}}` : undefined,
                one.clientCAFile !== undefined ? `  x509:\n    clientCAFile: ${one.clientCAFile}` : undefined,
            ].filter((part) => part !== undefined);
            if (parts.length > 0) lines.push("authentication:", ...parts);
            else if (one.emptyAuthentication !== undefined) lines.push(`authentication: ${one.emptyAuthentication}`);
            if (one.mode !== undefined) lines.push(`authorization: {mode: ${one.mode}}`);
            for (const key of ["readOnlyPort", "staticPodPath", "staticPodURL"] as const) {
                if (one[key] !== undefined) lines.push(`${key}: ${one[key]}`);
            }
            return lines.join("\n");
        });

/** One flag in one of its spellings: `_` for `-`, `=` or a blank, bare booleans; now and then one that the kubelet refuses. */
const flag = ({ ca, manifests }: Files) => {
    const dashes = (name: string) => fc.constantFrom(name, name.replaceAll("-", "_"), name.replace("-", "_"));
    const boolean = (name: string) =>
        fc.oneof(
            { weight: 8, arbitrary: fc.tuple(dashes(name), fc.constantFrom(...GO_BOOLEANS)).map(([n, v]) => [`--${n}=${v}`]) },
            { weight: 2, arbitrary: dashes(name).map((n) => [`--${n}`]) },
            { weight: 1, arbitrary: fc.constantFrom([`--${name}`, "false"], [`--${name}=yes`], [`-${name}=true`]) },
        );
    const valued = (name: string, ...values: string[]) =>
        fc
            .tuple(dashes(name), fc.constantFrom(...values), fc.boolean())
            .map(([n, value, apart]) => (apart ? [`--${n}`, value] : [`--${n}=${value}`]));
    return fc.oneof(
        boolean("anonymous-auth"),
        boolean("authentication-token-webhook"),
        valued("client-ca-file", ca, ""),
        valued("authorization-mode", "AlwaysAllow", "Webhook"),
        { weight: 2, arbitrary: valued("read-only-port", ...GO_PORTS) },
        valued("read-only-port", "ten", "0x", "1__0"),
        valued("pod-manifest-path", manifests, ""),
        valued("manifest-url", "http://127.0.0.1:9/pods", ""),
        valued("node-labels", "a=b", "c=d"),
    );
};

/** What a machine without the unified hierarchy and with a test's own runtime needs in every file; nothing that is compared. */
const HEADER = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

/** Mixtures of file, drop-ins and flags. */
export const kubeletConfigs = (files: Files): fc.Arbitrary<KubeletConfig> => {
    const text = document(files).map((body) => HEADER + body + "\n");
    return fc
        .record({
            file: fc.option(text, { nil: undefined, freq: 3 }),
            dropIns: fc.option(
                fc.dictionary(fc.constantFrom("10-a.conf", "20-b.conf", "30-c.conf", "40-ignored.yaml"), text, { maxKeys: 3 }),
                {
                    nil: undefined,
                    freq: 1,
                },
            ),
            flags: fc.array(flag(files), { maxLength: 6 }),
        })
        .map(({ file, dropIns, flags }) => ({
            ...(file !== undefined && { file }),
            ...(dropIns !== undefined && { dropIns }),
            flags: flags.flat(),
        }));
};
