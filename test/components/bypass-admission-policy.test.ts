import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AdmissionEnforcement, BypassAdmissionPolicy, type BypassAdmissionPolicyArgs } from "../../components";
import { RULES } from "../../components/bypass-admission-policy/rules";
import { policies } from "../../policypack/policies";
import { fixAtAdmission } from "../admission/rule";
import { shippedRules } from "../admission/rules";
import { type Registered, registered } from "./registered";
import { atTheStrictest } from "./strictest";

const GENERATED = join(__dirname, "../../components/bypass-admission-policy/rules.ts");
const POLICY = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const BINDING = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";

if (process.env["UPDATE_ADMISSION"] !== undefined) {
    const head =
        '/* eslint-disable max-lines */\nimport type { AdmissionRule } from "./admission-rule";\n\n' +
        "/** Generated of the pack's tables by `npm run admission`; a test compares them. */\n";
    writeFileSync(GENERATED, `${head}export const RULES: readonly AdmissionRule[] = ${JSON.stringify(shippedRules, null, 4)};\n`);
}

const made = (args?: BypassAdmissionPolicyArgs) => registered(() => new BypassAdmissionPolicy("guard", args));
const actions = (resources: readonly Registered[], name: string) =>
    resources.find((one) => one.type === BINDING && one.name === `guard-${name}-binding`)?.props["spec"].validationActions;
const specOf = (resources: readonly Registered[], name: string) =>
    resources.find((one) => one.type === POLICY && one.name === `guard-${name}`)!.props["spec"];

test("the rules that ship are those of the pack's tables; npm run admission writes them", () => {
    const generated = process.env["UPDATE_ADMISSION"] === undefined ? RULES : shippedRules;
    expect(JSON.stringify(generated)).toBe(JSON.stringify(shippedRules));
});

test("every rule has the name, the sentence and the level of a policy of the pack", () => {
    expect(RULES.length).toBeGreaterThan(8);
    for (const { policy, description, fix, isMandatory } of RULES) {
        const own = policies.find(({ name }) => name === policy)!;
        expect({ policy, description, fix, isMandatory }).toEqual({
            policy: own.name,
            description: own.description,
            fix: fixAtAdmission(own),
            isMandatory: own.enforcementLevel === "mandatory",
        });
    }
});

test("each policy has its binding, denies what the pack refuses and warns of what it advises", async () => {
    const resources = await made();
    const named = (type: string) => resources.filter((one) => one.type === type).map(({ props }) => props["metadata"].name);
    expect(named(POLICY)).toEqual(named(BINDING));
    for (const { policy, isMandatory } of RULES)
        expect([policy, actions(resources, policy)]).toEqual([policy, [isMandatory ? "Deny" : "Warn", "Audit"]]);
    expect(actions(resources, "pods-isolated-from-node-advice")).toEqual(["Warn", "Audit"]);
});

test("mirrors of static Pods are left to the policy that never denies", async () => {
    const resources = await made({ enforcement: AdmissionEnforcement.Deny });
    const conditions = (name: string) => specOf(resources, name).matchConditions.map((one: { name: string }) => one.name);
    expect(conditions("runtime-socket-not-mounted")).toContain("no-mirror-of-a-static-pod");
    expect(conditions("runtime-socket-not-mounted-advice")).not.toContain("no-mirror-of-a-static-pod");
    expect(actions(resources, "runtime-socket-not-mounted-advice")).toEqual(["Warn", "Audit"]);
});

test("a finding that quotes a control character is told of in plain words, as the API server would leave it out", async () => {
    const [validation] = specOf(await made(), "static-pod-folders-not-mounted").validations;
    expect(validation.messageExpression).toContain(String.raw`variables.told0.matches("\\p{Cc}") ? "${validation.message}" : `);
});

test("enforcement is of all policies, or of one", async () => {
    const resources = await made({
        enforcement: AdmissionEnforcement.Audit,
        policies: [{ policy: "pods-isolated-from-node", enforcement: AdmissionEnforcement.Warn }],
    });
    expect(actions(resources, "runtime-socket-not-mounted")).toEqual(["Audit"]);
    expect(actions(resources, "pods-isolated-from-node")).toEqual(["Warn", "Audit"]);
});

const allowance = {
    policy: "host-path-mounts-read-only",
    namespace: "logs",
    serviceAccount: "*-agent",
    image: "docker.io/acme/agent",
    path: "/srv/logs",
    reason: "keeps its place",
};

test("an allowance is in its own policy and in no other", async () => {
    const resources = await made({ allowances: [allowance] });
    const text = (name: string) => JSON.stringify(specOf(resources, name));
    expect(text("host-path-mounts-read-only")).toContain("docker.io/acme/agent");
    expect(text("runtime-socket-not-mounted")).not.toContain("acme");
    expect(text("host-path-mounts-read-only") + text("pods-isolated-from-node")).not.toContain("__ALLOWED__");
});

test("a namespace is judged unless it is excluded", async () => {
    const names = async (args: BypassAdmissionPolicyArgs) =>
        specOf(await made(args), "pods-isolated-from-node").matchConditions.map((one: { name: string }) => one.name);
    expect(await names({})).not.toContain("not-excluded");
    expect(await names({ excludedNamespaces: ["attic"] })).toContain("not-excluded");
});

test.each<[BypassAdmissionPolicyArgs, string, RegExp]>([
    [
        { policies: [{ policy: "nothing", enforcement: AdmissionEnforcement.Warn }] },
        "policies[0].policy",
        /^is "nothing": give one of /,
    ],
    [{ allowances: [{ ...allowance, policy: "nothing" }] }, "allowances[0].policy", /^is "nothing"/],
    [
        { allowances: [{ ...allowance, policy: "node-subresources-restricted" }] },
        "allowances[0].policy",
        /allows nobody anything$/,
    ],
    [{ allowances: [{ ...allowance, policy: "pods-isolated-from-node" }] }, "allowances[0].share", /^is missing/],
    [{ allowances: [{ ...allowance, path: "/srv/logs/" }] }, "allowances[0].path", /without a slash at its end/],
    [{ allowances: [{ ...allowance, image: "agent" }] }, "allowances[0].image", /with its registry/],
    [{ allowances: [{ ...allowance, namespace: "*" }] }, "allowances[0].namespace", /names everything/],
])("%j is refused at %s", async (args, propertyPath, reason) => {
    await expect(made(args)).rejects.toMatchObject({ propertyPath, reason: expect.stringMatching(reason) });
});

test("it passes the whole pack", async () => {
    expect(atTheStrictest(await made())).toEqual({ violations: [], unknown: [] });
});
