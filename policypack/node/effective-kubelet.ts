import type { EffectiveKubelet, NodeRole, SourcedSettings } from "../model/effective-kubelet";
import type { UnreadPart } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import type { Sourced } from "../model/sourced";
import { Unreadable } from "../model/unreadable";
import { type Flag, type Flags, parseBool } from "../parse/flags";
import type { Argument } from "./invocation";
import { kubeletFlags } from "./kubelet-flags";
import { type ConfigFiles, settingOfFiles } from "./kubelet-layers";
import { type KubeletSetting, SETTINGS } from "./kubelet-settings";
import { startFaults } from "./kubelet-validation";

export type { ConfigLayer } from "./kubelet-layers";

export interface KubeletInput extends ConfigFiles {
    /** The whole command line after the program, or what is added to it. */
    readonly argv: readonly Argument[];
    readonly distribution: EffectiveKubelet["distribution"];
    readonly role?: NodeRole;
    readonly evidence: NodeEvidence;
    readonly unread?: readonly UnreadPart[];
}

/** The settings of a kubelet in the kubelet's own order: defaults, the file, its drop-ins, and flags, which always win. */
export function effectiveKubelet(input: KubeletInput): EffectiveKubelet {
    const settings = new Settings(input);
    const getters = Object.entries<KubeletSetting<unknown>>(SETTINGS).map(([name, setting]): [string, PropertyDescriptor] => [
        name,
        { get: () => settings.value(setting), enumerable: true },
    ]);
    const sourced = Object.defineProperties({}, Object.fromEntries(getters)) as SourcedSettings;
    const { distribution, evidence, hasFile } = input;
    return Object.defineProperties(sourced, {
        isFlagsOnly: { value: !hasFile },
        distribution: { value: distribution },
        evidence: { value: evidence },
        role: { get: () => settings.role },
        unread: { get: () => [...settings.unread, ...startFaults(sourced)] },
    }) as EffectiveKubelet;
}

/** Of the labels that a kubelet gives its node, those of a control plane. */
export const CONTROL_PLANE_LABEL = /(?:^|,)node-role\.kubernetes\.io\/(?:control-plane|master)(?:=|,|$)/;
const MACHINE_ONLY = "depends on what only the machine knows";

class Settings {
    private readonly flags: Flags<Argument>;

    constructor(private readonly input: KubeletInput) {
        this.flags = kubeletFlags(input.argv);
    }

    get role(): NodeRole {
        const labels = this.flags.all.filter(({ name }) => name === "node-labels");
        return labels.some(({ value }) => CONTROL_PLANE_LABEL.test(value)) ? "control-plane" : (this.input.role ?? "unknown");
    }

    get unread(): readonly UnreadPart[] {
        const { unknown, strays, refused } = this.flags;
        return [
            ...(this.input.unread ?? []),
            ...unknown
                .filter(({ failure }) => failure === undefined)
                .map(({ at }) => ({ at, reason: "gives the kubelet flags that only the machine knows" })),
            ...strays
                .slice(0, 1)
                .map(({ at }) => ({ at, reason: "is an argument that the kubelet does not take, which keeps it from starting" })),
            ...(refused === undefined
                ? []
                : [{ at: refused.word.at, reason: `${refused.reason}, which keeps the kubelet from starting` }]),
        ];
    }

    /** @throws Unreadable, or what reading a word threw, where it cannot be told */
    value<T>(setting: KubeletSetting<T>): Sourced<T> {
        const flag = this.ofFlags(setting);
        const { join } = setting.type;
        if (flag !== undefined && join === undefined) return flag;
        // A word that is not known yet may be this flag.
        for (const { failure } of this.flags.unknown) if (failure !== undefined) throw failure;
        const file = settingOfFiles(this.input, setting);
        if (flag === undefined || join === undefined) return file;
        const value = join(file.value, flag.value);
        return { ...(value === file.value ? file : flag), value };
    }

    /** What the flags make of it; undefined where they say nothing. */
    private ofFlags<T>({ flag: name, type }: KubeletSetting<T>): Sourced<T> | undefined {
        const given = name === undefined ? [] : this.flags.all.filter((flag) => flag.name === name);
        const last = given.at(-1);
        if (last === undefined) return undefined;
        const refuse = (at: string) => new Unreadable(at, `is not ${type.expected} and keeps the kubelet from starting`);
        // The kubelet refuses to start at any that it cannot read, even if another one counts.
        for (const flag of given.filter(({ isLiteral }) => isLiteral)) {
            this.refuseDetachedValue(flag);
            if (type.ofFlags([flag.value]) === undefined) throw refuse(flag.word.at);
        }
        for (const { word, isLiteral } of type.accumulates ? given : [last]) {
            if (word.failure !== undefined) throw word.failure;
            if (!isLiteral) throw new Unreadable(word.at, MACHINE_ONLY);
        }
        const read = type.ofFlags(given.filter(({ isLiteral }) => isLiteral).map(({ value }) => value));
        if (read === undefined) throw refuse(last.word.at);
        return read.value === undefined ? undefined : { value: read.value, at: last.word.at, isDefault: false };
    }

    /** `--anonymous-auth false` is true, and a stray argument at which the kubelet exits. */
    private refuseDetachedValue({ isBare, word }: Flag<Argument>): void {
        const next = isBare ? this.input.argv[this.input.argv.indexOf(word) + 1] : undefined;
        if (next === undefined || parseBool(next.text) === undefined) return;
        throw new Unreadable(word.at, "has its value after a blank where the kubelet wants =, which keeps it from starting");
    }
}
