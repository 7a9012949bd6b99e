import type { Command } from "./command";
import type { RuntimeOpening } from "./opening";
import type { RuntimeSockets } from "./sockets";

/** Servers whose configuration names what they pass requests on to, by their folders. */
const PROXIES: readonly (readonly [file: RegExp, program: string])[] = [
    [/^(?=.*\/nginx\/).*(?:\.conf|\/sites-enabled\/[^/]+|\/conf\.d\/[^/]+)$/, "nginx"],
    [/^(?=.*\/haproxy\/).*\.cfg$/, "haproxy"],
    [/^(?=.*\/caddy\/)(?:.*\/caddy\/Caddyfile|.*\.caddy)$/i, "Caddy"],
    [/^(?=.*\/(?:apache2|httpd)\/).*\.conf$/, "Apache"],
];
/** The directives of those that name where requests go. */
const PASSES = /\b(?:proxy_pass|grpc_pass|server|reverse_proxy|ProxyPass|ProxyPassMatch)\b/;

/** A program that listens and passes what it gets on to a runtime's socket: `socat TCP-LISTEN:2375 UNIX-CONNECT:/run/docker.sock`. */
export function relayedBy({ program, words, at }: Command, sockets: RuntimeSockets): readonly RuntimeOpening[] {
    if (!isListening(program, words)) return [];
    for (const word of words) {
        const runtime = socketIn(word, sockets);
        if (runtime !== undefined) return [{ at, runtime, door: { kind: "relay", program } }];
    }
    return [];
}

function isListening(program: string, words: readonly string[]): boolean {
    switch (program) {
        case "socat":
            return words.some((word) =>
                /^(?:(?:TCP|UDP|UNIX|VSOCK|SCTP|DCCP)\d?-(?:LISTEN|L)|OPENSSL-LISTEN|SSL-L|ABSTRACT-LISTEN):/i.test(word),
            );
        case "nc":
        case "ncat":
            return words.some((word) => /^-\w*l|^--listen$/.test(word));
        case "ssh":
        case "autossh":
            return words.some((word) => /^-\w*[RL]/.test(word));
        // Its unit's socket is what listens.
        case "systemd-socket-proxyd":
            return true;
        default:
            return false;
    }
}

/** A web server's configuration that passes requests on to a runtime's socket. */
export function* relayedByFile(
    path: string,
    text: string,
    sockets: RuntimeSockets,
    lineAt: (line: number) => string,
): Generator<RuntimeOpening> {
    const program = PROXIES.find(([file]) => file.test(path))?.[1];
    if (program === undefined) return;
    for (const [index, line] of text.split("\n").entries()) {
        const directive = line.replace(/(?:^|\s)#[^]*$/, "");
        const runtime = PASSES.test(directive) ? socketIn(directive, sockets) : undefined;
        if (runtime !== undefined) yield { at: lineAt(index + 1), runtime, door: { kind: "relay", program } };
    }
}

function socketIn(text: string, sockets: RuntimeSockets): string | undefined {
    for (const [path] of text.matchAll(/\/[\w@%+./-]+/g)) {
        const owner = sockets.ownerOf(path.replace(/^\/\/+(?=\/?\w)/, "/"));
        if (owner !== undefined) return owner;
    }
    return undefined;
}
