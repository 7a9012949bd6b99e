import { randomBytes } from "node:crypto";
import type {
    CreatePolicyPackRequest,
    EngineEvent,
    PolicyConfiguration,
    PolicyPackReference,
    RequiredPolicy,
    StackReference,
    UntypedDeployment,
    UpdateKind,
    UpdateStatus,
} from "./api";

/** Something that the service refuses; the CLI prints status and message. */
export class Refused extends Error {
    override readonly name = "Refused";

    constructor(
        readonly status: 400 | 401 | 404 | 409,
        message: string,
    ) {
        super(message);
    }
}

/** One published version of a pack; it can be enabled once its content is there and the CLI has said that it is complete. */
export interface Version {
    readonly number: number;
    readonly metadata: CreatePolicyPackRequest;
    tarball: Buffer | undefined;
    complete: boolean;
}

export interface PolicyGroup {
    stacks: readonly StackReference[];
    /** By the pack's name. */
    readonly packs: Map<string, { readonly versionTag: string; readonly config: PolicyConfiguration }>;
}

export interface Stack {
    readonly project: string;
    readonly name: string;
    tags: Readonly<Record<string, string>>;
    deployment: UntypedDeployment;
    version: number;
}

export interface Update {
    readonly id: string;
    readonly kind: UpdateKind;
    readonly stack: Stack;
    readonly required: readonly RequiredPolicy[];
    status: UpdateStatus;
    /** The lease under which the CLI reports; undefined until it has started. */
    lease: string | undefined;
    readonly events: EngineEvent[];
}

/** Every stack is a member, as in a new organisation. */
export const DEFAULT_GROUP = "default-policy-group";

/** The state of a stack that was never updated. */
const EMPTY: UntypedDeployment = { version: 3, deployment: {} };

/** What the service knows of an organisation. */
export class Organization {
    private readonly packs = new Map<string, Version[]>();
    private readonly groups = new Map<string, PolicyGroup>([[DEFAULT_GROUP, { stacks: [], packs: new Map() }]]);
    private readonly stacks = new Map<string, Stack>();
    /** In the order in which they were begun. */
    readonly updates: Update[] = [];

    constructor(readonly name: string) {}

    /** @throws Refused when that version is there: a version is published once */
    createVersion(metadata: CreatePolicyPackRequest): Version {
        const versions = this.packs.get(metadata.name) ?? [];
        if (versions.some((one) => one.complete && one.metadata.versionTag === metadata.versionTag)) {
            throw new Refused(409, `Conflict: version ${metadata.versionTag} of ${metadata.name} is published already`);
        }
        const version = { number: versions.length + 1, metadata, tarball: undefined, complete: false };
        this.packs.set(metadata.name, [...versions, version]);
        return version;
    }

    /** @param tag of the version, or nothing for the newest that is complete */
    version(pack: string, tag = ""): Version {
        const versions = (this.packs.get(pack) ?? []).filter((one) => tag === "" || one.metadata.versionTag === tag);
        const found = versions.findLast((one) => tag !== "" || one.complete);
        if (found === undefined) throw new Refused(404, `Not Found: policy pack ${this.name}/${pack} ${tag}`);
        return found;
    }

    createGroup(name: string): void {
        if (this.groups.has(name)) throw new Refused(409, `Conflict: policy group ${name} exists`);
        this.groups.set(name, { stacks: [], packs: new Map() });
    }

    group(name: string): PolicyGroup {
        const group = this.groups.get(name);
        if (group === undefined) throw new Refused(404, `Not Found: policy group ${name}`);
        return group;
    }

    enable(group: string, { name, versionTag, config = {} }: PolicyPackReference): void {
        const version = this.version(name, versionTag);
        if (!version.complete) throw new Refused(400, `Bad Request: ${name} ${versionTag} is not published yet`);
        this.group(group).packs.set(name, { versionTag: version.metadata.versionTag, config });
    }

    createStack(project: string, name: string, tags: Readonly<Record<string, string>>): void {
        const key = `${project}/${name}`;
        if (this.stacks.has(key)) throw new Refused(409, `Conflict: stack ${key} already exists`);
        this.stacks.set(key, { project, name, tags, deployment: EMPTY, version: 0 });
    }

    stack(project: string, name: string): Stack {
        const stack = this.stacks.get(`${project}/${name}`);
        if (stack === undefined) throw new Refused(404, `Not Found: stack ${project}/${name}`);
        return stack;
    }

    hasProject(project: string): boolean {
        return [...this.stacks.values()].some((stack) => stack.project === project);
    }

    /** @param locate where a version can be downloaded */
    begin(kind: UpdateKind, stack: Stack, locate: (version: Version) => string): Update {
        const required = this.groupsOf(stack).flatMap((group) =>
            [...group.packs].map(([name, { versionTag, config }]): RequiredPolicy => {
                const version = this.version(name, versionTag);
                const { displayName } = version.metadata;
                return { name, version: version.number, versionTag, displayName, packLocation: locate(version), config };
            }),
        );
        const update: Update = {
            id: randomBytes(8).toString("hex"),
            kind,
            stack,
            required,
            status: "not started",
            lease: undefined,
            events: [],
        };
        this.updates.push(update);
        return update;
    }

    update(id: string): Update {
        const update = this.updates.find((one) => one.id === id);
        if (update === undefined) throw new Refused(404, `Not Found: update ${id}`);
        return update;
    }

    private groupsOf({ project, name }: Stack): PolicyGroup[] {
        return [...this.groups]
            .filter(
                ([group, { stacks }]) =>
                    group === DEFAULT_GROUP || stacks.some((one) => one.name === name && one.routingProject === project),
            )
            .map(([, group]) => group);
    }
}
