import { oncePerStack } from "../../../lib/stack";
import type { StackResource } from "../../../lib/subject";
import type { Role, RoleHint } from "../../../model/node-evidence";
import { isTemplate, isMachine } from "./machine-types";
import { namesOfMachine } from "./machine-names";
import { machinePlaces, textsIn } from "./machine-places";
import { hintsOfBoot } from "./other-machines";
import { PublicAddresses } from "./addressed-machines";
import { References } from "../references";
import { hintsOfName, hintsOfParents, hintsOfTags } from "../role-hints";
import { inWords } from "../words";
import { hintsOfUserData } from "./user-data-hints";
import { WorkerProfiles } from "./worker-profiles";

const EKS = /^(aws:eks\/|eks:index:|aws-native:eks:)/;
const KARPENTER = /^kubernetes:karpenter\./;
/** What Cluster API starts on AWS, control planes and workers. */
const CLUSTER_API = /^kubernetes:infrastructure\.cluster\.x-k8s\.io\/[^:]*:AWS(?:Managed)?Machine(?:Template|Pool)?(?:Patch)?$/;
/** EKS-optimized images: their SSM parameters, and the names that their lookups carry. */
const EKS_IMAGE =
    /\/aws\/service\/(eks\/optimized-ami|bottlerocket\/aws-k8s|ami-windows-latest\/(?:(?!ami-windows-latest).)*EKS_Optimized)|amazon-eks-|bottlerocket-aws-k8s/i;
/** What starts machines, or joins an interface to one. */
const STARTS = /^(aws|aws-native):(eks|autoscaling|ec2|batch|ecs)[/:]/;

const startedFrom = (property: string) =>
    /^(launchTemplate|launchConfiguration|mixedInstancesPolicy|networkInterface|primaryNetworkInterface|spotFleetRequestConfigData)/.test(
        property,
    );
/** An attachment names its interface and its machine. */
const isJoint = ({ type }: StackResource) => /networkInterfaceAttachment:|:NetworkInterfaceAttachment$/.test(type);

/** Whether machines have public addresses: by what led here, by nothing yet, or nobody asks. */
type Addressed = boolean | "unasked" | undefined;

/** The machines of a stack, for everybody who asks. */
export const knownMachines = oncePerStack((stack) => new Machines(stack));

/** The machines of a stack and what shows what they are: tags, image, instance profile, and what starts them. */
export class Machines {
    /** From a launch template (or network interface) to what is started from it. */
    private readonly starters = new Map<StackResource, StackResource[]>();
    private readonly own = new Map<StackResource, readonly RoleHint[]>();
    private readonly references: References;
    private readonly profiles: WorkerProfiles;
    private readonly addresses: PublicAddresses;

    constructor(stack: readonly StackResource[]) {
        this.references = new References(stack.filter(isMachine), namesOfMachine);
        this.profiles = new WorkerProfiles(stack);
        this.addresses = new PublicAddresses(stack);
        for (const resource of stack) this.noteStarter(resource);
    }

    /**
     * What a resource that has a security group says about what runs behind that group.
     * @param addresses whether the path says which machines have public addresses, where the stack shows that
     */
    hintsOf(user: StackResource, addresses: "with addresses" | "plain" = "plain"): RoleHint[] {
        const words = inWords(user);
        if (EKS.test(user.type)) return [{ role: clusterPart(user), why: words, through: [words] }];
        if (CLUSTER_API.test(user.type)) return [{ role: "kubernetes", why: words, through: [words] }];
        if (KARPENTER.test(user.type)) return [{ role: "worker", why: words, through: [words] }];
        if (isMachine(user)) return this.hintsOfMachine(user, addresses === "plain" ? "unasked" : undefined, 3);
        // Whatever else AWS puts behind a security group is a managed service: a load balancer, a database, a function, an endpoint.
        return /^aws(-native)?:/.test(user.type) ? [{ role: "service", why: words, through: [words] }] : [];
    }

    /** What a load balancer's target says: a machine, or an auto scaling group with what it starts. */
    hintsOfTarget(target: StackResource): RoleHint[] {
        if (isMachine(target)) return this.hintsOfMachine(target, undefined, 3);
        const templates = [...this.references.of(target, startedFrom)].filter(isMachine);
        const hints = [
            ...hintsOfStarter(target),
            ...templates.flatMap((template) => this.hintsOfMachine(template, undefined, 0)),
        ];
        return hints.map((hint) => ({ ...hint, through: [inWords(target), ...hint.through] }));
    }

