/** What one command of the AWS CLI fetches from a store. */
export interface Fetched {
    readonly objects: readonly { readonly bucket: string; readonly key: string }[];
    /** Names of parameters. */
    readonly parameters: readonly string[];
}

const NOTHING: Fetched = { objects: [], parameters: [] };
/** Options of `aws s3 cp`, `mv` and `sync` that take no value, and global ones. */
const WITHOUT_VALUE =
    /^--(recursive|quiet|no-progress|only-show-errors|dryrun|no-sign-request|no-verify-ssl|no-cli-pager|follow-symlinks|no-follow-symlinks|delete|exact-timestamps|size-only|force-glacier-transfer|ignore-glacier-warnings|with-decryption|no-with-decryption|debug)$/;

/**
 * What a command fetches: the source of `aws s3 cp`, `mv` and `sync`, `aws s3api get-object`, `aws ssm get-parameter` and `get-parameters`.
 * What it writes is not here: a node that ships its logs does not boot from them.
 *
 * @param words program and arguments; "" for one that is not known
 */
export function fetchedBy(words: readonly string[]): Fetched {
    const aws = words.findIndex((word) => /(^|\/)aws$/.test(word));
    if (aws < 0) return NOTHING;
    const { operands, options } = read(words.slice(aws + 1));
    const [service, verb = "", source = ""] = operands;
    if (service === "s3" && /^(cp|mv|sync)$/.test(verb)) {
        const [, bucket, key] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(source) ?? [];
        if (bucket === undefined || key === undefined) return NOTHING;
        const isFolder = verb === "sync" || words.includes("--recursive");
        return { objects: [{ bucket, key: isFolder ? `${key}*` : key }], parameters: [] };
    }
    if (service === "s3api" && verb === "get-object") {
        const [bucket, key] = [options.get("--bucket")?.[0], options.get("--key")?.[0]];
        return bucket === undefined || key === undefined ? NOTHING : { objects: [{ bucket, key }], parameters: [] };
    }
    if (service === "ssm" && /^get-parameters?$/.test(verb)) {
        const names = [...(options.get("--name") ?? []), ...(options.get("--names") ?? [])];
        return { objects: [], parameters: names.filter((name) => name !== "") };
    }
    return NOTHING;
}

/** `--names` takes every word up to the next option, any other option one. */
function read(words: readonly string[]): { operands: string[]; options: Map<string, string[]> } {
    const operands: string[] = [];
    const options = new Map<string, string[]>();
    for (let i = 0; i < words.length; i++) {
        const word = words[i]!;
        const [, name, value] = /^(--[^=]+)(?:=(.*))?$/s.exec(word) ?? [];
        if (name === undefined) operands.push(word);
        else if (value !== undefined) options.set(name, [value]);
        else if (!WITHOUT_VALUE.test(name)) {
            const values = [words[++i] ?? ""];
            while (name === "--names" && i + 1 < words.length && !words[i + 1]!.startsWith("--")) values.push(words[++i]!);
            options.set(name, values);
        }
    }
    return { operands, options };
}
