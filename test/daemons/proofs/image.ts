import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The image of every container of the proofs, the pause container among them. */
export const IMAGE = "localhost/program:1";

/**
 * Writes an image of one file as an archive that a container runtime imports: no registry has it.
 * @param program a statically linked program, which becomes `/program`
 * @returns the archive's path
 */
export function writeImage(folder: string, program: string): string {
    const [root, image] = [join(folder, "image-root"), join(folder, "image")];
    for (const path of [root, image]) mkdirSync(path);
    copyFileSync(program, join(root, "program"));
    const tar = (into: string, from: string, ...names: string[]) =>
        execFileSync("tar", ["--owner=0", "--group=0", "-cf", into, "-C", from, ...names]);
    const layer = join(image, "layer.tar");
    tar(layer, root, "program");
    const config = {
        architecture: process.arch === "x64" ? "amd64" : process.arch,
        os: "linux",
        config: { Entrypoint: ["/program"], Cmd: ["pause"] },
        rootfs: { type: "layers", diff_ids: [`sha256:${createHash("sha256").update(readFileSync(layer)).digest("hex")}`] },
        history: [{ created_by: "program" }],
    };
    writeFileSync(join(image, "config.json"), JSON.stringify(config));
    const manifest = [{ Config: "config.json", RepoTags: [IMAGE], Layers: ["layer.tar"] }];
    writeFileSync(join(image, "manifest.json"), JSON.stringify(manifest));
    const archive = join(folder, "image.tar");
    tar(archive, image, "manifest.json", "config.json", "layer.tar");
    return archive;
}
