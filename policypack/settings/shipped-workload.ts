import type { Shared } from "../model/host-share";

/** One workload of ordinary clusters, with what it needs of its node. */
export interface ShippedWorkload {
    /** `*` stands for any letters: for what people install into a namespace of their choice. */
    readonly namespace: string;
    readonly serviceAccount: string;
    /** Repositories, without tags. */
    readonly images: readonly string[];
    /** What it may mount writable, each path itself and nothing below it. */
    readonly paths: readonly string[];
    readonly shares?: readonly Shared[];
    /** Why, for whoever reads the configuration. */
    readonly reason: string;
}

/** The accounts whose registries serve EKS' images, each in its regions. Source: Amazon EKS User Guide, "Amazon container image registries". */
const EKS_ACCOUNTS = [
    "602401143452",
    "877085696533",
    "800184023465",
    "533267051163",
    "900889452093",
    "296578399912",
    "491585149902",
    "151610086707",
    "333609536671",
    "121268973566",
    "761377655185",
    "900612956339",
    "590381155156",
    "455263428931",
    "066635153087",
    "759879836304",
    "558608220178",
    "730335286997",
    "918309763551",
    "961992271922",
    "013241004608",
    "151742754352",
    "725322719131",
    "608367168043",
    "187977181151",
    "249663109785",
    "676585237158",
];
/** Those repositories in the registries that serve EKS in its regions. */
export const onEks = (...repositories: readonly string[]): string[] =>
    repositories.flatMap((repository) =>
        EKS_ACCOUNTS.flatMap((account) => [
            `${account}.dkr.ecr.*.amazonaws.com/${repository}`,
            `${account}.dkr.ecr.*.amazonaws.com.cn/${repository}`,
            `${account}.dkr-ecr.*.on.aws/${repository}`,
        ]),
    );
