import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsOf } from "../../policypack/lib/configuration";
import { withShared } from "../../policypack/lib/pack-settings";
import { policies } from "../../policypack/policies";
import { STRICTEST } from "../components/strictest";

const FOLDER = join(__dirname, "../../policypack/presets");
type Preset = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
const preset = (name: string) => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as Preset;
const propertiesOf = (of: Preset) =>
    new Map(Object.entries(of).map(([name, value]) => [name, typeof value === "string" ? {} : value] as const));

test("there are three", () => expect(readdirSync(FOLDER).sort()).toEqual(["audit.json", "baseline.json", "strict.json"]));

test.each(["audit", "baseline", "strict"])("%s is a configuration that the pack takes", (name) =>
    expect(faultsOf(policies, propertiesOf(preset(name)))).toEqual([]),
);

test("audit blocks nothing", () => expect(preset("audit")).toEqual({ all: "advisory" }));

test("baseline names every policy, with the level that it has without configuration", () =>
    expect(preset("baseline")).toEqual(
        Object.fromEntries(policies.map(({ name, enforcementLevel }) => [name, enforcementLevel])),
    ));

test("strict blocks whatever it finds, at the settings by which the components are judged", () => {
    expect(preset("strict")).toHaveProperty("all", "mandatory");
    const together = withShared(policies, propertiesOf(preset("strict")));
    for (const { name } of policies) expect([name, together.get(name) ?? {}]).toEqual([name, STRICTEST[name] ?? {}]);
});
