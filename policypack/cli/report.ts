import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Policy } from "../lib/define-policy";
import { partsOf } from "../lib/line";
import { SEVERITIES, type Severity } from "../model/finding";
import { policies } from "../policies";
import { nameOf } from "./inputs/resource";
import type { Io } from "./io";
import { optionsOf } from "./options";
import { REPORT_OPTIONS, writeReport } from "./report-writer";
import { UsageError } from "./usage-error";
import type { Verdict, Violation } from "./verdict";

/** An event of the engine (pulumi, sdk/go/common/apitype/events.go), as far as it is read. */
interface EngineEvent {
    readonly policyEvent?: {
        readonly resourceUrn?: string;
        readonly message: string;
        readonly policyName: string;
        readonly policyPackName: string;
        readonly enforcementLevel: string;
        readonly severity?: string;
    };
    readonly resourcePreEvent?: { readonly metadata?: { readonly urn?: string } };
}

const PACK = "kube-bypass-guard";
/** Violations that are handed on together. */
const BATCH = 1000;

/** `report EVENTS…`: what the pack said in the engine's own logs, in the formats of `audit`. */
export async function report(args: readonly string[], io: Io): Promise<number> {
    const { values, positionals } = optionsOf(args, REPORT_OPTIONS);
    if (positionals.length === 0) {
        throw new UsageError("report has nothing to read. Name files that `pulumi up --event-log FILE` wrote after it");
    }
    return writeReport(values, policies, io, async function* () {
        for (const file of positionals) yield* verdictsIn(file);
    });
}

/** What a log has, line by line: of a stack of any size it holds no more than what was said of it. */
async function* verdictsIn(file: string): AsyncGenerator<Verdict> {
    const byName = new Map(policies.map((policy) => [policy.name, policy]));
    const seen = new Set<string>();
    const urns = new Set<string>();
    let violations: Violation[] = [];
    let events = 0;
    try {
        for await (const event of eventsIn(file)) {
            events++;
            if (event.resourcePreEvent?.metadata?.urn !== undefined) urns.add(event.resourcePreEvent.metadata.urn);
            const said = event.policyEvent;
            if (said?.policyPackName !== PACK) continue;
            const violation = violationOf(said, byName.get(said.policyName), file);
            // An update says again what its preview said.
            const key = JSON.stringify(violation);
            if (seen.has(key)) continue;
            seen.add(key);
            violations.push(violation);
            if (violations.length < BATCH) continue;
            yield { violations, unreadable: [], resources: 0 };
            violations = [];
        }
        if (events === 0) throw new Unread("is empty. Write it with `pulumi up --event-log FILE`");
    } catch (error) {
        if (!(error instanceof Unread)) throw error;
        return yield { violations, unreadable: [{ file, reason: error.message }], resources: urns.size };
    }
    yield { violations, unreadable: [], resources: urns.size };
}

class Unread extends Error {}

/** @throws Unread */
async function* eventsIn(file: string): AsyncGenerator<EngineEvent> {
    const stream = createReadStream(file, "utf8");
    let line = 0;
    try {
        for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
            line++;
            if (text.trim() !== "") yield parsed(text, line);
        }
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === undefined) throw error;
        throw new Unread(code === "ENOENT" ? "does not exist. Name a file" : `cannot be read (${code})`);
    } finally {
        stream.destroy();
    }
}

function parsed(text: string, line: number): EngineEvent {
    try {
        const event: unknown = JSON.parse(text.replace(/^\u{feff}/u, ""));
        if (isEvent(event)) return event;
    } catch {
        // It is no event either way.
    }
    throw new Unread(`has what is no event of the engine (line ${line}). Write it with \`pulumi up --event-log FILE\``);
}

/** Whether what is read of an event has the types that the engine gives it. */
function isEvent(value: unknown): value is EngineEvent {
    if (!isObject(value) || !("sequence" in value)) return false;
    const { policyEvent, resourcePreEvent } = value;
    return isPolicyEvent(policyEvent) && isPreEvent(resourcePreEvent);
}

const isPreEvent = (value: unknown): boolean =>
    value === undefined ||
    (isObject(value) && (value.metadata === undefined || (isObject(value.metadata) && isText(value.metadata.urn))));

function isPolicyEvent(value: unknown): boolean {
    if (value === undefined) return true;
    if (!isObject(value) || !isText(value.resourceUrn)) return false;
    if (![value.message, value.policyName, value.policyPackName].every((one) => typeof one === "string")) return false;
    return value.severity === undefined || (SEVERITIES as readonly unknown[]).includes(value.severity);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
const isText = (value: unknown): boolean => value === undefined || typeof value === "string";

function violationOf(said: NonNullable<EngineEvent["policyEvent"]>, policy: Policy | undefined, file: string): Violation {
    const { policyName, enforcementLevel, severity, resourceUrn: urn = "" } = said;
    const whole = said.message.replace(/<\{%[^%]*%\}>/g, "").trim();
    // The engine prints the policy's description above what the policy found.
    const description = `${policy?.description ?? ""}\n`;
    const { at, message } = partsOf(whole.startsWith(description) ? whole.slice(description.length) : whole);
    return {
        policy: policyName,
        mitigation: policy?.mitigation ?? "",
        severity: (severity ?? policy?.severity ?? "high") as Severity,
        ...(enforcementLevel === "advisory"
            ? // Why it advises the log does not say: it may not be certain.
              { enforcementLevel: "advisory", advisesOnly: true }
            : { enforcementLevel: "mandatory" }),
        type: urn.split("::")[2]?.split("$").at(-1) ?? "",
        name: nameOf(urn),
        urn,
        at,
        message,
        file,
    };
}
