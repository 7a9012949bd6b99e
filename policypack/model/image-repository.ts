/**
 * The repository of an image reference, without tag and digest and with the registry that is meant where none is written:
 * `calico/node:v3.30.0` → `docker.io/calico/node`.
 */
export function imageRepository(image: string): string {
    // Every policy asks for the same few.
    let repository = known.get(image);
    if (repository === undefined) {
        if (known.size >= MANY) known.clear();
        known.set(image, (repository = repositoryOf(image)));
    }
    return repository;
}

const known = new Map<string, string>();
const MANY = 5000;

function repositoryOf(image: string): string {
    const bare = image
        .trim()
        .replace(/@[^]*$/, "")
        .replace(/:[^/:]*$/, "");
    // The first part alone: a text that is no image may have thousands.
    const slash = bare.indexOf("/");
    if (slash < 0) return `docker.io/library/${bare}`;
    const first = bare.slice(0, slash);
    const isRegistry = first.includes(".") || first.includes(":") || first === "localhost";
    return isRegistry ? bare : `docker.io/${bare}`;
}
