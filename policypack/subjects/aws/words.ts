import type { StackResource } from "../../lib/subject";

/** Types whose last word alone says too little. */
const KINDS: readonly (readonly [RegExp, string])[] = [
    [/^aws:autoscaling\/group:/, "auto scaling group"],
    [/^aws-native:eks:Nodegroup$/, "node group"],
];

/** `launch template "workers"`: how people call the resource. */
export function inWords({ type, name }: StackResource): string {
    const kind = (type.split(":").at(-1) ?? type)
        .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
        .toLowerCase()
        .replace(/\b(acl|ec2|vpc)\b/g, (word) => word.toUpperCase());
    return `${KINDS.find(([match]) => match.test(type))?.[1] ?? kind} "${name}"`;
}
