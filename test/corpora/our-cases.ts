import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import type { GivenInStack } from "../policypack/judge";
import type { Case } from "./case";

const FOLDER = join(__dirname, "..", "cases");
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

interface Written {
    readonly id: string;
    readonly label: "fail" | "pass";
    readonly why: string;
    readonly config?: Readonly<Record<string, unknown>>;
    readonly resources: readonly (GivenInStack & { readonly userData?: string; readonly gzip?: boolean })[];
}

/** The cases of `test/cases`; the folder says the mitigation. */
export function ourCases(): Case[] {
    return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".yaml"))
        .sort()
        .flatMap((path) => {
            const cases = parse(readFileSync(join(FOLDER, path), "utf8")) as Written[];
            return cases.map(({ config, resources, ...written }) => ({
                ...written,
                mitigation: path.split(sep)[0]!,
                resources: resources.map((resource) => ({ ...withUserData(resource), ...(config !== undefined && { config }) })),
            }));
        });
}

/** Plain text is easier to review; the provider takes it in base64 in a launch template, and always when it is compressed. */
function withUserData({ userData, gzip, ...resource }: Written["resources"][number]): GivenInStack {
    if (userData === undefined) return resource;
    const bytes = gzip === true ? gzipSync(userData) : Buffer.from(userData);
    const inLaunchTemplate = resource.type === LAUNCH_TEMPLATE;
    const own =
        inLaunchTemplate || gzip !== true
            ? { userData: inLaunchTemplate ? bytes.toString("base64") : userData }
            : { userDataBase64: bytes.toString("base64") };
    return { ...resource, props: { ...resource.props, ...own } };
}
