import { identitiesOf } from "../../policypack/subjects/aws/iam/iam-stack";
import { allow, document } from "./iams";
import { type GivenInStack, stackOf } from "./judge";

/** Who has policies in a stack, a line for each: whose they are, what they are, and what of them cannot be read. */
export const identitiesIn = (...given: readonly GivenInStack[]): string[] =>
    identitiesOf(stackOf(given)).map(({ holder, documents, faults, isBounded }) => {
        const has = documents.map(({ urn, at, attached, statements }) => {
            const actions = statements.map((one) => one.actions.patterns.join(",")).join("+");
            return `${nameOf(urn)} ${attached === undefined ? `${at}${actions}` : `${at}=${attached}`}`;
        });
        const lost = faults.map(({ urn }) => `? ${nameOf(urn)}`);
        return `${holder.kind} ${holder.words}${isBounded ? ", bounded" : ""}: ${[...has, ...lost].join("; ")}`;
    });
const nameOf = (urn: string) => urn.split("::").at(-1);

/** A policy of the stack's own, and the ARN of one that is called so. */
export const policy = (name: string, ...statements: object[]): GivenInStack => ({
    type: "aws:iam/policy:Policy",
    name,
    props: { arn: own(name), policy: document(...statements) },
});
export const own = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;

export const ONE = allow("ec2:RunInstances");
export const OTHER = allow("ssm:StartSession");
/** How the line of somebody names a text that has `ONE`. */
export const RUN = "policy › ec2:runinstances";

export const userPolicy = (name: string, props: object, more: Partial<GivenInStack> = {}): GivenInStack => ({
    type: "aws:iam/userPolicy:UserPolicy",
    name,
    props: { policy: document(ONE), ...props },
    ...more,
});
