import { type Read, read, unread } from "../model/read";
import { MAX_TEXT, TOO_LARGE } from "./limits";
import { HOLE } from "./word";
import { yaml } from "./yaml";

/** A resource of a CloudFormation template. */
export interface CloudFormationResource {
    readonly id: string;
    /** `AWS::EC2::LaunchTemplate`. */
    readonly type: string;
    /** With each function in it evaluated; a `HOLE` stands for what only CloudFormation knows. */
    readonly properties: unknown;
}

type Mapping = Readonly<Record<string, unknown>>;

/** What functions refer to. */
interface Scope {
    readonly values: Mapping;
    readonly mappings: Mapping;
    /** Which of the two values of every `Fn::If` counts. */
    readonly branch: 1 | 2;
    left: number;
}

const MAX_DEPTH = 60;
/** More values than a template of 1 MB has. */
const MAX_VALUES = 100_000;
const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The resources of a template in JSON or YAML, with short tags (`!Sub`) or long ones. Parameters have the values that are given, or their
 * defaults. Where a template decides by conditions, its resources are given twice: with every first choice, and with every second one.
 *
 * @param parameters what the stack gives
 * @param isWanted of a resource's type; the properties of others are not evaluated
 */
export function cloudFormationResources(
    text: string,
    parameters: Readonly<Record<string, string>>,
    isWanted: (type: string) => boolean,
): Read<readonly CloudFormationResource[]> {
    if (text.length > MAX_TEXT) return unread(TOO_LARGE);
    const template = documentOf(text);
    if (!template.ok) return template;
    if (!isMapping(template.value)) return unread("is no CloudFormation template");
    const { Resources, Parameters, Mappings } = template.value;
    if (!isMapping(Resources)) return read([]);
    const values = { ...defaultsOf(Parameters), ...parameters };
    const mappings = isMapping(Mappings) ? Mappings : {};
    const branches = /Fn::If|!If/.test(text) ? ([1, 2] as const) : ([1] as const);
    const seen = new Set<string>();
    const found = branches.flatMap((branch) =>
        Object.entries(Resources).flatMap(([id, resource]): CloudFormationResource[] => {
            if (!isMapping(resource) || typeof resource["Type"] !== "string" || !isWanted(resource["Type"])) return [];
            const scope: Scope = { values, mappings, branch, left: MAX_VALUES };
            const properties = evaluated(resource["Properties"], scope, 0);
            const key = branches.length > 1 ? `${id}\0${JSON.stringify(properties)}` : id;
            if (seen.has(key)) return [];
            seen.add(key);
            return [{ id, type: resource["Type"], properties }];
        }),
    );
    return read(found);
}

function documentOf(text: string): Read<unknown> {
    if (text.trimStart().startsWith("{")) {
        try {
            return read(JSON.parse(text) as unknown);
        } catch {
            // A flow mapping of YAML begins likewise.
        }
    }
    return yaml(text, { functions: "CloudFormation" });
}

function defaultsOf(parameters: unknown): Record<string, string> {
    if (!isMapping(parameters)) return {};
    return Object.fromEntries(
        Object.entries(parameters).flatMap(([name, parameter]) => {
            const value = isMapping(parameter) ? parameter["Default"] : undefined;
            // The default of an SSM parameter's type is that parameter's name.
            const isReference = isMapping(parameter) && String(parameter["Type"]).startsWith("AWS::SSM::");
            return isReference ? [] : [[name, textOf(value)]];
        }),
    );
}

function evaluated(value: unknown, scope: Scope, depth: number): unknown {
    if (depth > MAX_DEPTH || scope.left-- <= 0) return HOLE;
    if (Array.isArray(value)) return value.map((one) => evaluated(one, scope, depth + 1));
    if (!isMapping(value)) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && (only![0] === "Ref" || only![0].startsWith("Fn::"))) {
        return called(only![0], only![1], scope, depth + 1);
    }
    return Object.fromEntries(entries.map(([key, one]) => [key, evaluated(one, scope, depth + 1)]));
}

function called(name: string, argument: unknown, scope: Scope, depth: number): unknown {
    const value = (given: unknown) => evaluated(given, scope, depth);
    const list = Array.isArray(argument) ? (argument as unknown[]) : [];
    switch (name) {
        case "Ref":
            return typeof argument === "string" ? (own(scope.values, argument) ?? HOLE) : HOLE;
        case "Fn::Base64":
            // User data is taken as text too, and a hole in it stays one.
            return value(argument);
        case "Fn::Sub": {
            const [text, given] = Array.isArray(argument) ? list : [argument];
            return typeof text === "string" ? filledIn(text, isMapping(given) ? given : {}, scope, depth) : HOLE;
        }
        case "Fn::Join": {
            const [separator, parts] = list;
            const texts = value(parts);
            if (typeof separator !== "string" || !Array.isArray(texts)) return HOLE;
            const written = texts.map(textOf);
            const length = written.reduce((sum, text) => sum + text.length + separator.length, 0);
            return length > MAX_TEXT ? HOLE : written.join(separator);
        }
        case "Fn::If":
            return value(list[scope.branch]);
        case "Fn::Select": {
            const values = value(list[1]);
            return Array.isArray(values) ? ((values as unknown[])[Number(value(list[0]))] ?? HOLE) : HOLE;
        }
        case "Fn::Split": {
            const [separator, text] = [list[0], value(list[1])];
            if (typeof separator !== "string" || separator === "" || typeof text !== "string" || text.includes(HOLE)) return HOLE;
            return text.split(separator);
        }
        case "Fn::FindInMap": {
            const [map, first, second] = list.map((one) => textOf(value(one)));
            const level = own(own(scope.mappings, map ?? ""), first ?? "");
            return own(level, second ?? "") ?? HOLE;
        }
        case "Fn::ToJsonString":
            return JSON.stringify(value(argument)) ?? HOLE;
        default:
            return HOLE;
    }
}

/** `${Name}` is a value of the call's own or a parameter, `${!Name}` stays, without its mark. */
function filledIn(text: string, given: Mapping, scope: Scope, depth: number): string {
    const known = new Map<string, string>();
    const valueOf = (name: string): string => {
        const before = known.get(name);
        if (before !== undefined) return before;
        const value = textOf(Object.hasOwn(given, name) ? evaluated(given[name], scope, depth) : own(scope.values, name));
        known.set(name, value);
        return value;
    };
    let length = text.length;
    const filled = text.replace(/\$\{(!?)([^${}]*)\}/g, (_, mark: string, name: string) => {
        if (mark === "!") return `\${${name}}`;
        const value = valueOf(name.trim());
        length += value.length;
        return length > MAX_TEXT ? HOLE : value;
    });
    return length > MAX_TEXT ? HOLE : filled;
}

const own = (map: unknown, key: string): unknown => (isMapping(map) && Object.hasOwn(map, key) ? map[key] : undefined);

const textOf = (value: unknown): string =>
    typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : HOLE;
