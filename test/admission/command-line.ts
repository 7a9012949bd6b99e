import { type FlagGrammar, TRUE } from "../../policypack/parse/flags";
import { HOLE } from "../../policypack/parse/word";
import { STARTERS } from "../../policypack/parse/shell-wrappers";
import type { Program } from "../../policypack/subjects/kubernetes/pods/invocation";
import { type Cel, indexed, listOf, text, textMap, texts } from "./cel";
import type { Variable } from "./rule";

/** Written before a word, between where it stands and what it is, and after it; three characters that no command line has. */
const [BEGIN, IS, END] = ["\u001e", "\u001f", "\u001d"];
const ESCAPED = "\u001a";
const SEPARATORS = [BEGIN, IS, END, ESCAPED];

/** A program of which a policy reads the command line. */
export interface Started {
    /** The name of the variable: `etcds`. */
    readonly called: string;
    readonly program: Program;
    readonly grammar: FlagGrammar;
    /** The flags that are judged. */
    readonly flags: readonly string[];
    /** Of the variables that set flags: `ETCD_`. */
    readonly prefix?: string;
    /** Words after which it ends at once, by a pattern for the flag's name. */
    readonly answers?: readonly string[];
    /** Words with which it ends at once, wherever they stand. */
    readonly ends?: readonly string[];
    /** First words with which it is another program. */
    readonly others?: readonly string[];
}

/**
 * The starts of a program by a container's own command line or by its image, as a variable: each with `at`, its container `c`,
 * `all` its words, the places of `unknown` ones that may be flags, and its `flags` with name, value and place, those of variables first. What a shell or another program
 * starts is not among them: its command line is a text in a language of its own.
 */
export function startsOf({
    called,
    program,
    grammar,
    flags,
    prefix,
    answers = [],
    others = [],
    ends = [],
}: Started): readonly Variable[] {
    const lists = ["containers", "initContainers", "ephemeralContainers"].map(
        (list) =>
            `${listOf(`variables.spec.?${list}`)}.filter(c, ${startsIn(program)}).map(c, {"c": dyn(c), ` +
            `"at": dyn(variables.at + "${list}" + ${indexed(`variables.spec.${list}`, "c")})})`,
    );
    const all = `(${wordsOf("command")} + ${wordsOf("args")}).join("")`;
    const isOther = [
        ...(others.length === 0 ? [] : [`t.matches(${text(`^[^${IS}]*${IS}(?:${others.join("|")})${END}`)})`]),
        ...(ends.length === 0 ? [] : [`t.matches(${text(`${IS}(?:${ends.join("|")})${END}`)})`]),
    ].join(" || ");
    const named = `map(p, ${flagOf(grammar)}).filter(f, f.name in ${texts([...flags, ...answers])})`;
    const before = `(size(${listOf("o.c.?command")}) > 0 ? t.find(${text(prefixPattern(program.name))}) : "")`;
    return [
        { name: `${called}Containers`, expression: lists.join(" + ") },
        {
            name: `${called}Lines`,
            expression:
                `variables.${called}Containers.map(o, [${all}].map(t, {"c": dyn(o.c), "at": dyn(o.at), "all": dyn(t), "prefix": dyn(${before})})[0])` +
                `.filter(l, l.prefix != "" || size(${listOf("l.c.?command")}) == 0)` +
                `.map(l, {"c": l.c, "at": l.at, "all": l.all, "start": dyn(l.prefix == "" ? l.at : l.at + ${PLACE_OF_LAST}), ` +
                `"text": dyn(string(l.all).substring(string(l.prefix).size()))})` +
                (isOther === "" ? "" : `.filter(l, [string(l.text)].all(t, !(${isOther})))`),
        },
        {
            name: called,
            expression:
                `variables.${called}Lines.map(l, {"l": dyn(l), "tokens": dyn(string(l.text).findAll(${text(tokenPattern(grammar))}))}).map(k, {"c": k.l.c, ` +
                `"at": k.l.start, "all": k.l.all, "unknown": dyn(k.tokens.filter(t, string(t).matches(${text(UNKNOWN)})).map(t, k.l.at + string(t).substring(1).split(${text(IS!)})[0])), ` +
                `"flags": dyn(${prefix === undefined ? "" : `${variablesOf(flags, prefix)} + `}k.tokens.filter(t, string(t).matches(${text(flagPattern(grammar))}))` +
                `.map(t, string(t).split(${text(IS!)})).${named}.map(f, {"name": f.name, "value": f.value, "at": dyn(k.l.at + string(f.at))}))})` +
                (answers.length === 0
                    ? ""
                    : `.filter(s, !s.flags.exists(f, f.name in ${texts(answers)} && string(f.value) in ${texts([...TRUE])}))`),
        },
    ];
}

