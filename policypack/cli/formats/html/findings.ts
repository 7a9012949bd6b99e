import type { Policy } from "../../../lib/define-policy";
import type { DrawnBypass } from "../../picture/picture";
import { placeOf } from "../format";
import { clipped, counted, escaped, shortType } from "./escape";
import type { Fact, Group, Place } from "./kept";

const MAX_MESSAGE = 600;
const MAX_NAME = 160;
/** So many facts are open from the start; of more only the groups are. */
const FEW = 60;

/** The findings, by policy in the order of the picture, with what filters them. */
export function findingsOf(groups: readonly Group[], bypasses: readonly DrawnBypass[], policies: readonly Policy[]): string {
    if (groups.length === 0) return `<p class="none">No findings.</p>`;
    const byName = new Map(policies.map((policy) => [policy.name, policy]));
    const bypassOf = new Map(
        bypasses.flatMap(({ bypass, ways }) => ways.flatMap(({ way }) => way.policies.map((name) => [name, bypass] as const))),
    );
    const isOpen = groups.reduce((sum, { facts }) => sum + facts.length, 0) <= FEW;
    const options = bypasses.map(({ bypass: { name, title } }) => `<option value="${name}">${title}</option>`).join("");
    return (
        `<form class="filter" id="filter" hidden><label>Search <input type="search" id="search" autocomplete="off" spellcheck="false"></label>` +
        `<label>Level <select id="level"><option value="">all</option><option value="mandatory">blocks</option><option value="advisory">advises</option></select></label>` +
        `<label>Way <select id="bypass"><option value="">all four</option>${options}</select></label>` +
        `<button type="reset">Show all</button><p id="shown" role="status"></p></form>` +
        groups.map((group) => groupOf(group, byName.get(group.policy), bypassOf.get(group.policy)?.name ?? "", isOpen)).join("")
    );
}

function groupOf(group: Group, policy: Policy | undefined, bypass: string, isOpen: boolean): string {
    const { facts, count, blocking, left } = group;
    const fix = policy?.remediationSteps ?? "";
    const head = [
        `<code>${escaped(clipped(group.policy, MAX_NAME))}</code>`,
        `<span class="display">${escaped(policy?.displayName ?? "")}</span>`,
        `<span class="count">${counted(count, "finding")}${blocking === 0 ? "" : `, ${blocking.toLocaleString("en-US")} blocking`}</span>`,
    ];
    const about =
        policy === undefined
            ? ""
            : `<dl><dt>What must hold</dt><dd>${escaped(policy.description)}</dd><dt>What it stops</dt><dd>${escaped(policy.attack)}</dd>` +
              `<dt>How to fix</dt><dd>${escaped(fix)}</dd><dt>More</dt><dd>${policy.mitigation}, <code>kube-bypass-guard explain ${policy.name}</code></dd></dl>`;
    const more =
        left === 0 ? "" : `<p class="left">${counted(left, "finding")} more: <code>--format json</code> has all of them.</p>`;
    return (
        `<details class="group" id="policy-${escaped(group.policy)}" data-bypass="${bypass}"${isOpen || blocking > 0 ? " open" : ""}>` +
        `<summary>${head.join(" ")}</summary>${about}<ul class="facts">${facts.map((fact) => factItem(fact, fix)).join("")}</ul>${more}</details>`
    );
}

function factItem(fact: Fact, fix: string): string {
    const { level, severity, isInBaseline, places, count } = fact;
    const known = isInBaseline ? " (in the baseline)" : "";
    const badge = `<span class="badge l-${level} v-${severity}">${level === "mandatory" ? "blocks" : "advises"}, ${severity}${known}</span>`;
    const rest = count - places.length;
    return (
        `<li class="fact" data-level="${level}">${badge} <span class="message">${messageOf(fact.message, fix)}</span>` +
        `<ul class="places">${places.map(placeItem).join("")}${rest === 0 ? "" : `<li>and ${counted(rest, "place")} more</li>`}</ul></li>`
    );
}

/** The fact; with its own fix, where that is not the policy's, which stands above. */
function messageOf(message: string, fix: string): string {
    const end = `. ${fix.replace(/\.$/, "")}.`;
    const fact = fix !== "" && message.endsWith(end) ? message.slice(0, -end.length) : message;
    return escaped(clipped(fact, MAX_MESSAGE));
}

function placeItem(place: Place): string {
    const { type, name, file } = place;
    const resource = name === "" && type === "" ? "the stack as a whole" : clipped(name, MAX_NAME);
    const where = clipped(placeOf(place), MAX_NAME);
    return (
        `<li>${type === "" ? "" : `<span class="type">${escaped(clipped(shortType(type), MAX_NAME))}</span> `}<strong>${escaped(resource)}</strong>` +
        `${where === "" ? "" : ` <code>${escaped(where)}</code>`} <span class="file">${escaped(clipped(file, MAX_NAME))}</span></li>`
    );
}
