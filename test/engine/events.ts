import { existsSync, readFileSync } from "node:fs";

/** What the engine says of one violation. */
export interface Violation {
    readonly policy: string;
    readonly pack: string;
    readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
    readonly severity: string | undefined;
    readonly urn: string;
    /** The policy's description and the finding, as shown, without colours. */
    readonly message: string;
}

interface EngineEvent {
    readonly policyEvent?: {
        readonly resourceUrn?: string;
        readonly message: string;
        readonly policyName: string;
        readonly policyPackName: string;
        readonly enforcementLevel: Violation["level"];
        readonly severity?: string;
    };
}

/** The violations in an event log of the engine, which holds one JSON document a line. A log that was never written holds none. */
export function violationsIn(log: string): Violation[] {
    if (!existsSync(log)) return [];
    const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
    return lines.flatMap((line) => {
        const { policyEvent: event } = JSON.parse(line) as EngineEvent;
        if (event === undefined) return [];
        return {
            policy: event.policyName,
            pack: event.policyPackName,
            level: event.enforcementLevel,
            severity: event.severity,
            urn: event.resourceUrn ?? "",
            message: event.message.replace(/<\{%[^%]*%\}>/g, "").trim(),
        };
    });
}
