import { nodeUnitsIsolated } from "../../../../policypack/policies/runtime-socket/node-units-isolated";
import { everyBoot } from "../../boots";
import { UNKNOWN } from "../../judge";
import { instance } from "../../kubelets";
import { policyTable } from "../../table";

const FIX =
    "Give the unit a User= of its own or hide the path from it (InaccessiblePaths=), run it as a Pod, or name it in the setting allowedUnits.";
const NODE = "/etc/eks/bootstrap.sh prod";
const AGENT = "/etc/systemd/system/scan.service";
const script = (...lines: string[]) => instance(["#!/bin/bash", ...lines, NODE, ""].join("\n"));
const file = (path: string, ...content: string[]) => [`cat > ${path} <<'EOF'`, ...content, "EOF"];
const unit = (...lines: string[]) => script(...file(AGENT, "[Service]", ...lines));
const SOCKET = "/run/containerd/containerd.sock";
const works = (whose: string, path: string, line = 2) =>
    `userData › line ${line}: lets scan.service work on ${whose} ${JSON.stringify(path)} as root. ${FIX}`;
const SCANS = `ExecStart=/opt/scan/agent --runtime ${SOCKET}`;

policyTable(nodeUnitsIsolated, {
    fails: {
        ...everyBoot(nodeUnitsIsolated, ["#!/bin/bash", ...file(AGENT, "[Service]", SCANS), NODE, ""].join("\n"), [
            `AT › line 2: lets scan.service work on the container runtime's "${SOCKET}" as root. ${FIX}`,
        ]),
        "the kubelet's folder": {
            ...unit("ExecStart=/usr/bin/python3 -m http.server --directory /var/lib/kubelet"),
            reports: [works("the kubelet's", "/var/lib/kubelet")],
        },
        "the static Pods' folder": {
            ...unit("ExecStart=/usr/local/bin/git-sync --root=/etc/kubernetes/manifests"),
            reports: [works("the control plane's", "/etc/kubernetes/manifests")],
        },
        "in a command of its shell": {
            ...unit("ExecStart=/bin/sh -c 'tar c /var/lib/kubelet/pki | nc backup.internal 9'"),
            reports: [works("the kubelet's", "/var/lib/kubelet/pki")],
        },
        "in a variable of a file": {
            ...script(
                ...file("/etc/default/scan", "RUNTIME=unix:///var/run/containerd/containerd.sock"),
                ...file(AGENT, "[Service]", "EnvironmentFile=/etc/default/scan", "ExecStart=/opt/scan/agent $RUNTIME"),
            ),
            reports: [works("the container runtime's", "/var/run/containerd/containerd.sock", 5)],
        },
        "a drop-in that makes it root again": {
            ...script(...file(AGENT, "[Service]", "User=scan", SCANS), ...file(`${AGENT}.d/10.conf`, "[Service]", "User=root")),
            reports: [works("the container runtime's", SOCKET)],
        },
        "a plus sign before the program": {
            ...unit("User=scan", `ExecStart=+/opt/scan/agent ${SOCKET}`),
            reports: [works("the container runtime's", SOCKET)],
        },
        "a group that opens the socket": {
            ...unit("User=scan", "SupplementaryGroups=docker", "ExecStart=/opt/scan/agent /run/docker.sock"),
            reports: [works("the container runtime's", "/run/docker.sock")],
        },
        "a hidden list that is emptied": {
            ...script(
                ...file(AGENT, "[Service]", "InaccessiblePaths=/run/containerd", SCANS),
                ...file(`${AGENT}.d/10.conf`, "[Service]", "InaccessiblePaths="),
            ),
            reports: [works("the container runtime's", SOCKET)],
        },
        "a folder that is bound": {
            ...unit("BindPaths=/var/lib/kubelet:/data", "ExecStart=/opt/scan/agent"),
            reports: [works("the kubelet's", "/var/lib/kubelet")],
        },
        "a container with the kubelet's folder": {
            ...unit(
                "ExecStartPre=-/usr/bin/docker rm -f scan",
                "ExecStart=/usr/bin/docker run --rm -v /var/lib/kubelet:/k scan:1",
            ),
            reports: [works("the kubelet's", "/var/lib/kubelet")],
        },
        "a container with the node's root": {
            ...unit("ExecStart=/usr/bin/podman run --mount type=bind,src=/,dst=/host,ro scan:1"),
            reports: [works("the node's own", "/")],
        },
        "a privileged container": {
            ...unit("ExecStart=/usr/bin/nerdctl -n scan run --privileged --name scan scan:1"),
            reports: [
                `userData › line 2: lets scan.service start a container with --privileged, past which nothing keeps it from the node. ${FIX}`,
            ],
        },
        "a container with the node's processes": {
            ...unit("ExecStart=/usr/bin/docker run --pid host scan:1"),
            reports: [
                `userData › line 2: lets scan.service start a container with --pid=host, past which nothing keeps it from the node. ${FIX}`,
            ],
        },
        "a machine of which it cannot be told what it is": {
            ...instance(["#!/bin/bash", ...file(AGENT, "[Service]", SCANS), ""].join("\n")),
            reports: [`(advisory) ${works("the container runtime's", SOCKET)}`],
        },
    },
    passes: {
        "an ordinary node": script(),
        "a user of its own": unit("User=scan", SCANS),
        "a user that systemd makes": unit("DynamicUser=yes", SCANS),
        "paths that are hidden, by whatever name": unit("InaccessiblePaths=-/var/run/containerd", SCANS),
        "a unit that reaches nothing": unit("# not /var/lib/kubelet", "ExecStart=/usr/sbin/fstrim /scratch"),
        "what it says that it leaves alone": unit("ExecStart=/opt/scan/agent --exclude=/var/lib/kubelet"),
        "the kubelet": script(
            ...file(
                "/etc/systemd/system/kubelet.service",
                "[Service]",
                "ExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml",
            ),
        ),
        "a unit of the image with a drop-in": script(
            ...file(
                "/etc/systemd/system/containerd.service.d/10.conf",
                "[Service]",
                "ExecStartPre=/usr/bin/mkdir -p /run/containerd",
            ),
        ),
        "the kubelet in a container": unit(
            "ExecStart=/usr/bin/docker run --privileged -v /var/lib/kubelet:/var/lib/kubelet hyperkube:1",
        ),
        "a container with folders of its own": unit("ExecStart=/usr/bin/docker run -v /srv/scan:/var/lib/kubelet scan:1"),
        "a client of the runtime that starts nothing": unit("ExecStart=/usr/bin/podman rm -f scan"),
        "a unit that is masked": script(`ln -s /dev/null ${AGENT}`),
        "a unit that is allowed": { ...unit(SCANS), config: { allowedUnits: ["scan.service"] } },
    },
    unknowns: {
        "user data that only a deployment knows": {
            type: "aws:ec2/instance:Instance",
            props: { userData: UNKNOWN },
            unknown: "userData",
        },
    },
});
