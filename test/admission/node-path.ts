import { type Cel, text } from "./cel";

/** How many `..` are resolved: the API server refuses them in paths with slashes, so that they come with backslashes alone. */
const STEPS = 4;

/** What the pack's `nodePath` does (model/node-path.ts), in CEL. What has more `..` than are resolved counts as the root, which holds everything. */
export function normalised(written: Cel): Cel {
    const steps = [
        // The root that the path is below, and the path.
        `p.matches("(?i)^//(?:[.?]|localhost|127\\\\.0\\\\.0\\\\.1)/pipe/") ? ["//./", p.lowerAscii().substring(p.lowerAscii().indexOf("/pipe/") + 1)] : ` +
            `p.matches("(?i)^(?://[.?]/)?[a-z]:") ? ["", (p.startsWith("//") ? p.substring(4) : p).lowerAscii()] : ["/", p]`,
        '[p[0], "/" + p[1].split("/").filter(s, s != "" && s != ".").join("/") + "/"]',
        ...Array<Cel>(STEPS).fill(`[p[0], ${parentTaken("p[1]")}]`),
        'p[1].contains("/../") ? ["/", "/"] : p',
        `p[0] == "/" ? ["/", ${shown("p[1]")}] : p`,
        '["/", p[1].startsWith("/var/run/") && p[0] == "/" ? p[1].substring(4) : p[1], p[0]]',
        'p[2] + (p[1].size() < 3 ? "" : p[1].substring(1, p[1].size() - 1))',
    ];
    return `[${written}.trim().replace("\\\\", "/")]${steps.map((step) => `.map(p, ${step})`).join("")}[0]`;
}

const PARENT = text("/[^/]+/\\.\\./");
const parentTaken = (path: Cel): Cel =>
    `${path}.startsWith("/../") ? ${path}.substring(3) : ${path}.matches(${PARENT}) ? ${path}.replace(${path}.find(${PARENT}), "/", 1) : ${path}`;

/** The root, and the working folder, of a process of the node's own. */
const ROOT_OF_PROCESS = text("^(?:/proc/(?:[0-9]+|self|thread-self)(?:/task/[0-9]+)?/(?:root|cwd))+/");
const shown = (path: Cel): Cel =>
    `${path}.matches(${ROOT_OF_PROCESS}) ? ${path}.replace(${path}.find(${ROOT_OF_PROCESS}), "/", 1) : ${path}`;

/** What the pack's `imageRepository` does (model/image-repository.ts), in CEL. */
export const repositoryOf = (image: Cel): Cel =>
    `[${image}.trim().split("@")[0]]` +
    `.map(p, p.substring(0, p.size() - p.find(${text(":[^/:]*$")}).size()))` +
    `.map(p, !p.contains("/") ? "docker.io/library/" + p : p.matches(${text("^(?:[^/]*[.:][^/]*|localhost)/")}) ? p : "docker.io/" + p)[0]`;
