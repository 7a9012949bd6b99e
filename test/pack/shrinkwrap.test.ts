import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Entry {
    readonly version?: string;
    readonly integrity?: string;
    readonly resolved?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
    /** Whether only those who develop it need it. */
    readonly dev?: boolean;
}
interface Lock {
    readonly packages: Readonly<Record<string, Entry>>;
}

const ROOT = resolve(__dirname, "../..");
const read = <T>(path: string) => JSON.parse(readFileSync(resolve(ROOT, path), "utf8")) as T;
const { "": own, ...installed } = read<Lock>("policypack/npm-shrinkwrap.json").packages;
const repository = read<Lock>("package-lock.json").packages;
const pack = read<Entry>("policypack/package.json");
const AGAIN = "Run npm run shrinkwrap";

const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
const coordinates = ([place, { version, integrity }]: [string, Entry]) => `${nameOf(place)} ${version} ${integrity}`;

describe("the lock that is published with the pack", () => {
    test("is of the pack as it is now", () => {
        const asksFor = (of: Entry | undefined) => [of?.version, of?.dependencies, of?.devDependencies, AGAIN];
        expect(asksFor(own)).toEqual(asksFor(pack));
    });

    test("names the versions, by their checksums, that the tests ran with", () => {
        const tested = new Set(Object.entries(repository).map(coordinates));
        expect([
            Object.entries(installed)
                .map(coordinates)
                .filter((one) => !tested.has(one)),
            AGAIN,
        ]).toEqual([[], AGAIN]);
    });

    test("holds what the pack asks for directly in the version that stands beside the tests", () => {
        const direct = Object.keys({ ...pack.dependencies, ...pack.devDependencies });
        const version = (packages: Lock["packages"], name: string) => packages[`node_modules/${name}`]?.version;
        expect(direct.map((name) => [name, version(installed, name)])).toEqual(
            direct.map((name) => [
                name,
                repository[`policypack/node_modules/${name}`]?.version ?? version(repository, name) ?? "none",
            ]),
        );
    });

    test("is whole: every package finds what it needs, so that npm asks a registry for nothing else", () => {
        const finds = (from: string, name: string): boolean =>
            `${from === "" ? "" : `${from}/`}node_modules/${name}` in installed ||
            (from !== "" && finds(from.slice(0, Math.max(0, from.lastIndexOf("/"))), name));
        const missing = Object.entries({ "": own!, ...installed }).flatMap(([place, { dependencies, devDependencies }]) =>
            Object.keys({ ...dependencies, ...(place === "" && devDependencies) })
                .filter((name) => !finds(place, name))
                .map((name) => `${place} needs ${name}`),
        );
        expect(missing).toEqual([]);
    });

    test("names no registry, and no SDK of a provider but for its development", () => {
        expect(Object.values(installed).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
        expect(
            Object.entries(installed)
                .filter(([, { dev = false }]) => !dev)
                .map(([place]) => nameOf(place))
                .filter((name) => name.startsWith("@pulumi/"))
                .sort(),
        ).toEqual(["@pulumi/policy", "@pulumi/pulumi"]);
    });
});
