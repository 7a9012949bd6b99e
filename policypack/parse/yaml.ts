import type * as Yaml from "yaml";
import { type Read, read, unread } from "../model/read";
import { lazy } from "./lazy";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is first needed
const library = lazy(() => require("yaml") as typeof Yaml);
export { library as yamlLibrary };

const MAX_YAML = 1 << 18;
const MAX_DOCUMENTS = 100;
const MANY_DOCUMENTS = `has more than ${MAX_DOCUMENTS} YAML documents`;

/** `0o24017` is an octal number to Go's reader, which the kubelet and nodeadm use, though not in YAML 1.1. */
const OCTAL: Yaml.ScalarTag = {
    default: true,
    tag: "tag:yaml.org,2002:int",
    test: /^[-+]?0o[0-7]{1,12}$/,
    resolve: (text) => Number.parseInt(text.replace("0o", ""), 8),
};

/** `.` and `e12` are text to Go's and Python's readers; to the library they are numbers, and none that there is. */
const NO_NUMBER: Yaml.ScalarTag = {
    default: true,
    tag: "tag:yaml.org,2002:str",
    test: /^[-+]?(?:\._*(?:[eE][-+]?\d+)?|[eE][-+]?\d+)$/,
    resolve: (text) => text,
};

/** What is read otherwise than the library reads it. */
export const OWN_TAGS: readonly Yaml.ScalarTag[] = [OCTAL, NO_NUMBER];

/** Functions of CloudFormation that have a short tag; `!Sub text` is `{"Fn::Sub": text}`. */
const FUNCTIONS =
    "Ref Base64 Sub Join If Select Split FindInMap GetAtt GetAZs ImportValue Cidr Transform Condition Equals And Or Not".split(
        " ",
    );
const longNameOf = (name: string) => (name === "Ref" || name === "Condition" ? name : `Fn::${name}`);

/** The tags for scalars, lists and maps. */
const cloudFormationTags = lazy((): Yaml.Tags => {
    const { Scalar, YAMLMap } = library();
    return FUNCTIONS.flatMap((name): Yaml.Tags => {
        const call = (argument: unknown) => {
            const map = new YAMLMap();
            map.set(new Scalar(longNameOf(name)), argument);
            return map;
        };
        const tag = `!${name}`;
        return [
            { tag, resolve: (text: string) => ({ [longNameOf(name)]: text }) },
            { tag, collection: "seq", resolve: call },
            { tag, collection: "map", resolve: call },
        ];
    });
});

interface YamlOptions {
    /** Whose functions are written as tags. */
    readonly functions?: "CloudFormation";
}

/**
 * The documents of a YAML 1.1 stream (`yes` is true, `0644` is 420), as the kubelet, nodeadm and cloud-init read it; JSON is YAML. Of a
 * key that occurs twice the last counts. Empty documents are left out.
 */
export function yamlDocuments(text: string, { functions }: YamlOptions = {}): Read<readonly unknown[]> {
    const refused = refusedAtOnce(text);
    if (refused !== undefined) return unread(refused);
    try {
        const values: unknown[] = [];
        let count = 0;
        for (const document of parsedDocuments(text, (tags) => [
            ...OWN_TAGS,
            ...tags,
            ...(functions === undefined ? [] : cloudFormationTags()),
        ])) {
            if (!document.ok) return document;
            if (++count > MAX_DOCUMENTS) return unread(MANY_DOCUMENTS);
            const value: unknown = document.value.toJS(UNFOLDING);
            const fault = faultOfAliases(value);
            if (fault !== undefined) return unread(fault);
            if (value !== null && value !== undefined) values.push(value);
        }
        return read(values);
    } catch {
        return unread("is no valid YAML");
    }
}

/** A stream that should be one document: its value, or undefined when it is empty. */
export function yaml(text: string, options: YamlOptions = {}): Read<unknown> {
    const documents = yamlDocuments(text, options);
    return documents.ok ? read(documents.value[0]) : documents;
}

/**
 * The documents of a stream of YAML 1.1, and at the first fault its line instead of what would follow. It is read no further than to that: the
 * library makes an error of every bracket that closes nothing, which takes seconds for a text of nothing else.
 */
