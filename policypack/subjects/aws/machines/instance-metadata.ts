import type { InstanceMetadataDefaultsArgs } from "@pulumi/aws/ec2/instanceMetadataDefaults";
import { on, type Row, type StackSubject, type Subject, subject, without } from "../../../lib/subject";
import type { MetadataSetting } from "../../../model/metadata-setting";
import type { Cursor } from "../../../parse/cursor";
import { everyDeclaredMachine } from "../../kubernetes/nodes/declared-machines";
import type { MetadataOptions } from "./machine";
import { everyNodeMachine, type MachineLens, machinesInStack } from "./machine-views";

/** Reads one option; undefined where it is not set. */
export type ReadOption<T> = (options: Cursor<MetadataOptions | undefined>) => { readonly at: string; value(): T | undefined };

/** Whether session tokens are required, of every metadata service. Without a token, IMDSv1 answers. */
export const TOKENS: ReadOption<"required" | "optional"> = (options) => {
    const place = options.field("httpTokens");
    return {
        at: place.path,
        value() {
            const text = place.text()?.trim().toLowerCase();
            if (text === undefined || text === "" || text === "no-preference") return undefined;
            return text === "required" ? "required" : "optional";
        },
    };
};

/** How many network hops a session token may travel. A Pod with a network of its own is one hop further than its node. */
export const HOP_LIMIT: ReadOption<number> = (options) => {
    const place = options.field("httpPutResponseHopLimit");
    return {
        at: place.path,
        value() {
            const limit = place.number();
            // -1 is "no preference".
            return limit === undefined || limit < 0 ? undefined : limit;
        },
    };
};

/** Launch specifications of spot fleets have no metadata options, and kops has them in its instance groups. */
const NONE = /spotFleet|kops(?:(?!kops)[^:])*:Cluster/i;

/** An option of everything that one resource shows to be a node's, and of the defaults of an account. */
export const metadataOf = <T>(option: ReadOption<T>): Subject<MetadataSetting<T>> =>
    subject<MetadataSetting<T>>(
        ...without(NONE, [...everyNodeMachine(lensOf(option)), ...declared(option)]),
        accountDefaults(option),
    );

/** The same across a stack: of what only the stack shows to be a node's, and of machines that may be nodes. */
export const metadataInStackOf = <T>(option: ReadOption<T>): StackSubject<MetadataSetting<T>> =>
    machinesInStack(lensOf(option), { asks: "nodes and machines of unknown use", isToldByComponents: false });

const lensOf = <T>(option: ReadOption<T>): MachineLens<MetadataSetting<T>> =>
    function* ({ metadata }, known, set) {
        if (metadata === undefined) return;
        const { at, value } = option(metadata);
        if (set("metadataOptions", () => isOff(metadata)) === true) return;
        yield () => ({ ...known, at, value: set("metadataOptions", value), scope: "machine" });
    };

const declared = <T>(option: ReadOption<T>): Row<MetadataSetting<T>>[] =>
    everyDeclaredMachine<MetadataSetting<T>>(function* ({ metadata, isSafeByDefault, evidence }) {
        if (metadata === undefined || isOff(metadata)) return;
        const { at, value } = option(metadata);
        const set = value();
        if (set === undefined && isSafeByDefault) return;
        yield () => ({ at, value: set, scope: "machine", evidence, path: [] });
    });

const accountDefaults = <T>(option: ReadOption<T>): Row<MetadataSetting<T>> =>
    on<InstanceMetadataDefaultsArgs>()("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", function* ({ props }) {
        const options = props as Cursor<MetadataOptions | undefined>;
        const { at, value } = option(options);
        yield () => ({ at, value: value(), scope: "account", evidence: { verdict: "unsure", why: "" }, path: [] });
    });

const isOff = (options: Cursor<MetadataOptions | undefined>): boolean => options.field("httpEndpoint").text() === "disabled";
