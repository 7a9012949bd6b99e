import { subject } from "../lib/subject";
import type { NodeLogin } from "../model/node-login";
import { loginsOf } from "../node/logins";
import { everyNodeBoot } from "./node-boot";

/** Everybody whom a node lets in, or makes root. */
export const nodeLogin = subject<NodeLogin>(
    ...everyNodeBoot<NodeLogin>(function* (boot) {
        for (const login of loginsOf(boot)) yield () => login;
    }),
);
