import type { StackResource } from "../../../lib/subject";
import type { Cursor } from "../../../parse/cursor";
import { ifKnown } from "../../../lib/read-all";
import { References } from "../references";

const WORKER_POLICY = /:policy\/AmazonEKS(?:WorkerNode(?:Minimal)?Policy|_CNI_Policy)$/;
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const ROLE = "aws:iam/role:Role";

/** No ARN of a role is longer. */
const LONGEST = 2048;

/** The roles that nodes of a stack have: those with the policies that every EKS worker needs, of node groups, and of given machines. */
export class NodeRoles {
    private readonly names = new Set<string>();
    private readonly references: References;

    /** @param machines whose instance profile is a node's */
    constructor(stack: readonly StackResource[], machines: Iterable<StackResource>) {
        this.references = new References(stack.filter(({ type }) => type === ROLE || type === PROFILE));
        for (const resource of stack) {
            if (resource.type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment") {
                if (WORKER_POLICY.test(textAt(resource, "policyArn"))) this.add(resource, "role");
            } else if (/^aws:eks\/nodeGroup:/.test(resource.type)) this.add(resource, "nodeRoleArn");
        }
        for (const machine of machines) this.addProfileOf(machine);
    }

    /** @param arn `arn:aws:iam::123456789012:role/nodes`, also of a session of it */
    has(arn: string): boolean {
        if (arn.length > LONGEST) return false;
        // Behind the name of an assumed role stands that of the session, which whoever assumes it chooses.
        const [, role, assumed] = /:role\/(?:[^/]+\/)*([^/]+)$|:assumed-role\/([^/]+)\/[^/]*$/.exec(arn) ?? [];
        return this.names.has(arn) || this.names.has(role ?? assumed ?? "");
    }

    private addProfileOf(machine: StackResource): void {
        for (const profile of this.references.of(machine, (property) => property === "iamInstanceProfile"))
            if (profile.type === PROFILE) this.add(profile, "role");
    }

    private add(resource: StackResource, property: string): void {
        const text = textAt(resource, property);
        if (text !== "") this.names.add(text);
        for (const role of this.references.of(resource, (name) => name === property)) {
            if (role.type !== ROLE) continue;
            for (const name of ["arn", "name", "id"]) if (textAt(role, name) !== "") this.names.add(textAt(role, name));
        }
    }
}

const textAt = ({ props }: StackResource, property: string): string =>
    ifKnown(() => (props as Cursor<Record<string, unknown>>).field(property).text()) ?? "";
