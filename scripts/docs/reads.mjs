// The type tokens that a policy reads, told shortly: a kind of Kubernetes has up to a dozen.

const KUBERNETES = "kubernetes:";

/** `ec2.Instance` of `aws:ec2/instance:Instance`. */
const shortly = (token) => {
    const [, module, kind] = token.split(":");
    const path = module.replace(/\/.*$/, "");
    return path === "index" ? kind : `${path}.${kind}`;
};

/** Adds one to the list of a key. */
const add = (map, key, one) => map.set(key, [...(map.get(key) ?? []), one]);

/** Kinds with the versions in which they are read; `Patch` and `List` of a kind are the kind. */
function kindsOf(tokens) {
    const own = new Set(tokens);
    const kinds = new Map();
    for (const token of tokens) {
        const [, version, kind] = token.split(":");
        const base = kind.replace(/(?:Patch|List)$/, "");
        const isForm = base !== kind && own.has(`${KUBERNETES}${version}:${base}`);
        if (!isForm) add(kinds, kind, version);
    }
    return [...kinds].map(([kind, versions]) => `\`${kind}\` (${[...new Set(versions)].join(", ")})`);
}

/**
 * Lines of Markdown that say what a policy reads.
 * @param policy from the pack: its `reads`, and whether it has a stack side
 */
export function readsOf({ reads, validateStack }) {
    const packages = new Map();
    for (const token of reads) add(packages, token.slice(0, token.indexOf(":")), token);
    const lines = [...packages].map(([name, tokens]) =>
        name === "kubernetes"
            ? `* **kubernetes**, with their patches and lists: ${kindsOf(tokens).join(" · ")}`
            : `* **${name}**: ${[...new Set(tokens.map(shortly))].map((one) => `\`${one}\``).join(" · ")}`,
    );
    if (validateStack !== undefined) lines.push("* the whole stack, at the end of a preview or an update");
    return lines;
}
