import { HOLE } from "./word";

/** What `%` and a letter stand for in a unit of the system manager wherever it runs (systemd.unit(5), "Specifiers"). */
const SYSTEM: Readonly<Record<string, string>> = {
    "%": "%",
    C: "/var/cache",
    E: "/etc",
    g: "root",
    G: "0",
    h: "/root",
    L: "/var/log",
    S: "/var/lib",
    t: "/run",
    u: "root",
    U: "0",
};
const OF_THE_MACHINE = new Set("aAbBdDfHlmMoqsTvVwWyY");

/**
 * A value with its specifiers replaced. A letter that systemd does not know stays as it is written.
 *
 * @param unitName with suffix (`kubelet.service`, `etcd@a.service`); without it what depends on the name is not known either
 */
export function withSpecifiers(value: string, unitName?: string): string {
    const name = unitName === undefined ? undefined : partsOf(unitName);
    return value.replace(/%([\s\S])/g, (written, letter: string) => {
        if (Object.hasOwn(SYSTEM, letter)) return SYSTEM[letter]!;
        if ("nNpPiIjJ".includes(letter)) return name?.[letter] ?? HOLE;
        return OF_THE_MACHINE.has(letter) ? HOLE : written;
    });
}

function partsOf(unitName: string): Readonly<Record<string, string>> {
    const bare = unitName.replace(/\.[^.]*$/, "");
    const at = bare.indexOf("@");
    const prefix = at < 0 ? bare : bare.slice(0, at);
    const instance = at < 0 ? "" : bare.slice(at + 1);
    const last = prefix.slice(prefix.lastIndexOf("-") + 1);
    return {
        n: unitName,
        N: bare,
        p: prefix,
        P: unescaped(prefix),
        i: instance,
        I: unescaped(instance),
        j: last,
        J: unescaped(last),
    };
}

/** As `systemd-escape --unescape`: a dash is a slash, `\x2d` a character. */
const unescaped = (text: string): string =>
    text
        .replaceAll("-", "/")
        .replace(/\\x([\da-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
