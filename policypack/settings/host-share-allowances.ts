import type { HostShare, Shared } from "../model/host-share";
import { imageRepository } from "../model/image-repository";
import { ByImage } from "./by-image";
import { globMatches } from "./glob";

/** One workload that may share something of its node. Every part must match; `*` stands for any letters but a slash. */
export interface HostShareAllowance {
    readonly namespace: string;
    readonly serviceAccount: string;
    /** The repositories of its images, without tags. */
    readonly images: readonly string[];
    readonly shares: readonly Shared[];
    readonly reason: string;
}

/** The shares that are meant. */
export class HostShareAllowances {
    /** For each kind of share. */
    private readonly byShare = new Map<Shared, ByImage<HostShareAllowance>>();

    constructor(private readonly all: () => readonly HostShareAllowance[]) {}

    /** Whether a share is allowed: each of its images by an allowance. Parts that are unknown throw, and only where they decide. */
    admit(share: Pick<HostShare, "shared" | "owner" | "images">): boolean {
        const about = this.about(share.shared);
        if (about.isEmpty) return false;
        const images = share.images();
        const admits = (image: string) =>
            about
                .of(imageRepository(image))
                .some(
                    (one) =>
                        globMatches(one.serviceAccount, share.owner.serviceAccount) &&
                        globMatches(one.namespace, share.owner.namespace),
                );
        return images.length > 0 && images.every(admits);
    }

    private about(shared: Shared): ByImage<HostShareAllowance> {
        let about = this.byShare.get(shared);
        if (about === undefined)
            this.byShare.set(shared, (about = new ByImage(this.all().filter(({ shares }) => shares.includes(shared)))));
        return about;
    }
}
