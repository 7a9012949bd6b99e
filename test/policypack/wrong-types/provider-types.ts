import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** What a property takes, by a provider's own type definitions. */
export type Shape =
    | { readonly kind: "text" | "number" | "flag" | "asset" | "any" }
    | { readonly kind: "list"; readonly item: Shape }
    | { readonly kind: "map"; readonly value: Shape }
    /** Properties by name, read of the definitions when one of them is asked for: some are recursive. */
    | { readonly kind: "object"; fields(): ReadonlyMap<string, Shape> }
    /** One of several, such as a document or its text. */
    | { readonly kind: "either"; readonly shapes: readonly Shape[] };

const ANY: Shape = { kind: "any" };
const TEXT: Shape = { kind: "text" };

const rootOf = (sdk: string) => dirname(require.resolve(`${sdk}/package.json`));
const lowered = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Where the arguments of a resource are defined: `@pulumi/aws/ec2/securityGroup.d.ts`; undefined for what no SDK has. */
function leafOf(token: string): { readonly file: string; readonly sdk: string } | undefined {
    const [provider = "", module = "", kind = ""] = token.split(":");
    const path: Readonly<Record<string, () => string>> = {
        aws: () => module,
        "aws-native": () => join(module === "index" ? "" : module, lowered(kind)),
        command: () => join(module, lowered(kind)),
        eks: () => lowered(kind),
        tls: () => module.replace(/^index\//, ""),
        kubernetes: () => join(module.replace(/^([^./]+)\.[^/]*\//, "$1/"), lowered(kind)),
    };
    if (path[provider] === undefined) return undefined;
    const sdk = rootOf(`@pulumi/${provider}`);
    const file = join(sdk, `${path[provider]()}.d.ts`);
    return existsSync(file) ? { file, sdk } : undefined;
}

const sources = new Map<string, ts.SourceFile>();
/** A definition file, only parsed: nothing of what it imports is loaded. */
function sourceOf(file: string): ts.SourceFile {
    let source = sources.get(file);
    if (source === undefined) {
        source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
        sources.set(file, source);
    }
    return source;
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;
const nested = new Map<string, Interfaces>();
/** The interfaces of a provider's `types/input.d.ts`, by the names of their namespaces: `ec2.SecurityGroupIngress`. */
function nestedOf(sdk: string): Interfaces {
    let known = nested.get(sdk);
    if (known === undefined) {
        const found = new Map<string, ts.InterfaceDeclaration>();
        const visit = (statements: readonly ts.Statement[], prefix: string): void => {
            for (const one of statements) {
                if (ts.isInterfaceDeclaration(one)) found.set(prefix + one.name.text, one);
                else if (ts.isModuleDeclaration(one) && one.body !== undefined && ts.isModuleBlock(one.body))
                    visit(one.body.statements, `${prefix}${one.name.text}.`);
            }
        };
        const file = join(sdk, "types/input.d.ts");
        if (existsSync(file)) visit(sourceOf(file).statements, "");
        nested.set(sdk, (known = found));
    }
    return known;
}

const nameOf = (name: ts.EntityName): string => (ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`);

/** Reads type nodes of one provider. */
class Shapes {
    private readonly made = new Map<string, Shape>();

    constructor(private readonly sdk: string) {}

    of(node: ts.TypeNode): Shape {
        switch (node.kind) {
            case ts.SyntaxKind.StringKeyword:
                return TEXT;
            case ts.SyntaxKind.NumberKeyword:
                return { kind: "number" };
            case ts.SyntaxKind.BooleanKeyword:
                return { kind: "flag" };
        }
        if (ts.isParenthesizedTypeNode(node)) return this.of(node.type);
        if (ts.isLiteralTypeNode(node)) return ts.isStringLiteral(node.literal) ? TEXT : ANY;
        if (ts.isArrayTypeNode(node)) return { kind: "list", item: this.of(node.elementType) };
        if (ts.isUnionTypeNode(node))
            return either(node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map((one) => this.of(one)));
        if (ts.isTypeLiteralNode(node)) {
            const index = node.members.find(ts.isIndexSignatureDeclaration);
            return index === undefined ? ANY : { kind: "map", value: this.of(index.type) };
        }
        return ts.isTypeReferenceNode(node) ? this.ofReference(node) : ANY;
    }

    ofInterface(declaration: ts.InterfaceDeclaration): Shape {
        let known: ReadonlyMap<string, Shape> | undefined;
        const read = () =>
            new Map(
                declaration.members
                    .filter(ts.isPropertySignature)
                    .map((one) => [(one.name as ts.Identifier).text, one.type === undefined ? ANY : this.of(one.type)] as const),
            );
        return { kind: "object", fields: () => (known ??= read()) };
    }

    private ofReference({ typeName, typeArguments }: ts.TypeReferenceNode): Shape {
        const name = nameOf(typeName);
        if (/(?:^|\.)Input$/.test(name)) return this.of(typeArguments![0]!);
        if (/^pulumi\.asset\./.test(name)) return { kind: "asset" };
        if (name.startsWith("enums.")) return TEXT;
        // Names of ARNs, and documents that are also taken as text.
        if (/(?:^|\.)(?:ARN|Region|InstanceType)$/.test(name)) return TEXT;
        const path = /^inputs\.(.+)$/.exec(name)?.[1];
        const declaration = path === undefined ? undefined : nestedOf(this.sdk).get(path);
        if (declaration === undefined) return ANY;
        let shape = this.made.get(path!);
        if (shape === undefined) this.made.set(path!, (shape = this.ofInterface(declaration)));
        return shape;
    }
}

/** Texts of several enumerations are one shape. */
function either(shapes: readonly Shape[]): Shape {
    const unlike = shapes.filter((one, i) => one.kind !== "text" || shapes.findIndex(({ kind }) => kind === "text") === i);
    return unlike.length === 1 ? unlike[0]! : { kind: "either", shapes: unlike };
}

const readers = new Map<string, Shapes>();

/** What a resource's constructor takes; undefined for what no SDK of the tests has (custom resources of others). */
export function inputsOf(token: string): Shape | undefined {
    const leaf = leafOf(token);
    if (leaf === undefined) return undefined;
    const kind = token.split(":").at(-1)!;
    const declaration = sourceOf(leaf.file).statements.find(
        (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === `${kind}Args`,
    );
    if (declaration === undefined) return undefined;
    let shapes = readers.get(leaf.sdk);
    if (shapes === undefined) readers.set(leaf.sdk, (shapes = new Shapes(leaf.sdk)));
    return shapes.ofInterface(declaration);
}

/** The shapes at a path, a list's items below `[]`, a map's values below any name; none for what the definitions do not have. */
export function shapesAt(shape: Shape | undefined, path: readonly (string | number)[]): readonly Shape[] {
    if (shape === undefined) return [];
    if (shape.kind === "either") return shape.shapes.flatMap((one) => shapesAt(one, path));
    const [key, ...rest] = path;
    if (key === undefined) return [shape];
    switch (shape.kind) {
        case "list":
            return typeof key === "number" ? shapesAt(shape.item, rest) : [];
        case "map":
            return shapesAt(shape.value, rest);
        case "object":
            return shapesAt(shape.fields().get(String(key)), rest);
        default:
            return [];
    }
}