    /** What is started from a template, an instance that an interface belongs to: directly, and through others. */
    startersOf(machine: StackResource): readonly StackResource[] {
        return this.starters.get(machine) ?? [];
    }

    /** @param before whether what leads here says that the machines have public addresses; the interface decides, not the subnet */
    private hintsOfMachine(machine: StackResource, before: Addressed, depth: number): RoleHint[] {
        const isPublic = before ?? this.addresses.decidedBy(machine);
        const words = this.wordsOf(machine, before);
        const own = this.ownHintsOf(machine);
        const started = depth === 0 ? [] : [...this.startersOf(machine), ...this.carriersOf(machine)];
        const around = started.flatMap((other) =>
            isMachine(other)
                ? this.hintsOfMachine(other, isPublic, depth - 1)
                : hintsOfStarter(other).map((hint) => ({ ...hint, through: [this.wordsOf(other, isPublic), ...hint.through] })),
        );
        const told = [...own, ...around, ...hintsOfParents(machine)];
        // A name is no more than a machine of unknown use has.
        const hints: RoleHint[] = told.length > 0 ? told : [{ role: "machine", why: "", through: [] }];
        return [...hints, ...hintsOfName(machine)].map((hint) => ({ ...hint, through: [words, ...hint.through] }));
    }

    /** What a machine says of itself; its boot is read once, and only where nothing else tells. */
    private ownHintsOf(machine: StackResource): readonly RoleHint[] {
        const known = this.own.get(machine);
        if (known !== undefined) return known;
        const marks = [
            ...hintsOfTags(machine),
            ...hintsOfUserData(machine),
            ...this.profiles.hintsOf(machine),
            ...hintsOfImage(machine),
        ];
        const hints = marks.length > 0 ? marks : machinePlaces(machine.props).flatMap(hintsOfBoot);
        this.own.set(machine, hints);
        return hints;
    }

    /** `instance "node" with a public address`. */
    private wordsOf(machine: StackResource, before: Addressed): string {
        const isPublic = before === undefined ? this.addresses.of(machine) : undefined;
        if (isPublic === undefined) return inWords(machine);
        const many = isTemplate(machine) || !isMachine(machine);
        return `${inWords(machine)} with${isPublic ? "" : "out"} ${many ? "public addresses" : "a public address"}`;
    }

    /** An attachment's or an interface's own machine; an interface may say itself where it is attached. */
    private carriersOf(machine: StackResource): StackResource[] {
        const where = /networkInterfaceSecurityGroupAttachment/.test(machine.type)
            ? "networkInterfaceId"
            : machine.type === "aws:ec2/networkInterface:NetworkInterface"
              ? "attachments"
              : undefined;
        return where === undefined
            ? []
            : [...this.references.of(machine, (property) => property === where)].filter(
                  (carrier) => carrier !== machine && isMachine(carrier),
              );
    }

    private noteStarter(resource: StackResource): void {
        if (!STARTS.test(resource.type) || resource.type.includes("SecurityGroupAttachment")) return;
        const parts = [...this.references.of(resource, startedFrom)].filter(isMachine);
        const carriers = isJoint(resource)
            ? [...this.references.of(resource, (property) => property === "instanceId")].filter(isMachine)
            : [resource];
        for (const part of parts) {
            for (const carrier of carriers) {
                if (carrier === part) continue;
                const known = this.starters.get(part);
                if (known === undefined) this.starters.set(part, [carrier]);
                else known.push(carrier);
            }
        }
    }
}

function clusterPart({ type }: StackResource): Role {
    return /NodeGroup/i.test(type) ? "worker" : "kubernetes";
}

/** An EKS node group starts workers, AWS Batch and ECS their own machines; an auto scaling group says by its tags what it starts. */
function hintsOfStarter(starter: StackResource): RoleHint[] {
    if (EKS.test(starter.type)) return [{ role: "worker", why: inWords(starter), through: [] }];
    if (/^(aws|aws-native):(batch|ecs)[/:]/.test(starter.type)) return [{ role: "service", why: inWords(starter), through: [] }];
    return [...hintsOfTags(starter), ...hintsOfParents(starter), ...hintsOfName(starter)];
}

/** An image that EKS makes for its workers. */
export function hintsOfImage({ props }: Pick<StackResource, "props">): RoleHint[] {
    const images = ["ami", "imageId"].flatMap((property) => textsIn(props, property));
    return images.some((image) => EKS_IMAGE.test(image)) ? [{ role: "worker", why: "an EKS image", through: [] }] : [];
}