export function* parsedDocuments(
    text: string,
    customTags: Yaml.SchemaOptions["customTags"] & object,
): Generator<Read<Yaml.Document.Parsed>> {
    const { Composer, LineCounter, Parser } = library();
    const lines = new LineCounter();
    const composer = new Composer({ version: "1.1", uniqueKeys: false, logLevel: "silent", customTags });
    tellFirstAlone(composer as unknown as Watched);
    const faultAt = (offset: number) => unread(`is no valid YAML (line ${lines.linePos(offset).line})`);
    let fault: number | undefined;
    const tokens = function* (): Generator<Yaml.CST.Token> {
        for (const token of new Parser(lines.addNewLine).parse(text)) {
            if (token.type === "error") {
                fault = token.offset;
                return;
            }
            yield token;
        }
    };
    for (const document of composer.compose(tokens())) {
        const own = document.errors[0]?.pos[0];
        if (own !== undefined) return yield faultAt(own);
        // A fault behind the start of another document is none of this one.
        if (fault !== undefined && !/^---/m.test(text.slice(document.range[2], fault))) break;
        yield read(document as Yaml.Document.Parsed);
    }
    if (fault !== undefined) yield faultAt(fault);
}

/** `Composer` of yaml 2, which has this to itself; where it is called otherwise, it is not asked. */
interface Watched {
    onError: (source: unknown, code: string, message: string, isWarning?: boolean) => void;
}

/** Has the library make an error of the first fault alone: nobody reads the others, and to make thousands of them takes most of the time. */
function tellFirstAlone(composer: Watched): void {
    const { onError } = composer;
    let isTold = false;
    composer.onError = (source, code, message, isWarning) => {
        if (isTold || isWarning === true) return;
        isTold = true;
        onError(source, code, message);
    };
}

/**
 * What is wrong with a value in which aliases stand: one that stands in what it names makes it endless, which Go's and Python's readers refuse
 * too, and a chain of them makes it deeper than anything that is written.
 */
export function faultOfAliases(value: unknown): string | undefined {
    const depths = new Map<object, number>();
    const depthOf = (one: unknown, above: number): number => {
        if (typeof one !== "object" || one === null) return 0;
        const known = depths.get(one);
        if (known !== undefined) return known;
        if (above > MAX_DEPTH) return Infinity;
        depths.set(one, NaN);
        let depth = 0;
        for (const inner of one instanceof Map ? one.values() : Object.values(one)) {
            depth = Math.max(depth, depthOf(inner, above + 1));
        }
        depths.set(one, depth + 1);
        return depth + 1;
    };
    const depth = depthOf(value, 0);
    if (Number.isNaN(depth)) return "is no valid YAML: an alias stands in what it names";
    return depth > MAX_DEPTH ? TOO_DEEP : undefined;
}

const TOO_DEEP = "is YAML nested more than 100 deep";
const MAX_ALIASES = 100;
/** One thing may stand wherever an alias may; the library counts the thing itself too, and what has aliases in it as often as it unfolds. */
export const UNFOLDING: Yaml.ToJSOptions = { maxAliasCount: MAX_ALIASES + 1 };

/** What is told before it is parsed, as parsing it would take too long; undefined for anything else. */
export function refusedAtOnce(text: string, maxLength = MAX_YAML): string | undefined {
    if (text.length > maxLength) return `is more YAML than any configuration has (${maxLength >> 10} KiB)`;
    if (isTooDeep(text)) return TOO_DEEP;
    if (hasManyDocuments(text)) return MANY_DOCUMENTS;
    const aliases = text.match(/(?:^|[\s[{,:-])\*\w/g);
    return aliases !== null && aliases.length > MAX_ALIASES && /(?:^|[\s[{,:-])&\w/.test(text)
        ? `is YAML with more than ${MAX_ALIASES} aliases`
        : undefined;
}

/** Whether it has more lines that begin or end a document than so many have; the library reads all before it says so. */
const hasManyDocuments = (text: string): boolean => (text.match(/^(?:---|\.\.\.)(?=\s|$)/gm)?.length ?? 0) > 2 * MAX_DOCUMENTS;

const MAX_DEPTH = 100;

/** The parser is recursive, and slow on hundreds of levels: brackets, columns, and dashes or question marks that open a level in one line. */
function isTooDeep(text: string): boolean {
    let depth = 0;
    for (const character of text) {
        if (character === "[" || character === "{") depth++;
        else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
        if (depth > MAX_DEPTH) return true;
    }
    return /(?:[-?:][ \t]+){100}|\n[ \t]{1000}/.test(text) || hasDeepColumns(text);
}

/** Lines that are each further to the right than those before them. */
function hasDeepColumns(text: string): boolean {
    const columns: number[] = [];
    for (const [, blanks] of text.matchAll(/^([ \t]*)[^ \t\r\n]/gm)) {
        while (columns.length > 0 && columns.at(-1)! >= blanks!.length) columns.pop();
        columns.push(blanks!.length);
        if (columns.length > MAX_DEPTH) return true;
    }
    return false;
}