function startsIn({ name, image, subcommands = [] }: Program): Cel {
    const words = (list: string) => `${listOf(`c.?${list}`)}.map(w, string(w))`;
    const own = `[${words("args")}].exists(a, size(a) == 0 || a[0].startsWith("-") || a[0] in ${texts(subcommands)})`;
    const repository = `c.?image.orValue("").trim().split("@")[0]`;
    const called = `[${repository}].exists(i, i.substring(i.lastIndexOf("/") + 1).split(":")[0].matches(${text(image.source)}))`;
    const isNamed = `[${words("command")} + ${words("args")}].exists(l, l.exists(w, w.contains(${text(name.replace(/^kube-/, ""))})))`;
    return `size(${listOf("c.?command")}) > 0 ? ${isNamed} : ${own} && ${called}`;
}

/** The words of a list, each with where it stands below its container; `$(NAME)` is what Kubernetes makes of it. */
function wordsOf(list: "command" | "args"): Cel {
    const sane = SEPARATORS.reduce((word, one) => `${word}.replace(${text(one)}, " ")`, "w");
    const word = `[string(w)].map(w, w.matches(${text(`[${SEPARATORS.join("")}]`)}) ? ${sane} : w).map(w, !w.contains("$(") ? w : ${expanded("w", valuesOf("o.c"), "o.c")})[0]`;
    return `${listOf(`o.c.?${list}`)}.map(w, ${text(`${BEGIN}.${list}`)} + ${indexed(`o.c.${list}`, "w")} + ${text(IS!)} + ${word} + ${text(END!)})`;
}

