import { idPatterns } from "./id-patterns";

/** Buckets that nodes boot from, where no object and no boot in the stack shows it: the pipeline that fills them, or the nodes, are elsewhere. */
export const nodeBuckets = idPatterns(
    "Names of buckets, in S3 or in the program, that nodes take static Pods, kubelet configuration or boot scripts from; * stands for any letters.",
    "bucket's name",
    /^[A-Za-z0-9*][A-Za-z0-9._*-]{0,99}$/,
    undefined,
    "shop-node-config",
);
