/**
 * What the CLI sends to the service and reads of its answers: the part of `sdk/go/common/apitype` (v3.259.0 of github.com/pulumi/pulumi) that
 * publishing, enabling and updating use, under the same names.
 */

/** A level, or a level and settings, by the policy's name. */
export type PolicyConfiguration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface PolicyConfigSchema {
    readonly type: "object";
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly required?: readonly string[];
}

export interface PolicyMetadata {
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly enforcementLevel: string;
    readonly configSchema?: PolicyConfigSchema;
    readonly severity?: string;
    readonly tags?: readonly string[];
    readonly remediationSteps?: string;
    readonly url?: string;
}

export interface CreatePolicyPackRequest {
    readonly name: string;
    readonly displayName: string;
    readonly versionTag: string;
    readonly policies: readonly PolicyMetadata[];
    readonly description?: string;
    readonly runtime?: string;
    readonly metadata?: Readonly<Record<string, string>>;
}

export interface CreatePolicyPackResponse {
    readonly version: number;
    readonly uploadURI: string;
    readonly requiredHeaders: Readonly<Record<string, string>>;
}

/** A pack that a stack's updates have to obey. */
export interface RequiredPolicy {
    readonly name: string;
    readonly version: number;
    readonly versionTag: string;
    readonly displayName: string;
    readonly packLocation: string;
    readonly config: PolicyConfiguration;
}

/** A stack in a policy group; the group is the organisation's, so that it is not named. */
export interface StackReference {
    readonly name: string;
    readonly routingProject?: string;
}

/** An empty or absent `versionTag` asks for the newest version. */
export interface PolicyPackReference {
    readonly name: string;
    readonly versionTag?: string;
    readonly config?: PolicyConfiguration;
}

export interface CreatePolicyGroupRequest {
    readonly name: string;
    readonly entityType: string;
    readonly mode?: string;
}

/** One change, or several at once. A list replaces the one before. */
export interface UpdatePolicyGroupRequest {
    readonly addPolicyPack?: PolicyPackReference;
    readonly removePolicyPack?: PolicyPackReference;
    readonly stacks?: readonly StackReference[];
}

export interface CreateStackRequest {
    readonly stackName: string;
    readonly tags?: Readonly<Record<string, string>>;
}

/** A stack's state, which the service keeps and does not read. */
export interface UntypedDeployment {
    readonly version?: number;
    readonly features?: readonly string[];
    readonly deployment?: { readonly resources?: readonly { readonly urn: string }[] | null };
}

/** `pulumi up` begins its preview as a dry run of an update. */
export interface UpdateProgramRequest {
    readonly options: { readonly dryRun: boolean };
}

export type UpdateKind = "preview" | "update";
export type UpdateStatus = "not started" | "running" | "succeeded" | "failed";

/** What the engine reports while it works; of a violation, what the console shows. */
export interface EngineEvent {
    readonly sequence: number;
    readonly policyEvent?: {
        readonly resourceUrn?: string;
        readonly message: string;
        readonly policyName: string;
        readonly policyPackName: string;
        readonly policyPackVersion: string;
        readonly enforcementLevel: string;
        readonly severity?: string;
    };
}
