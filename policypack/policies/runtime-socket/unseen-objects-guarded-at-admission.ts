import { definePolicy } from "../../lib/define-policy";
import { NO_REPAIR } from "../../model/repair";
import type { UnseenObjects } from "../../model/unseen-objects";
import { unseenObjects } from "../../subjects/kubernetes/unseen-objects";

export const unseenObjectsGuardedAtAdmission = definePolicy({
    name: "unseen-objects-guarded-at-admission",
    displayName: "Objects from elsewhere are guarded at admission",
    description:
        "What a repository or a file of values brings into a cluster is not judged here, and should be refused at admission.",
    severity: "low",
    mitigation: "M14",
    remediationSteps:
        "Refuse in the cluster, at admission, what this pack refuses (the component BypassAdmissionPolicy), and review who may write what is applied",
    repair: NO_REPAIR.unseen,
    attack:
        "Whoever may write to the repository adds a Pod that mounts the runtime's socket, or a role on nodes/proxy. No preview shows it: it " +
        "comes into the cluster past every policy here.",
    stack: {
        subject: unseenObjects,
        *check(views) {
            yield { at: "", message: `is not all that is applied: ${told(views)}, none of which could be judged here` };
        },
    },
    examples: {
        bad: {
            type: "kubernetes:argoproj.io/v1alpha1:Application",
            name: "apps",
            props: { spec: { source: { repoURL: "https://git.example.com/apps.git", path: "prod" } } },
            beside: [],
        },
        good: {
            type: "kubernetes:argoproj.io/v1alpha1:Application",
            name: "apps",
            props: { spec: { source: { repoURL: "https://git.example.com/apps.git", path: "prod" } } },
            beside: [{ type: "kube-bypass-guard:index:BypassAdmissionPolicy", name: "bypass", props: {} }],
        },
    },
});

const SHOWN = 3;

/** `Argo CD applies what 5 resources name (Application a, Application b, Application c and 2 more)`. */
function told(views: readonly UnseenObjects[]): string {
    return [...new Set(views.map(({ by }) => by))]
        .map((by) => {
            const own = views.filter((view) => view.by === by).map(({ what }) => what);
            const more = own.length > SHOWN ? ` and ${own.length - SHOWN} more` : "";
            const number = own.length === 1 ? "one resource names" : `${own.length} resources name`;
            return `${by} brings what ${number} (${own.slice(0, SHOWN).join(", ")}${more})`;
        })
        .join(", ");
}
