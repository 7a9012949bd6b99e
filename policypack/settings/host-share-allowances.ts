import type { HostShare, Shared } from "../model/host-share";
import { imageRepository } from "../model/image-repository";
import { globMatches } from "./glob";

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
