/**
 * Runs a Pulumi program without an engine and prints, as JSON on stdout, every resource that it registers: what a policy pack would be asked
 * about in a preview. Computed outputs are unknown, look-ups are answered by the stand-in. What the program prints goes to stderr.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { parse } from "yaml";
import { answerTo } from "./stand-in/invokes";
import { named } from "./stand-in/naming";
import { unknownOutputs } from "./stand-in/outputs";
import { isObject, type Properties } from "./stand-in/unknown";

/** One registered resource, in the words of `scripts/analyzer.mjs`. */
interface Recorded {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly parent: string;
    readonly props: Properties;
    readonly outputs: Properties;
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

const program = process.argv[2];
if (program === undefined) throw new Error("usage: record FOLDER");
console.log = console.error;

const recorded: Recorded[] = [];
const wantedOf = (request: any) => ({
    type: request.getType() as string,
    name: request.getName() as string,
    inputs: (request.getObject()?.toJavaScript() ?? {}) as Properties,
});

// The SDK's mocks hand over values only; the request also says what each of them came from.
const monitor = MockMonitor.prototype as any;
const register = monitor.registerResource as (request: any, answer: unknown) => Promise<void>;
monitor.registerResource = function (this: any, request: any, answer: unknown) {
    const { type, name, inputs } = wantedOf(request);
    const props = named({ type, name, inputs });
    recorded.push({
        type,
        name,
        urn: this.newUrn(request.getParent(), type, name),
        parent: request.getParent(),
        props,
        outputs: request.getCustom() ? { ...props, ...unknownOutputs({ type, name, inputs: props }) } : props,
        dependencies: request.getDependenciesList(),
        propertyDependencies: Object.fromEntries(
            [...request.getPropertydependenciesMap().entries()].map(([key, edges]: [string, any]) => [key, edges.getUrnsList()]),
        ),
    });
    return register.call(this, request, answer);
};

const settings = parse(readFileSync(join(program, "Pulumi.yaml"), "utf8")) as { name: string; config?: Record<string, unknown> };
process.env.PULUMI_CONFIG = JSON.stringify(
    Object.fromEntries(
        Object.entries(settings.config ?? {}).map(([key, value]) => [
            key.includes(":") ? key : `${settings.name}:${key}`,
            defaultOf(value),
        ]),
    ),
);

async function main(folder: string): Promise<void> {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }) => ({
                id: "",
                state: custom ? { ...named({ type, name, inputs }), ...unknownOutputs({ type, name, inputs }) } : inputs,
            }),
            call: ({ token, inputs }) => {
                const answer = answerTo(token, inputs);
                if (answer === undefined)
                    throw new Error(`the stand-in has no answer to ${token}; give it one in test/engine/stand-in/invokes.ts`);
                return answer;
            },
        },
        settings.name,
        "dev",
        true,
    );
    process.chdir(folder);
    await pulumi.runtime.runInPulumiStack(async () => require(folder) as object);
    await pulumi.runtime.disconnect();
    // A pipe takes a part at a time.
    await new Promise<void>((done) => process.stdout.write(JSON.stringify(recorded), () => done()));
}

/** A value of the project's `config`, which may be written `{ value: … }` or, with a description and a type, `{ default: … }`. */
function defaultOf(value: unknown): string {
    const plain = isObject(value) ? (value.value ?? value.default) : value;
    return typeof plain === "string" ? plain : JSON.stringify(plain);
}

void main(program);
