import type { EffectiveEtcd } from "../../policypack/model/effective-etcd";
import type { BootFile } from "../../policypack/model/node-boot";
import { Unreadable } from "../../policypack/model/unreadable";
import { effectiveEtcd } from "../../policypack/node/effective-etcd";
import { word } from "../../policypack/parse/word";

export const argument = (text: string, i: number) => ({ ...word(text), at: `args[${i}]` });

/** An etcd with arguments, variables and files of a machine. */
export function etcd(
    args: readonly string[],
    variables: Record<string, string> = {},
    files: Record<string, string> = {},
): EffectiveEtcd {
    const environment = new Map(
        Object.entries(variables).map(([name, text]) => [name, { ...word(text), at: `$${name}` }] as const),
    );
    const fileAt = (path: string) => (files[path] === undefined ? undefined : file(path, files[path]));
    return effectiveEtcd({ at: "start", args: args.map(argument), environment, fileAt }, () => ({
        verdict: "node",
        why: "test",
    }));
}

export const file = (path: string, text: string): BootFile => ({
    path,
    kind: "file",
    content: word(text),
    isAppended: false,
    isBase: false,
    at: path,
});

export const fromFile = (text: string, ...args: string[]) => etcd(["--config-file=/e", ...args], {}, { "/e": text });
export const urls = (listeners: EffectiveEtcd["clientListeners"]) => listeners.map(({ url }) => url);
export const reasons = (view: EffectiveEtcd) => view.faults.map(({ at, reason }) => `${at} ${reason}`);

export function thrownBy(read: () => unknown): string {
    try {
        read();
    } catch (error) {
        if (error instanceof Unreadable) return error.message;
        throw error;
    }
    throw new Error("nothing was thrown");
}
