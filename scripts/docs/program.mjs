// An example of a policy as the TypeScript that somebody would write in a Pulumi program.

/** Packages by the first part of a type token: the name that programs give the import, and the module. */
const PACKAGES = {
    aws: ["aws", "@pulumi/aws"],
    "aws-native": ["awsNative", "@pulumi/aws-native"],
    kubernetes: ["k8s", "@pulumi/kubernetes"],
    eks: ["eks", "@pulumi/eks"],
    command: ["command", "@pulumi/command"],
    tls: ["tls", "@pulumi/tls"],
    "kube-bypass-guard": ["guard", "@kube-bypass-guard/kube-bypass-guard"],
};
/** API groups that @pulumi/kubernetes has classes for; other kinds are custom resources there. */
const BUILT_IN = /^(?:[a-z]+|[a-z.]+\.k8s\.io)$/;
const CUSTOM = /^(?:karpenter\.|cluster\.x-|bootstrap\.cluster|controlplane\.cluster|kops\.)/;

/**
 * The class of a type token, and what its arguments need beside the resource's properties.
 * @param token such as `aws:ec2/instance:Instance` or `kubernetes:apps/v1:DaemonSet`
 * @returns the import's name, the module, the expression of the class, and the properties that a custom resource starts with
 */
export function classOf(token) {
    const [provider, module, kind] = token.split(":");
    const known = PACKAGES[provider];
    if (known === undefined)
        throw new Error(`docs: an example has the type ${token}, whose package scripts/docs/program.mjs does not know`);
    const [alias, from] = known;
    if (provider === "kubernetes") {
        const [group, version] = module.split("/");
        if (CUSTOM.test(group) || !BUILT_IN.test(group)) {
            return { alias, from, expression: `${alias}.apiextensions.CustomResource`, first: { apiVersion: module, kind } };
        }
        return { alias, from, expression: [alias, group.replace(/\..*$/, ""), version, kind].join("."), first: {} };
    }
    // aws:ec2/instance:Instance has its module before the slash; aws-native:ec2:Instance is its module, and index is none.
    const path = module.replace(/\/.*$/, "");
    return { alias, from, expression: [alias, ...(path === "index" ? [] : [path]), kind].join("."), first: {} };
}

const isName = (key) => /^[A-Za-z_$][\w$]*$/.test(key);

/** A text as a literal; one of several lines as a template, which reads as the file that it is. */
function textLiteral(text) {
    if (!text.trimEnd().includes("\n")) return JSON.stringify(text);
    return `\`${text.replace(/\\/g, "\\\\").replace(/`/g, "\\`").replace(/\$\{/g, "\\${")}\``;
}

/** JSON inside a text is made of an object, as people write it. */
function jsonLiteral(text, indent) {
    if (!/^[{[]/.test(text.trim())) return undefined;
    try {
        return `JSON.stringify(${literal(JSON.parse(text), indent)})`;
    } catch {
        return undefined;
    }
}

function literal(value, indent) {
    if (typeof value === "string") return jsonLiteral(value, indent) ?? textLiteral(value);
    if (value === null || typeof value !== "object") return String(value);
    const short = oneLine(value);
    if (short.length <= 90 && !short.includes("\n")) return short;
    const inner = `${indent}    `;
    if (Array.isArray(value)) {
        return `[\n${value.map((one) => `${inner}${literal(one, inner)},\n`).join("")}${indent}]`;
    }
    const fields = Object.entries(value).map(
        ([key, one]) => `${inner}${isName(key) ? key : JSON.stringify(key)}: ${literal(one, inner)},\n`,
    );
    return `{\n${fields.join("")}${indent}}`;
}

function oneLine(value) {
    if (value === null || typeof value !== "object") return literal(value, "");
    if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
    const fields = Object.entries(value).map(([key, one]) => `${isName(key) ? key : JSON.stringify(key)}: ${oneLine(one)}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}

/**
 * A program that declares an example and what stands beside it.
 * @param example as the policy has it
 * @returns TypeScript, not yet formatted, with its imports
 */
export function programOf({ beside = [], ...example }) {
    const resources = [example, ...beside].map((one, index) => ({
        name: index === 0 ? "example" : `beside-${index}`,
        ...withoutUndefined(one),
        of: classOf(one.type),
    }));
    const imports = [...new Set(resources.map(({ of }) => `import * as ${of.alias} from "${of.from}";`))].sort();
    const statements = resources.map(({ name, props, outputs = {}, of }) => {
        // A class of @pulumi/kubernetes says what the two are.
        const own = Object.entries(props).filter(
            ([key]) => of.from !== "@pulumi/kubernetes" || !["apiVersion", "kind"].includes(key),
        );
        const made = Object.entries(outputs).map(([key, value]) => `// Once it exists its ${key} is ${value}\n`);
        return `${made.join("")}new ${of.expression}(${JSON.stringify(name)}, ${literal({ ...of.first, ...Object.fromEntries(own) }, "")});`;
    });
    return `${imports.join("\n")}\n\n${statements.join("\n")}\n`;
}

const withoutUndefined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
