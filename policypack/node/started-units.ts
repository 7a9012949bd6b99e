import { basename, dirname } from "node:path/posix";
import type { Machine, MachineFile } from "../model/machine";
import { readUnit, type Unit, unitList, unitValue } from "../parse/systemd-unit";

const NAME = /\/systemd\/system\/([^/]+?)(?:\.d\/[^/]+\.conf)?$/;
/** What a unit that is started starts with it (systemd.unit(5)). */
const STARTS = ["Wants", "Requires", "Requisite", "BindsTo", "Upholds"];
/** Units that start another one, of their own name where they do not say which. */
const STARTERS: readonly (readonly [suffix: string, section: string, key: string])[] = [
    [".socket", "Socket", "Service"],
    [".timer", "Timer", "Unit"],
    [".path", "Path", "Unit"],
];
/** What nodeadm and kubeadm start themselves, and what a kubelet does not run without. */
const BY_INSTALLERS = /^(?:kubelet|containerd|crio)\.service$/;

/** The unit that a file is of, or adds to: `kubelet.service`; undefined for every other file. */
export const unitOfFile = (path: string): string | undefined => NAME.exec(path)?.[1];

/**
 * The units of a machine that are started when it is: those that a unit wants, as `systemctl enable` writes it, with what these want, and what
 * installers start. A machine of which nobody has enabled anything has lost its links, or was never booted, so that everything may be.
 */
export function isStartedOn(machine: Machine): (unit: string) => boolean {
    const wanted = machine.unitLinks.filter(({ path }) => /\.(?:wants|requires|upholds)\/[^/]+$/.test(path));
    if (!wanted.some(({ path }) => path.startsWith("/etc/"))) return () => true;
    const aliases = new Map(machine.unitLinks.map(({ path, unit }) => [basename(path), unit]));
    const files = new Map<string, MachineFile[]>();
    for (const file of machine.files) {
        const name = unitOfFile(file.path);
        if (name !== undefined && file.kind === "file") files.set(name, [...(files.get(name) ?? []), file]);
    }
    const started = new Set<string>();
    const left = [
        ...wanted.flatMap(({ path, unit }) => [basename(path), unit]),
        ...[...files.keys()].filter((name) => BY_INSTALLERS.test(name)),
    ];
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
        if (started.has(name)) continue;
        started.add(name);
        // `foo@bar.service` is made of `foo@.service`.
        const template = name.replace(/^([^@]*)@[^.]+\./, "$1@.");
        if (template !== name) left.push(template);
        const alias = aliases.get(name);
        if (alias !== undefined) left.push(alias);
        for (const file of files.get(name) ?? []) left.push(...startedBy(name, file));
    }
    return (unit) => BY_INSTALLERS.test(unit) || started.has(unit);
}

function startedBy(name: string, { text, path }: MachineFile): string[] {
    const unit = text === undefined ? undefined : readUnit(text, path);
    if (unit?.ok !== true) return [];
    const listed = STARTS.flatMap((key) => wordsOf(unit.value, "Unit", key));
    const starter = STARTERS.find(([suffix]) => name.endsWith(suffix));
    if (starter === undefined || dirname(path).endsWith(".d")) return listed;
    const [suffix, section, key] = starter;
    return [...listed, unitValue(unit.value, section, key)?.value ?? `${name.slice(0, -suffix.length)}.service`];
}

const wordsOf = (unit: Unit, section: string, key: string): string[] =>
    unitList(unit, section, key).flatMap(({ value }) => value.split(/\s+/).filter((one) => one !== ""));
