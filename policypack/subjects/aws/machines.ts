import type { StackResource } from "../../lib/subject";
import type { Role, RoleHint } from "../../model/node-evidence";
import type { Cursor } from "../../parse/cursor";
import { ifKnown } from "./read-all";
import { References } from "./references";
import { hintsOfName, hintsOfTags } from "./role-hints";
import { hintsOfUserData } from "./user-data-hints";

/** What AWS starts virtual machines from; a security group in front of one guards a machine. */
const MACHINE =
    /^aws:ec2\/(instance|launchTemplate|launchConfiguration|spotInstanceRequest|spotFleetRequest|fleet|networkInterface|networkInterfaceSecurityGroupAttachment):/;
const EKS = /^(aws:eks\/|eks:index:|aws-native:eks:)/;
const KARPENTER = /^kubernetes:karpenter\./;
/** EKS-optimized images: their SSM parameters, and the names that their lookups carry. */
const EKS_IMAGE =
    /\/aws\/service\/(eks\/optimized-ami|bottlerocket\/aws-k8s|ami-windows-latest\/.*EKS_Optimized)|amazon-eks-|bottlerocket-aws-k8s/i;
const WORKER_POLICY = /:policy\/AmazonEKSWorkerNode(Minimal)?Policy$/;

const startedFrom = (property: string) =>
    /^(launchTemplate|launchConfiguration|mixedInstancesPolicy|networkInterfaceId|networkInterface)/.test(property);
const isProfile = (property: string) => property === "iamInstanceProfile";

/** The machines of a stack and what shows what they are: tags, image, instance profile, and what starts them. */
export class Machines {
    /** From a launch template (or network interface) to what is started from it. */
    private readonly starters = new Map<StackResource, StackResource[]>();
    /** Roles that EKS workers have, and the instance profiles of such roles. */
    private readonly ofWorkers = new Set<StackResource>();
    private readonly references: References;

    constructor(stack: readonly StackResource[]) {
        this.references = new References(stack.filter(({ type }) => MACHINE.test(type) || type.startsWith("aws:iam/")));
        for (const resource of stack) this.noteStarter(resource);
        for (const resource of stack) this.noteWorkerRole(resource);
        for (const resource of stack) this.noteProfile(resource);
    }

    /** What a resource that has a security group says about what runs behind that group. */
    hintsOf(user: StackResource): RoleHint[] {
        const words = inWords(user);
        if (EKS.test(user.type)) return [{ role: clusterPart(user), why: words, through: [words] }];
        if (KARPENTER.test(user.type)) return [{ role: "worker", why: words, through: [words] }];
        if (MACHINE.test(user.type))
            return this.hintsOfMachine(user, 3).map((hint) => ({ ...hint, through: [words, ...hint.through] }));
        // Whatever else AWS puts behind a security group is a managed service: a load balancer, a database, a function, an endpoint.
        return user.type.startsWith("aws:") ? [{ role: "service", why: words, through: [words] }] : [];
    }

    private hintsOfMachine(machine: StackResource, depth: number): RoleHint[] {
        const own = [
            ...hintsOfTags(machine),
            ...hintsOfUserData(machine),
            ...this.hintsOfProfile(machine),
            ...hintsOfImage(machine),
        ];
        const started = depth === 0 ? [] : [...(this.starters.get(machine) ?? []), ...this.carriersOf(machine)];
        const around = started.flatMap((other) =>
            (MACHINE.test(other.type) ? this.hintsOfMachine(other, depth - 1) : hintsOfStarter(other)).map((hint) => ({
                ...hint,
                through: [inWords(other), ...hint.through],
            })),
        );
        const told = [...own, ...around];
        // A name is no more than a machine of unknown use has.
        const hints: RoleHint[] = told.length > 0 ? told : [{ role: "machine", why: "", through: [] }];
        return [...hints, ...hintsOfName(machine)];
    }

    /** An attachment's or an interface's own machine. */
    private carriersOf(machine: StackResource): StackResource[] {
        if (!machine.type.includes("networkInterfaceSecurityGroupAttachment")) return [];
        return [...this.references.of(machine, (property) => property === "networkInterfaceId")].filter(({ type }) =>
            MACHINE.test(type),
        );
    }

    private hintsOfProfile(machine: StackResource): RoleHint[] {
        const profile = [...this.references.of(machine, isProfile)].find((part) => this.ofWorkers.has(part));
        return profile === undefined ? [] : [{ role: "worker", why: inWords(profile), through: [] }];
    }

    private noteStarter(resource: StackResource): void {
        if (!/^(aws|aws-native):(eks|autoscaling|ec2|batch|ecs)[/:]/.test(resource.type)) return;
        for (const template of this.references.of(resource, startedFrom)) {
            if (template === resource || !MACHINE.test(template.type) || resource.type.includes("Attachment")) continue;
            const known = this.starters.get(template);
            if (known === undefined) this.starters.set(template, [resource]);
            else known.push(resource);
        }
    }

    private noteWorkerRole(resource: StackResource): void {
        const all = resource.props as Cursor<Record<string, unknown>>;
        if (resource.type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment") {
            if (!WORKER_POLICY.test(ifKnown(() => all.field("policyArn").text()) ?? "")) return;
            for (const role of this.references.of(resource, (property) => property === "role")) this.ofWorkers.add(role);
        } else if (resource.type === "aws:iam/role:Role") {
            const arns = ifKnown(() => [...(all.field("managedPolicyArns") as Cursor<string[]>).items()]) ?? [];
            if (arns.some((arn) => WORKER_POLICY.test(ifKnown(() => arn.text()) ?? ""))) this.ofWorkers.add(resource);
        }
    }

    private noteProfile(resource: StackResource): void {
        if (resource.type !== "aws:iam/instanceProfile:InstanceProfile") return;
        const roles = this.references.of(resource, (property) => property === "role" || property === "roles");
        if ([...roles].some((role) => this.ofWorkers.has(role))) this.ofWorkers.add(resource);
    }
}

function clusterPart({ type }: StackResource): Role {
    return /NodeGroup/i.test(type) ? "worker" : "kubernetes";
}

/** An EKS node group starts workers, AWS Batch and ECS their own machines; an auto scaling group says by its tags what it starts. */
function hintsOfStarter(starter: StackResource): RoleHint[] {
    if (EKS.test(starter.type)) return [{ role: "worker", why: inWords(starter), through: [] }];
    if (/^aws:(batch|ecs)\//.test(starter.type)) return [{ role: "service", why: inWords(starter), through: [] }];
    return [...hintsOfTags(starter), ...hintsOfName(starter)];
}

/** An image that EKS makes for its workers. */
export function hintsOfImage({ props }: Pick<StackResource, "props">): RoleHint[] {
    const all = props as Cursor<Record<string, unknown>>;
    const image = ifKnown(() => all.field("ami").text()) ?? ifKnown(() => all.field("imageId").text()) ?? "";
    return EKS_IMAGE.test(image) ? [{ role: "worker", why: "an EKS image", through: [] }] : [];
}

/** `launch template "workers"`: how people call the resource. */
export function inWords({ type, name }: StackResource): string {
    const kind = (type.split(":").at(-1) ?? type).replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
    return `${type.startsWith("aws:autoscaling/group:") ? "auto scaling group" : kind} "${name}"`;
}