const REFERENCE = text("^\\$\\([^)]*\\)");
/** A word with each `$(NAME)` replaced. @param values those of the variable `n`, the last of which counts */
function expanded(word: Cel, values: Cel, container: Cel): Cel {
    const other = `size(${listOf(`${container}.?envFrom`)}) > 0 ? ${text(HOLE)} + x.substring(x.indexOf(")") + 1) : x`;
    const part = `!x.matches(${REFERENCE}) ? x : [x.substring(2, x.indexOf(")"))].map(n, ${values}).map(v, size(v) == 0 ? (${other}) : v[size(v) - 1] + x.substring(x.indexOf(")") + 1))[0]`;
    return (
        `${word}.replace("$$(", ${text(ESCAPED)}).replace("$(", ${text(`${BEGIN}$(`)}).split(${text(BEGIN!)})` +
        `.map(x, ${part}).join("").replace(${text(ESCAPED)}, "$(")`
    );
}

const written = (variable: Cel): Cel => `(has(${variable}.valueFrom) ? ${text(HOLE)} : string(${variable}.?value.orValue("")))`;
/** A variable's value, in which those before it count; what they take from others in turn is not known here. */
function valueOf(variable: Cel, container: Cel): Cel {
    const env = listOf(`${container}.?env`);
    const before = `${env}.filter(b, b.name == n && ${container}.env.indexOf(b) < ${container}.env.indexOf(${variable}))`;
    const values = `${before}.map(b, ${written("b")}).map(r, r.contains("$(") ? ${text(HOLE)} : r)`;
    return `[${written(variable)}].map(r, !r.contains("$(") ? r : ${expanded("r", values, container)})[0]`;
}
/** The values of the variables of a name. */
const valuesOf = (container: Cel): Cel =>
    `${listOf(`${container}.?env`)}.filter(e, e.name == n).map(e, ${valueOf("e", container)})`;

/** Variables that set flags, those that are empty left out, as the flags that they set. */
function variablesOf(flags: readonly string[], prefix: string): Cel {
    const names = textMap(flags.map((flag) => [prefix + flag.toUpperCase().replaceAll("-", "_"), flag] as const));
    return (
        `[${names}].map(n, ${listOf("k.l.c.?env")}.filter(e, e.name in n && ${valueOf("e", "k.l.c")} != "").map(e, ` +
        `{"name": dyn(n[e.name]), "value": dyn(${valueOf("e", "k.l.c")}), "at": dyn(k.l.at + ".env" + ${indexed("k.l.c.env", "e")} + ".value")}))[0]`
    );
}

/** The place of the last word of what stands before a program's arguments. */
const PLACE_OF_LAST = `[string(l.prefix).split(${text(BEGIN!)})].map(w, w[size(w) - 1].split(${text(IS!)})[0])[0]`;

const WORD = `${BEGIN}[^${IS}]*${IS}`;
const ANY = `[^${END}]*${END}`;
/** A word that may be any flags, and one of whose name only a part is known. */
const UNKNOWN = `^${WORD}(?:${HOLE}|--?[^=${END}]*${HOLE})`;
/** Programs that do nothing but start what follows; with options, or with variables, they are not read here. */
const STARTING = Object.entries(STARTERS).flatMap(([name, { words }]) => (words === undefined ? [name] : []));

/** The words up to the program's own, which Kubernetes' runners and the programs that only start another may stand before. */
function prefixPattern(name: string): string {
    const file = (names: string) => `${WORD}(?:[^${END}]*/)?(?:${names})${END}`;
    const daemon = name === "kubelet" ? name : name.startsWith("kube-") ? `(?:kube-)?${name.slice("kube-".length)}` : undefined;
    const own = [
        `(?:${file("go-runner")}(?:${WORD}-${ANY})*)?${file(name)}`,
        ...(daemon === undefined ? [] : [`${file("hyperkube")}${WORD}${daemon}${END}`]),
    ];
    return `^(?:${file(STARTING.join("|"))}(?:${WORD}--${END})?)*(?:${own.join("|")})`;
}

const dashes = ({ dialect }: FlagGrammar): string => (dialect === "pflag" ? "--" : "--?");
const nameOf = (name: string, { dialect }: FlagGrammar): string => (dialect === "pflag" ? name.replaceAll("-", "[-_]") : name);
const flagPattern = (grammar: FlagGrammar): string => `^${WORD}${dashes(grammar)}[^-=${END}${HOLE}][^=${END}${HOLE}]*[=${END}]`;

/**
 * What the pack's `parseFlags` does (parse/flags.ts), as one regular expression for the flags of a command line one after another, each with the
 * word that it takes.
 */
function tokenPattern(grammar: FlagGrammar): string {
    const [flag, isPflag] = [WORD + dashes(grammar), grammar.dialect === "pflag"];
    const oneOf = (names: ReadonlySet<string>) => `(?:${[...names].map((name) => nameOf(name, grammar)).join("|")})`;
    const name = `[^-=${END}][^=${END}]*`;
    return [
        `${WORD}(?:${HOLE}|--?[^=${END}]*${HOLE})${ANY}`,
        `${WORD}--${END}(?s:.*)`,
        ...(isPflag ? [`${WORD}-v${END}(?:${WORD}${ANY})?`] : [`${WORD}(?:[^-${END}]${ANY}|-?${END})(?s:.*)`]),
        `${flag}${name}=${ANY}`,
        `${flag}${oneOf(grammar.valued)}${END}${WORD}${ANY}`,
        `${flag}${oneOf(grammar.switches)}${END}`,
        `${flag}${name}${END}${WORD}(?:[^-${END}]${ANY}|${END})`,
        `${WORD}${ANY}`,
    ].join("|");
}

/** Of a flag's token, split where its words begin: the name, the value and the place of the word that has the value. */
function flagOf({ dialect }: FlagGrammar): Cel {
    const bare = (word: Cel) => `[${word}].map(b, b.startsWith("--") ? b.substring(2) : b.substring(1))`;
    const called = (name: Cel) => `dyn(${dialect === "pflag" ? `${name}.replace("_", "-")` : name})`;
    const trimmed = (part: Cel) => `${part}.substring(0, ${part}.size() - 1)`;
    const two = `${bare(`p[1].split(${text(END!)})[0]`)}.map(b, {"name": ${called("b")}, "value": dyn(${trimmed("p[2]")}), "at": dyn(p[1].split(${text(BEGIN!)})[1])})[0]`;
    const one =
        `${bare(trimmed("p[1]"))}.map(b, b.contains("=") ? ` +
        `{"name": ${called('b.substring(0, b.indexOf("="))')}, "value": dyn(b.substring(b.indexOf("=") + 1)), "at": dyn(p[0].substring(1))} : ` +
        `{"name": ${called("b")}, "value": dyn("true"), "at": dyn(p[0].substring(1))})[0]`;
    return `size(p) == 3 ? ${two} : ${one}`;
}
