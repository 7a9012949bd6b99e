import type { Policy } from "../../policypack/lib/define-policy";
import { everyKubernetesScript } from "./carriers-kubernetes";
import { base64 } from "./kubelets";
import type { PolicyTable } from "./table";

type Fails = PolicyTable["fails"];

/** Properties of EC2 types that hold user data, and whether they want it in base64. */
const PROPERTIES: readonly { readonly type: RegExp; readonly property: string; readonly isBase64: boolean }[] = [
    { type: /^aws:ec2\/launchTemplate:/, property: "userData", isBase64: true },
    { type: /^aws:ec2\/(?:instance|spotInstanceRequest|launchConfiguration):/, property: "userData", isBase64: false },
    { type: /^aws:ec2\/(?:instance|spotInstanceRequest|launchConfiguration):/, property: "userDataBase64", isBase64: true },
];

/**
 * A failing row for every type that the policy reads a boot from: machines that start with this user data.
 *
 * @param reports whole lines; `AT` in them stands for the path of the user data
 * @param isOfNode whether they are about the node as a whole, and not about the line that they name
 */
export function everyBoot(policy: Policy, userData: string, reports: readonly string[], isOfNode = false): Fails {
    const rows = policy.reads.flatMap((type) =>
        PROPERTIES.filter((one) => one.type.test(type)).map(({ property, isBase64 }): [string, Fails[string]] => [
            `in ${property} of ${type}`,
            {
                type,
                props: { [property]: isBase64 ? base64(userData) : userData },
                reports: reports.map((line) => line.replaceAll("AT", property)),
            },
        ]),
    );
    return { ...Object.fromEntries(rows), ...everyKubernetesScript(policy, userData, reports, isOfNode) };
}
