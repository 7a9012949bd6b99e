import { CAPABILITIES, type HostShare, type Shared } from "../model/host-share";
import { imageRepository } from "../model/image-repository";
import { globMatches } from "./glob";
import { partsOf } from "./parts";
import { type Setting, SettingError } from "./setting";

/** One workload that may share something of its node. Every part must match; `*` stands for any letters but a slash. */
export interface HostShareAllowance {
    readonly namespace: string;
    readonly serviceAccount: string;
    /** The image's repository, without tag. */
    readonly image: string;
    readonly shares: readonly Shared[];
    readonly reason: string;
}

/** The shares that are meant. */
export class HostShareAllowances {
    constructor(private readonly all: () => readonly HostShareAllowance[]) {}

    /** Whether a share is allowed: each of its images by an allowance. Parts that are unknown throw, and only where they decide. */
    admit(share: Pick<HostShare, "shared" | "owner" | "images">): boolean {
        const about = this.all().filter(({ shares }) => shares.includes(share.shared));
        if (about.length === 0) return false;
        const images = share.images();
        const admits = (image: string) =>
            about.some(
                (one) =>
                    globMatches(imageRepository(one.image), imageRepository(image)) &&
                    globMatches(one.serviceAccount, share.owner.serviceAccount) &&
                    globMatches(one.namespace, share.owner.namespace),
            );
        return images.length > 0 && images.every(admits);
    }
}

const SHARES: readonly Shared[] = [
    "hostPID",
    "hostNetwork",
    "hostIPC",
    "privileged",
    "hostProcess",
    "procMount",
    ...CAPABILITIES,
];
const PARTS = ["namespace", "serviceAccount", "image", "share", "reason"] as const;

/** The setting `allowances` of a policy about what Pods share with their node; what is configured is added to what ships. */
export function hostShareAllowances(shipped: () => readonly HostShareAllowance[]): Setting<HostShareAllowances> {
    let made: readonly HostShareAllowance[] | undefined;
    const once = () => (made ??= shipped());
    const unconfigured = new HostShareAllowances(once);
    return {
        schema: {
            type: "array",
            items: {
                type: "object",
                properties: Object.fromEntries(PARTS.map((part) => [part, { type: "string" }])),
                required: [...PARTS],
            },
            default: [],
            description:
                "Workloads that may share something of their node: namespace, serviceAccount, image repository, share " +
                "(hostPID, hostNetwork, hostIPC, privileged, hostProcess, procMount or a capability such as SYS_ADMIN) and reason, all of them; * stands for any letters but a slash.",
        },
        read(value, at) {
            if (value === undefined) return unconfigured;
            if (!Array.isArray(value)) throw new SettingError(`${at} is no list of allowances`);
            const own = value.map((one: unknown, i) => allowance(one, `${at}[${i}]`));
            return own.length === 0 ? unconfigured : new HostShareAllowances(() => [...once(), ...own]);
        },
    };
}

function allowance(value: unknown, at: string): HostShareAllowance {
    const part = partsOf(value, at, PARTS);
    const share = SHARES.find((one) => one === part("share"));
    if (share === undefined) throw new SettingError(`${at}.share is none of ${SHARES.join(", ")}`);
    const given = {
        namespace: part("namespace"),
        serviceAccount: part("serviceAccount"),
        image: part("image"),
        shares: [share],
        reason: part("reason"),
    };
    for (const name of ["namespace", "serviceAccount", "image"] as const) {
        if (/^[*/]+$/.test(given[name])) throw new SettingError(`${at}.${name} names everything. Name what is meant`);
        if (given[name].includes("**")) throw new SettingError(`${at}.${name} has **. One * stands for letters within a part`);
    }
    return given;
}
