import { createRequire } from "node:module";

/** @returns a module of `@pulumi/policy`, or of what it depends on; empty in a release that has no such module */
export function partOfSdk<M extends object>(path: string): Partial<M> {
    try {
        return createRequire(require.resolve("@pulumi/policy"))(path) as M;
    } catch {
        return {};
    }
}
