import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../components/bypass-admission-policy/rules";
import { policies } from "../../policypack/policies";
import { DENIED_BY_OTHERS, DIFFERENCES, type Difference } from "../daemons/admission-differences";
import { isAdmissible } from "../daemons/admission-rows";

const PAGE = join(__dirname, "../../docs/admission.md");

const objectsOf = (resources: readonly string[]): string => {
    if (resources.includes("persistentvolumes")) return "Pods in every kind of workload, PersistentVolumes";
    return resources.includes("pods") ? "Pods in every kind of workload" : resources.join(", ");
};
const rows = RULES.map(({ policy, isMandatory, objects }) => {
    const all = objects.flatMap(({ resources }) => resources);
    const shown = objectsOf(all).replace("clusterrolebindings", "ClusterRoleBindings").replace("clusterroles", "ClusterRoles");
    return `| [${policy}](policies/${policy}.md) | ${shown} | ${isMandatory ? "Deny" : "Warn"} |`;
});

/** One difference, with the policies that it is about. */
function difference({ reason, policies: about = [] }: Difference): string {
    const links = about.map((policy) => `[${policy}](policies/${policy}.md)`);
    return `- ${reason}${links.length === 0 ? "" : ` (${links.join(", ")})`}`;
}

/** The page with what is generated of it put in anew. */
function rendered(page: string): string {
    const lists = {
        policies: ["| policy | objects | does |", "| --- | --- | --- |", ...rows].join("\n"),
        differences: DIFFERENCES.map(difference).join("\n"),
        "denied by others": DENIED_BY_OTHERS.map(({ policy, reason }) => `- [${policy}](policies/${policy}.md): ${reason}.`).join(
            "\n",
        ),
    };
    return Object.entries(lists).reduce(
        (text, [name, list]) =>
            text.replace(
                new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- end -->`),
                () => `<!-- ${name} -->\n\n${list}\n\n<!-- end -->`,
            ),
        page,
    );
}

/** What is left when a formatter has had its way with spaces and dashes. */
const plain = (page: string): string => page.replace(/-{3,}/g, "---").replace(/\s+/g, " ");

if (process.env["UPDATE_ADMISSION"] !== undefined) writeFileSync(PAGE, rendered(readFileSync(PAGE, "utf8")));

test("the page about admission names every policy and every difference; npm run admission writes them", () => {
    const page = readFileSync(PAGE, "utf8");
    expect(page).toMatch(/<!-- policies -->[\s\S]*<!-- end -->[\s\S]*<!-- differences -->[\s\S]*<!-- end -->/);
    expect(plain(rendered(page))).toBe(plain(page));
});

test("every policy that reads Pods or RBAC has a rule, or the page says why not", () => {
    const named = [...DIFFERENCES.flatMap((one) => one.policies ?? []), ...DENIED_BY_OTHERS.map(({ policy }) => policy)];
    const ruled = RULES.map(({ policy }) => policy);
    const asked = policies.filter(({ reads }) => reads.some(isAdmissible)).map(({ name }) => name);
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((name) => !ruled.includes(name) && !named.includes(name))).toEqual([]);
    expect(named.filter((name) => !policies.some((policy) => policy.name === name))).toEqual([]);
});
