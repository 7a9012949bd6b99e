import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { AdmissionEnforcement, renderAdmission } from "../../components/bypass-admission-policy/render";
import { RULES } from "../../components/bypass-admission-policy/rules";
import { policies } from "../../policypack/policies";
import { judge } from "../policypack/judge";
import { podOfCommandLine } from "./admission-command-lines";
import { objectsOf } from "./admission-objects";
import { install, tried, withAdmissionServer } from "./admission-server";
import { until } from "./until";

const COUNT = Number(process.env["ADMISSION_COMMAND_LINES"] ?? 250);
const ruled = policies.filter(({ name }) => RULES.some((rule) => rule.policy === name && rule.hasPods));
/** The rules about what programs are told: no other has a reason to speak of these Pods, but of the node's network. */
const about = ruled.filter(
    ({ name }) => /^(?:kube|etcd|metrics|node-configuration|static-pod-url)/.test(name) && !/mounted/.test(name),
);
/** What keeps a kubelet from starting has it serve nobody; the pack alone says so. */
const NOT_STARTING = /which keeps (?:it|the kubelet) from starting, so that part of the node's configuration is not judged/;

test("a real API server reads command lines as the pack does", async () => {
    const given = fc.sample(podOfCommandLine, { numRuns: COUNT, seed: Number(process.env["ADMISSION_SEED"] ?? 20_261_126) });
    const differing: string[] = [];
    let [found, whole] = [0, 0];
    await withAdmissionServer(async (server) => {
        const rules = RULES.filter(({ policy }) => about.some(({ name }) => name === policy));
        const rendered = renderAdmission(rules, { prefix: "tried", enforcement: AdmissionEnforcement.Warn });
        await install(server, rendered);
        const everyOne = rules.map(({ policy }) => `'tried-${policy}' `);
        const seen = new Set<string>();
        await until("the policies' effect", 120_000, async () => {
            for (const one of given.slice(0, 150)) {
                const [placed] = objectsOf(one, "probe", "nobody");
                const { warnings } = await tried(server, placed!.path, placed!.body);
                for (const name of everyOne) if (warnings.includes(name)) seen.add(name);
                if (seen.size === everyOne.length) return true;
            }
            return false;
        });
        for (const [i, one] of given.entries()) {
            const [placed] = objectsOf(one, `tried-${i}`, "nobody");
            const { status, warnings, body } = await tried(server, placed!.path, placed!.body);
            const said = about
                .flatMap((policy) => judge(policy, one).reported.map((line) => ({ policy: policy.name, ...line })))
                .filter(({ message }) => !NOT_STARTING.test(message));
            const expected = new Set(said.map(({ policy, level }) => `tried-${policy}${level === undefined ? "" : "-advice"}`));
            const told = new Set([...warnings.matchAll(/ValidatingAdmissionPolicy '([^']+)'/g)].map(([, name]) => name!));
            found += said.length;
            whole += said.filter(({ message }) => warnings.includes(message.replace(/[\\"]/g, "\\$&"))).length;
            const [untold, unexpected] = [
                [...expected].filter((name) => !told.has(name)),
                [...told].filter((name) => !expected.has(name)),
            ];
            if (status === 201 && untold.length + unexpected.length === 0) continue;
            const why = status === 201 ? "" : `${status} ${String(body?.message).slice(0, 300)} `;
            const lines = said.filter(({ policy }) => untold.some((name) => name.startsWith(`tried-${policy}`)));
            differing.push(
                `${JSON.stringify(one.props)}: ${why}not told of ${untold.join(", ")} (${lines.map(({ message }) => message).join(" / ")}), ` +
                    `told of ${unexpected.join(", ")}`,
            );
        }
    });
    process.stdout.write(
        `\nadmission of command lines: ${given.length} Pods, ${found} findings, ${differing.length} differences (${whole} findings in the pack's whole words)\n\n`,
    );
    if (process.env["ADMISSION_REPORT"] !== undefined) writeFileSync(process.env["ADMISSION_REPORT"], differing.join("\n"));
    expect(differing.slice(0, 5)).toEqual([]);
}, 900_000);
