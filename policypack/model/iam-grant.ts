/**
 * What kind of somebody an identity policy is for, as far as the program shows.
 *
 * `node`: the role of Kubernetes workers. `pods`: a role that Pods take (IRSA, EKS Pod Identity). `machine`: a role for EC2 instances of
 * unknown use. `service`: a role for another service, such as Lambda. `aws`: a role with which EKS itself works. `deployer`: a role that CI or
 * another account takes. `people`: users, groups, permission sets, single sign-on. `anybody`: its trust policy admits all of AWS.
 */
export type HolderKind = "node" | "pods" | "machine" | "service" | "aws" | "deployer" | "people" | "anybody" | "unknown";

/** Who has what a policy allows. */
export interface IamHolder {
    readonly kind: HolderKind;
    /** In a sentence: `role "node" of Kubernetes nodes`. */
    readonly words: string;
    /** What settings may call it: its name in the program, its name in AWS, its ARN; those that are known. */
    readonly names: readonly string[];
}

/** Something that an action of AWS lets its holder do, and to which kind of thing. */
export interface IamRight {
    /** As AWS writes it: `ec2:ModifyLaunchTemplate`. */
    readonly action: string;
    /** An ARN pattern for every thing of that kind: `arn:*:ec2:*:*:launch-template/*`. */
    readonly on: string;
    /** The kind of thing: `launch template`. */
    readonly thing: NodeThingKind | "role" | "secret" | "key" | "session" | "document" | "log group";
    /** Without one of these it changes nothing. */
    readonly needs?: readonly Pick<IamRight, "action" | "on">[];
    /** It gives little by itself, so that it counts only where the statement names it: not as part of `ec2:Get*`. */
    readonly isByNameOnly?: boolean;
}

/** What carries a node's configuration, and can be recognized in a program. */
export type NodeThingKind =
    "launch template" | "instance" | "auto scaling group" | "node group" | "parameter" | "object" | "image pipeline";

/** One right that a statement allows. */
export interface GrantedRight {
    readonly right: IamRight;
    /** How the statement says it: by the action's name (or a part of it), by its whole service (`ec2:*`), or with everything else. */
    readonly spelling: "name" | "service" | "everything";
    /** The pattern that allows it, `ec2:*`; "" where the statement allows all but others. */
    readonly written: string;
    /** On every thing of the kind, or on some. */
    readonly reach: "every" | "some";
    /** A node's thing in this stack that it certainly reaches, in words: `launch template "workers"`. */
    readonly known: string | undefined;
}

/** What one statement of an identity policy allows somebody, of the rights that were asked about. At least one. */
export interface IamGrant {
    /** The statement, `policy › Statement[0]`, or the property that attaches a policy of AWS. */
    readonly at: string;
    /** The name of the policy of AWS that is attached; undefined for a policy that the program writes. */
    readonly attached: string | undefined;
    readonly rights: readonly GrantedRight[];
    /** The resources that it names, as it writes them; for all but some, "all but …". */
    readonly resources: readonly string[];
    /** A tag that the things must have for it: one that only a cluster's things carry, or another; undefined when none is asked for. */
    readonly tag: { readonly key: string; readonly isOfCluster: boolean } | undefined;
    /** Something else decides too: another condition, a permissions boundary, a denial with conditions. */
    readonly isConditional: boolean;
    readonly holder: IamHolder;
}
