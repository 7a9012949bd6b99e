/**
 * The repository of an image reference, without tag and digest and with the registry that is meant where none is written:
 * `calico/node:v3.30.0` → `docker.io/calico/node`.
 */
export function imageRepository(image: string): string {
    const bare = image
        .trim()
        .replace(/@.*$/, "")
        .replace(/:[^/:]*$/, "");
    const [first = "", ...rest] = bare.split("/");
    if (rest.length === 0) return `docker.io/library/${first}`;
    const isRegistry = first.includes(".") || first.includes(":") || first === "localhost";
    return isRegistry ? bare : `docker.io/${bare}`;
}
