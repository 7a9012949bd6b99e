#!/usr/bin/env node
// `npm run shrinkwrap`: writes policypack/npm-shrinkwrap.json, the lock that is published with the pack. Every machine that has to obey the pack
// installs what the tests here ran with, each package by its checksum, and not what is newest on that day. Run it after the pack's
// dependencies have changed in package-lock.json; a test says when that was forgotten.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const PACK = "policypack";
const SHRINKWRAP = join(ROOT, PACK, "npm-shrinkwrap.json");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/**
 * Where a package finds another, as Node does: beside itself, then further up.
 *
 * @param {Record<string, object>} packages the `packages` of a lock
 * @param {string} from the place of the package that asks
 * @param {string} name
 * @returns {string | undefined}
 */
function placeOf(packages, from, name) {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
        const place = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
        if (place in packages) return place;
        if (at === "") return undefined;
    }
}

/** What a package needs; optional peers are its user's affair. */
function needsOf({ peerDependencies = {}, peerDependenciesMeta = {}, ...needs }) {
    const { dependencies, optionalDependencies, devDependencies } = needs;
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    return [...Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }), ...peers];
}

/**
 * The pack's part of the repository's lock, as a lock of the pack alone. What the pack needs for its development is in it, marked so: npm would
 * otherwise ask the registry for all of that too, to leave it out then.
 *
 * @param {{ packages: Record<string, any> }} lock
 */
function lockOfPack({ packages }) {
    const { name, version, license, dependencies, devDependencies, engines } = packages[PACK];
    const own = { name, version, license, dependencies, devDependencies, engines };
    const needed = new Map();
    const visit = (at, from) => {
        for (const need of needsOf(from)) {
            const place = placeOf(packages, at, need);
            if (place === undefined || needed.has(place)) continue;
            const entry = { ...packages[place] };
            for (const role of ["dev", "devOptional", "peer"]) delete entry[role];
            needed.set(place, entry);
            visit(place, entry);
        }
    };
    visit(PACK, own);

    // What the repository keeps in the pack's own folder, because its top has another version, is at the top of the pack.
    const laidOut = { "": own };
    for (const [place, entry] of needed) {
        const below = place.replace(`${PACK}/`, "");
        if (below in laidOut) throw new Error(`${below} is needed in two versions; run npm dedupe in the repository first`);
        laidOut[below] = entry;
    }
    return { name, version, lockfileVersion: 3, requires: true, packages: laidOut };
}

const folder = mkdtempSync(join(tmpdir(), "kbg-shrinkwrap-"));
try {
    const lock = lockOfPack(read(join(ROOT, "package-lock.json")));
    writeFileSync(join(folder, "package.json"), JSON.stringify(lock.packages[""]));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    // npm lays the same versions out anew: what stood deep below only because the repository has another version at its top moves up.
    execFileSync("npm", ["dedupe", "--package-lock-only", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund"], {
        cwd: folder,
        stdio: ["ignore", "ignore", "inherit"],
    });
    writeFileSync(SHRINKWRAP, `${JSON.stringify(read(join(folder, "package-lock.json")), null, 4)}\n`);
} finally {
    rmSync(folder, { recursive: true, force: true });
}
