import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "./usage-error";
import type { Verdict, Violation } from "./verdict";

/** One violation that was there: what tells it from others, whatever else changes. */
export interface BaselineEntry {
    readonly policy: string;
    readonly urn: string;
    readonly at: string;
}

const VERSION = 1;
/** A second object of one name has a number behind its URN, which depends on the order of files. */
const ownUrn = (urn: string): string => urn.replace(/#\d+$/, "");
const exactKey = ({ policy, urn, at }: BaselineEntry): string => [policy, ownUrn(urn), at].join("\0");
/** Without the places in lists and the lines of texts, which move when something is put before it. */
const looseKey = ({ policy, urn, at }: BaselineEntry): string =>
    [policy, ownUrn(urn), at.replace(/\[\d+\]/g, "[]").replace(/(?<= › line )\d+/g, "")].join("\0");

/**
 * What was there when a baseline was written. Each entry excuses one violation: that at the same place, or else one at another place of the
 * same list or text, so that reordering changes nothing, and one more than there were is new.
 */
export class Baseline {
    private readonly exact = new Map<string, BaselineEntry[]>();
    private readonly used = new Set<BaselineEntry>();
    private readonly loose = new Map<string, BaselineEntry[]>();

    constructor(private readonly entries: readonly BaselineEntry[]) {
        for (const entry of entries) {
            added(this.exact, exactKey(entry), entry);
            added(this.loose, looseKey(entry), entry);
        }
    }

    /** @throws UsageError where it is no baseline */
    static read(file: string): Baseline {
        return new Baseline(entriesOf(file));
    }

    /** What was there is advisory, and everything says whether it was. */
    applied(verdict: Verdict): Verdict {
        const known = new Set<Violation>();
        for (const [from, key] of [[this.exact, exactKey] as const, [this.loose, looseKey] as const]) {
            for (const violation of verdict.violations) {
                if (known.has(violation)) continue;
                const entry = from.get(key(violation))?.find((one) => !this.used.has(one));
                if (entry === undefined) continue;
                this.used.add(entry);
                known.add(violation);
            }
        }
        const violations = verdict.violations.map((violation): Violation =>
            known.has(violation)
                ? { ...violation, enforcementLevel: "advisory", inBaseline: true }
                : { ...violation, inBaseline: false },
        );
        return { ...verdict, violations };
    }

    /** What was not found in anything that it was applied to. */
    gone(): readonly BaselineEntry[] {
        return this.entries.filter((entry) => !this.used.has(entry));
    }
}

function added<V>(map: Map<string, V[]>, key: string, value: V): void {
    const values = map.get(key);
    if (values === undefined) map.set(key, [value]);
    else values.push(value);
}

function entriesOf(file: string): BaselineEntry[] {
    let json: unknown;
    try {
        json = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        throw new UsageError(
            `the baseline ${file} ${code === undefined ? "is no valid JSON" : `cannot be read (${code})`}. Write it with --write-baseline`,
        );
    }
    const { version, violations } = (json ?? {}) as { readonly version?: unknown; readonly violations?: unknown };
    if (version !== VERSION || !Array.isArray(violations) || !violations.every(isEntry)) {
        throw new UsageError(`${file} is no baseline of this version. Write it with --write-baseline`);
    }
    return violations;
}

const isEntry = (value: unknown): value is BaselineEntry =>
    typeof value === "object" &&
    value !== null &&
    (["policy", "urn", "at"] as const).every((key) => typeof (value as Record<string, unknown>)[key] === "string");

/** Collects what is there now. */
export class BaselineWriter {
    private readonly entries: BaselineEntry[] = [];

    add({ violations }: Verdict): void {
        for (const { policy, urn, at } of violations) this.entries.push({ policy, urn: ownUrn(urn), at });
    }

    /** Writes it whole or not at all, one line an entry and sorted, so that it can be reviewed. @throws UsageError */
    write(file: string): void {
        const lines = this.entries.map((entry) => `    ${JSON.stringify(entry)}`).sort();
        const text = `{\n  "version": ${VERSION},\n  "violations": [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]\n}\n`;
        const temporary = `${file}.${randomUUID()}`;
        try {
            writeFileSync(temporary, text, { flag: "wx" });
            renameSync(temporary, file);
        } catch (error) {
            rmSync(temporary, { force: true });
            throw new UsageError(`the baseline ${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? "error"})`);
        }
    }
}
