import type { SourcedSettings } from "../model/effective-kubelet";
import type { UnreadPart } from "../model/node-boot";
import type { Sourced } from "../model/sourced";
import { isAddress } from "./kubelet-setting-types";

/**
 * What the kubelet refuses to start with, though it can read it: ValidateKubeletConfiguration (pkg/kubelet/apis/config/validation) and what
 * comes after it in cmd/kubelet/app. A setting that cannot be told is no fault here; reading it says so.
 */
export function startFaults(kubelet: SourcedSettings): UnreadPart[] {
    return RULES.flatMap((rule) => {
        const fault = told(() => rule(kubelet));
        return fault === undefined ? [] : [{ at: fault.at, reason: `${fault.is}, which keeps the kubelet from starting` }];
    });
}

interface Fault {
    readonly at: string;
    readonly is: string;
}
type Rule = (kubelet: SourcedSettings) => Fault | undefined;

const fault = ({ at }: Sourced<unknown>, is: string): Fault => ({ at, is });
const isPort = (port: number): boolean => port >= 1 && port <= 65535;

const RULES: readonly Rule[] = [
    ({ port }) => (isPort(port.value) ? undefined : fault(port, "is no port (1 to 65535)")),
    ({ address, enableServer, readOnlyPort }) =>
        isAddress(address.value) || (!enableServer.value && readOnlyPort.value === 0)
            ? undefined
            : fault(address, "is no IP address"),
    ({ enableServer, port, readOnlyPort }) =>
        enableServer.value && port.value === readOnlyPort.value ? fault(readOnlyPort, "is the kubelet's own port") : undefined,
    ({ readOnlyPort: port }) => (port.value === 0 || isPort(port.value) ? undefined : fault(port, "is no port (0 to 65535)")),
    ({ healthzPort: port }) => (port.value === 0 || isPort(port.value) ? undefined : fault(port, "is no port (0 to 65535)")),
    ({ eventRecordQPS: rate }) => (rate.value >= 0 ? undefined : fault(rate, "is a negative rate")),
    ({ authorizationMode: mode }) =>
        mode.value === "Webhook" || mode.value === "AlwaysAllow" ? undefined : fault(mode, "is neither Webhook nor AlwaysAllow"),
    ({ containerRuntimeEndpoint: endpoint }) =>
        endpoint.value === "" ? fault(endpoint, "names no container runtime") : undefined,
    ({ enableSystemLogQuery: query, enableSystemLogHandler: handler }) =>
        query.value && !handler.value ? fault(query, "needs enableSystemLogHandler") : undefined,
    ({ serverTLSBootstrap: bootstrap, featureGates: gates }) =>
        bootstrap.value && gates.value["RotateKubeletServerCertificate"] === false
            ? fault(bootstrap, "needs the feature gate RotateKubeletServerCertificate")
            : undefined,
    ({ allowedUnsafeSysctls: sysctls }) =>
        sysctls.value.every(isNamespaced) ? undefined : fault(sysctls, "names a sysctl that has no namespace"),
];

/** Whether a sysctl, or a pattern that ends in `*`, may differ between Pods (pkg/kubelet/sysctl, component-helpers/node/util/sysctl). */
function isNamespaced(pattern: string): boolean {
    if (pattern.length > 253 || !SYSCTL.test(pattern)) return false;
    const name = (
        /^[^.]*\//.test(pattern) ? pattern.replace(/[./]/g, (separator) => (separator === "/" ? "." : "/")) : pattern
    ).split("*")[0]!;
    return NAMESPACED.has(name) || name.startsWith("net.") || name.startsWith("fs.mqueue.");
}

const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*(?:[a-z0-9][-_a-z0-9]*)?[a-z0-9*]$/;
const NAMESPACED = new Set([
    ...["kernel.sem", "kernel.shm", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced"],
    ...["kernel.msg", "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni"],
]);

/** Undefined for what cannot be told, whatever the reason. */
function told<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}
