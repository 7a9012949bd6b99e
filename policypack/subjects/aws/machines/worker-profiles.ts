import type { StackResource } from "../../../lib/subject";
import type { RoleHint } from "../../../model/node-evidence";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { References } from "../references";
import { inWords } from "../words";

const WORKER_POLICY = /:policy\/AmazonEKSWorkerNode(Minimal)?Policy$/;
const isProfile = (property: string) => property === "iamInstanceProfile" || property === "launchTemplateData";

/** The roles that EKS workers have, and the instance profiles of such roles: a machine with one is a worker. */
export class WorkerProfiles {
    private readonly ofWorkers = new Set<StackResource>();
    private readonly references: References;

    constructor(stack: readonly StackResource[]) {
        const parts = stack.filter(({ type }) => /^aws(-native)?:iam[/:]/.test(type));
        this.references = new References(parts, (part) =>
            ["name", "roleName", "instanceProfileName"].map((property) => textOf(part, property)),
        );
        for (const resource of parts) this.noteRole(resource);
        for (const resource of parts) this.noteProfile(resource);
    }

    hintsOf(machine: StackResource): RoleHint[] {
        const profile = [...this.references.of(machine, isProfile)].find((part) => this.ofWorkers.has(part));
        return profile === undefined ? [] : [{ role: "worker", why: inWords(profile), through: [] }];
    }

    private noteRole(resource: StackResource): void {
        const all = resource.props as Cursor<Record<string, unknown>>;
        if (resource.type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment") {
            if (!WORKER_POLICY.test(textOf(resource, "policyArn") ?? "")) return;
            for (const role of this.references.of(resource, (property) => property === "role")) this.ofWorkers.add(role);
        } else if (resource.type === "aws:iam/role:Role" || resource.type === "aws-native:iam:Role") {
            const arns = ifKnown(() => [...(all.field("managedPolicyArns") as Cursor<string[]>).items()]) ?? [];
            if (arns.some((arn) => WORKER_POLICY.test(ifKnown(() => arn.text()) ?? ""))) this.ofWorkers.add(resource);
        }
    }

    private noteProfile(resource: StackResource): void {
        if (!/^(aws:iam\/instanceProfile:|aws-native:iam:)InstanceProfile$/.test(resource.type)) return;
        const roles = this.references.of(resource, (property) => property === "role" || property === "roles");
        if ([...roles].some((role) => this.ofWorkers.has(role))) this.ofWorkers.add(resource);
    }
}

const textOf = ({ props }: StackResource, property: string): string | undefined =>
    ifKnown(() => (props as Cursor<Record<string, unknown>>).field(property).text());
