import { names } from "./names";

/** Key pairs that nodes may have: break-glass keys that somebody guards. */
export const allowedKeyPairs = names({
    description: "Names of EC2 key pairs that nodes may be started with.",
    like: "break-glass",
    is: "key pair's name",
});
