/**
 * One spelling for every path: `//`, `.`, `..` and a trailing slash are gone, /var/run is /run (a link to it on every distribution),
 * and the root and the working folder of a process are the node's root, as they are of its first process and of the kernel's own. Windows
 * paths have forward slashes and small letters; a pipe is the machine's own under any of its names.
 */
export function nodePath(written: string): string {
    const slashes = written.trim().replaceAll("\\", "/");
    const pipe = /^\/\/(?:[.?]|localhost|127\.0\.0\.1)\/(pipe\/.*)$/i.exec(slashes);
    if (pipe !== null) return `//./${resolved(pipe[1]!).toLowerCase()}`;
    const drive = /^(?:\/\/[.?]\/)?([a-z]:.*)$/i.exec(slashes);
    if (drive !== null) return resolved(drive[1]!).toLowerCase();
    const path = `/${resolved(slashes)}`;
    const shown = /^\/proc\/(?:\d+|self|thread-self)(?:\/task\/\d+)?\/(?:root|cwd)(\/.*)?$/.exec(path);
    if (shown !== null) return nodePath(shown[1] ?? "/");
    return path === "/var/run" || path.startsWith("/var/run/") ? path.slice("/var".length) : path;
}

function resolved(path: string): string {
    const parts: string[] = [];
    for (const part of path.split("/")) {
        if (part === "..") parts.pop();
        else if (part !== "" && part !== ".") parts.push(part);
    }
    return parts.join("/");
}

/** Whether `path` is `ancestor` or lies below it. Both as `nodePath` gives them; a `*` in `path` is any one part. */
export function isWithin(path: string, ancestor: string): boolean {
    if (path.startsWith("//./") !== ancestor.startsWith("//./")) return false;
    if (ancestor === "/") return true;
    if (!path.includes("*"))
        return path.startsWith(ancestor) && (path.length === ancestor.length || path[ancestor.length] === "/");
    const below = path.split("/");
    const above = ancestor.split("/");
    return above.length <= below.length && above.every((part, i) => part === below[i] || below[i] === "*");
}
