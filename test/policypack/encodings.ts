import { gzipSync } from "node:zlib";
import { kubeletConfiguration, mime, nodeConfig } from "./kubelets";

/** A form in which one and the same kubelet is configured. */
export interface Encoding {
    readonly name: string;
    readonly for: "user data" | "script";
    /** @param config of the kubelet, in its file's words */
    text(config: object): string | Buffer;
}

const base64 = (text: string | Buffer): string => Buffer.from(text as string).toString("base64");
const wrapped = (text: string): string => text.replace(/.{76}/g, "$&\n");
const quoted = (text: string): string =>
    text.replace(/[=\u0080-\uffff]/g, (character) => `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** A MIME message of one part with its transfer encoding. */
const part = (type: string, encoding: string, body: string): string =>
    [
        'Content-Type: multipart/mixed; boundary="//"',
        "MIME-Version: 1.0",
        "",
        "--//",
        `Content-Type: ${type}`,
        `Content-Transfer-Encoding: ${encoding}`,
        "",
        body,
        "--//--",
        "",
    ].join("\n");

const FILE = "/etc/kubernetes/kubelet/config.json.d/10-own.conf";
const OWN = "/etc/node/kubelet.json";
const start = `kubelet --config=${OWN} --kubeconfig=/var/lib/kubelet/kubeconfig`;
const NODEADM = "application/node.eks.aws";
const node = (config: object): string => nodeConfig({ config });

/** Scripts in which a kubelet is started with a file of its own. */
const heredoc = (config: object): string => `#!/bin/bash
set -euo pipefail
umask 077
mkdir -p /etc/node
cat > ${OWN} <<'EOF'
${kubeletConfiguration(config)}
EOF
${start}
`;
const printed = (config: object): string => `#!/bin/sh
umask 077
echo '${kubeletConfiguration(config)}' > ${OWN}
exec ${start}
`;
const teed = (config: object): string => `#!/bin/bash
umask 077
tee ${OWN} > /dev/null <<-EOF
	${kubeletConfiguration(config)}
	EOF
${start}
`;
const decodedInShell = (config: object): string => `#!/bin/bash
umask 077
echo ${base64(kubeletConfiguration(config))} | base64 -d > ${OWN}
${start}
`;
const nested = (config: object): string => `#!/bin/bash
bash -c '${heredoc(config).replaceAll("'", "'\\''")}'
`;
/** Flatcar's and Fedora CoreOS's form: JSON, with content in `data:` URLs. */
const ignition = (source: (text: string) => object, config: object): string =>
    JSON.stringify({
        ignition: { version: "3.4.0" },
        storage: { files: [{ path: OWN, mode: 0o600, contents: source(kubeletConfiguration(config)) }] },
        systemd: {
            units: [{ name: "kubelet.service", enabled: true, contents: `[Service]\nExecStart=/usr/bin/${start}\n` }],
        },
    });
const planted = (config: object): string => `#!/bin/bash
umask 077
cat > /etc/eks/nodeadm.d/own.yaml <<'EOF'
${node(config)}
EOF
`;

/** `file` is what `write_files` has beside path and mode. */
const cloudConfig = (file: object): string => {
    const files = [{ path: OWN, permissions: "0600", owner: "root:root", ...file }];
    const document = JSON.stringify({ write_files: files, runcmd: [start] });
    return `#cloud-config\n${document.replace(/"(!!binary [^"]*)"/, "$1")}\n`;
};
const file = (name: string, made: (text: string) => object): Encoding => ({
    name: `cloud-config, write_files ${name}`,
    for: "user data",
    text: (config) => cloudConfig(made(kubeletConfiguration(config))),
});

const SCRIPTS: readonly (readonly [string, (config: object) => string])[] = [
    ["shell, heredoc", heredoc],
    ["shell, echo", printed],
    ["shell, tee of an indented heredoc", teed],
    ["shell, base64 -d", decodedInShell],
    ["shell in shell", nested],
    ["shell that plants nodeadm's configuration", planted],
];
const userData = (name: string, text: Encoding["text"]): Encoding => ({ name, for: "user data", text });

