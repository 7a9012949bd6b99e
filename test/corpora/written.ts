import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import { type GivenInStack, UNKNOWN } from "../policypack/judge";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** A resource as a YAML file has it: what a person would not want to review in its encoded form stands beside `props`. */
export interface Written extends GivenInStack {
    /** In plain text; the provider takes it in base64 in a launch template, and always when it is compressed. */
    readonly userData?: string;
    readonly gzip?: boolean;
    /** Properties that are documents: the provider has each as JSON text. */
    readonly json?: Readonly<Record<string, unknown>>;
}

/** The data of a YAML file of labelled resources; `!unknown` stands for what nobody knows before the deployment. */
export const dataOf = <T>(text: string): T =>
    parse(text, { customTags: [{ tag: "!unknown", resolve: () => UNKNOWN as string }] }) as T;

/** The resource as the engine has it, with what its stack configures. */
export function given({ json = {}, ...resource }: Written, config?: Readonly<Record<string, unknown>>): GivenInStack {
    const { props, ...own } = withUserData(resource);
    const documents = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, JSON.stringify(value)]));
    return { ...own, props: { ...props, ...documents }, ...(config !== undefined && { config }) };
}

function withUserData({ userData, gzip, ...resource }: Omit<Written, "json">): GivenInStack {
    if (userData === undefined) return resource;
    const bytes = gzip === true ? gzipSync(userData) : Buffer.from(userData);
    const inLaunchTemplate = resource.type === LAUNCH_TEMPLATE;
    const own =
        inLaunchTemplate || gzip !== true
            ? { userData: inLaunchTemplate ? bytes.toString("base64") : userData }
            : { userDataBase64: bytes.toString("base64") };
    return { ...resource, props: { ...resource.props, ...own } };
}
