import type { EffectiveEtcd, EtcdListener } from "../../policypack/model/effective-etcd";
import { Unreadable } from "../../policypack/model/unreadable";
import { effectiveEtcd } from "../../policypack/node/effective-etcd";
import { word } from "../../policypack/parse/word";
import { CALLERS, type Caller, type Etcd, type Question } from "./etcd";
import type { EtcdConfig } from "./etcd-cases";

/** Something that our model says of one address: who gets an answer to what. */
export interface Claim {
    readonly question: Question;
    readonly host: string;
    readonly port: number;
    readonly answers: ReadonlySet<Caller>;
}

const CONFIG = "/etc/etcd/etcd.yaml";

/** What our model says of an etcd that starts. */
export interface Claims {
    readonly answers: readonly Claim[];
    readonly dataDir: string;
}

/** Our model of the etcd that a configuration starts. */
export function effectiveEtcdOf(config: EtcdConfig): EffectiveEtcd {
    const at = (text: string) => ({ ...word(text), at: "start" });
    const by = config.file?.by ?? "variable";
    const named = by === "variable" ? [] : [at(`--config-file=${by === "flag" ? CONFIG : ""}`)];
    return effectiveEtcd(
        {
            at: "command",
            args: [...named, ...config.flags.map(at)],
            environment: new Map([
                ...Object.entries(config.environment).map(([name, value]) => [name, at(value)] as const),
                ...(config.file !== undefined && by !== "flag" ? [["ETCD_CONFIG_FILE", at(CONFIG)] as const] : []),
            ]),
            fileAt: () =>
                config.file && {
                    path: CONFIG,
                    kind: "file",
                    content: word(config.file.text),
                    isAppended: false,
                    isBase: false,
                    at: "file",
                },
        },
        () => ({ verdict: "node", why: "test" }),
    );
}

/** What our model says of a configuration, or that etcd would not start. */
export function claimsOf(config: EtcdConfig, authorities: readonly string[]): Claims | "refused" {
    const etcd = effectiveEtcdOf(config);
    try {
        if (etcd.faults.length > 0) return "refused";
        return { answers: claims(etcd, authorities), dataDir: etcd.dataDir.value };
    } catch (error) {
        if (error instanceof Unreadable) return "refused";
        throw error;
    }
}

function claims(etcd: EffectiveEtcd, authorities: readonly string[]): Claim[] {
    const clients = callersOf(etcd.clientAuthentication.value, etcd.trustedCAFile.value, authorities);
    const peers = callersOf(etcd.peerAuthentication.value, etcd.peerTrustedCAFile.value, authorities);
    const http = etcd.httpListeners;
    const data = etcd.clientListeners;
    const profiled = grouped(http.length > 0 ? http : data).map((listeners) => claimOf("pprof", listeners, clients));
    return [
        ...grouped(data).map((listeners) => claimOf("grpc", listeners, clients)),
        ...grouped(http).map((listeners) => claimOf("version", listeners, clients)),
        // etcd itself asks for what JSON asks for, with its own certificate, which the first authority signed.
        ...(clients.includes("first") ? grouped(http).map((listeners) => claimOf("json", listeners, clients)) : []),
        ...grouped(etcd.peerListeners).map((listeners) => claimOf("members", listeners, peers)),
        ...grouped(etcd.metricsListeners).map((listeners) => claimOf("metrics", listeners, clients)),
        ...profiled.slice(0, 1).map((claim): Claim => (etcd.pprof.value ? claim : { ...claim, answers: new Set() })),
    ];
}

/** Whom TLS lets in. */
function callersOf(authentication: string, authority: string, authorities: readonly string[]): readonly Caller[] {
    if (authentication === "anybody") return ["nobody", "first", "second"];
    if (authentication === "system-roots") return [];
    return authority === authorities[0] ? ["first"] : ["second"];
}

/** Listeners of one address and port serve both with TLS and without. */
function grouped(listeners: readonly EtcdListener[]): EtcdListener[][] {
    const groups = new Map<string, EtcdListener[]>();
    for (const listener of listeners) {
        const { host, port } = addressOf(listener.url);
        groups.set(`${host} ${port}`, [...(groups.get(`${host} ${port}`) ?? []), listener]);
    }
    return [...groups.values()];
}

function claimOf(question: Question, listeners: readonly EtcdListener[], byTls: readonly Caller[]): Claim {
    const { host, port } = addressOf(listeners[0]!.url);
    const answers = new Set<Caller>();
    for (const { isTls } of listeners) for (const caller of isTls ? byTls : (["plain"] as const)) answers.add(caller);
    return { question, host, port, answers };
}

function addressOf(url: string): { host: string; port: number } {
    const [, six, four, port] = /:\/\/(?:\[(.*)\]|([^:]*)):(\d+)/.exec(url)!;
    const host = six ?? four!;
    return { host: host === "0.0.0.0" ? "127.0.0.1" : host, port: Number(port) };
}

/** A sentence for each thing that differs from the claims. */
export async function differences(etcd: Etcd, { answers, dataDir }: Claims): Promise<string[]> {
    const found = etcd.storesIn(dataDir) ? [] : [`it has no store in ${dataDir}`];
    for (const claim of answers) found.push(...(await wrongAnswers(etcd, claim)));
    return found;
}

async function wrongAnswers(etcd: Etcd, claim: Claim): Promise<string[]> {
    const found: string[] = [];
    for (const caller of CALLERS) {
        const real = await etcd.ask(claim.question, claim.host, claim.port, caller);
        if (real !== claim.answers.has(caller))
            found.push(`${claim.question} at ${claim.host}:${claim.port} ${real ? "answers" : "does not answer"} ${caller}`);
    }
    return found;
}