export const ENCODINGS: readonly Encoding[] = [
    ...SCRIPTS.map(([name, text]): Encoding => ({ name, for: "script", text })),
    userData("NodeConfig", node),
    userData("NodeConfig in base64", (config) => base64(node(config))),
    userData("NodeConfig in gzip", (config) => gzipSync(node(config))),
    userData("NodeConfig in base64 of gzip of base64", (config) => base64(gzipSync(base64(node(config))))),
    userData("MIME, 7bit", (config) => mime([NODEADM, node(config)])),
    userData("MIME, base64 part", (config) => part(NODEADM, "base64", wrapped(base64(node(config))))),
    userData("MIME, quoted-printable part", (config) => part(NODEADM, "quoted-printable", quoted(node(config)))),
    userData("MIME, base64 part of gzip", (config) => part(NODEADM, "base64", base64(gzipSync(node(config))))),
    userData("MIME in gzip", (config) => gzipSync(mime([NODEADM, node(config)]))),
    userData("MIME in base64", (config) => base64(mime([NODEADM, node(config)]))),
    userData("MIME, nested, shell", (config) => mime(["text/x-shellscript", mime(["text/x-shellscript", heredoc(config)])])),
    userData("MIME, a multipart in a multipart", (config) =>
        part(
            'multipart/mixed; boundary="inner"',
            "7bit",
            `--inner\nContent-Type: text/cloud-config\n\n${cloudConfig({ content: kubeletConfiguration(config) })}\n--inner--`,
        ),
    ),
    userData("MIME, cloud-config under a script's header", (config) =>
        mime(["text/x-shellscript", cloudConfig({ content: kubeletConfiguration(config) })]),
    ),
    file("plain", (content) => ({ content })),
    file("b64", (text) => ({ encoding: "b64", content: base64(text) })),
    file("gzip+base64", (text) => ({ encoding: "gzip+base64", content: base64(gzipSync(text)) })),
    file("!!binary", (text) => ({ content: `!!binary ${base64(text)}` })),
    file("gz of !!binary", (text) => ({ encoding: "gz", content: `!!binary ${base64(gzipSync(text))}` })),
    userData("cloud-config, runcmd", (config) => `#cloud-config\n${JSON.stringify({ runcmd: [heredoc(config), ["true"]] })}\n`),
    userData(
        "cloud-config, bootcmd",
        (config) => `#cloud-config\n${JSON.stringify({ bootcmd: [["bash", "-c", heredoc(config)]] })}\n`,
    ),
    userData("boothook", (config) => `#cloud-boothook\n${heredoc(config)}`),
    userData(
        "cloud-config-archive",
        (config) =>
            `#cloud-config-archive\n${JSON.stringify([{ type: "text/x-shellscript", content: heredoc(config) }, "#cloud-config\n{}"])}\n`,
    ),
    userData("Ignition", (config) => ignition((text) => ({ source: `data:;base64,${base64(text)}` }), config)),
    userData("Ignition, gzip", (config) =>
        ignition((text) => ({ source: `data:;base64,${base64(gzipSync(text))}`, compression: "gzip" }), config),
    ),
    userData("Ignition, percent-encoded", (config) =>
        ignition((text) => ({ source: `data:,${encodeURIComponent(text)}` }), config),
    ),
    userData("Ignition in Ignition", (config) =>
        JSON.stringify({
            ignition: {
                version: "3.4.0",
                config: {
                    merge: [
                        {
                            source: `data:,${encodeURIComponent(ignition((text) => ({ source: `data:,${encodeURIComponent(text)}` }), config))}`,
                        },
                    ],
                },
            },
        }),
    ),
    userData("a drop-in of nodeadm's kubelet", (config) =>
        mime(
            [
                "text/cloud-config",
                `#cloud-config\n${JSON.stringify({ write_files: [{ path: FILE, permissions: "0600", content: kubeletConfiguration(config) }] })}`,
            ],
            [NODEADM, nodeConfig({ config: { maxPods: 50 } })],
        ),
    ),
];
