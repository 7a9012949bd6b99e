import type { EffectiveKubelet, NodeRole } from "../model/effective-kubelet";
import type { UnreadPart } from "../model/node-boot";
import type { NodeEvidence } from "../model/node-evidence";
import type { Sourced } from "../model/sourced";
import { Unreadable } from "../model/unreadable";
import { type Flag, type Flags, parseBool, parseInt32 } from "../parse/flags";
import type { Argument } from "./invocation";
import { kubeletFlags } from "./kubelet-flags";
import { type KubeletSetting, SETTINGS } from "./kubelet-settings";

/** One KubeletConfiguration: the file, or a drop-in that is merged into it. */
export interface ConfigLayer {
    readonly value: unknown;
    /** `data.kubelet`; settings are named below it. */
    readonly at: string;
    /** The image brings it: nobody's line sets it. */
    readonly isBase?: boolean;
}

export interface KubeletInput {
    /** Where the kubelet is configured, for what nobody sets. */
    readonly at: string;
    /** The `--config` file, then drop-ins in their order. Undefined: the file is not seen. */
    readonly layers: readonly ConfigLayer[];
    /** Whether there is a `--config` at all; without it the kubelet's defaults are those of its flags. */
    readonly hasFile: boolean;
    /** The whole command line after the program, or what is added to it. */
    readonly argv: readonly Argument[];
    readonly distribution: EffectiveKubelet["distribution"];
    readonly role?: NodeRole;
    readonly evidence: NodeEvidence;
    readonly unread?: readonly UnreadPart[];
}

/**
 * The settings of a kubelet in the kubelet's own order: defaults, the file, its drop-ins (objects merged, `null` deletes), and flags, which
 * always win.
 */
export const effectiveKubelet = (input: KubeletInput): EffectiveKubelet => new Effective(input);

const CONTROL_PLANE_LABEL = /(?:^|,)node-role\.kubernetes\.io\/(?:control-plane|master)(?:=|,|$)/;
const MACHINE_ONLY = "depends on what only the machine knows";

class Effective implements EffectiveKubelet {
    private readonly flags: Flags<Argument>;

    constructor(private readonly input: KubeletInput) {
        this.flags = kubeletFlags(input.argv);
    }

    get anonymousAuth() {
        return this.boolean(SETTINGS.anonymousAuth);
    }
    get webhookAuth() {
        return this.boolean(SETTINGS.webhookAuth);
    }
    get clientCAFile() {
        return this.text(SETTINGS.clientCAFile);
    }
    get authorizationMode() {
        return this.text(SETTINGS.authorizationMode);
    }
    get readOnlyPort() {
        return this.number(SETTINGS.readOnlyPort);
    }
    get staticPodPath() {
        return this.text(SETTINGS.staticPodPath);
    }
    get staticPodURL() {
        return this.text(SETTINGS.staticPodURL);
    }
    get port() {
        return this.number(SETTINGS.port);
    }
    get address() {
        return this.text(SETTINGS.address);
    }
    get tlsCertFile() {
        return this.text(SETTINGS.tlsCertFile);
    }
    get tlsPrivateKeyFile() {
        return this.text(SETTINGS.tlsPrivateKeyFile);
    }
    get serverTLSBootstrap() {
        return this.boolean(SETTINGS.serverTLSBootstrap);
    }

    get isFlagsOnly(): boolean {
        return !this.input.hasFile;
    }
    get distribution() {
        return this.input.distribution;
    }
    get evidence() {
        return this.input.evidence;
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

    private boolean(setting: KubeletSetting<boolean>): Sourced<boolean> {
        return this.sourced(
            setting,
            "true or false",
            (value) => (typeof value === "boolean" ? value : undefined),
            (flag) => {
                this.refuseDetachedValue(flag);
                return parseBool(flag.value);
            },
        );
    }

    private number(setting: KubeletSetting<number>): Sourced<number> {
        const whole = (value: unknown) => (Number.isInteger(value) ? (value as number) : undefined);
        return this.sourced(setting, "a whole number", whole, ({ value }) => parseInt32(value));
    }

    private text(setting: KubeletSetting<string>): Sourced<string> {
        return this.sourced(
            setting,
            "text",
            (value) => (typeof value === "string" ? value : undefined),
            ({ value }) => value,
        );
    }

    private sourced<T>(
        setting: KubeletSetting<T>,
        expected: string,
        ofFile: (value: unknown) => T | undefined,
        ofFlag: (flag: Flag<Argument>) => T | undefined,
    ): Sourced<T> {
        // The last one counts, but the kubelet refuses to start at any that it cannot read.
        let last: Sourced<T> | undefined;
        for (const flag of this.flags.all.filter(({ name }) => name === setting.flag)) {
            const { at } = flag.word;
            const value = flag.isLiteral ? ofFlag(flag) : undefined;
            if (flag.isLiteral && value === undefined)
                throw new Unreadable(at, `is not ${expected} and keeps the kubelet from starting`);
            last = value === undefined ? undefined : { value, at, isDefault: false };
        }
        const deciding = this.flags.last(setting.flag);
        if (deciding !== undefined) {
            const { at, failure } = deciding.word;
            if (failure !== undefined) throw failure;
            if (last === undefined) throw new Unreadable(at, MACHINE_ONLY);
            return last;
        }
        // A word that is not known yet may be this flag.
        for (const { failure } of this.flags.unknown) if (failure !== undefined) throw failure;
        for (const layer of [...this.input.layers].reverse()) {
            const found = lookUp(layer, setting.path);
            if (found === undefined) continue;
            if (found.value === null) break;
            const value = ofFile(found.value);
            if (value === undefined) throw new Unreadable(found.at, `is not ${expected} and keeps the kubelet from starting`);
            return { value, at: found.at, isDefault: layer.isBase === true };
        }
        const { hasFile } = this.input;
        return { value: hasFile ? setting.fileDefault : setting.flagDefault, at: this.placeFor(setting), isDefault: true };
    }

    /** `--anonymous-auth false` is true, and a stray argument at which the kubelet exits. */
    private refuseDetachedValue({ isBare, word }: Flag<Argument>): void {
        const next = isBare ? this.input.argv[this.input.argv.indexOf(word) + 1] : undefined;
        if (next === undefined || parseBool(next.text) === undefined) return;
        throw new Unreadable(word.at, "has its value after a blank where the kubelet wants =, which keeps it from starting");
    }

    private placeFor({ path }: KubeletSetting<unknown>): string {
        const own = this.input.layers.findLast(({ isBase }) => isBase !== true);
        return own === undefined ? this.input.at : `${own.at} › ${path.join(".")}`;
    }
}

/** A setting in one layer: undefined where the layer says nothing of it, null where it deletes it. */
function lookUp({ value, at }: ConfigLayer, path: readonly string[]): { value: unknown; at: string } | undefined {
    let current: unknown = value;
    for (const [i, key] of path.entries()) {
        const place = [at, path.slice(0, i + 1).join(".")].filter(Boolean).join(" › ");
        if (typeof current !== "object" || current === null || Array.isArray(current)) {
            const where = i === 0 ? at : [at, path.slice(0, i).join(".")].join(" › ");
            throw new Unreadable(where, "is no object and keeps the kubelet from starting");
        }
        if (!Object.hasOwn(current, key)) return undefined;
        current = (current as Record<string, unknown>)[key];
        if (current === null || current === undefined) return { value: null, at: place };
        if (i === path.length - 1) return { value: current, at: place };
    }
    return undefined;
}
